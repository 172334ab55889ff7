"""A strip of bars: how many entries a day, week, month or year has, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import get_args

from communique.chronology import Entry
from communique.chronology.dates import in_words, month_of
from communique.export.html import element, text
from communique.weave.occurrence import OccurrenceKind, When

MOST_BARS = 62  # that can be told apart on a telephone, and so two months are told by their days
HEIGHT, GAP = 100, 0.2  # in the strip's own units; a bar and its gap are one unit wide
UNITS = ("day", "week", "month", "year")
KINDS: tuple[OccurrenceKind, ...] = get_args(OccurrenceKind)


def strip(entries: Sequence[Entry]) -> str:
    """The bars as a figure, each entry counted where it begins; "" where there are not two bars to compare."""
    days = [date.fromisoformat(entry.occurrence.when.begin) for entry in entries if entry.occurrence.when]
    if not days:
        return ""
    unit = _unit(min(days), max(days))
    first, last = _bar(min(days), unit), _bar(max(days), unit)
    if first == last:
        return ""
    counts: Counter[tuple[int, OccurrenceKind]] = Counter(
        (_bar(date.fromisoformat(entry.occurrence.when.begin), unit) - first, entry.occurrence.kind)
        for entry in entries
        if entry.occurrence.when
    )
    totals = Counter({at: sum(counts[at, kind] for kind in KINDS) for at in {at for at, _ in counts}})
    fullest, most = min(totals.items(), key=lambda total: (-total[1], total[0]))
    ends = [_label(bar, unit) for bar in (first, last)]
    told = f"Entries by {unit}, {ends[0]} to {ends[1]}; most, {most}, in {_label(first + fullest, unit)}."
    bars = "".join(_stack(at, counts, most, _label(first + at, unit)) for at in sorted(totals))
    width = last - first + 1
    box = f'viewBox="0 0 {width} {HEIGHT}" preserveAspectRatio="none"'
    drawing = f'<svg {box} role="img" aria-label="{text(told)}">{bars}</svg>'
    key = "".join(element("li", f"{kind}s", class_=kind) for kind in KINDS if any(of == kind for _, of in counts))
    axis = element("p", f"<span>{ends[0]}</span><span>{ends[1]}</span>", class_="axis")
    caption = element("figcaption", f"Entries by {unit}, where they begin{element('ul', key)}")
    return element("figure", drawing + axis + caption, class_="strip")


def _stack(at: int, counts: Counter[tuple[int, OccurrenceKind]], most: int, label: str) -> str:
    told, top, bars = [], float(HEIGHT), []
    for kind in KINDS:
        number = counts[at, kind]
        if number:
            height = HEIGHT * number / most
            top -= height
            told.append(f"{number} {kind}{'s' if number > 1 else ''}")
            place = f'x="{at + GAP / 2:g}" y="{top:.2f}" width="{1 - GAP:g}" height="{height:.2f}"'
            bars.append(f'<rect class="{kind}" {place}/>')
    return f"<g><title>{label}: {', '.join(told)}</title>{''.join(bars)}</g>"


def _unit(first: date, last: date) -> str:
    """The finest unit that does not make too many bars."""
    return next((unit for unit in UNITS if _bar(last, unit) - _bar(first, unit) < MOST_BARS), UNITS[-1])


def _bar(day: date, unit: str) -> int:
    """The number of the day's bar, counted from the first of all days; weeks begin on Mondays, as day 1 did."""
    return {
        "day": day.toordinal(),
        "week": (day.toordinal() - 1) // 7,
        "month": 12 * day.year + day.month - 1,
        "year": day.year,
    }[unit]


def _label(bar: int, unit: str) -> str:
    if unit == "year":
        return str(bar)
    if unit == "month":
        return month_of(_day(date(bar // 12, bar % 12 + 1, 1)))[1]
    if unit == "week":
        return f"week of {in_words(_day(date.fromordinal(7 * bar + 1)))}"
    return in_words(_day(date.fromordinal(bar)))


def _day(day: date) -> When:
    return When(day.isoformat(), day.isoformat(), "text")
