"""`communique said`: who said what, to whom, through whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder, opened
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import counted, one_line

if TYPE_CHECKING:
    from communique.record import Said

LONGEST = 240  # characters of a content in the table: five lines or so; `show`, --json and --csv give all of it
ID_SHOWN = 8  # hexadecimal digits: enough to be the only one in a record of tens of thousands

COLUMNS = (
    Column("date", 10),
    Column("who", 18),
    Column("through", 15),
    Column("what", wide=True),
    Column("where", 16),
)
CSV = (
    "date",
    "source_actor",
    "source_name",
    "source",
    "cue",
    "content",
    "quotation",
    "certainty",
    "through",
    "addressee_actor",
    "addressee",
    "outlet",
    "title",
    "path",
    "article",
    "statement",
    "score",
)


class Quotation(StrEnum):
    """How much of what was said stands in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Certainty(StrEnum):
    """How the article stands to what was said."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    HEDGED = "hedged"
    DENIED = "denied"


def _filter(name: str, metavar: str, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text, show_default=False)


def said(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    by: Annotated[str | None, _filter("--by", "ACTOR", "Who spoke: an id as `actors` lists them, or a name.")] = None,
    to: Annotated[str | None, _filter("--to", "ACTOR", "Who was spoken to.")] = None,
    about: Annotated[str | None, _filter("--about", "WORDS", "Words in what was said, as for `search`.")] = None,
    through: Annotated[str | None, _filter("--through", "ACTOR", "Who handed it on.")] = None,
    since: Annotated[str | None, _filter("--since", "DATE", "First day: 2019, 2019-03 or 2019-03-01.")] = None,
    until: Annotated[str | None, _filter("--until", "DATE", "Last day, counted in.")] = None,
    quotation: Annotated[Quotation | None, typer.Option(help="How it is quoted.", show_default=False)] = None,
    certainty: Annotated[Certainty | None, typer.Option(help="How sure the article is.", show_default=False)] = None,
    country: Annotated[str | None, _filter("--country", "STATE", "The speaker's country: PRK, or a name.")] = None,
    text: Annotated[str | None, _filter("--text", "TEXT", "These very characters in what was said.")] = None,
    article: Annotated[str | None, _filter("--article", "ARTICLE", "In this article: its id or file's name.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, show_default=False, help="No more.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show who said what, to whom, through whom.

    Filters are joined by "and". The first column is the day of the statement where the text gives one, else the day
    the article was published.

    \b
    Example:
      communique said --by kim-jong-un --about sanctions --since 2019-03
      communique said --through kcna --quotation direct --csv > kcna.csv
    """
    one_form(as_json, as_csv)
    found = opened(record, as_of).statements(
        by=by,
        to=to,
        about=about,
        through=through,
        since=since,
        until=until,
        quotation=quotation.value if quotation else None,
        certainty=certainty.value if certainty else None,
        country=country,
        text=text,
        article=article,
        limit=limit,
    )
    if as_json:
        print_json(json_row(row) for row in found)
    elif as_csv:
        print_csv(CSV, (csv_row(row) for row in found))
    elif found:
        print_statements(found)
    else:
        typer.echo("No statement matches.", err=True)
    if found.undated:
        typer.echo(f"{counted(found.undated, 'statement')} without a date left out.", err=True)


def print_statements(rows: Iterable[Said]) -> None:
    """Print statements as the table of `said`."""
    print_table(COLUMNS, (table_row(row) for row in rows), apart=True)


def table_row(row: Said) -> tuple[str, str, str, str, str]:
    """A statement as five cells: date, who (to whom), through whom, what (with the verb: "denied: …"), where."""
    who = row.source_name or (row.source or "").rstrip(",;: ") or "nobody named"
    addressee = row.addressee_name or row.addressee
    content = one_line(row.content or "")
    what = shortened(f"{one_line(row.cue)}: {content}" if row.cue else content, LONGEST)
    if row.certainty in ("hedged", "denied"):
        what += f" ({row.certainty})"
    return (
        row.date or "",
        one_line(f"{who}, to {addressee}" if addressee else who),
        one_line(", ".join(hands(row))),
        what,
        place(row.outlet, row.path, row.article),
    )


def place(outlet: str | None, path: str | None, article: str) -> str:
    """Where something stands: the outlet, or else the file's name; and the beginning of the article's id."""
    return one_line(f"{outlet or (PurePath(path).stem if path else '')} {article[:ID_SHOWN]}")


def json_row(row: Said) -> dict[str, Any]:
    """A statement as a JSON object: the fields of `Said`, the chain as objects."""
    return {**asdict(row), "chain": [hand._asdict() for hand in row.chain]}


def csv_row(row: Said) -> list[Any]:
    """A statement as the cells of `CSV`; those who handed it on are joined by semicolons."""
    values = {**asdict(row), "through": "; ".join(hands(row))}
    return [values[name] for name in CSV]


def hands(row: Said) -> list[str]:
    """Who handed a statement on, the nearest to the speaker first; the relation, where nobody is named."""
    return [hand.name or hand.actor or hand.relation for hand in row.chain]


def shortened(text: str, longest: int) -> str:
    """`text`, cut at a space where it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    return text[: longest - 2].rsplit(" ", 1)[0] + " …"
