"""Days in words, no more precise than what is known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from communique.weave.occurrence import When

UNKNOWN = "date unknown"
# So many days in a row are written "27–28 Feb 2019", which says neither "on both" nor "on one of them"; of more, the
# record only ever means that it was some day between.
FEW_DAYS = 3
OF_ARTICLE = ("published", "inferred")  # bases of days that are the article's, not the happening's
BASES = {
    "inferred": "the article bears no date: inferred from its text",
    "known": "the known date of the meeting",
    "reviewed": "as a person dated it in a review",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_VALUE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def in_words(when: When | None, *, beside: int | None = None) -> str:
    """`28 Feb 2019`, `February 2019`, `2019`, `27–28 Feb 2019`, `between 28 Feb and 12 Apr 2019`, `date unknown`.

    The year is left out where it is `beside`, the year of a date that stands before.
    """
    if when is None:
        return UNKNOWN
    first, last = _day(when.begin), _day(when.end)
    if first == last:
        return _short(first, beside)
    one_month = (first.year, first.month) == (last.year, last.month)
    if first.day == 1 and is_month_end(last):
        if (first.month, last.month) == (1, 12):
            return f"{first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
        if one_month:
            return _month(first, beside)
        return f"between {_month(first, last.year)} and {_month(last, beside)}"
    begin = f"{first.day}" if one_month else _short(first, last.year)
    if last - first < timedelta(FEW_DAYS):
        return f"{begin}{'–' if one_month else ' – '}{_short(last, beside)}"
    return f"between {begin} and {_short(last, beside)}"


def happened(when: When | None) -> str:
    """When it happened: as `in_words`, or `reported 1 Mar 2019` where only the days of the article are known."""
    words = in_words(when)
    return f"reported {words}" if when is not None and when.basis in OF_ARTICLE else words


def why(when: When | None) -> str:
    """What the days rest on, where that is not a time in the text and `happened` does not say it; else ""."""
    return BASES.get(when.basis, "") if when is not None else ""


def value_in_words(value: str) -> str:
    """A value that articles differ on, its ISO days in words: `12 June 2018` for `2018-06-12`; others as they are."""
    begin, between, end = value.partition(" to ")
    if not _VALUE.fullmatch(begin) or (between and not _VALUE.fullmatch(end)):
        return value
    try:
        return in_words(When(_first(begin).isoformat(), _last(end or begin).isoformat(), "text"))
    except ValueError:
        return value


def month_of(when: When) -> tuple[str, str]:
    """The month in which it begins, as `2018-05` and as `May 2018`."""
    first = _day(when.begin)
    return f"{first:%Y-%m}", _month(first, None)


def year_of(when: When | None) -> int | None:
    """The year in which it ends, None where that is unknown."""
    return None if when is None else _day(when.end).year


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _first(value: str) -> date:
    year, month, day = (int(part) for part in f"{value}-01-01".split("-")[:3])
    return date(year, month, day)


def _last(value: str) -> date:
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return date(year, month, monthrange(year, month)[1])


def is_month_end(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def _short(day: date, beside: int | None) -> str:
    words = f"{day.day} {SHORT[day.month - 1]}"
    return words if day.year == beside else f"{words} {day.year}"


def _month(day: date, beside: int | None) -> str:
    words = MONTHS[day.month - 1]
    return words if day.year == beside else f"{words} {day.year}"
