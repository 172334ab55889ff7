from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.chronology.dates import happened, in_words, month_of, value_in_words, why
from communique.weave.occurrence import When


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("2019-02-28", "2019-02-28", "28 Feb 2019"),
        ("2018-09-01", "2018-09-01", "1 Sept 2018"),
        ("2019-02-01", "2019-02-28", "February 2019"),
        ("2020-02-01", "2020-02-28", "between 1 and 28 Feb 2020"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("2017-01-01", "2018-12-31", "between 2017 and 2018"),
        ("2018-01-01", "2018-06-30", "between January and June 2018"),
        ("2018-12-01", "2019-01-31", "between December 2018 and January 2019"),
        ("2019-02-28", "2019-04-12", "between 28 Feb and 12 Apr 2019"),
        ("2018-12-28", "2019-04-12", "between 28 Dec 2018 and 12 Apr 2019"),
        ("2019-02-27", "2019-02-28", "27–28 Feb 2019"),
        ("2019-02-28", "2019-03-01", "28 Feb – 1 Mar 2019"),
        ("2018-12-31", "2019-01-01", "31 Dec 2018 – 1 Jan 2019"),
        ("2019-02-11", "2019-02-14", "between 11 and 14 Feb 2019"),
        ("9999-12-01", "9999-12-31", "December 9999"),
        ("9999-01-01", "9999-12-31", "9999"),
        ("0001-01-01", "9999-12-31", "between 1 and 9999"),
    ],
)
def test_days_are_told_as_precisely_as_they_are_known_and_no_more(begin: str, end: str, words: str) -> None:
    assert in_words(When(begin, end, "text")) == words


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    assert in_words(None) == happened(None) == "date unknown"
    assert why(None) == ""


def test_the_day_of_an_article_is_no_day_of_the_happening() -> None:
    assert happened(When("2019-03-01", "2019-03-01", "published")) == "reported 1 Mar 2019"
    assert happened(When("2019-03-01", "2019-03-01", "text")) == "1 Mar 2019"


def test_what_was_inferred_says_so() -> None:
    assert "inferred" in why(When("2019-02-28", "2019-04-12", "inferred"))
    assert why(When("2019-02-28", "2019-04-12", "text")) == ""


def test_a_year_is_said_once() -> None:
    assert in_words(When("2018-05-24", "2018-05-24", "text"), beside=2018) == "24 May"
    assert in_words(When("2018-05-24", "2018-05-24", "text"), beside=2017) == "24 May 2018"
    assert in_words(When("2018-05-01", "2018-05-31", "text"), beside=2018) == "May"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2018-06-12", "12 June 2018"),
        ("2018-06", "June 2018"),
        ("2018-12", "December 2018"),
        ("9999-12", "December 9999"),
        ("9999", "9999"),
        ("2018", "2018"),
        ("2018-06-12 to 2018-06-13", "12–13 June 2018"),
        ("2018-02 to 2018-03", "between February and March 2018"),
        ("the spring", "the spring"),
        ("2018-13-40", "2018-13-40"),
        ("2018-06-12 to soon", "2018-06-12 to soon"),
    ],
)
def test_days_that_articles_differ_on_are_put_in_words(value: str, words: str) -> None:
    assert value_in_words(value) == words


def test_a_range_is_placed_in_the_month_in_which_it_begins() -> None:
    assert month_of(When("2019-02-28", "2019-04-12", "text")) == ("2019-02", "February 2019")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_any_days_have_words_that_name_the_year_they_end_in(first: date, length: int) -> None:
    last = first + timedelta(length)
    words = in_words(When(first.isoformat(), last.isoformat(), "text"))
    assert words.endswith(str(last.year))
    assert str(first.year) in words
