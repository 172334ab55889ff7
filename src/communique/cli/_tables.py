"""Rows as JSON Lines, as CSV, or as a table on the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from communique.cli._terminal import console, plain
from communique.export.cells import csv_lines, jsonable

AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines, with every field.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV with a heading line, in UTF-8.")]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width (None: as its cells need), whether it takes what room is left."""

    heading: str
    width: int | None = None
    wide: bool = False
    number: bool = False


FORMS = ("--json", "--csv", "--markdown", "--html")


def one_form(*wanted: bool) -> None:
    """Raises typer.BadParameter where several are wanted of the first of `FORMS`, as many as the command has."""
    if sum(wanted) > 1:
        *others, last = FORMS[: len(wanted)]
        raise typer.BadParameter(f"Choose one of {', '.join(others)} and {last}.")


def print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line. Dates are ISO 8601."""
    for row in rows:
        sys.stdout.write(_json(row) + "\n")


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print CSV. No cell can pass for a formula in a spreadsheet."""
    sys.stdout.writelines(csv_lines(headings, rows))


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, apart: bool = False) -> None:
    """Print a table as wide as the terminal, or 100 columns in a pipe; `apart` leaves a line between rows.

    Control characters never reach the terminal.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(
            Text(column.heading),
            justify="right" if column.number else "left",
            ratio=1 if column.wide else None,
            width=column.width,
            overflow="fold",
        )
    for number, row in enumerate(rows):
        if apart and number:
            table.add_row()  # rich's own `leading` needs a box
        table.add_row(*(Text(plain("" if value is None else _text(value), keep="\n")) for value in row))
    screen = console()
    with screen.capture() as printed:
        screen.print(table)
    # rich fills every line up with spaces
    sys.stdout.write("\n".join(line.rstrip(" ") for line in printed.get().split("\n")))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, bool | int | float) else _json(value).strip('"')


def _json(value: Any) -> str:
    return json.dumps(jsonable(value), ensure_ascii=False)
