"""What gather hands out beside articles: a problem, and the names of the columns it looks for."""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import GatherError


@dataclass(frozen=True, slots=True)
class Unread:
    """An input, or a part of one, that could not be read.

    `path` is the file as it was given; `line` counts from 1 (in a Parquet file: the row); `message` says what
    happened, the likely cause and the fix.
    """

    path: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The names that the columns of a table, or the fields of a JSON object, go by."""

    text: str = "text"
    title: str = "title"
    published: str = "published"
    url: str = "url"
    outlet: str = "outlet"
    byline: str = "byline"
    id: str = "id"


def unread(path: str, what: str, *, cause: str = "", fix: str = "", line: int | None = None) -> Unread:
    """An Unread whose message has the three parts of every message: what happened, the likely cause, the fix."""
    return Unread(path, str(GatherError(what, cause=cause, fix=fix)), line)
