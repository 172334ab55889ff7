"""The timeline: bars that tell how many lines begin in each period, and under them the lines whose date is uncertain.

Places along the time are shares of the width, in percent, and heights are pixels: so the picture is as wide as there is
room, and its letters are as large as those beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from communique.catalogue.lines.spread import KINDS, Count, Period, Spread, Unit
from communique.chronology.dates import SHORT, in_words
from communique.signs import counted
from communique.weave.occurrence import Occurrence, When

BARS, AXIS = 96.0, 20.0  # pixels that the bars and the days below them take
LANE, THICK = 9.0, 6.0  # pixels from one uncertain date to the next, and of its bar
LANES = 10
GAP = 0.16  # of a bar's width
TICKS = 5  # days that are written below, at most: so many have room on a telephone


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a bar that one kind has."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a period: `x` and `width` in percent, `since` and `until` what to ask to go into it."""

    x: float
    width: float
    label: str
    since: str
    until: str
    told: str
    counts: tuple[int, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """An uncertain date: from `x`, `width` wide, in percent; `early` and `late` where it goes on outside."""

    x: float
    width: float
    y: float
    early: bool
    late: bool
    key: str
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is written below the bars."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """A longer stretch of time around the one that is shown; with neither day it is all."""

    words: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture; `notes` says what it does not draw, and `outside` leads to what is earlier and later."""

    unit: Unit
    told: str
    kinds: tuple[str, ...]
    most: int
    height: float
    baseline: float
    bars: tuple[Bar, ...]
    ranges: tuple[Range, ...]
    ticks: tuple[Tick, ...]
    notes: tuple[str, ...]
    outside: tuple[Crumb, ...]


def timeline(spread: Spread, told: Mapping[int, Occurrence]) -> Timeline:
    """The picture of how lines are spread; `told` has the occurrences whose date is drawn as a range, by line."""
    unit = spread.unit
    first, last = (Period.of(day, unit).number for day in (spread.first, spread.last))
    size = last - first + 1
    most = max((count.total for count in spread.counts), default=0)
    ranges, crowded = _ranges(spread, told, first, size)
    lanes = max((int((one.y - BARS - AXIS) // LANE) + 1 for one in ranges), default=0)
    notes = []
    if crowded or spread.unshown:
        notes.append(f"{counted(crowded + spread.unshown, 'more uncertain date')} not drawn")
    if spread.anywhere:
        notes.append(f"{counted(spread.anywhere, 'line')} may be of any of these days")
    if spread.undated:
        notes.append(f"{counted(spread.undated, 'line')} without a date")
    total = sum(count.total for count in spread.counts)
    reach = " to ".join(dict.fromkeys(_days(day, day) for day in (spread.first, spread.last)))
    return Timeline(
        unit=unit,
        told=f"{counted(total, 'line')} by {unit}, {reach}",
        kinds=tuple(kind for at, kind in enumerate(KINDS) if any(count.kinds[at] for count in spread.counts)),
        most=most,
        height=BARS + AXIS + LANE * lanes,
        baseline=BARS,
        bars=tuple(_bar(count, first, size, most) for count in spread.counts),
        ranges=ranges,
        ticks=_ticks(first, size, unit),
        notes=tuple(notes),
        outside=_outside(spread),
    )


def crumbs(first: str | None, last: str | None) -> tuple[Crumb, ...]:
    """The way into the days that are asked for: all, the year, the month, the days themselves; none where all is."""
    if first is None and last is None:
        return ()
    found = [Crumb("All", None, None)]
    if first is not None and last is not None:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        for unit in ("decade", "year", "month"):
            period = Period.of(begin, unit)
            inside = period == Period.of(end, unit) and (period.first, period.last) != (begin, end)
            if inside and (unit != "decade" or period.last.year != begin.year or begin.year != end.year):
                found.append(Crumb(label(period), *questions(period)))
    if first is None or last is None:
        word, day = ("since", first) if first is not None else ("until", last)
        return (*found, Crumb(f"{word} {in_words(When(day or '', day or '', 'text'))}", first, last))
    return (*found, Crumb(_days(date.fromisoformat(first), date.fromisoformat(last)), first, last))


def beside(first: str | None, last: str | None) -> tuple[Crumb, Crumb] | None:
    """The stretches just before and after the one shown, where that is one whole period; else None."""
    if first is None or last is None:
        return None
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    units: tuple[Unit, ...] = ("day", "week", "month", "year", "decade")
    for unit in units:
        period = Period.of(begin, unit)
        if (period.first, period.last) == (begin, end) and 1 < begin.year < 9990:
            near = (Period(unit, period.number - 1), Period(unit, period.number + 1))
            earlier, later = (Crumb(label(one), *questions(one)) for one in near)
            return earlier, later
    return None


def label(period: Period) -> str:
    """`3 Mar 2019`, `week of 4 Mar 2019`, `March 2019`, `2019`, `the 2010s`."""
    if period.unit == "decade":
        return f"the {10 * period.number}s"
    if period.unit == "week":
        return f"week of {_days(period.first, period.first)}"
    return _days(period.first, period.last)


def questions(period: Period) -> tuple[str, str]:
    """What to ask, as `since` and `until`, to be shown a period."""
    if period.unit == "month":
        return (f"{period.first:%Y-%m}",) * 2
    if period.unit == "year":
        return (f"{period.first.year:04}",) * 2
    if period.unit == "decade":
        return f"{period.first.year:04}", f"{period.last.year:04}"
    return period.first.isoformat(), period.last.isoformat()


def _bar(count: Count, first: int, size: int, most: int) -> Bar:
    parts, top = [], BARS
    for kind, number in zip(KINDS, count.kinds, strict=True):
        if number:
            height = max(1.0, round((BARS - 4) * number / most, 1))
            top -= height
            parts.append(Part(kind, round(top, 1), height))
    told = ", ".join(counted(number, kind) for kind, number in zip(KINDS, count.kinds, strict=True) if number)
    since, until = questions(count.period)
    name = label(count.period)
    return Bar(
        x=_share(count.period.number - first, size),
        width=_share(1, size),
        label=name,
        since=since,
        until=until,
        told=f"{name[0].upper()}{name[1:]}: {told}",
        counts=count.kinds,
        parts=tuple(parts),
    )


def _ranges(spread: Spread, told: Mapping[int, Occurrence], first: int, size: int) -> tuple[tuple[Range, ...], int]:
    """The uncertain dates, each in the first lane that has room; and how many had none."""
    free: list[float] = []
    found: list[Range] = []
    crowded = 0
    for reach in spread.reaches:
        one = told.get(reach.line)
        if one is None:
            continue
        begin, end = _at(reach.first, first, spread.unit), _at(reach.last, first, spread.unit, after=True)
        start, stop = max(0.0, begin), min(float(size), end)
        lane = next((at for at, taken in enumerate(free) if taken <= start), len(free))
        if lane == LANES or start >= stop:
            crowded += 1
            continue
        free[lane:] = [stop, *free[lane + 1 :]]
        found.append(
            Range(
                x=_share(start, size),
                width=_share(stop - start, size),
                y=BARS + AXIS + LANE * lane,
                early=begin < 0,
                late=end > size,
                key=one.id,
                kind=one.kind,
                told=f"{in_words(one.when)}: {one.summary}",
            )
        )
    return tuple(found), crowded


def _outside(spread: Spread) -> tuple[Crumb, ...]:
    """What begins before and after the days of the picture, with the days to ask for."""
    found = []
    if spread.earlier and spread.first > date.min:
        day = spread.first - timedelta(1)
        found.append(Crumb(f"{counted(spread.earlier, 'line')} earlier", None, day.isoformat()))
    if spread.later and spread.last < date.max:
        day = spread.last + timedelta(1)
        found.append(Crumb(f"{counted(spread.later, 'line')} later", day.isoformat(), None))
    return tuple(found)


def _at(day: date, first: int, unit: Unit, *, after: bool = False) -> float:
    """Where a day stands, in bars from the left; `after`: where it ends."""
    period = Period.of(day, unit)
    length = (period.last - period.first).days + 1
    return period.number - first + ((day - period.first).days + after) / length


def _ticks(first: int, size: int, unit: Unit) -> tuple[Tick, ...]:
    step = -(-size // TICKS)
    places = range(0, max(1, size - size // (2 * TICKS)), step)  # none so near the end that it has no room
    return tuple(Tick(_share(at, size), _short(Period(unit, first + at), alone=at == 0)) for at in places)


def _short(period: Period, *, alone: bool) -> str:
    day = period.first
    if period.unit in ("year", "decade"):
        return f"{day.year}"
    month = SHORT[day.month - 1]
    if period.unit == "month":
        return f"{month} {day.year}"
    return f"{day.day} {month} {day.year}" if alone else f"{day.day} {month}"


def _share(bars: float, size: int) -> float:
    return round(100 * bars / size, 3)


def _days(first: date, last: date) -> str:
    return in_words(When(first.isoformat(), last.isoformat(), "text"))
