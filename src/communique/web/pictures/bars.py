"""How many there were over time, as bars: of days, months, years, or more where the time is long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from communique.chronology.dates import MONTHS, in_words
from communique.weave.occurrence import When

WIDTH, HEIGHT = 1000, 80
"""In the drawing's own units: it is stretched to the page."""

MOST = 120
"""Bars that can be told apart, and pointed at, in the width of a page."""

LEAST = 2
"""Height of the lowest bar: one of a thousand is still seen."""

FEW_DAYS = 62
FEW_MONTHS = 72
"""Days, and months, that are shown singly: longer times are shown in months, and years."""

Step = Literal["day", "month", "year", "decade", "century", "millennium"]
_YEARS: tuple[tuple[Step, int], ...] = (("year", 1), ("decade", 10), ("century", 100), ("millennium", 1000))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: how many of one kind, and where it is drawn."""

    kind: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time, `label` in words, `since` and `until` as questions have them, and what is in it."""

    label: str
    since: str
    until: str
    count: int
    x: float
    width: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars in order of time; those with nothing in them are left out. `most` is what the highest stands for."""

    step: Step
    bars: tuple[Bar, ...]
    first: str
    last: str
    most: int
    width: int = WIDTH
    height: int = HEIGHT


def bars(series: Mapping[str, Iterable[tuple[str, int]]]) -> Bars | None:
    """The bars of how many there were of each kind on which days (ISO); None where all are of one day, or none."""
    days = {kind: [(date.fromisoformat(day), count) for day, count in told] for kind, told in series.items()}
    every = sorted(day for told in days.values() for day, _ in told)
    if not every or every[0] == every[-1]:
        return None
    step, size = _step(every[0], every[-1])
    begun = _number(every[0], step, size)
    slots = _number(every[-1], step, size) - begun + 1
    counts: dict[int, dict[str, int]] = {}
    for kind, told in days.items():
        for day, count in told:
            slot = counts.setdefault(_number(day, step, size), {})
            slot[kind] = slot.get(kind, 0) + count
    most = max(sum(slot.values()) for slot in counts.values())
    wide = WIDTH / slots
    made = []
    for number, slot in sorted(counts.items()):
        since, until, label = _stretch(number, step, size)
        x = round((number - begun) * wide, 2)
        made.append(Bar(label, since, until, sum(slot.values()), x, round(wide, 2), _pieces(slot, tuple(days), most)))
    labels = [_stretch(number, step, size)[2] for number in (begun, begun + slots - 1)]
    return Bars(step, tuple(made), labels[0], labels[1], most)


def _pieces(slot: Mapping[str, int], kinds: Iterable[str], most: int) -> tuple[Piece, ...]:
    found, base = [], float(HEIGHT)
    for kind in kinds:
        if slot.get(kind):
            height = max(slot[kind] / most * HEIGHT, LEAST)
            base = max(base - height, 0.0)
            found.append(Piece(kind, slot[kind], round(base, 2), round(height, 2)))
    return tuple(found)


def _step(first: date, last: date) -> tuple[Step, int]:
    if (last - first).days < FEW_DAYS:
        return "day", 1
    if (last.year - first.year) * 12 + last.month - first.month < FEW_MONTHS:
        return "month", 1
    return next(((step, size) for step, size in _YEARS if (last.year - first.year) / size < MOST), _YEARS[-1])


def _number(day: date, step: Step, size: int) -> int:
    """Which of the stretches a day is in, counted from the beginning of time."""
    if step == "day":
        return day.toordinal()
    return day.year * 12 + day.month - 1 if step == "month" else day.year // size


def _stretch(number: int, step: Step, size: int) -> tuple[str, str, str]:
    """The first and the last day of a stretch as a question has them, and the stretch in words."""
    if step == "day":
        iso = date.fromordinal(number).isoformat()
        return iso, iso, in_words(When(iso, iso, "text"))
    if step == "month":
        year, month = divmod(number, 12)
        value = f"{year:04}-{month + 1:02}"
        return value, value, f"{MONTHS[month]} {year}"
    first, last = max(number * size, 1), number * size + size - 1
    return f"{first:04}", f"{last:04}", f"{first}" if size == 1 else f"{first}–{last}"
