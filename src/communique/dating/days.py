"""Sets of days: stretches of the calendar, in order and apart, and what two of them share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

Days = tuple[tuple[date, date], ...]
ANY: Days = ((date.min, date.max),)


def since(day: date) -> Days:
    """`day` and all that come after it."""
    return ((day, date.max),)


def until(day: date) -> Days:
    """All days up to `day`, itself included."""
    return ((date.min, day),)


def shared(some: Days, others: Days) -> Days:
    """The days that are in both."""
    both = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return tuple(sorted((first, last) for first, last in both if first <= last))


def joined(stretches: Iterable[tuple[date, date]]) -> Days:
    """The stretches in order, those that touch made one."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        if found and found[-1][1] != date.max and first <= found[-1][1] + timedelta(1):
            found[-1] = found[-1][0], max(last, found[-1][1])
        elif not found or found[-1][1] != date.max:
            found.append((first, last))
    return tuple(found)


def ends(days: Days) -> tuple[date | None, date | None]:
    """The first and the last of the days; None where they have no beginning or no end."""
    first, last = days[0][0], days[-1][1]
    return None if first == date.min else first, None if last == date.max else last


def iso(day: date | None) -> str | None:
    """A day as YYYY-MM-DD."""
    return None if day is None else day.isoformat()
