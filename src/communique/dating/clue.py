"""One thing in an article, or beside it, that says when it can have been written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.dating.days import Days
from communique.reading import Span

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)


@dataclass(frozen=True, slots=True)
class Clue:
    """The days on which the article can have been written if this holds, why in words, and where it was read.

    `kind` says what was read: of clues that contradict one another, the kind that `weighing` has first wins.
    """

    kind: str
    days: Days
    why: str
    span: Span | None = None


def in_words(day: date | str) -> str:
    """A day as one writes it: "12 June 2018"."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
