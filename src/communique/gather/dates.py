"""The day an article was published, where it is given beyond doubt. Doubt is None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"

# Only forms in which year, month and day cannot be taken for one another: 04/12/2019 is not among them.
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?=$|[T\s])",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=$|T\d)",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=$|\s)",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
    )
)
_IN_URL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=$|[/\-.])",
        r"/(?P<year>(?:19|20)\d\d)/(?P<month>[a-z]{3})/(?P<day>\d{1,2})(?=$|[/\-.])",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
    )
)
_MONTH_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])/(?!.*/(?:19|20)\d\d/\d)", re.IGNORECASE)
_FILES = re.compile(r"/(?:uploads?|files|images?|media|static|assets)/", re.IGNORECASE)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds since 1970 from 1973 to 2099; the ranges that follow for milli-, micro- and nanoseconds do not overlap.
_SECONDS = range(10**8, 4_102_444_800)
_UNITS = (1, 10**3, 10**6, 10**9)


def day_of(value: object) -> str | None:
    """The day that `value` names, as YYYY-MM-DD, or None where it names none or leaves doubt.

    Taken are dates and datetimes (as written, in their own time zone), ISO 8601, YYYYMMDD, YYYY/MM/DD, RFC 2822 and
    months in English words, and whole numbers that are YYYYMMDD or a Unix time between 1973 and 2099 (in UTC).
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return _day_of_number(value)
    if isinstance(value, str):
        matches = (pattern.match(value.strip()) for pattern in _WRITTEN)
        return next((day for match in matches if match and (day := _day(match))), None)
    return None


def day_in_url(url: str | None) -> str | None:
    """The one day that the path of `url` names (/2019/04/12/, /2019/apr/12/, 2019-04-12, 20190412), or None."""
    if not url:
        return None
    try:
        path = urlsplit(url).path
    except ValueError:  # no URL at all, such as one with half an IPv6 address
        return None
    days = {day for pattern in _IN_URL for match in pattern.finditer(path) if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def month_in_url(url: str | None) -> tuple[date, date] | None:
    """The first and the last day of the month that the path of `url` names (/2019/04/title), or None.

    A month among uploaded files is that of the file, and of no article.
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:  # no URL at all, such as one with half an IPv6 address
        return None
    match = None if _FILES.search(path) else _MONTH_IN_URL.search(path)
    if match is None:
        return None
    first = date(int(match["year"]), int(match["month"]), 1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def _day(match: re.Match[str]) -> str | None:
    month = match["month"]
    if not month.isdigit():
        if month[:3].lower() not in _MONTHS:
            return None
        number = _MONTHS.index(month[:3].lower()) + 1
    else:
        number = int(month)
    try:
        return date(int(match["year"]), number, int(match["day"])).isoformat()
    except ValueError:  # no such day, such as 2019-02-30
        return None


def _day_of_number(value: int) -> str | None:
    if 19_000_101 <= value <= 21_000_101:
        return day_of(str(value))
    for unit in _UNITS:
        if value // unit in _SECONDS:
            return (_EPOCH + timedelta(seconds=value // unit)).date().isoformat()
    return None
