"""The year of a dateline that has none: "SEOUL, June 1 (Yonhap)"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import prod

from communique.dating.clue import Clue, in_words
from communique.dating.days import ends, shared
from communique.dating.material import Material
from communique.dating.weighing import Weighed
from communique.times.days import day_number

FRESH = 7  # days within which before a dateline there is a day that the article dates in full: then it is of that year
YEARS = 40  # years that are tried at most
# How often a bare weekday with a past verb is that many days before the article's own: the first of an article where
# somebody said something, and any other. Counted in the 1,826 articles of `weighing`; "6" holds articles that
# were dated a day too early.
_SAID_FIRST = (0.70, 0.13, 0.05, 0.025, 0.015, 0.01, 0.07)
_OTHERS = (0.33, 0.32, 0.16, 0.08, 0.05, 0.03, 0.03)
LIKELIER = 20  # times that the weekdays must be likelier in one year than in any other
_DATED = frozenset({"told", "past meeting", "counted"})
_SAYING = frozenset({"said", "told", "says", "announced", "warned", "reported"})


def day_of_dateline(given: Material, result: Weighed) -> Clue | None:
    """The clue that the day of the article's datelines gives, where its year can be told; None where it cannot.

    It is that of the one year that the other clues allow; or of the year in which a day that the article dates in full
    lies just before it; or of the one in which the weekdays that the article tells of fit by far the best.
    """
    inside = [e for e in given.expressions if given.is_in(e, given.datelines)]
    named = {(e.month, day_number(e)): e for e in inside if e.month and day_number(e) and not e.has("yr")}
    begin, end = ends(result.days)
    if len(named) != 1 or begin is None:
        return None
    ((month, number), e) = next(iter(named.items()))
    years = range(begin.year, (end.year if end is not None else min(begin.year + YEARS, date.max.year)) + 1)
    days = [day for year in years if (day := _day(year, month, number)) is not None]
    days = [day for day in days if shared(result.days, ((day, day),)) and e.weekday in (None, day.isoweekday())]
    dated = [clue.days[0][0] for clue in result.kept if clue.kind in _DATED]
    fresh = [day for day in days if any(timedelta(0) <= day - each <= timedelta(FRESH) for each in dated)]
    span = given.span(e)
    told = f"its dateline has {given.words(span)!r}"
    if len(days) == 1 and end is not None:
        day, why = days[0], f"{told}, which fits one year alone"
    elif len(fresh) == 1:
        day, why = fresh[0], f"{told}, and it tells of a day just before that"
    elif end is not None and days and (best := _likeliest(days, _weekdays(given))) is not None:
        day, why = best, f"{told}, and its weekdays fit {best.year} by far the best"
    else:
        return None
    return Clue("dateline", ((day, day),), f"{why}: {in_words(day)}", span)


def _day(year: int, month: int | None, number: int | None) -> date | None:
    try:
        return date(year, month or 0, number or 0)
    except ValueError:  # the 29th of February in most years, the 31st of some months
        return None


def _weekdays(given: Material) -> list[tuple[int, tuple[float, ...]]]:
    """The bare weekdays told as past, each with how often one is so many days back."""
    found: list[tuple[int, tuple[float, ...]]] = []
    words = given.tokens.words
    for e in given.expressions:
        if e.rule not in ("weekday", "parts") or e.weekday is None or e.offset is not None or e.tense != "past":
            continue
        beside = (*words[max(e.first - 3, 0) : e.first], *words[e.after : e.after + 3])
        said = not found and any(word.lower() in _SAYING for word in beside)
        found.append((e.weekday, _SAID_FIRST if said else _OTHERS))
    return found


def _likeliest(days: Sequence[date], weekdays: Sequence[tuple[int, tuple[float, ...]]]) -> date | None:
    """The day that the weekdays fit `LIKELIER` times better than any other, else None."""
    fits = sorted(
        ((prod(often[(day.isoweekday() - weekday) % 7] for weekday, often in weekdays), day) for day in days),
        reverse=True,
    )
    clear = len(fits) == 1 or fits[0][0] >= LIKELIER * fits[1][0]
    return fits[0][1] if clear else None
