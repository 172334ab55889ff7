"""Cells of tables in text: no cell can pass for a formula in a spreadsheet, or break its row."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from communique.signs import one_line

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula
GUARD = "'"


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return GUARD + text if text.startswith(FORMULA) else text


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The headings and the rows as CSV (RFC 4180, with plain line ends), a row a text; no cell passes for a formula."""
    # All text is quoted: left to itself, the writer leaves a lone carriage return bare, and readers end the row there.
    writer = csv.writer(_Echo(), lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    yield writer.writerow(headings)
    for row in rows:
        yield writer.writerow([csv_cell(value) for value in row])


def csv_cell(value: Any) -> str | int | float:
    """One cell of a CSV file: numbers as they are, nothing as an empty cell, days in ISO 8601, lists as JSON."""
    if isinstance(value, str):
        return guarded(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    told = jsonable(value)
    if isinstance(told, int | float):
        return told
    return guarded(told if isinstance(told, str) else as_json(told))


def jsonable(value: Any) -> Any:
    """`value` in what JSON has: dates and times as ISO 8601, decimals as numbers, bytes in hexadecimal, NaN as null."""
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, str | bool | int | None) else str(value)


def tab_row(values: list[str | int | None]) -> str:
    """A line of tab-separated values: white space within a value is one blank, and nothing is an empty cell."""
    return "\t".join("" if value is None else guarded(one_line(str(value))) for value in values) + "\n"


def as_json(value: Any) -> str:
    """Lists and structures as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_day)


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
