"""The values of weeks, months, seasons, quarters, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.times.anchor import month_near, shifted_year
from communique.times.calendar import days_of, moved
from communique.times.days import UNKNOWN_DAY, Value, day, holiday, near_day, weekday
from communique.times.expression import Expression
from communique.times.lexicon import DECADES
from communique.times.numbers import count, duration, number, ordinal, unit_in

_UNKNOWN = {"D": "XXXX-XX-XX", "N": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "K": "XXXX-WXX-WE",
            "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "E": "XXX", "C": "XX"}  # fmt: skip
COMING = 60  # days within which "the summer" begins that is not last year's
AHEAD = 6  # months ahead up to which "by March" is the next one
_SPOKEN_YEARS = range(1500, 2060)  # what "nineteen ninety-six" may come to


def month(e: Expression) -> str | None:
    """The value of a month, with the year named beside it or the one that the tense asks for."""
    number = e.month
    if number is None:
        return None
    year = e.year or e.named_year or _spoken(e)
    published = e.anchor.published
    if year is None and published:
        if e.has("last", "past"):
            year = published.year - (number >= published.month)
        elif e.has("next", "coming"):
            year = published.year + (number <= published.month)
        elif e.has("this"):
            year = published.year
        else:
            tense = None if e.before == "by" and (number - published.month) % 12 > AHEAD else e.tense
            year = e.anchor.year(number) or month_near(published, number, tense)
    year = year or e.anchor.year(number)
    return f"{'XXXX' if year is None else f'{year:04d}'}-{number:02d}"


def _spoken(e: Expression) -> int | None:
    found = number(e.names, e.words)
    return int(found) if found is not None and found in _SPOKEN_YEARS else None


def spelled(e: Expression) -> str | None:
    """A year in words: "nineteen ninety-six"."""
    found = _spoken(e)
    return None if found is None else str(found)


def season(e: Expression) -> str | None:
    """The value of a season: the last one that has passed, this year's, the next one."""
    name = e.season
    if name is None:
        return None
    year = e.year or e.named_year or (None if e.has("last", "next") else e.anchor.year(12))
    published = e.anchor.published
    if year is None and published:
        begins = [(days_of(f"{year:04d}-{name}"), year) for year in range(published.year - 2, published.year + 2)]
        today, soon = published.isoformat(), (published + timedelta(COMING)).isoformat()
        if e.has("last", "past", "prev"):
            year = max((y for (_, end), y in begins if end and end < today), default=None)
        elif e.has("next", "coming", "following"):
            year = min((y for (begin, _), y in begins if begin and begin > today), default=None)
        elif e.has("this"):
            year = published.year
        elif e.tense == "future" or any(begin and today < begin <= soon for (begin, _), _ in begins):
            year = min((y for (_, end), y in begins if end and end >= today), default=None)
        else:
            year = max((y for (begin, _), y in begins if begin and begin <= today), default=None)
    return f"{'XXXX' if year is None else f'{year:04d}'}-{name}"


def quarter_of(e: Expression) -> str | None:
    """The value of a numbered quarter or half of a year: the last that has begun, unless a year is named."""
    nth = 4 if e.has("end") else ordinal(e.names, e.words)
    letter, most = ("H", 2) if e.has("half") else ("Q", 4)
    if nth is None or not 1 <= nth <= most:
        return None
    year = e.year or (e.named_year if not e.has("ago", "earlier") else None)
    if year is None and e.anchor.published:
        begun = (e.anchor.published.month - 1) // (12 // most) + 1
        year = e.anchor.published.year - (nth > begun)
        if e.tense == "future" and (nth > begun or nth < begun - 1):
            year += 1
        if e.has("ago", "earlier"):
            year -= 1
    value = f"{'XXXX' if year is None else f'{year:04d}'}-{letter}{nth}"
    over = days_of(value)[1]
    today = e.anchor.published.isoformat() if e.anchor.published else ""
    if letter == "Q" and over and over <= today and not e.has("ago", "last"):
        # One reported on: what is compared with it further on is the same quarter of other years.
        e.anchor.quarter, e.anchor.by_quarter = value, True
    return value


def first_of(e: Expression) -> Value | None:
    """A duration for "the first nine months"; the half of the year for "the first two quarters of 1990"."""
    unit, many = unit_in(e.names, e.words), count(e.names[1:], e.words[1:])
    if unit is None or many is None:
        return None
    year = e.year or e.named_year
    if year is not None and (many, unit) in (("2", "Q"), ("6", "M")):
        return "DATE", f"{year:04d}-H1"
    e.anchor.by_quarter = unit == "Q"
    return "DURATION", duration(many, unit)


