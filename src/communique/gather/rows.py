"""One text with its metadata, whatever file it came in: an Article, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from communique.errors import GatherError
from communique.gather.article import article_of
from communique.gather.unread import Columns, Unread, unread
from communique.reading import Article

# Names longer than this are left out where an Unread lists the columns that exist.
_LISTED = 20


def article_from_text(
    text: str, file: str, *, limit: int, line: int | None = None, path: str | None = None, **metadata: Any
) -> Article | Unread:
    """The article with this text and metadata, or an Unread where the text is empty, too long or holds no characters.

    `limit` is in bytes of UTF-8. `path` is that of the article where the file holds several.
    """
    if not text or text.isspace():
        return unread(file, "The text is empty", fix="leave it out, or fill in its text", line=line)
    if len(text) > limit or (4 * len(text) > limit and len(text.encode("utf-8", "replace")) > limit):
        return too_long(file, limit, line=line)
    if "\0" in text:
        return unread(
            file,
            f"The text holds a NUL character at position {text.index(chr(0))}",
            cause="it is not text, or another program damaged it",
            fix="remove the character",
            line=line,
        )
    try:
        return article_of(text, path=path or file, **metadata)
    except GatherError as error:
        return Unread(file, str(error), line)


def article_from_row(
    values: Mapping[str, object], path: str, *, columns: Columns, limit: int, line: int | None, label: str | None
) -> Article | Unread:
    """The article that one row of a table or one JSON object holds.

    `values` is by name as the file has it. `label` tells the row from the others of its file where it has no id of its
    own; None where the file holds this one article only: then the article's path is the file's.
    """
    text = values.get(columns.text)
    if columns.text not in values:
        return no_column(path, columns.text, values, line=line)
    if text is None:
        return unread(path, "The text is empty", fix="leave it out, or fill in its text", line=line)
    if not isinstance(text, str):
        return unread(
            path,
            f"The field {columns.text!r} holds {_kind(text)}, not text",
            fix="name the field that holds the text: --column text=NAME",
            line=line,
        )
    published = values.get(columns.published)
    identity = _words(values.get(columns.id)) or label
    return article_from_text(
        text,
        path,
        limit=limit,
        line=line,
        path=None if label is None else f"{path}#{identity}",
        title=_words(values.get(columns.title)),
        published=published if isinstance(published, (str, int, date)) else None,
        url=_words(values.get(columns.url)),
        outlet=_words(values.get(columns.outlet)),
        byline=_words(values.get(columns.byline)),
    )


def no_column(path: str, name: str, found: Collection[str], *, line: int | None = None) -> Unread:
    """The Unread for a table or an object without a column for the text."""
    names = ", ".join(sorted(map(_shown, found))[:_LISTED]) or "none"
    return unread(
        path,
        f"There is no column {name!r}; there are: {names}",
        cause="the text goes by another name",
        fix="say which column holds it: --column text=NAME",
        line=line,
    )


def too_long(path: str, limit: int, *, line: int | None = None) -> Unread:
    """The Unread for an article longer than `limit` bytes."""
    return unread(
        path,
        f"The article is longer than {limit:,} bytes",
        cause="it is a whole book or archive, or several articles run together",
        fix="split it, or allow more with --limit BYTES",
        line=line,
    )


def _words(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str)) or None
    return None


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def _shown(name: object) -> str:
    return re.sub(r"\s+", " ", repr(name) if not isinstance(name, str) or not name.isprintable() else name)[:60]
