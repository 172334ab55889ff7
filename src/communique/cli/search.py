"""`communique search`: where some words stand."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder, opened
from communique.cli._tables import AsJson, Column, print_json, print_table
from communique.cli._terminal import one_line
from communique.cli.said import place

if TYPE_CHECKING:
    from communique.record import Hit

MARKS = ("[", "]")
COLUMNS = (Column("date", 10), Column("found in", 13), Column("words", wide=True), Column("where", 16))


def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='Words, "a phrase", or the beginning of a word*.')],
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="No more than so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find the articles and statements that have some words.

    All of the words must be there, in any order, in any letter case, with or without accents; words in quotation marks
    must stand together. The best hits come first, the words found in [brackets].

    \b
    Example:
      communique search "sanctions relief"
      communique search '"sanctions relief" denuclear*' --limit 5
    """
    hits = opened(record, as_of).search(words, limit=limit, marks=MARKS)
    if as_json:
        print_json(asdict(hit) for hit in hits)
    elif hits:
        print_table(COLUMNS, (table_row(hit) for hit in hits), apart=True)
    else:
        typer.echo("Nothing has these words.", err=True)


def table_row(hit: Hit) -> tuple[str, str, str, str]:
    """A hit as the cells of `COLUMNS`."""
    kind = f"statement {hit.statement}" if hit.statement else "article"
    return hit.published or "", kind, one_line(hit.snippet), place(hit.outlet, hit.path, hit.article)
