"""The values of days, weekdays, holidays, and times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.reading import TimeType
from communique.times import stamps
from communique.times.anchor import exists, lasts_to, weekday_near, year_of_day
from communique.times.calendar import add_months, easter, nth_weekday, week
from communique.times.expression import Expression, expression
from communique.times.extents import Found
from communique.times.grammar import compiled
from communique.times.lexicon import CARDINALS, EASTER_HOLIDAYS, FIXED_HOLIDAYS, MOVING_HOLIDAYS
from communique.times.numbers import ordinal

Value = tuple[TimeType, str]
UNKNOWN_DAY = "XXXX-XX-XX"
NEAR = 30  # words within which a time of day belongs to the day last spoken of
_MONTH_BEHIND, _YEAR_BEHIND = re.compile(compiled("month|monthab|may")), re.compile(compiled("dot? comma? yr"))
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d|XXXX-WXX-\d")  # without a date of the article's, the weekday is known at least
LEAP = 2000  # a year that has every day
PIVOT = 30  # two figures of a year below this are of this century


def day(e: Expression) -> str | None:
    """The value of a day of a month: "1998-08-07"; without a year, the nearest to the article's day."""
    if (word := e.word("iso", "slash")) is not None:
        return word if e.has("iso") else _of_slashes(word)
    month, number = e.month, day_number(e)
    if month is None or number is None:
        return None
    year = e.year or e.named_year or e.anchor.year(month)
    if year is None:
        year = year_of_day(e.anchor.published, month, number, e.tense) if e.anchor.published else None
    return f"{'XXXX' if year is None else f'{year:04d}'}-{month:02d}-{number:02d}" if 1 <= number <= 31 else None


def day_number(e: Expression) -> int | None:
    """The number of the day in the month."""
    near = next((i for i, name in enumerate(e.names) if name in ("month", "monthab", "may")), 0)
    behind = [*range(near + 1, min(near + 3, len(e.names))), *range(near - 1, max(near - 3, -1), -1)]
    for index in behind:
        if e.names[index] == "dnum":
            return int(e.words[index])
        if e.names[index] in ("ordd", "ordw", "first", "second"):
            return ordinal(e.names[index:], e.words[index:])
    return None


def _of_slashes(word: str) -> str | None:
    first, second, last = (int(part) for part in word.split("/"))
    year = last if last > 99 else last + (2000 if last < PIVOT else 1900)
    month, number = (first, second) if first <= 12 else (second, first)
    return f"{year:04d}-{month:02d}-{number:02d}" if 1 <= month <= 12 and 1 <= number <= 31 else None


def day_of_month(e: Expression) -> str | None:
    """The value of "the 12th": the nearest day of that number, on the side of the article's day that the tense says."""
    number, published = ordinal(e.names, e.words), e.anchor.published
    if number is None or not 1 <= number <= 31:
        return None
    if published is None:
        return f"XXXX-XX-{number:02d}"
    tense = e.tense
    months = (add_months(published.year, published.month, count) for count in (-2, -1, 0, 1, 2))
    near = [date(*month, number) for month in months if exists(*month, number)]
    fitting = [day for day in near if tense is None or (day <= published) == (tense == "past")]
    return min(fitting, key=lambda day: abs(day - published)).isoformat() if fitting else None


def shared_day(e: Expression) -> str | None:
    """The day that shares its month with one behind it: "7 and 8 November"; None where that is no later day."""
    codes = e.tokens.codes
    month = _MONTH_BEHIND.search(codes, e.after)
    if month is None:
        return None
    whole = _YEAR_BEHIND.match(codes, month.end())
    last = expression(e.tokens, Found("date", month.start() - 1, whole.end() if whole else month.end()), e.anchor)
    return next_day(day(last), int(e.words[0])) if int(e.words[0]) < (day_number(last) or 0) else None


def next_day(value: str | None, number: int) -> str | None:
    """The day that shares its month with `value`: "April 24 and 25"."""
    return f"{value[:8]}{number:02d}" if value and re.match(r"[\dX]{4}-\d\d-\d\d", value) else None


def weekday(e: Expression) -> str:
    """The value of a weekday, by "last", "next", "this" or by the tense."""
    number = e.weekday or 1
    published = e.anchor.published
    if published is None:
        return f"XXXX-WXX-{number}"
    monday = published - timedelta(published.isoweekday() - 1)
    if e.has("last", "past", "prev"):
        return (published - timedelta((published.isoweekday() - number) % 7 or 7)).isoformat()
    if e.has("next", "following"):
        return (monday + timedelta(6 + number)).isoformat()
    if e.has("this", "coming"):
        return (monday + timedelta(number - 1)).isoformat()
    owned = e.next in ("'s", "’s") and not lasts_to(e.tokens.words, e.first, e.after)  # "Monday's talks", of the past
    return weekday_near(published, number, None if owned else e.tense).isoformat()


def deictic(e: Expression) -> str:
    """The value of today, yesterday, tomorrow and tonight (without its TNI)."""
    published = e.anchor.published
    if published is None:
        return UNKNOWN_DAY
    return (published + timedelta({"yesterday": -1, "tomorrow": 1}.get(e.word("today") or "", 0))).isoformat()


