from __future__ import annotations

import pytest

from communique.web.pictures.bars import HEIGHT, MOST, WIDTH, bars


@pytest.mark.parametrize(
    ("first", "last", "step", "since", "until"),
    [
        ("2018-05-01", "2018-05-09", "day", "2018-05-01", "2018-05-09"),
        ("2018-05-01", "2019-05-09", "month", "2018-05", "2019-05"),
        ("1985-05-01", "2006-05-09", "year", "1985", "2006"),
        ("1801-05-01", "2006-05-09", "decade", "1800", "2009"),
        ("0001-01-01", "2006-05-09", "century", "0001", "2099"),
        ("0001-01-01", "9999-12-31", "century", "0001", "9999"),
        ("9999-01-01", "9999-12-31", "month", "9999-01", "9999-12"),
    ],
)
def test_the_longer_the_time_the_longer_what_a_bar_is_of(
    first: str, last: str, step: str, since: str, until: str
) -> None:
    drawn = bars({"statement": [(first, 1), (last, 2)]})
    assert drawn is not None
    assert (drawn.step, drawn.bars[0].since, drawn.bars[-1].until) == (step, since, until)
    assert len(drawn.bars) <= MOST


def test_bars_stand_where_their_time_is_and_are_as_high_as_what_is_in_them() -> None:
    drawn = bars({"statement": [("2018-05-01", 4), ("2018-05-03", 1)], "move": [("2018-05-03", 1)]})
    assert drawn is not None
    first, last = drawn.bars
    assert (first.count, last.count, drawn.most) == (4, 2, 4)
    assert first.x == 0
    assert last.x + last.width == pytest.approx(WIDTH, abs=0.1)
    (whole,) = first.pieces
    assert (whole.y, whole.height) == (0, HEIGHT)
    statement, move = last.pieces
    assert statement.y + statement.height == HEIGHT
    assert move.y + move.height == statement.y
    assert last.label == "3 May 2018"


def test_nothing_is_drawn_of_one_day_or_none() -> None:
    assert bars({"statement": []}) is None
    assert bars({"statement": [("2018-05-01", 4)], "move": [("2018-05-01", 1)]}) is None
