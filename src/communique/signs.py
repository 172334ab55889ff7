"""Text of others, made safe to show: on a terminal, in a page, in a file. Nothing of it is handed on raw."""

from __future__ import annotations

import re

# Control characters (Cc), halves of surrogate pairs (Cs), and the marks that turn the direction of writing around:
# these could make a reader see other words than are there.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str, *, keep: str = "") -> str:
    """`text` with every control character (escape, bell, C1, marks that turn the writing around) shown as U+FFFD.

    Characters in `keep` stay. One character becomes one character, so offsets stay true.
    """
    return _CONTROL.sub(lambda found: found[0] if found[0] in keep else "\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """`text` in one line, white space closed up, without control characters."""
    return plain(" ".join(text.split()))


def counted(number: int, thing: str) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
