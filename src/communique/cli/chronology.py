"""`communique chronology`: each happening once, in order of time, with everyone who told of it."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of
from communique.cli._record import DEFAULT, AsOf, RecordFolder
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import console, counted, one_line
from communique.cli._woven import (
    ActorNames,
    AsMarkdown,
    Brief,
    IssueName,
    MeetingName,
    OpenLine,
    Origins,
    Place,
    Since,
    Until,
    record_of,
    say_nothing,
)

if TYPE_CHECKING:
    from communique.chronology import Chronology, Entry

ID_SHOWN = 8  # hexadecimal digits: enough to be the only one in a record of tens of thousands
ORIGINS_SHOWN = 3  # named in the table; all forms but the table name every one
COLUMNS = (
    Column("", number=True),
    Column("when", 16),
    Column("what", wide=True),
    Column("told by", 25),
    Column("id", ID_SHOWN),
)
STANDARD = "-"  # the name of a file that stands for standard output


class Kind(StrEnum):
    """What sort of happening, or of move."""

    STATEMENT = "statement"
    MEETING = "meeting"
    EVENT = "event"
    MOVE = "move"
    OFFER = "offer"
    DEMAND = "demand"
    COMMITMENT = "commitment"
    CONDITIONAL = "conditional"
    THREAT = "threat"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    CONCESSION = "concession"
    RETRACTION = "retraction"
    REAFFIRMATION = "reaffirmation"
    PROPOSAL = "proposal"
    WITHDRAWAL = "withdrawal"
    MEDIATION = "mediation"


def chronology(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    actor: ActorNames = None,
    issue: IssueName = None,
    kind: Annotated[
        Kind | None,
        typer.Option(metavar="KIND", help=f"Only these: {', '.join(Kind)}.", show_default=False),
    ] = None,
    place: Place = None,
    meeting: MeetingName = None,
    since: Since = None,
    until: Until = None,
    origins: Origins = 1,
    brief: Brief = False,
    opened: OpenLine = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="Write one HTML page, to be mailed or printed."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", show_default=False, help="The heading of the page.")
    ] = None,
    desk: DeskFile = None,
) -> None:
    """Tell what happened, in order of time.

    Each happening stands once, with everyone who told of it. When it happened is kept apart from when it was first
    reported, and no date says more than is known. Copies of a text count once, and whoever an account comes from in
    the end is its origin. What has no date goes last. A statement that is no more than an offer, a demand or another
    move stands once, as that move, and so does an event that is told in the words of another line; --kind shows all of
    a kind. Filters are joined by "and". --open shows the words that a line was read from; --html - writes to standard
    output.

    \b
    Example:
      communique chronology --actor PRK --actor USA --since 2018-05 --brief
      communique chronology --open 3
      communique chronology --issue sanctions --html sanctions.html --title "Sanctions, 2018 to 2019"
    """
    from communique.chronology import chronology_in

    one_form(as_json, as_csv, as_markdown, html is not None)
    if opened is not None and (as_csv or as_markdown or html is not None):
        raise typer.BadParameter(
            "--open shows one line in the terminal, or as --json; leave --csv, --markdown and --html out."
        )
    found, woven = chronology_in(
        record_of(record, as_of),
        actors=actor or (),
        issue=issue,
        kind=kind.value if kind else None,
        place=place,
        meeting=meeting,
        since=since,
        until=until,
        origins=origins,
        brief=brief,
        desk=desk_of(desk_for(record, desk)) if issue is not None else None,
    )
    if not woven.occurrences:
        say_nothing("anything that was said or done")
    elif not found.entries:
        typer.echo(why_empty(found), err=True)
    elif opened is not None:
        show_entry(found.entry(opened), as_json=as_json)
    elif html is not None:
        write_page(found, html, title=title, record=record.absolute().name)
    elif as_json:
        print_entries_as_json(found)
    elif as_csv:
        print_entries_as_csv(found)
    elif as_markdown:
        from communique.export import markdown

        sys.stdout.write(markdown(found, title=title))
    else:
        print_chronology(found)


def why_empty(found: Chronology) -> str:
    """Why nothing is shown, and what to do."""
    if found.fitting:
        from communique.chronology import RULE

        fitting = counted(found.fitting, "occurrence")
        return f"No day is key among {fitting} that fit; without --brief they are shown. {RULE}"
    alone = "; ".join(f"{words}: {number:,}" for words, number in found.alone)
    known = counted(found.known, "occurrence")
    return one_line(
        f"No occurrence fits all of this. Of {known}, each filter alone lets through: {alone}. Leave one out."
    )


def print_chronology(
    found: Chronology,
    columns: Sequence[Column] = COLUMNS,
    row: Callable[[Entry], Sequence[str]] | None = None,
) -> None:
    """Print the chronology as a table, what has no date in a second one; `row` gives the cells of the columns."""
    from communique.export.evidence import UNDATED, UNDATED_WHY

    cells = row or table_row
    if found.dated:
        print_table(columns, map(cells, found.dated), apart=True)
    if found.undated:
        typer.echo(f"{UNDATED}. {UNDATED_WHY}\n")
        print_table(columns, map(cells, found.undated), apart=True)
    if found.asked.brief:
        typer.echo(textwrap.fill(hidden_line(found), console().width))
    if found.beside:
        typer.echo(beside_line(found), err=True)


def beside_line(found: Chronology) -> str:
    """How many occurrences are not listed, since others are told in the same words."""
    return (
        f"{counted(found.beside, 'occurrence')} told in the same words as these not listed again: "
        "--kind statement, event or move shows them."
    )


def hidden_line(found: Chronology) -> str:
    """How many entries a brief chronology hides, and by which rule."""
    from communique.chronology import RULE

    return f"{counted(len(found.days), 'key day')}; {found.hidden:,} more entries that fit are hidden. {RULE}"


def table_row(entry: Entry) -> tuple[str, str, str, str, str]:
    """An entry as the cells of `COLUMNS`."""
    from communique.chronology.entries import count_in_words

    occurrence = entry.occurrence
    what = [f"key day: {entry.key}"] if entry.key else []
    doubt = f" ({occurrence.certainty})" if occurrence.certainty in ("hedged", "denied") else ""
    what += [f"{occurrence.summary}{doubt}", *(difference.words for difference in entry.differences)]
    return (
        str(entry.number),
        "\n".join(filter(None, (entry.happened, entry.report))),
        "\n".join(map(one_line, what)),
        one_line(count_in_words(occurrence.accounts, occurrence.origins, most=ORIGINS_SHOWN)),
        one_line(occurrence.id)[:ID_SHOWN],
    )


def print_entries_as_json(found: Chronology) -> None:
    """Print an entry a line, as JSON; what a brief chronology hides is told beside it."""
    from communique.export import entry_row

    print_json(map(entry_row, found.entries))
    if found.asked.brief:
        typer.echo(hidden_line(found), err=True)


def print_entries_as_csv(found: Chronology) -> None:
    """Print an entry a row, as CSV; what a brief chronology hides is told beside it."""
    from communique.export import ENTRY_CSV, entry_cells

    print_csv(ENTRY_CSV, map(entry_cells, found.entries))
    if found.asked.brief:
        typer.echo(hidden_line(found), err=True)


def show_entry(entry: Entry, *, as_json: bool = False) -> None:
    """Print the words that an entry was read from."""
    if as_json:
        from communique.export import entry_row

        print_json([entry_row(entry)])
    else:
        from communique.cli._evidence import print_evidence

        print_evidence(entry)


def write_page(found: Chronology, file: Path, *, title: str | None, record: str) -> None:
    """Write the chronology as one HTML page, and say so."""
    from communique.export import page

    text = page(found, title=title, record=record, made=datetime.now().astimezone().date())
    if str(file) == STANDARD:
        sys.stdout.write(text)
        return
    file.write_text(text, encoding="utf-8")
    typer.echo(f"Wrote {file}: {counted(len(found.entries), 'occurrence')}.", err=True)
