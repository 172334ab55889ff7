"""`communique table`: what each party gives and asks of another, and how the other answered."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of
from communique.cli._record import DEFAULT, AsOf, RecordFolder
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import counted, one_line
from communique.cli._woven import AsMarkdown, record_of, say_nothing
from communique.cli.positions import At, IssueName, tell_undated

if TYPE_CHECKING:
    from communique.positions import Exchange, Line, Table
    from communique.weave import Woven

PAIRS_SHOWN = 3  # of parties, those with most on the table, where none are named
UNNAMED = "*"  # what no article says to whom it was said


def table(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="PARTY",
            show_default=False,
            help="The tables of this party: its id or name. Given twice, that of the two.",
        ),
    ] = None,
    issue: IssueName = None,
    at: At = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every pair and every line, also what was met or said again since.")
    ] = False,
    opened: Annotated[
        str | None,
        typer.Option(
            "--open",
            metavar="LINE",
            show_default=False,
            help="Show the words behind a line and its answer, by its number.",
        ),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
    desk: DeskFile = None,
) -> None:
    """Show what each party gives and asks of another, and the answer.

    A term is met where the other accepted it, bound itself to it or did it; partly met where it granted a part, set a
    condition or a price, or only said again that it would; refused where it turned the term or its price down. What
    both would do (a meeting) is met by the meeting. What is still open stands first on the screen; --all shows all, as
    --json, --csv and --markdown do. --open shows the words behind a line and its answer.

    \b
    Example:
      communique table --party PRK --party USA
      communique table --party PRK --at 2019-03-01
      communique table --open 4
    """
    from communique.positions import TABLE
    from communique.positions import table as table_of

    one_form(as_json, as_csv, as_markdown)
    if opened is not None and (as_csv or as_markdown):
        raise typer.BadParameter("--open shows one line in the terminal, or as --json.")
    woven = record_of(record, as_of).woven(narrow=TABLE)
    found = table_of(woven, parties=party or (), issue=issue, at=at, desk=desk_of(desk_for(record, desk)))
    if not found.exchanges:
        say_nothing("terms between two parties, of whom and on what was asked")
    elif opened is not None:
        open_line(found, opened, woven, as_json=as_json)
    elif as_json:
        from communique.export.positions import exchange_row

        print_json(exchange_row(exchange, found) for exchange in found.exchanges)
    elif as_csv:
        from communique.export.positions import LINES_CSV, line_cells

        print_csv(LINES_CSV, line_cells(found))
    elif as_markdown:
        from communique.export.positions import table_in_markdown

        sys.stdout.write(table_in_markdown(found))
    else:
        print_exchanges(found, everything=everything, named=bool(party))
    tell_undated(found.undated)


def numbered(found: Table) -> dict[int, Line]:
    """Every line by its number: the same whatever of them is shown."""
    return dict(enumerate((line for exchange in found.exchanges for line in exchange.lines), 1))


def print_exchanges(found: Table, *, everything: bool, named: bool) -> None:
    """Print the pairs of parties, each with what either gives and asks."""
    shown = found.exchanges if everything or named else found.exchanges[:PAIRS_SHOWN]
    numbers = {id(line): number for number, line in numbered(found).items()}
    for place, exchange in enumerate(shown):
        if place:
            typer.echo()
        print_exchange(exchange, found, numbers, everything=everything)
    left = found.exchanges[len(shown) :]
    if left:
        pairs = (f"{pair_words(exchange, found)} ({counted(len(exchange.lines), 'line')})" for exchange in left)
        typer.echo()
        typer.echo(one_line(f"Also between {'; '.join(pairs)}. --all shows them."))


def pair_words(exchange: Exchange, found: Table) -> str:
    """`North Korea and United States`."""
    return " and ".join(found.parties[party] for party in exchange.parties)


def print_exchange(exchange: Exchange, found: Table, numbers: Mapping[int, int], *, everything: bool) -> None:
    """Print what is on the table between two parties."""
    from communique.chronology.dates import in_words
    from communique.positions.showing import groups, one_breath, open_lines
    from communique.positions.words import day

    as_of = f", as of {in_words(day(found.at))}" if found.at else ""
    typer.echo(one_line(f"{pair_words(exchange, found)}{as_of}"))
    hidden, unnamed = 0, False
    for title, lines in groups(exchange, found.parties):
        shown = lines if everything else open_lines(lines)
        hidden += len(lines) - len(shown)
        unnamed |= not all(line.named for line in shown)
        columns = (
            Column("", 3, number=True),
            Column(one_line(title), wide=True),
            Column("issue", 16),
            Column("last said", 15),
            Column("answer" if lines[0].answer else "", 24),
        )
        typer.echo()
        print_table(columns, (line_row(rows, found, numbers[id(rows[0])]) for rows in one_breath(shown)))
    notes = (
        f"{UNNAMED} said to nobody by name" if unnamed else "",
        f"{counted(hidden, 'line')} more, met or older: --all shows them" if hidden else "",
    )
    if any(notes):
        typer.echo(f"\n{'; '.join(filter(None, notes))}.")


def line_row(lines: list[Line], found: Table, number: int) -> tuple[str, str, str, str, str]:
    """Lines said in one breath as cells; the number is that of the first."""
    from dataclasses import replace

    from communique.positions.words import UNKNOWN, answer_words, line_words, said

    line = replace(lines[0], text=", ".join(one.text for one in lines))
    return (
        str(number),
        f"{line_words(line)}{'' if line.named else f' {UNNAMED}'}",
        found.issues[line.issue] if line.issue is not None else UNKNOWN,
        said(line.last),
        answer_words(line.answer) if line.answer else "",
    )


def open_line(found: Table, key: str, woven: Woven, *, as_json: bool = False) -> None:
    """Show the words of a line, of its answer, and of what took it back. Raises QuestionError where there is none."""
    from communique.cli._opening import show
    from communique.errors import QuestionError
    from communique.export.positions import line_occurrences

    lines = numbered(found)
    line = lines.get(int(key)) if key.isdecimal() else None
    if line is None:
        raise QuestionError(
            f"There is no line {key!r} among the {len(lines)} that were asked for",
            cause="numbers go with the filters of a question",
            fix="repeat the filters beside --open, and give the number that the first column shows",
        )
    show((occurrence.id for occurrence in line_occurrences(line, found)), woven, as_json=as_json)
