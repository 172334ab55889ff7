"""How lines are spread over time: how many begin in each day, week, month, year or decade, and which may be of several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from communique.catalogue.lines.choosing import Choice
from communique.catalogue.lines.index import UNDATED, nothing
from communique.weave.occurrence import OccurrenceKind

if TYPE_CHECKING:
    import numpy.typing as npt

Unit = Literal["day", "week", "month", "year", "decade"]
UNITS: tuple[Unit, ...] = get_args(Unit)
KINDS: tuple[OccurrenceKind, ...] = get_args(OccurrenceKind)

MOST_BARS = 62  # that can be told apart and hit on a wide screen, and so two months are told by their days
MOST_RANGES = 24  # uncertain dates that are drawn; the most certain of them
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month, year or decade, by its number: `first` and `last` are its days."""

    unit: Unit
    number: int

    @classmethod
    def of(cls, day: date, unit: Unit) -> Period:
        """The one that a day is in; weeks begin on Mondays, as the first day of the calendar did."""
        numbers = {
            "day": day.toordinal(),
            "week": (day.toordinal() - 1) // 7,
            "month": 12 * day.year + day.month - 1,
            "year": day.year,
            "decade": day.year // 10,
        }
        return cls(unit, numbers[unit])

    @property
    def first(self) -> date:
        """Its first day."""
        n = self.number
        if self.unit == "day":
            return date.fromordinal(n)
        if self.unit == "week":
            return date.fromordinal(7 * n + 1)
        if self.unit == "month":
            return date(n // 12, n % 12 + 1, 1)
        return date(max(1, n if self.unit == "year" else 10 * n), 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        try:
            return Period(self.unit, self.number + 1).first - timedelta(1)
        except (ValueError, OverflowError):
            return date.max


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines begin in a period, by kind, in the order of KINDS."""

    period: Period
    kinds: tuple[int, ...]

    @property
    def total(self) -> int:
        """Of all kinds."""
        return sum(self.kinds)


@dataclass(frozen=True, slots=True)
class Reach:
    """A line that may be of any of several periods: its first and last day."""

    line: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Spread:
    """How lines are spread over the days from `first` to `last`.

    `counts` has the periods in which any line begins, `reaches` the lines that may be of several, `unshown` how many
    more of these there are; `before` counts those that begin before the first day, and may yet be of these days.
    """

    unit: Unit
    first: date
    last: date
    counts: tuple[Count, ...]
    reaches: tuple[Reach, ...]
    unshown: int
    before: int
    undated: int


def spread_of(choice: Choice) -> Spread | None:
    """How the lines of a choice are spread; None where none of them has a date."""
    index, lines = choice.index, choice.lines
    begins, ends = index.begin[lines], index.end[lines]
    dated = begins != UNDATED
    undated = int(np.count_nonzero(~dated))
    lines, begins, ends = lines[dated], begins[dated], ends[dated]
    if not len(lines):
        return None
    asked = choice.asked
    first = date.fromisoformat(asked.first) if asked.first else date.fromordinal(int(begins.min()))
    # where some line may be of any day up to far ahead, that does not stretch the picture so far
    last = date.fromisoformat(asked.last) if asked.last else max(first, date.fromordinal(int(begins.max())))
    unit = _unit(first, last)
    inside = (begins >= first.toordinal()) & (begins <= last.toordinal())
    counts = _counts(choice, lines[inside], begins[inside], unit)
    reaches, unshown = _reaches(lines, begins, ends, unit)
    before = int(np.count_nonzero(begins < first.toordinal()))
    return Spread(unit, first, last, counts, reaches, unshown, before, undated)


def _unit(first: date, last: date) -> Unit:
    """The finest unit that does not make too many bars."""
    return next(
        (unit for unit in UNITS if Period.of(last, unit).number - Period.of(first, unit).number < MOST_BARS), UNITS[-1]
    )


def _counts(
    choice: Choice, lines: npt.NDArray[np.int64], begins: npt.NDArray[np.int32], unit: Unit
) -> tuple[Count, ...]:
    if not len(lines):
        return ()
    numbers = _numbers(begins, unit)
    least = int(numbers.min())
    size = int(numbers.max()) - least + 1
    marks = choice.index.marks.get("kind", nothing())
    by_kind = [
        np.bincount(numbers[marks.having(kind, choice.index.size)[lines]] - least, minlength=size) for kind in KINDS
    ]
    table = np.stack(by_kind, axis=1)
    at = np.flatnonzero(table.sum(axis=1))
    return tuple(
        Count(Period(unit, least + number), tuple(row))
        for number, row in zip(at.tolist(), table[at].tolist(), strict=True)
    )


def _reaches(
    lines: npt.NDArray[np.int64], begins: npt.NDArray[np.int32], ends: npt.NDArray[np.int32], unit: Unit
) -> tuple[tuple[Reach, ...], int]:
    """The lines that may be of several periods; those of the fewest days are drawn."""
    wide = np.flatnonzero(_numbers(begins, unit) != _numbers(ends, unit))
    order = wide[np.argsort((ends - begins)[wide], kind="stable")][:MOST_RANGES]
    found = [
        Reach(int(lines[at]), date.fromordinal(int(begins[at])), date.fromordinal(int(ends[at])))
        for at in np.sort(order).tolist()
    ]
    return tuple(found), len(wide) - len(found)


def _numbers(days: npt.NDArray[np.int32], unit: Unit) -> npt.NDArray[np.int64]:
    """The numbers of the periods that days are in."""
    if unit == "day":
        return days.astype(np.int64)
    if unit == "week":
        return (days.astype(np.int64) - 1) // 7
    calendar = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    if unit == "month":
        return calendar.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    years = calendar.astype("datetime64[Y]").astype(np.int64) + 1970
    return years if unit == "year" else years // 10
