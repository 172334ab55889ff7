"""What may reach a terminal, and how wide it is. Text from an article is never handed on raw."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 100  # columns of a table in a pipe, where nobody says how wide it may be
# Marks that turn the direction of writing around: they could make a terminal show other words than are there.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str, *, keep: str = "") -> str:
    """`text` with every control character (escape, bell, C1, marks that turn the writing around) shown as U+FFFD.

    Characters in `keep` stay. One character becomes one character, so offsets stay true.
    """
    return "".join(c if c in keep or not _is_control(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def one_line(text: str) -> str:
    """`text` in one line, white space closed up, without control characters."""
    return plain(" ".join(text.split()))


def counted(number: int, thing: str) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def console(stream: TextIO | None = None) -> Console:
    """A rich console on `stream` (standard output where None): coloured on a terminal, 100 columns plain in a pipe.

    Markup, emoji codes and automatic highlighting are off: square brackets in an article are square brackets.
    """
    from rich.console import Console

    stream = stream if stream is not None else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING
