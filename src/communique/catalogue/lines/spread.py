"""How lines are spread over time: how many begin in each day, week, month …, and which may be of several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from communique.catalogue.lines.choosing import Choice
from communique.catalogue.lines.index import UNDATED, Index, nothing
from communique.weave.occurrence import OccurrenceKind

if TYPE_CHECKING:
    import numpy.typing as npt

    from communique.catalogue.lines.index import Numbers

    Lines = npt.NDArray[np.int64]

Unit = Literal["day", "week", "month", "year", "decade"]
UNITS: tuple[Unit, ...] = get_args(Unit)
KINDS: tuple[OccurrenceKind, ...] = get_args(OccurrenceKind)

MOST_BARS = 62  # that can be told apart and hit on a wide screen, and so two months are told by their days
MOST_RANGES = 16  # uncertain dates that are drawn; the most certain of them
# Share of the lines that the picture of all leaves out at either end, where the rest can then be told by a finer unit:
# an article of 2019 that names a treaty of 1953 should not make a year of talks one bar.
FAR = 0.01


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
    more of these there are, and `anywhere` how many may be of all. `earlier` and `later` count those that begin before
    the first day and after the last.
    """

    unit: Unit
    first: date
    last: date
    counts: tuple[Count, ...]
    reaches: tuple[Reach, ...]
    unshown: int
    anywhere: int
    earlier: int
    later: int
    undated: int


def spread_of(choice: Choice) -> Spread | None:
    """How the lines of a choice are spread; None where none of them has a date."""
    index, asked = choice.index, choice.asked
    lines = choice.lines[index.begin[choice.lines] != UNDATED]
    if not len(lines):
        return None
    begins = index.begin[lines]
    first, last = _days(begins, asked.first, asked.last)
    unit = unit_of(first, last)
    earlier, later = begins < first.toordinal(), begins > last.toordinal()
    reaches, unshown, anywhere = _reaches(index, lines[~later], unit, first, last)
    return Spread(
        unit=unit,
        first=first,
        last=last,
        counts=_counts(index, lines[~earlier & ~later], unit),
        reaches=reaches,
        unshown=unshown,
        anywhere=anywhere,
        earlier=int(np.count_nonzero(earlier)),
        later=int(np.count_nonzero(later)),
        undated=len(choice.lines) - len(lines),
    )


def _days(begins: Numbers, since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day of the picture: those asked for, else those on which the lines begin, but for a few.

    On which they begin: where one may be of any day far ahead, that does not stretch the picture so far.
    """

    def between(left_out: int) -> tuple[date, date]:
        low, high = np.partition(begins, (left_out, len(begins) - 1 - left_out))[[left_out, -1 - left_out]].tolist()
        first = date.fromisoformat(since) if since else date.fromordinal(low)
        last = date.fromisoformat(until) if until else date.fromordinal(high)
        return (first, last) if first <= last else (last, last) if until else (first, first)

    all_of_them, most = between(0), between(int(FAR * len(begins)))
    return most if UNITS.index(unit_of(*most)) < UNITS.index(unit_of(*all_of_them)) else all_of_them


def unit_of(first: date, last: date) -> Unit:
    """The finest unit that does not make too many bars."""
    return next(
        (unit for unit in UNITS if Period.of(last, unit).number - Period.of(first, unit).number < MOST_BARS), UNITS[-1]
    )


def _counts(index: Index, lines: Lines, unit: Unit) -> tuple[Count, ...]:
    if not len(lines):
        return ()
    numbers = _numbers(index.begin[lines], index.begin_month[lines], unit)
    least = int(numbers.min())
    size = int(numbers.max()) - least + 1
    marks = index.marks.get("kind", nothing())
    by_kind = [np.bincount(numbers[marks.having(kind, index.size)[lines]] - least, minlength=size) for kind in KINDS]
    table = np.stack(by_kind, axis=1)
    at = np.flatnonzero(table.sum(axis=1))
    return tuple(
        Count(Period(unit, least + number), tuple(row))
        for number, row in zip(at.tolist(), table[at].tolist(), strict=True)
    )


def _reaches(index: Index, lines: Lines, unit: Unit, first: date, last: date) -> tuple[tuple[Reach, ...], int, int]:
    """The lines that may be of several periods, those of the fewest days; how many more; and how many may be of all."""
    begins, ends = index.begin, index.end
    unsure = lines[begins[lines] != ends[lines]]
    one = _numbers(begins[unsure], index.begin_month[unsure], unit)
    other = _numbers(ends[unsure], index.end_month[unsure], unit)
    wide = unsure[(one != other) & (ends[unsure] >= first.toordinal())]
    anywhere = (begins[wide] <= first.toordinal()) & (ends[wide] >= last.toordinal())
    wide = wide[~anywhere]
    nearest = wide[np.argsort(ends[wide] - begins[wide], kind="stable")][:MOST_RANGES]
    found = [
        Reach(line, date.fromordinal(int(begins[line])), date.fromordinal(int(ends[line])))
        for line in np.sort(nearest).tolist()
    ]
    return tuple(found), len(wide) - len(found), int(np.count_nonzero(anywhere))


def _numbers(days: Numbers, months: Numbers, unit: Unit) -> Numbers:
    """The numbers of the periods that days are in, each in its month."""
    if unit == "day":
        return days
    if unit == "week":
        return (days - 1) // 7
    return months // {"month": 1, "year": 12, "decade": 120}[unit]
