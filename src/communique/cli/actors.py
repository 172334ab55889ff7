"""`communique actors`: who occurs in the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli._record import DEFAULT, RecordFolder
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import one_line

if TYPE_CHECKING:
    from communique.record import ActorRow

COLUMNS = (
    Column("id"),
    Column("name", wide=True),
    Column("country"),
    Column("kind"),
    Column("said", number=True),
    Column("handed on", number=True),
    Column("articles", number=True),
    Column("known"),
)
CSV = (
    "id",
    "name",
    "kind",
    "country",
    "known",
    "statements",
    "relayed",
    "mentions",
    "articles",
    "first_said",
    "last_said",
)


def actors(
    record: RecordFolder = DEFAULT,
    named: Annotated[
        str | None, typer.Option("--named", metavar="WORDS", show_default=False, help="Words in the name.")
    ] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="STATE", show_default=False, help="Of this state: PRK, or a name."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, show_default=False, help="No more.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List who occurs in the record.

    Those who said most come first: how many statements are theirs, how many they handed on, in how many articles they
    occur. The last column says "no" for those whom the shipped tables do not know, who were met only in an article.

    \b
    Example:
      communique actors --country PRK --limit 20
      communique actors --csv > actors.csv
    """
    from communique.record import Record

    one_form(as_json, as_csv)
    found = Record.open(record).actors(named=named, country=country, limit=limit)
    if as_json:
        print_json(asdict(row) for row in found)
    elif as_csv:
        print_csv(CSV, (csv_row(row) for row in found))
    else:
        print_actors(found)


def print_actors(rows: Iterable[ActorRow]) -> None:
    """Print actors as the table of `actors`."""
    print_table(COLUMNS, (table_row(row) for row in rows))


def table_row(row: ActorRow) -> tuple[object, ...]:
    """An actor as the cells of `COLUMNS`."""
    known = "yes" if row.known else "no"
    return row.id, one_line(row.name), row.country, row.kind, row.statements, row.relayed, row.articles, known


def csv_row(row: ActorRow) -> list[Any]:
    """An actor as the cells of `CSV`."""
    values = asdict(row)
    return [values[name] for name in CSV]