def named_day(e: Expression) -> str | None:
    """The value of whatever names a day inside a longer expression; None where nothing does."""
    if e.has("month", "monthab", "may", "iso", "slash"):
        return day(e)
    if e.has("weekday", "weekdayab"):
        return weekday(e)
    return deictic(e) if e.has("today") else None


def near_day(e: Expression) -> str:
    """The day to which a time of day belongs where none is named: that of a few words before, or the article's."""
    mentioned, published = e.anchor.mentioned, e.anchor.published
    if mentioned and published and mentioned > published.isoformat() and e.tense == "past":
        return published.isoformat()
    if mentioned and e.first - e.anchor.at <= NEAR and (told := _A_DAY.match(mentioned)):
        return told[0]
    return published.isoformat() if published else UNKNOWN_DAY


def part(e: Expression) -> Value | None:
    """Parts of days: "Friday night", "this morning", "overnight"; "earlier in the day" is the day."""
    named = named_day(e)
    if named is None and e.has("last", "prev") and e.anchor.published:
        named = (e.anchor.published - timedelta(1)).isoformat()
    elif named is None and e.has("next", "following") and e.anchor.day():
        named = ((e.anchor.day() or date.min) + timedelta(1)).isoformat()
    elif named is None and e.has("this") and e.anchor.published:
        named = e.anchor.published.isoformat()
    named = named or near_day(e)
    if e.part is None:
        return "DATE", named
    return "TIME", f"{named}T{e.part}"


def clock(e: Expression) -> Value | None:
    """A time by the clock, on the day that is named beside it or near."""
    time = e.part if e.has("dawn") else _time(e)
    if time is None:
        return None
    return "TIME", f"{named_day(e) or near_day(e)}T{time}"


def stamp(e: Expression) -> Value:
    """The hour at the head of an entry of a live page, on the day of the entry."""
    published, back = e.anchor.published, e.anchor.days_back.get(e.first)
    day = UNKNOWN_DAY if published is None or back is None else (published - timedelta(back)).isoformat()
    return "TIME", f"{day}T{stamps.clock(e.words[0])}"


def _time(e: Expression) -> str | None:
    if (word := e.word("noon")) is not None:
        return e.part if word else None
    if (word := e.word("clock")) is not None:
        hours, minutes = word.split(":")[:2]
    elif (word := e.word("num")) is not None and "." in word:
        hours, minutes = word.split(".")
    elif (word := e.word("yr", "num")) is not None and len(word) == 4 and e.has("zone"):
        hours, minutes = word[:2], word[2:]
    elif (word := e.word("dnum", "card")) is not None:
        hours, minutes = str(int(word) if word.isdigit() else CARDINALS.get(word, 99)), "00"
    else:
        return None
    hour = int(hours)
    half = (e.word("ampm", "am", "pm") or "")[:1] or {"AF": "p", "EV": "p", "NI": "p", "MO": "a"}.get(e.part or "", "")
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minutes}" if hour <= 24 and int(minutes) < 60 else None


def holiday(e: Expression) -> str | None:
    """The day of a holiday: in the year named, else the nearest to the article's day; None for one that is unknown."""
    words = [w for n, w in zip(e.names, e.words, strict=True) if n not in ("last", "this", "next", "comma", "yr")]
    name = " ".join(words).replace(" 's", "'s")
    name = name if holiday_in(name, LEAP) else name.removesuffix(" day").removesuffix(" sunday")
    name = f"{name} day" if f"{name} day" in MOVING_HOLIDAYS or f"{name} day" in FIXED_HOLIDAYS else name
    published = e.anchor.published
    if name.endswith(" week"):
        nearest = None if published is None else _nearest(name.removesuffix(" week"), published, e)
        return None if nearest is None else week(nearest)
    if e.year is not None:
        found = holiday_in(name, e.year)
    elif published is not None:
        found = _nearest(name, published, e)
    elif name in FIXED_HOLIDAYS:
        month, number = FIXED_HOLIDAYS[name]
        return f"XXXX-{month:02d}-{number:02d}"
    else:
        return UNKNOWN_DAY if holiday_in(name, LEAP) else None
    return None if found is None else found.isoformat()


def _nearest(name: str, published: date, e: Expression) -> date | None:
    """The holiday nearest to the article's day, on the side that "last" or "next" says."""
    years = range(max(published.year - 1, 1), min(published.year + 2, 9999))
    found = [each for year in years if (each := holiday_in(name, year))]
    if e.has("last"):
        found = [each for each in found if each < published]
    elif e.has("next"):
        found = [each for each in found if each > published]
    return min(found, key=lambda each: abs(each - published), default=None)


def holiday_in(name: str, year: int) -> date | None:
    """The day of a holiday in a year; None where the name is no holiday's or the calendar has no such year."""
    if not 1 <= year <= 9998:
        return None
    if name in FIXED_HOLIDAYS:
        return date(year, *FIXED_HOLIDAYS[name])
    if name in MOVING_HOLIDAYS:
        return nth_weekday(year, *MOVING_HOLIDAYS[name])
    if name in EASTER_HOLIDAYS:
        return easter(year) + timedelta(EASTER_HOLIDAYS[name])
    if name == "election day":  # of the United States: the Tuesday after the first Monday of November
        return nth_weekday(year, 11, 1, 1) + timedelta(1)
    return None
