"""The year of a dateline that has none: "SEOUL, June 1 (Yonhap)"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import prod

from communique.dating.clue import Clue, in_words
from communique.dating.days import ends, shared
from communique.dating.weighing import Weighed
from communique.reading import Span
from communique.times.days import day_number
from communique.times.expression import Expression
from communique.times.tokens import Tokens

FRESH = 7  # days within which before a dateline there is a day that the article dates in full: then it is of that year
YEARS = 40  # years that are tried at most
# How often a bare weekday with a past verb is that many days before the article's own: the first of an article where
# somebody said something, and any other. Counted in the 1,900 dated articles of `weighing`; "6" holds articles that
# were dated a day too early.
_SAID_FIRST = (0.70, 0.13, 0.05, 0.025, 0.015, 0.01, 0.07)
_OTHERS = (0.33, 0.32, 0.16, 0.08, 0.05, 0.03, 0.03)
LIKELIER = 20  # times that the weekdays must be likelier in one year than in any other
_DATED = frozenset({"told", "past meeting", "counted"})
_SAYING = frozenset({"said", "told", "says", "announced", "warned", "reported"})


def day_of_dateline(
    datelines: Sequence[Span], expressions: Sequence[Expression], tokens: Tokens, result: Weighed
) -> Clue | None:
    """The clue that the day of the article's datelines gives, where its year can be told; None where it cannot.

    It is that of the one year that the other clues allow; or of the year in which a day that the article dates in full
    lies just before it; or of the one in which the weekdays that the article tells of fit by far the best.
    """
    inside = [e for e in expressions if any(_in(tokens, e, span) for span in datelines)]
    named = {(e.month, day_number(e)): e for e in inside if e.month and day_number(e) and not e.has("yr")}
    begin, end = ends(result.days)
    if len(named) != 1 or begin is None:
        return None
    ((month, number), e) = next(iter(named.items()))
    last = end or begin + timedelta(365 * YEARS)
    days = [day for year in range(begin.year, last.year + 1) if (day := _day(year, month, number)) is not None]
    days = [day for day in days if shared(result.days, ((day, day),)) and e.weekday in (None, day.isoweekday())]
    dated = [clue.days[0][0] for clue in result.kept if clue.kind in _DATED]
    fresh = [day for day in days if any(timedelta(0) <= day - each <= timedelta(FRESH) for each in dated)]
    told = " ".join(tokens.words[e.first : e.after])
    if len(days) == 1 and end is not None:
        why = f"its dateline has {told!r}, which fits one year alone"
    elif len(fresh) == 1:
        days, why = fresh, f"its dateline has {told!r}, and it tells of a day just before that"
    elif end is not None and days and (best := _likeliest(days, _weekdays(expressions, tokens))) is not None:
        days, why = [best], f"its dateline has {told!r}, and its weekdays fit {best.year} by far the best"
    else:
        return None
    return Clue("dateline", ((days[0], days[0]),), f"{why}: {in_words(days[0])}", tokens.span(e.first, e.after))


def _in(tokens: Tokens, e: Expression, span: Span) -> bool:
    here = tokens.span(e.first, e.after)
    return span.start <= here.start and here.end <= span.end


def _day(year: int, month: int | None, number: int | None) -> date | None:
    try:
        return date(year, month or 0, number or 0)
    except ValueError:  # the 29th of February in most years, the 31st of some months
        return None


def _weekdays(expressions: Sequence[Expression], tokens: Tokens) -> list[tuple[int, tuple[float, ...]]]:
    """The bare weekdays told as past, each with how often one is so many days back."""
    found: list[tuple[int, tuple[float, ...]]] = []
    for e in expressions:
        if e.rule not in ("weekday", "parts") or e.weekday is None or e.offset is not None or e.tense != "past":
            continue
        beside = (*tokens.words[max(e.first - 3, 0) : e.first], *tokens.words[e.after : e.after + 3])
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
