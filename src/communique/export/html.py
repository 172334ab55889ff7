"""HTML from strings: elements, and text that cannot break out of them."""

from __future__ import annotations

import re
from html import escape

from communique.export.evidence import pieces
from communique.reading import Spans
from communique.signs import one_line, plain

_NOT_OF_AN_ID = re.compile(r"[^A-Za-z0-9-]+")


def text(words: str) -> str:
    """Words on one line, as the content of an element or the value of an attribute."""
    return escape(one_line(words))


def own(words: str) -> str:
    """Somebody else's words within a line of ours, kept from turning it around where they run from right to left."""
    return f"<bdi>{text(words)}</bdi>"


def marked(words: str, marks: Spans) -> str:
    """A paragraph with what stands at `marks` marked; its line breaks stay."""
    told = ((escape(plain(piece, keep="\n\t")), is_marked) for piece, is_marked in pieces(words, marks))
    return "".join(f"<mark>{piece}</mark>" if is_marked else piece for piece, is_marked in told)


def element(tag: str, content: str, **attributes: str | None) -> str:
    """An element with HTML inside; attributes that are None are left out.

    They are written with `_` for `-`, and one at the end where the name is a word of Python: `class_`, `aria_label`.
    """
    given = ((name.strip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    written = "".join(f' {name}="{text(value)}"' for name, value in given)
    return f"<{tag}{written}>{content}</{tag}>"


def anchor(kind: str, key: str) -> str:
    """An id for an element, of letters, digits and hyphens alone."""
    return f"{kind}-{_NOT_OF_AN_ID.sub('-', key)}"
