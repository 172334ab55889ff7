"""From when a time is counted that stands beside a known encounter: "the summit last month", "this month in Dalian"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from communique.dating.days import Days, joined
from communique.times.calendar import add_months
from communique.times.expression import Expression

PRINTED = 2  # days after its writing on which an article may still be printed without its times being changed
_WEEK = timedelta(7)


def written(e: Expression, stretches: Iterable[tuple[date, date]]) -> Days | None:
    """The days on which one could say `e` of one of the encounters that lasted from the first to the last day.

    None where `e` says nothing of the day of writing, empty where it fits none of the encounters.
    """
    found: list[tuple[date, date]] = []
    for first, last in stretches:
        each = _written(e, first, last)
        if each is None:
            return None
        found += each
    return joined(found)


def _written(e: Expression, first: date, last: date) -> list[tuple[date, date]] | None:
    late = timedelta(PRINTED)
    if e.has("yr") or e.has("iso"):
        return None
    if e.has("today"):
        back = {"yesterday": 1, "tomorrow": -1}.get(e.word("today") or "", 0)
        return [(first + timedelta(back), last + timedelta(back) + late)]
    if e.weekday is not None and not e.has("month", "may", "monthab"):
        days = (first + timedelta(n) for n in range((last - first).days + 1))
        return [(day, day + timedelta(6)) for day in days if day.isoweekday() == e.weekday]
    if e.month is not None and not e.has("dnum", "ordd", "ordw"):
        told = {first.month, last.month} == {e.month} or e.month in (first.month, last.month)
        return [(first, last + timedelta(365))] if told else []
    if e.offset is None or e.rule != "relative":
        return None
    if e.has("week"):
        monday = first - timedelta(first.isoweekday() - 1) - e.offset * _WEEK
        end = last - timedelta(last.isoweekday() - 1) - e.offset * _WEEK
        return [(monday, end + timedelta(6) + late)]
    if "month" in e.words:
        begin, after = add_months(first.year, first.month, -e.offset), add_months(last.year, last.month, 1 - e.offset)
        return [(date(*begin, 1), date(*after, 1) - timedelta(1) + late)]
    if e.has("year"):
        return [(date(first.year - e.offset, 1, 1), date(last.year - e.offset, 12, 31) + late)]
    return None
