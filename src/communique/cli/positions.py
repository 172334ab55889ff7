"""`communique positions`: what each party holds on each issue, and how that changed."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of
from communique.cli._record import DEFAULT, AsOf, RecordFolder
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import counted, one_line
from communique.cli._woven import AsMarkdown, record_of, say_nothing

if TYPE_CHECKING:
    from communique.positions import Position, Positions, Stand
    from communique.weave import Woven

ID_SHOWN = 8  # hexadecimal digits: enough to be the only one in a record of tens of thousands
HELD_SHOWN = 3  # stands of one position in the short list; its history has all
ORIGINS_SHOWN = 2  # named in the table; all forms but the table name every one
SHORT = (
    Column("issue", 18),
    Column("holds", wide=True),
    Column("last said", 15),
    Column("course", 20),
    Column("id", ID_SHOWN),
)
HISTORY = (
    Column("when", 15),
    Column("what", wide=True),
    Column("change", 20),
    Column("told by", 18),
    Column("id", ID_SHOWN),
)

At = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", show_default=False, help="As of the end of this day, month or year."),
]
IssueName = Annotated[
    str | None,
    typer.Option("--issue", metavar="ISSUE", show_default=False, help="On this issue: its id or name."),
]


def positions(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    party: Annotated[
        str | None,
        typer.Option("--party", metavar="PARTY", show_default=False, help="Of this party: its id or name."),
    ] = None,
    issue: IssueName = None,
    at: At = None,
    opened: Annotated[
        str | None,
        typer.Option("--open", metavar="ID", show_default=False, help="Show the words behind a stand, by its id."),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
    desk: DeskFile = None,
) -> None:
    """Show what each party holds on each issue, and how that changed.

    A position is read from what a party offers, demands, refuses, accepts and takes back. With --party and --issue its
    whole history is shown; else a line a position, with what no later step has overtaken. A change is claimed where two
    steps show it, the later surely later; what is said to the contrary at one time is marked as disputed. --open shows
    the words of a stand, and of the one that it changes or confirms. --json, --csv and --markdown give all histories.

    \b
    Example:
      communique positions --party PRK --issue sanctions
      communique positions --party "North Korea" --at 2018-06-30
      communique positions --csv > positions.csv
    """
    from communique.positions import POSITIONS
    from communique.positions import positions as positions_of

    one_form(as_json, as_csv, as_markdown)
    if opened is not None and (as_csv or as_markdown):
        raise typer.BadParameter("--open shows one stand in the terminal, or as --json.")
    woven = record_of(record, as_of).woven(narrow=POSITIONS)
    found = positions_of(woven, party=party, issue=issue, at=at, desk=desk_of(desk_for(record, desk)))
    if not found.positions:
        say_nothing("a position, of whom and on what was asked")
    elif opened is not None:
        open_stand(found, opened, woven, as_json=as_json)
    elif as_json:
        from communique.export.positions import position_row

        print_json(position_row(position, found) for position in found.positions)
    elif as_csv:
        from communique.export.positions import STANDS_CSV, stand_cells

        print_csv(STANDS_CSV, stand_cells(found))
    elif as_markdown:
        from communique.export.positions import positions_in_markdown

        sys.stdout.write(positions_in_markdown(found))
    elif party is not None and issue is not None:
        print_history(found.positions[0], found)
    else:
        print_short(found)
    tell_undated(found.undated)


def tell_undated(undated: int) -> None:
    """Say, beside the output, how many moves a day left out because theirs is unknown."""
    if undated:
        typer.echo(f"{counted(undated, 'move')} without a date left out.", err=True)


def print_short(found: Positions) -> None:
    """Print a line a position, party after party."""
    for number, (party, group) in enumerate(groupby(found.positions, key=lambda position: position.party)):
        if number:
            typer.echo()
        typer.echo(one_line(found.parties[party]))
        print_table(SHORT, (short_row(position, found) for position in group), apart=True)


def short_row(position: Position, found: Positions) -> tuple[str, str, str, str, str]:
    """A position as the cells of `SHORT`."""
    from communique.positions.words import UNKNOWN, course_words, said, stand_words

    shown = [f"{stand_words(stand)} ({said(stand.when)})" for stand in position.standing[:HELD_SHOWN]]
    more = len(position.standing) - len(shown)
    last = position.last
    return (
        found.issues[position.issue] if position.issue is not None else UNKNOWN,
        "\n".join([*shown, *([f"and {more} more"] if more else ())]),
        said(last.when),
        course_words(position),
        one_line(last.occurrence)[:ID_SHOWN],
    )


def print_history(position: Position, found: Positions) -> None:
    """Print the stands of a position in order of time."""
    from communique.export.positions import issue_name

    typer.echo(f"{one_line(found.parties[position.party])} on {issue_name(position.issue, found.issues)}\n")
    print_table(HISTORY, (history_row(stand, found) for stand in position.history), apart=True)


def history_row(stand: Stand, found: Positions) -> tuple[str, str, str, str, str]:
    """A stand as the cells of `HISTORY`."""
    from communique.chronology.entries import count_in_words
    from communique.positions.words import change_words, said, stand_words

    toward = f", to {found.parties[stand.toward]}" if stand.toward else ""
    doubt = f" ({stand.certainty})" if stand.certainty in ("hedged", "denied") else ""
    return (
        said(stand.when),
        f"{stand.kind}{one_line(toward)}{doubt}: {stand_words(stand)}",
        change_words(stand, found.occurrences),
        one_line(count_in_words(stand.accounts, stand.origins, most=ORIGINS_SHOWN)),
        one_line(stand.occurrence)[:ID_SHOWN],
    )


def open_stand(found: Positions, key: str, woven: Woven, *, as_json: bool = False) -> None:
    """Show the evidence of a stand, of the earlier one that it changes or confirms, and of what disputes it."""
    from communique.cli._opening import id_named, show

    told = {
        stand.occurrence: (stand.versus, *stand.disputed) for position in found.positions for stand in position.history
    }
    id_ = id_named(key, told)
    show((id_, *filter(None, told[id_])), woven, as_json=as_json)
