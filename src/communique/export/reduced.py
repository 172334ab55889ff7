"""Days in the standards that dates travel in, never more precise than what is known."""

from __future__ import annotations

from datetime import date

from communique.chronology.dates import OF_ARTICLE, is_month_end
from communique.weave.occurrence import When


def reduced(when: When | None) -> str | None:
    """`2018-06-12`, `2018-06` or `2018` where the days are just that day, month or year (ISO 8601); else None."""
    if when is None:
        return None
    first, last = date.fromisoformat(when.begin), date.fromisoformat(when.end)
    if first == last:
        return when.begin
    if first.day != 1 or not is_month_end(last):
        return None
    if (first.year, first.month) == (last.year, last.month):
        return when.begin[:7]
    return when.begin[:4] if first.year == last.year and (first.month, last.month) == (1, 12) else None


def interval(when: When | None) -> str | None:
    """The same, and `2018-06-01/2018-06-04` for any other days: one of them, or all (ISO 8601)."""
    return None if when is None else reduced(when) or f"{when.begin}/{when.end}"


def own(when: When | None) -> When | None:
    """The days, where they are of the happening itself and not of the article that tells it."""
    return None if when is None or when.basis in OF_ARTICLE else when


def one_day(when: When | None) -> str | None:
    """The day, where it is one."""
    return when.begin if when is not None and when.begin == when.end else None
