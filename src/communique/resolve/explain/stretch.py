"""The days that an explanation is asked for: one day, a month, a year, or none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from communique.errors import QuestionError
from communique.resolve.tables import Office

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
NEVER = 10**7


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `first` to `last` (ISO, both included), and how they are shown. All None: no date is given."""

    shown: str | None = None
    first: str | None = None
    last: str | None = None

    @classmethod
    def of(cls, on: str | date | None) -> Stretch:
        """The days of an ISO day, month or year. Raises QuestionError where it is none."""
        if on is None:
            return cls()
        shown = on.strip() if isinstance(on, str) else date(on.year, on.month, on.day).isoformat()
        match = _DATE.fullmatch(shown)
        try:
            if match is None:
                raise ValueError(shown)
            year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
            first = date(year, month, day)
        except ValueError as error:
            raise QuestionError(
                f"on {shown!r} is no date", fix="write a day, a month or a year: 2018-05-24, 2018-05 or 2018"
            ) from error
        if match[3]:
            return cls(shown, shown, shown)
        end = month if match[2] else 12
        return cls(shown, first.isoformat(), date(year, end, monthrange(year, end)[1]).isoformat())

    def days(self, offices: Iterable[Office]) -> Iterator[str | None]:
        """The days on which an answer can be another than the day before: None where there is no date."""
        yield self.first
        if self.first != self.last:
            bounds = {_real(bound) for row in offices for bound in (row.since, row.until) if bound is not None}
            yield from sorted(bound for bound in bounds if str(self.first) < bound < str(self.last))
            yield self.last

    def holds(self, row: Office) -> bool:
        """Whether the office was certainly held on one of the days."""
        if self.first is None or self.last is None or row.since is None or row.until is None:
            return False
        return row.since <= row.until and row.since <= self.last and self.first <= row.until

    def perhaps(self, row: Office) -> bool:
        """Whether the table leaves it open that the office was held on the first or the last day."""
        return any(row.perhaps(day) and not _excluded(row, day) for day in (self.first, self.last) if day is not None)

    def apart(self, row: Office) -> int:
        """How many days lie between these and the time in office; without a date, the smaller the later it ended."""
        if self.first is None or self.last is None:
            end = row.until or row.since
            return -_number(end) if end else NEVER
        if row.since is not None and self.last < row.since:
            return _number(row.since) - _number(self.last)
        if row.until is not None and self.first > row.until:
            return _number(self.first) - _number(row.until)
        return 0 if row.since and row.until else NEVER


def _real(bound: str) -> str:
    """The bound itself, or the first day behind it where no month has such a day ("2018-02-31")."""
    year, month, day = (int(part) for part in bound.split("-"))
    return bound if day <= monthrange(year, month)[1] else f"{year:04}-{month + 1:02}-01"


def _excluded(row: Office, day: str) -> bool:
    """Whether the day is before or behind a bound that the table knows to the day, and not only to the month."""
    early = row.since is not None and day < row.since and not row.since.endswith("-31")
    return early or (row.until is not None and row.until < day and not row.until.endswith("-01"))


def _number(day: str) -> int:
    """A day as a number. The table's bounds may be days that no month has ("2018-02-31"), so only the month counts."""
    year, month, of_month = (int(part) for part in day.split("-"))
    return date(year, month, 1).toordinal() + of_month
