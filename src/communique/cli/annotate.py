"""`communique annotate`: readings as JSON Lines, without a record."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from communique.cli._desk import DeskFile, desk_of
from communique.cli._inputs import LIMIT, ColumnNames, Limit, Paths, columns_of, fault_of, is_foreign, unread_line

if TYPE_CHECKING:
    from communique.desk import Desk
    from communique.gather import Unread
    from communique.reading import Article, Reading


def annotate(paths: Paths, column: ColumnNames = None, limit: Limit = LIMIT, desk: DeskFile = None) -> None:
    """Print what is understood of articles, as JSON Lines.

    One reading a line, in the shape of docs/reference/reading.md, in the order of the articles. Keeps nothing. What
    cannot be read is said on standard error, with file and line. Fails if nothing was read.

    \b
    Example:
      communique annotate article.txt
      communique annotate inbox/*.html | jq .statements[]
      communique annotate article.txt --desk congo.toml
    """
    from communique.cli._terminal import one_line
    from communique.gather import gather

    def complain(unread: Unread) -> None:
        typer.echo(f"communique: not read: {unread_line(unread)}", err=True)

    count = 0
    items = gather(paths, columns=columns_of(column), limit=limit)
    for reading in readings(items, complain, desk_of(desk)):
        sys.stdout.write(reading.to_json() + "\n")
        sys.stdout.flush()
        if fault := fault_of(reading):
            complain(fault)
        elif is_foreign(reading.article):
            reasons = " ".join(problem.message for problem in reading.problems)
            typer.echo(one_line(f"communique: not read: {reading.article.path}: {reasons}"), err=True)
        else:
            count += 1
    if not count:
        typer.echo("communique: error: Nothing was read.", err=True)
        raise typer.Exit(1)


def readings(
    items: Iterable[Article | Unread], complain: Callable[[Unread], None], desk: Desk | None = None
) -> Iterator[Reading]:
    """The readings of the articles among `items`, in order; whatever is none is handed to `complain`."""
    from communique.annotate import annotate_many
    from communique.gather import Unread

    def articles() -> Iterator[Article]:
        for item in items:
            if isinstance(item, Unread):
                complain(item)
            else:
                yield item

    return annotate_many(articles(), desk=desk)
