"""What clues say together, and which are left aside."""

from __future__ import annotations

from datetime import date

from communique.dating.clue import Clue
from communique.dating.days import since, until
from communique.dating.weighing import bounds, weighed

TERMS = Clue("term", ((date(2017, 1, 20), date(2021, 1, 20)), (date(2025, 1, 20), date.max)), "a president acts")
MINISTER = Clue("term", ((date(2018, 4, 26), date(2021, 1, 20)),), "a minister acts")
TOLD = Clue("told", since(date(2019, 2, 28)), "tells of a day")
EARLIER = Clue("told", since(date(2001, 1, 1)), "tells of an earlier day")
LATER = Clue("told", since(date(2022, 1, 1)), "tells of a later day")
COMING = Clue("ahead", until(date(2019, 12, 31)), "tells of a year to come")


def test_the_days_that_agree_with_all() -> None:
    assert weighed([COMING, TOLD, TERMS]).days == ((date(2019, 2, 28), date(2019, 12, 31)),)


def test_what_adds_nothing_is_not_kept() -> None:
    assert weighed([EARLIER, TOLD, MINISTER]).kept == (MINISTER, TOLD)


def test_the_weaker_of_two_that_contradict_is_left_aside_and_said() -> None:
    result = weighed([LATER, MINISTER, TOLD])
    assert result.days == ((date(2019, 2, 28), date(2021, 1, 20)),)
    assert result.aside == ((LATER, MINISTER),)


def test_of_one_kind_none_is_the_weaker() -> None:
    other = Clue("term", ((date(1993, 1, 20), date(2001, 1, 20)),), "another president acts")
    result = weighed([MINISTER, other, TOLD])
    assert result.days == since(date(2019, 2, 28))
    assert result.aside == ((other, MINISTER),)


def test_a_bound_reaches_over_the_stretches_that_remain() -> None:
    found = bounds(weighed([TERMS, TOLD, COMING]))
    assert [(bound.begin, bound.end) for bound in found] == [("2019-02-28", None), (None, "2019-12-31")]
    (one,) = bounds(weighed([TERMS]))
    assert (one.begin, one.end) == ("2017-01-20", None)


def test_nothing_said_is_any_day() -> None:
    result = weighed([])
    assert (result.kept, result.aside) == ((), ())
