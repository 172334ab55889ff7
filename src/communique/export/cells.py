"""Cells of tables in text: no cell can pass for a formula in a spreadsheet, or break its row."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from communique.signs import one_line

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula
GUARD = "'"


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return GUARD + text if text.startswith(FORMULA) else text


def csv_cell(value: Any) -> str | int | float:
    """One cell of a CSV file: numbers as they are, nothing as an empty cell, days in ISO 8601, lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value if isinstance(value, str) else as_json(value))


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