def period(e: Expression) -> Value | None:
    """A quarter that is not numbered, or "the period" that a report compares with."""
    context = e.anchor.quarter
    e.anchor.by_quarter = e.anchor.by_quarter or e.has("quarter")
    if e.has("quarter", "latest"):
        context = context or _quarter_before(e.anchor.published)
    if e.has("this", "current", "next") and e.has("quarter") and e.anchor.published and not e.has("year"):
        return "DATE", moved(e.anchor.published, e.offset or 0, "Q") or "XXXX-QX"
    if e.year is not None:
        return "DATE", f"{e.year:04d}{context[4:]}" if context else f"{e.year:04d}{'-QX' if e.has('quarter') else ''}"
    if e.has("ago", "earlier") or (e.has("year") and e.has("last")):
        return "DATE", shifted_year(context, -1) if context else _year(e, -1)
    if context:
        return "DATE", context
    return ("DATE", "XXXX-QX") if e.has("quarter") else None


def _quarter_before(published: date | None) -> str | None:
    return None if published is None else moved(published, -1, "Q")


def year_ago(e: Expression) -> Value:
    """The same quarter of the year before for "a year ago" in a report of a quarter; elsewhere the year before."""
    context = e.anchor.quarter if e.anchor.by_quarter else None
    return "DATE", shifted_year(context, -1) if context else _year(e, -1)


def _year(e: Expression, years: int) -> str:
    published = e.anchor.published
    return "XXXX" if published is None else f"{published.year + years:04d}"


def year_end(e: Expression) -> Value:
    """The year whose end is meant."""
    return "DATE", _year(e, 0)


def relative(e: Expression) -> Value | None:
    """What "this week", "last June", "the following day", "the end of the month", "earlier in the year" mean."""
    if e.has("weekday"):
        return "DATE", weekday(e)
    if e.has("month", "monthab", "may"):
        found = (_last_day(e) if e.has("last", "past") else day(e)) if e.has("dnum", "ordd") else month(e)
        return _date(found)
    if e.has("holiday"):
        return _date(holiday(e))
    unit = unit_in(e.names, e.words)
    if unit is None:
        return None
    if e.offset is None and unit in "DN":
        return "DATE", near_day(e)
    if unit == "Q" and (e.has("latest", "same") or e.offset is None):
        return period(e)
    if unit in "EC" and e.has("past", "last", "coming", "next"):
        return "DURATION", duration("1", unit)
    counted = e.anchor.day() if e.from_mentioned else e.anchor.published
    if counted and unit == "W" and e.offset != 1 and counted.isoweekday() == 7:
        counted += timedelta(1)  # where papers appear on Sundays the week begins with them
    if unit in "DN" and e.from_mentioned and len(e.anchor.mentioned or UNKNOWN_DAY) < len(UNKNOWN_DAY):
        counted = None
    if counted is None:
        return "DATE", _UNKNOWN.get(unit, "XXXX")
    found = moved(counted, e.offset or 0, unit)
    ahead = e.offset is None and e.before in ("by", "until", "before")
    if unit == "K" and e.offset in (None, -1) and found and counted.isoweekday() < 6 and not ahead:
        found = moved(counted, -1, unit)
    return _date(found)


def _date(value: str | None) -> Value | None:
    return None if value is None else ("DATE", value)


def _last_day(e: Expression) -> str | None:
    found = day(e)
    published = e.anchor.published
    return shifted_year(found, -1) if found and published and found >= published.isoformat() else found


def the_unit(e: Expression) -> Value | None:
    """The article's own year, quarter or weekend for "the year"; a duration where its end is told."""
    unit = unit_in(e.names, e.words) or "Y"
    if e.next in ("ended", "ending", "to"):
        return "DURATION", duration("1", unit)
    return relative(e)


def year(e: Expression) -> str | None:
    """The year in figures; "BC0480" for one before our era."""
    if e.has("ad") and e.words[-1].startswith("bc"):
        return f"BC{int(e.words[0]):04d}"
    if e.has("ad"):
        return f"{int(e.words[0]):04d}"
    return None if e.year is None else f"{e.year:04d}"


def decade(e: Expression) -> str | None:
    """A decade, as TIMEX3 cuts it: "the 1990s" is "199"; of two figures or words, the last that has begun."""
    word = e.word("decade")
    if word is None:
        return None
    figures = re.sub(r"\D", "", word)
    if len(figures) == 4:
        return figures[:3]
    tens = DECADES[word] if word in DECADES else int(figures[0])
    published = e.anchor.published
    if published is None:
        return f"XX{tens}"
    century = published.year // 100 - (tens > published.year // 10 % 10)
    return f"{century:02d}{tens}"


def century(e: Expression) -> str | None:
    """A century by its number: "the 20th century" is "19"."""
    nth = ordinal(e.names, e.words)
    return f"{nth - 1:02d}" if nth and nth <= 99 else None
