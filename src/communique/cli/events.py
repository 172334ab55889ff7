"""`communique events`: who did what to whom."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder, opened
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import counted, one_line
from communique.cli.said import place

if TYPE_CHECKING:
    from communique.record import EventRow

COLUMNS = (
    Column("date", 12),
    Column("who", 20),
    Column("type", 9),
    Column("to whom", 20),
    Column("what", wide=True),
    Column("where", 16),
)


def _filter(name: str, metavar: str, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text, show_default=False)


def events(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    actor: Annotated[
        str | None, _filter("--actor", "ACTOR", "Who did it: an id as `actors` lists them, or a name.")
    ] = None,
    to: Annotated[str | None, _filter("--to", "ACTOR", "To whom it was done, or with whom.")] = None,
    kind: Annotated[str | None, _filter("--type", "TYPE", "One of PLOVER's types: ACCUSE, CONSULT, REJECT …")] = None,
    status: Annotated[
        str | None,
        _filter("--status", "STATUS", "One of actual, planned, called off, hypothetical, denied."),
    ] = None,
    since: Annotated[str | None, _filter("--since", "DATE", "First day: 2019, 2019-03 or 2019-03-01.")] = None,
    until: Annotated[str | None, _filter("--until", "DATE", "Last day, counted in.")] = None,
    article: Annotated[str | None, _filter("--article", "ARTICLE", "In this article: its id or file's name.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, show_default=False, help="No more.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show who did what to whom.

    Types, modes and contexts are those of PLOVER's codebook (2021). Every telling stands for itself: what three
    articles tell stands three times, and `chronology` has it once. Filters are joined by "and". The first column is the
    day, month or year of the event where the text gives one, else, in brackets, the day the article was published.

    \b
    Example:
      communique events --actor PRK --type THREATEN --since 2019
      communique events --to USA --status planned --csv > planned.csv
    """
    one_form(as_json, as_csv)
    found = opened(record, as_of).events(
        actor=actor,
        recipient=to,
        kind=kind,
        status=status,
        since=since,
        until=until,
        article=article,
        limit=limit,
    )
    if as_json:
        print_json(asdict(row) for row in found)
    elif as_csv:
        print_csv(headings(), (csv_row(row) for row in found))
    elif found:
        print_table(COLUMNS, (table_row(row) for row in found))
    else:
        typer.echo("No event matches.", err=True)
    if found.undated:
        typer.echo(f"{counted(found.undated, 'event')} without a date left out.", err=True)


def table_row(row: EventRow) -> tuple[str, str, str, str, str, str]:
    """An event as the cells of `COLUMNS`: its trigger, with the mode and whatever is not simply done."""
    notes = [note for note in (row.mode, row.status if row.status != "actual" else None) if note]
    return (
        days(row.begin, row.end) if row.begin else f"({row.date})" if row.date else "",
        one_line(row.actor_name or row.actor_words or ""),
        row.type,
        one_line(row.recipient_name or row.recipient_words or ""),
        one_line(f"{row.trigger} ({', '.join(notes)})" if notes else row.trigger),
        place(row.outlet, row.path, row.article),
    )


def days(begin: str, end: str | None) -> str:
    """The days from `begin` to `end`, no more precise than they are: a day, "2018-06", "2018", or both ends."""
    if end is None or end == begin:
        return begin
    (year, month, first), (last_year, last_month, last) = begin.split("-"), end.split("-")
    if year == last_year and first == "01" and int(last) == monthrange(int(year), int(last_month))[1]:
        if month == last_month:
            return f"{year}-{month}"
        if (month, last_month) == ("01", "12"):
            return year
    return f"{begin} – {end}"


def headings() -> tuple[str, ...]:
    """The columns of the CSV: the fields of an `EventRow`."""
    from communique.record import EventRow

    return tuple(field.name for field in fields(EventRow))


def csv_row(row: EventRow) -> list[Any]:
    """An event as the cells of the CSV; its contexts are joined by semicolons."""
    values = {**asdict(row), "context": "; ".join(row.context)}
    return [values[name] for name in headings()]
