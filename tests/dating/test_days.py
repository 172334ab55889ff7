"""Sets of days."""

from __future__ import annotations

from datetime import date

from communique.dating.days import ANY, ends, joined, shared, since, until

A, B, C, D = (date(2019, 1, day) for day in (1, 5, 6, 9))


def test_what_two_sets_share() -> None:
    assert shared(since(B), until(D)) == ((B, D),)
    assert shared(since(D), until(B)) == ()
    assert shared(((A, B), (D, D)), since(B)) == ((B, B), (D, D))


def test_stretches_that_touch_are_one() -> None:
    assert joined([(C, D), (A, B)]) == ((A, D),)
    assert joined([(A, date.max), (C, D)]) == ((A, date.max),)
    assert joined([(A, A), (C, C)]) == ((A, A), (C, C))


def test_days_without_beginning_or_end_have_none() -> None:
    assert ends(ANY) == (None, None)
    assert ends(since(A)) == (A, None)
    assert ends(((A, B), (D, D))) == (A, D)
