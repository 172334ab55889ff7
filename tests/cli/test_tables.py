from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from communique.cli._tables import Column, one_form, print_csv, print_json, print_table
from communique.export.cells import csv_cell


def test_json_has_a_row_a_line_and_values_that_json_knows(capsys: pytest.CaptureFixture[str]) -> None:
    row = {
        "day": date(2019, 3, 1),
        "at": datetime(2019, 3, 1, 12, tzinfo=UTC),
        "sum": Decimal(12),
        "share": Decimal("0.5"),
        "nan": float("nan"),
        "chain": [{"actor": None}],
        "spans": ((1, 2),),
        "raw": b"\x00\xff",
        "text": "“Так”\n",
    }
    print_json([row, {}])
    first, second = capsys.readouterr().out.splitlines()
    assert json.loads(first) == {
        "day": "2019-03-01",
        "at": "2019-03-01T12:00:00+00:00",
        "sum": 12,
        "share": 0.5,
        "nan": None,
        "chain": [{"actor": None}],
        "spans": [[1, 2]],
        "raw": "00ff",
        "text": "“Так”\n",
    }
    assert "“Так”" in first
    assert second == "{}"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_csv_can_be_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        print_csv(["one", "two"], rows)
    back = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert back[0] == ["one", "two"]
    assert back[1:] == [[csv_cell(text) for text in row] for row in rows]


def test_a_table_is_plain_in_a_pipe_and_100_columns_wide(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("a", "word " * 40, 7), ("b", None, 12_345)]
    print_table([Column("id"), Column("what", wide=True), Column("n", number=True)], rows)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[0].split() == ["id", "what", "n"]
    assert lines[-1].split() == ["b", "12345"]
    assert "\x1b" not in "".join(lines)


def test_a_table_shows_markup_and_escapes_instead_of_obeying(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Column("[b]what[/b]")], [("[red]no[/red] \x1b[31mno \u202eno",)])
    out = capsys.readouterr().out
    assert "[b]what[/b]" in out
    assert "[red]no[/red] �[31mno �no" in out


def test_a_table_without_rows_has_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Column("id")], [])
    assert capsys.readouterr().out.split() == ["id"]


def test_one_form_at_a_time() -> None:
    one_form(True, False)
    with pytest.raises(typer.BadParameter, match="one of --json and --csv"):
        one_form(True, True)


def test_rows_that_stand_apart_have_a_line_between(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Column("one"), Column("two")], [("a", "b"), ("c", "d")], apart=True)
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["one", "two"],
        ["a", "b"],
        [],
        ["c", "d"],
    ]
