"""Values of TIMEX3 and the days of the calendar: from one to the other, and counting in units."""

from __future__ import annotations

import re
from datetime import date, timedelta

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-(Q|H)(\d)")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|AU|WI)")
_YEARS = re.compile(r"\d{2,4}")


def days_of(value: str) -> tuple[str | None, str | None]:
    """The first and the last day that a TIMEX3 value covers, as YYYY-MM-DD; (None, None) where it names none.

    Seasons are those of the meteorologists, three whole months each; the winter of a year begins in its December.
    A century "19" is 1900 to 1999, as TIMEX3 writes it.
    """
    try:
        bounds = _bounds(value)
    except (ValueError, OverflowError):
        return None, None
    return (None, None) if bounds is None else (bounds[0].isoformat(), bounds[1].isoformat())


def _bounds(value: str) -> tuple[date, date] | None:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _WEEK.fullmatch(value):
        first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return first, first + timedelta(1 if match[3] else 6)
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _QUARTER.fullmatch(value):
        length = 3 if match[2] == "Q" else 6
        return _months(int(match[1]), length * (int(match[3]) - 1) + 1, length)
    if match := _SEASON.fullmatch(value):
        return _months(int(match[1]), _SEASON_MONTHS[match[2]], 3)
    if _YEARS.fullmatch(value):
        size = 10 ** (4 - len(value))
        first = int(value) * size
        return date(max(first, 1), 1, 1), date(first + size - 1, 12, 31)
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    after_year, after_month = add_months(year, month, count)
    return date(year, month, 1), date(after_year, after_month, 1) - timedelta(1)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month `count` months after the given one."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def week(day: date) -> str:
    """The ISO week in which a day lies: "1998-W15"."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def quarter(day: date) -> tuple[int, int]:
    """The year and the number of the quarter in which a day lies."""
    return day.year, (day.month + 2) // 3


def moved(day: date, count: int, unit: str) -> str | None:
    """The value, in the grain of `unit`, of what lies `count` units after `day` (before, where negative).

    `unit` is a letter of `lexicon.UNITS`; None where the calendar does not reach so far or the unit is no date's.
    """
    try:
        return _moved(day, count, unit)
    except (ValueError, OverflowError):
        return None


def _moved(day: date, count: int, unit: str) -> str | None:
    if unit in "DN":
        return (day + timedelta(count)).isoformat()
    if unit in "WF":
        return week(day + timedelta(days=7 * count * (2 if unit == "F" else 1)))
    if unit == "K":
        return week(day + timedelta(days=7 * count)) + "-WE"
    if unit == "M":
        year, month = add_months(day.year, day.month, count)
        return f"{year:04d}-{month:02d}" if 1 <= year <= 9999 else None
    if unit == "Q":
        year, number = quarter(day)
        quarters = year * 4 + number - 1 + count
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}" if 4 <= quarters < 40000 else None
    if unit in "YEC":
        year = day.year + count * {"Y": 1, "E": 10, "C": 100}[unit]
        return f"{year:04d}"[: {"Y": 4, "E": 3, "C": 2}[unit]] if 1 <= year <= 9999 else None
    return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (from the end, where -1) of a weekday (1 to 7) in a month."""
    if nth < 0:
        after_year, after_month = add_months(year, month, 1)
        last = date(after_year, after_month, 1) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm printed in Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)
