"""The types of an explanation: who is meant by some words, by which row, and who else it could have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.reading import Actor, Basis
from communique.resolve.tables import Office, Tables

How = Literal[
    "id", "name", "formal name", "alias", "family name", "adjective", "people", "capital", "seat", "direction", "title",
    "common noun",
]  # fmt: skip
NOW = "now"
_FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Match:
    """The words of a table that were found: in which column of which table, and the id of the row.

    `table` is the name of a shipped one ("people", "states", "titles" …), or "desk" where the row is the user's own.
    """

    words: str
    how: How
    table: str
    id: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's time in one office. `of` is the id of the state or body.

    `since` and `until` are a day, or the month or year where the table has no more; None: unknown. `until` is "now"
    where the office is still held.
    """

    person: str
    name: str
    title: str
    of: str
    code: str | None
    since: str | None
    until: str | None

    @property
    def dates(self) -> str:
        """The dates in words: "2017-02-01 to 2018-03-31", "since 2025-01-21", "until 2009"."""
        if self.since is None and self.until in (None, NOW):
            return "dates unknown" if self.until is None else "now, since when is unknown"
        if self.until == NOW:
            return f"since {self.since}"
        if self.since is None:
            return f"until {self.until}"
        return f"{self.since} to {self.until}" if self.until else f"from {self.since}, until when is unknown"


@dataclass(frozen=True, slots=True)
class Other:
    """Something else that the words could have meant, and why they do not. `id` None: nobody, a place for instance."""

    id: str | None
    name: str
    why: str
    office: Tenure | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is meant by `words`, and how that is known.

    `actor` is None where nobody in particular is meant; `because` says why, or why not. `provided` are states: the
    answer holds only in an article that names one of them. `spelt` are the words that an article must have, where
    `words` themselves would not do. `match` is the row that led there, `office` the time in office that decided,
    `serving` all that the actor held on the days `on`. `names` and `offices` are all that the tables have of the actor.
    `others` are what else it could have been, the nearest first; `near` ids and names that are spelt alike, where
    nothing fits.
    """

    words: str
    on: str | None
    country: str | None
    actor: Actor | None
    basis: Basis | None
    because: str
    provided: tuple[str, ...] = ()
    spelt: str | None = None
    match: Match | None = None
    office: Tenure | None = None
    serving: tuple[Tenure, ...] = ()
    names: tuple[str, ...] = ()
    offices: tuple[Tenure, ...] = ()
    others: tuple[Other, ...] = ()
    near: tuple[tuple[str, str], ...] = ()


def tenure(office: Office, tables: Tables) -> Tenure:
    """A row of the table of offices, with its dates as exact as the table's cell can have been.

    The table's bounds are days that are certainly inside; a bound that stands for a whole month or year is given as
    that month or year. A term with two rows, one to the day up to which it is certain and one with an unknown end, has
    an unknown end.
    """
    alike = (o for o in tables.offices if (o.person, o.title, o.since) == (office.person, office.title, office.since))
    open_ended = any(o.until is None for o in alike)
    until = None if open_ended else office.until
    person = tables.people.get(office.person)
    return Tenure(
        office.person,
        person.name if person is not None else office.person,
        office.title,
        office.of,
        office.code or None,
        _cell(office.since, "-12-31", "-31"),
        NOW if until == _FOREVER else _cell(until, "-01-01", "-01"),
    )


def _cell(day: str | None, of_year: str, of_month: str) -> str | None:
    if day is None:
        return None
    if day.endswith(of_year):
        return day[:4]
    return day[:7] if day.endswith(of_month) else day
