"""What `read` and `annotate` are given: paths, names of columns, a limit; and gathering it ahead of need."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.gather import Columns, Unread
    from communique.reading import Article, Reading

LIMIT = 5_000_000  # bytes of one article
# Gathering is some thirty times quicker than reading, so a slice of this many seconds before each article finds the
# end of most runs within their first few articles: from then on the time left can be told.
SLICE_SECONDS = 0.05
AHEAD_CHARACTERS = 20_000_000  # of text held in memory before it is needed; about 5,000 articles

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders, globs or URLs; - is standard input.", show_default=False),
]
ColumnNames = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME=COLUMN",
        help="A table's or a JSON object's own name for text, title, published, url, outlet, byline or id: "
        "--column text=body. May be given several times.",
        show_default=False,
    ),
]
Limit = Annotated[int, typer.Option("--limit", metavar="BYTES", min=1, help="The largest article that is read.")]


def columns_of(pairs: Sequence[str] | None) -> Columns:
    """The names that `text=body`, `title=headline` … give. Raises typer.BadParameter where one is no such pair."""
    from communique.gather import Columns

    names = [field.name for field in fields(Columns)]
    chosen: dict[str, str] = {}
    for pair in pairs or ():
        name, equals, column = pair.partition("=")
        if not equals or not column or name not in names:
            raise typer.BadParameter(
                f"{pair!r} does not name a column. Write NAME=COLUMN, where NAME is one of {', '.join(names)}.",
                param_hint="--column",
            )
        chosen[name] = column
    return Columns(**chosen)


def unread_line(unread: Unread) -> str:
    """Where and why something was not read: `file:line: reason`."""
    from communique.cli._terminal import one_line

    place = unread.path if unread.line is None else f"{unread.path}:{unread.line}"
    return one_line(f"{place}: {unread.message}")


def fault_of(reading: Reading) -> Unread | None:
    """What kept an article from being read, where that was a fault of this program's own; None where it was read."""
    from communique.errors import FAULT
    from communique.gather import Unread

    told = next((problem.message for problem in reading.problems if problem.message.startswith(FAULT)), None)
    return None if told is None else Unread(reading.article.path or reading.article.id, told)


def is_foreign(article: Article) -> bool:
    """Whether the article is known to be in another language than English."""
    return article.language is not None and article.language != "en"


class Ahead:
    """Hands on what is gathered, and gathers ahead meanwhile. `total` is None until the end has been seen."""

    def __init__(self, items: Iterable[Article | Unread], *, characters: int = AHEAD_CHARACTERS) -> None:
        self._items = iter(items)
        self._waiting: deque[Article | Unread] = deque()
        self._held, self._most = 0, characters
        self._gathered = 0
        self.total: int | None = None

    def __iter__(self) -> Iterator[Article | Unread]:
        while True:
            self._gather()
            if not self._waiting:
                return
            item = self._waiting.popleft()
            self._held -= _size(item)
            yield item

    def _gather(self) -> None:
        until = time.monotonic() + SLICE_SECONDS
        while self.total is None and (not self._waiting or (self._held < self._most and time.monotonic() < until)):
            item = next(self._items, None)
            if item is None:
                self.total = self._gathered
            else:
                self._waiting.append(item)
                self._held += _size(item)
                self._gathered += 1


def _size(item: Article | Unread) -> int:
    return len(getattr(item, "text", ""))
