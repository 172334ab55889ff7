from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.export.cells import FORMULA, as_json, csv_cell, csv_lines, tab_row
from communique.export.reduced import interval, one_day, own, reduced
from communique.weave.occurrence import When


@given(st.lists(st.text() | st.integers(0) | st.none(), min_size=1, max_size=5))
def test_a_row_is_one_line_with_as_many_cells(values: list[str | int | None]) -> None:
    line = tab_row(values)
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    cells = line.removesuffix("\n").split("\t")
    assert len(cells) == len(values)
    assert not [cell for cell in cells if cell.startswith(FORMULA)]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_from_csv_with_no_more_than_a_guard(text: str) -> None:
    told = "".join(csv_lines(["words", "number"], [[text, 1]]))
    _, (cell, number) = csv.reader(io.StringIO(told, newline=""))
    assert cell in (text, f"'{text}")
    assert not cell.startswith(FORMULA)
    assert number == "1"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_passes_for_a_formula(text: str) -> None:
    assert csv_cell(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (-1, -1),
        (0.5, 0.5),
        (True, "true"),
        ("a=b", "a=b"),
        (date(2019, 3, 1), "2019-03-01"),
        ([1], "[1]"),
        (Decimal("-0.5"), -0.5),
        (b"\x00\xff", "00ff"),
    ],
)
def test_other_cells_stay_what_they_are(value: object, shown: object) -> None:
    assert csv_cell(value) == shown


def test_lists_and_days_are_json() -> None:
    assert csv_cell([[1, 2], [3, 4]]) == "[[1,2],[3,4]]"
    assert json.loads(as_json([{"day": date(2019, 3, 1), "words": "„so“"}])) == [{"day": "2019-03-01", "words": "„so“"}]
    assert [csv_cell(value) for value in (None, True, 0.5, date(2019, 3, 1))] == ["", "true", 0.5, "2019-03-01"]
    with pytest.raises(TypeError):
        as_json([object()])


@pytest.mark.parametrize(
    ("begin", "end", "day", "stretch"),
    [
        ("2018-06-12", "2018-06-12", "2018-06-12", "2018-06-12"),
        ("2018-06-01", "2018-06-30", "2018-06", "2018-06"),
        ("2020-02-01", "2020-02-29", "2020-02", "2020-02"),
        ("2018-01-01", "2018-12-31", "2018", "2018"),
        ("2018-06-01", "2018-06-29", None, "2018-06-01/2018-06-29"),
        ("2018-06-01", "2018-07-31", None, "2018-06-01/2018-07-31"),
        ("2018-01-01", "2019-12-31", None, "2018-01-01/2019-12-31"),
        ("9999-12-01", "9999-12-31", "9999-12", "9999-12"),
    ],
)
def test_a_date_is_no_more_precise_than_what_is_known(begin: str, end: str, day: str | None, stretch: str) -> None:
    when = When(begin, end, "text")
    assert reduced(when) == day
    assert interval(when) == stretch
    assert one_day(when) == (begin if begin == end else None)


def test_the_day_of_an_article_is_not_that_of_what_it_tells() -> None:
    day = When("2018-06-12", "2018-06-12", "published")
    assert own(day) is None
    assert (reduced(None), interval(None), one_day(None)) == (None, None, None)
