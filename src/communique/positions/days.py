"""Which of two happenings was first, as far as their days say.

A text that gives no time dates what it tells by its own day: that is the last day it can have been, and news is rarely
older than two. So such days reach back a little, and what may be of one day is never put in order.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from communique.weave.occurrence import When, days_between

REACH = 2  # days that a report comes after what it tells, where it says nothing of when
CLOSE = 7  # days within which two things may have been, and are still of one occasion; a summit and what follows it
LONGEST = 62  # days, two months, from which on it is not known when in them a thing happened
REMEMBERED = 1 << 14  # days whose first is remembered: each stand is compared with some hundred others
_REPORTED = frozenset({"published", "inferred"})


@lru_cache(maxsize=REMEMBERED)
def first_day(when: When) -> str:
    """The first day on which it may have happened."""
    if when.basis not in _REPORTED:
        return when.begin
    begin = date.fromisoformat(when.begin)
    return (begin - min(timedelta(REACH), begin - date.min)).isoformat()


def before(one: When | None, other: When | None) -> bool:
    """Whether the one surely happened on an earlier day than the other; False where either is unknown."""
    return one is not None and other is not None and one.end < first_day(other)


def one_time(one: When | None, other: When | None) -> bool:
    """Whether the two may have happened on one day, and are known closely enough to be of one occasion."""
    if one is None or other is None or before(one, other) or before(other, one):
        return False
    first, last = min(first_day(one), first_day(other)), max(one.end, other.end)
    return days_between(first, last) <= CLOSE


def within(one: When | None, other: When | None, most: int) -> bool:
    """Whether the other was no more than so many days after the one, both known."""
    return one is not None and other is not None and days_between(one.end, other.begin) <= most


def made(when: When | None, reported: When | None) -> When | None:
    """When a step was made whose text dates it: by the day on which it was first reported, at the latest.

    What lies after that ("by the end of the year") is when something is to be done, not when it was said.
    """
    if when is None or reported is None or when.end <= reported.end:
        return when
    return replace(when, end=reported.end) if when.begin <= reported.end else reported


def placed(when: When | None) -> bool:
    """Whether it is known closely enough when it happened to stand in an order of time."""
    return when is not None and days_between(first_day(when), when.end) <= LONGEST


def about(day: str) -> tuple[str, str]:
    """The first and the last day on which what is of one time with that day can begin."""
    middle, reach = date.fromisoformat(day), timedelta(CLOSE + REACH)
    first = middle - min(reach, middle - date.min)
    return first.isoformat(), (middle + min(reach, date.max - middle)).isoformat()


def by(when: When | None, day: str | None) -> bool:
    """Whether it had surely happened by the end of that day; always, where none is asked for."""
    return day is None or (when is not None and when.end <= day)


def in_order(when: When | None) -> tuple[bool, str, str]:
    """What puts happenings in order of time; what could not be placed goes last."""
    return (not placed(when), when.begin if when else "~", when.end if when else "~")
