"""`communique actors`: who occurs in the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder, opened
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import one_line

if TYPE_CHECKING:
    from communique.record import ActorRow

COLUMNS = (
    Column("id"),
    Column("name", wide=True),
    Column("state"),
    Column("speaker", number=True),
    Column("recipient", number=True),
    Column("reporter", number=True),
    Column("mentions", number=True),
    Column("articles", number=True),
    Column("known"),
)
LONGEST_ID = 24  # columns: a longer one goes on in the next line, so that the name keeps some room
CSV = (
    "id",
    "name",
    "kind",
    "country",
    "known",
    "statements",
    "addressed",
    "relayed",
    "mentions",
    "articles",
    "first_said",
    "last_said",
)


class Part(StrEnum):
    """What to count actors by."""

    SPEAKER = "speaker"
    RECIPIENT = "recipient"
    REPORTER = "reporter"
    MENTIONS = "mentions"
    ARTICLES = "articles"


def actors(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    named: Annotated[
        str | None, typer.Option("--named", metavar="WORDS", show_default=False, help="Words in the name.")
    ] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="STATE", show_default=False, help="Of this state: PRK, or a name."),
    ] = None,
    by: Annotated[Part, typer.Option("--by", help="Those who occur most often so come first.")] = Part.SPEAKER,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, show_default=False, help="No more.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List who occurs in the record.

    How often each one is the speaker of a statement, its recipient (to whom it was said), or a reporter who handed it
    on; how often they are mentioned, and in how many articles. The last column says "no" for those whom the shipped
    tables do not know, who were met only in an article.

    \b
    Example:
      communique actors --country PRK --limit 20
      communique actors --by reporter --limit 10
      communique actors --csv > actors.csv
    """
    one_form(as_json, as_csv)
    found = opened(record, as_of).actors(named=named, country=country, by=by.value, limit=limit)
    if as_json:
        print_json(asdict(row) for row in found)
    elif as_csv:
        print_csv(CSV, (csv_row(row) for row in found))
    else:
        print_actors(found)


def print_actors(rows: Iterable[ActorRow]) -> None:
    """Print actors as the table of `actors`, the ids whole where they can be: they are there to be copied."""
    cells = [table_row(row) for row in rows]
    longest = max((len(str(row[0])) for row in cells), default=len("id"))
    print_table((Column("id", min(longest, LONGEST_ID)), *COLUMNS[1:]), cells)


def table_row(row: ActorRow) -> tuple[object, ...]:
    """An actor as the cells of `COLUMNS`."""
    counts = row.statements, row.addressed, row.relayed, row.mentions, row.articles
    return row.id, one_line(row.name), row.country, *counts, "yes" if row.known else "no"


def csv_row(row: ActorRow) -> list[Any]:
    """An actor as the cells of `CSV`."""
    values = asdict(row)
    return [values[name] for name in CSV]
