"""A stretch of time cut into days, weeks, months, quarters or years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from communique.chronology.dates import SHORT, in_words
from communique.weave.occurrence import When

Unit = Literal["day", "week", "month", "quarter", "year"]

MOST_BINS = 72
"""Bins of one drawing: on the narrowest screen each is five pixels wide."""

TICKS = 6
"""Words under a drawing, at most: on the narrowest screen each has sixty pixels."""

LENGTH: dict[Unit, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
"""Days of each unit, at most."""

_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Bin:
    """One unit of a scale: its first and its last day."""

    begin: str
    end: str

    @property
    def words(self) -> str:
        """`May 2018`, `7–13 May 2018`, `April to June 2018`, `2018`."""
        return in_words(When(self.begin, self.end, "text"))


@dataclass(frozen=True, slots=True)
class Tick:
    """A word under a drawing, and where it stands, in per cent."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Days laid out from left to right, in bins of one unit."""

    unit: Unit
    bins: tuple[Bin, ...]

    @property
    def width(self) -> float:
        """Of one bin, in per cent."""
        return 100 / len(self.bins)

    def bin_of(self, day: str) -> int | None:
        """The number of the bin that has the day; None outside of all."""
        if not self.bins[0].begin <= day <= self.bins[-1].end:
            return None
        return _count(date.fromisoformat(self.bins[0].begin), date.fromisoformat(day), self.unit)

    def place(self, day: str) -> float:
        """Where the middle of a day stands, in per cent; at the edge where it lies outside."""
        first, last = (date.fromisoformat(one) for one in (self.bins[0].begin, self.bins[-1].end))
        at = min(max(date.fromisoformat(day), first), last)
        return round(100 * ((at - first).days + 0.5) / ((last - first).days + 1), 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The words under it: where a bin begins, some of them, evenly."""
        every = -(-len(self.bins) // TICKS)
        return tuple(
            Tick(round(number * self.width, 2), self._short(self.bins[number], number))
            for number in range(0, len(self.bins), every)
        )

    def _short(self, one: Bin, number: int) -> str:
        day = date.fromisoformat(one.begin)
        if self.unit == "year":
            return str(day.year)
        if self.unit in ("month", "quarter"):
            return f"{SHORT[day.month - 1]} {day.year}"
        year = f" {day.year}" if number == 0 or day.year != date.fromisoformat(self.bins[0].begin).year else ""
        return f"{day.day} {SHORT[day.month - 1]}{year}"


def scale(first: str, last: str) -> Scale:
    """The scale from the first day to the last, in the smallest unit that has few enough bins."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    unit: Unit = next((unit for unit in LENGTH if _count(begin, end, unit) < MOST_BINS), "year")
    return Scale(unit, tuple(_bins(begin, end, unit)))


def _bins(first: date, last: date, unit: Unit) -> Iterator[Bin]:
    at = _start(first, unit)
    while at <= last:
        end = _end(at, unit)
        yield Bin(at.isoformat(), end.isoformat())
        if end == date.max:
            return
        at = end + timedelta(1)


def _start(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - min(timedelta(day.weekday()), day - date.min)
    months = _MONTHS.get(unit)
    return day.replace(month=(day.month - 1) // months * months + 1, day=1) if months else day


def _end(start: date, unit: Unit) -> date:
    months = _MONTHS.get(unit)
    if months is None:
        return start + min(timedelta(LENGTH[unit] - 1), date.max - start)
    month = start.month + months - 1
    return start.replace(month=month, day=monthrange(start.year, month)[1])


def _count(first: date, day: date, unit: Unit) -> int:
    """How many units lie between the one that has `first` and the one that has `day`."""
    months = _MONTHS.get(unit)
    if months is None:
        return (_start(day, unit) - _start(first, unit)).days // LENGTH[unit]
    return (day.year * 12 + day.month - 1) // months - (first.year * 12 + first.month - 1) // months
