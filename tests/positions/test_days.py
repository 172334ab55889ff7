"""Which of two happenings was first, as far as their days say."""

from __future__ import annotations

import pytest

from communique.positions import days
from communique.weave.occurrence import When
from tests.positions.samples import when

REPORTED = when("2021-03-10", basis="published")


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        (when("2021-03-01"), when("2021-03-02"), True),
        (when("2021-03-02"), when("2021-03-02"), False),
        (when("2021-03-01", "2021-03-31"), when("2021-03-20"), False),
        (when("2021-03-07"), REPORTED, True),
        (when("2021-03-08"), REPORTED, False),
        (REPORTED, when("2021-03-11"), True),
        (None, REPORTED, False),
        (REPORTED, None, False),
    ],
)
def test_only_what_was_surely_earlier_is_before(one: When | None, other: When | None, earlier: bool) -> None:
    assert days.before(one, other) is earlier


def test_one_time_is_known_closely_and_not_in_order() -> None:
    assert days.one_time(when("2021-03-09"), REPORTED)
    assert not days.one_time(when("2021-03-07"), REPORTED)
    assert not days.one_time(when("2021-01-01", "2021-12-31"), REPORTED)
    assert not days.one_time(None, REPORTED)


def test_a_step_was_made_by_the_day_of_its_first_report() -> None:
    deadline, year = when("2021-12-31"), when("2021-01-01", "2021-12-31")
    assert days.made(deadline, REPORTED) == REPORTED
    assert days.made(year, REPORTED) == when("2021-01-01", "2021-03-10")
    assert days.made(when("2021-03-01"), REPORTED) == when("2021-03-01")
    assert days.made(deadline, None) == deadline
    assert days.made(None, REPORTED) is None


def test_what_may_have_been_any_day_of_many_months_is_not_placed() -> None:
    assert days.placed(when("2021-03-01", "2021-04-30"))
    assert not days.placed(when("2021-03-01", "2021-06-30"))
    assert not days.placed(None)


def test_the_first_days_of_the_calendar_do_not_run_over() -> None:
    assert days.first_day(when("0001-01-01", basis="published")) == "0001-01-01"


def test_by_a_day_is_surely_by_then() -> None:
    assert days.by(when("2021-03-01", "2021-03-10"), "2021-03-10")
    assert not days.by(when("2021-03-01", "2021-03-11"), "2021-03-10")
    assert not days.by(None, "2021-03-10")
    assert days.by(None, None)
