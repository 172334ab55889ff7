"""Who held which office on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from communique.reading import Role
from communique.resolve.tables import Office, Title

OfficeKey = tuple[str, str]
# Days between an election and the day on which the chosen one takes office: in the United States, at most 79.
SOON = 120


@dataclass(frozen=True, slots=True)
class Offices:
    """The table of offices, by (key, the state or body that the office is of), and by person in the table's order."""

    by_key: Mapping[OfficeKey, tuple[Office, ...]]
    by_person: Mapping[str, tuple[Office, ...]]

    @classmethod
    def of(cls, rows: Iterable[Office]) -> Offices:
        """The rows of a table, indexed."""
        by_key: defaultdict[OfficeKey, list[Office]] = defaultdict(list)
        by_person: defaultdict[str, list[Office]] = defaultdict(list)
        for office in rows:
            by_person[office.person].append(office)
            for key in office.keys:
                by_key[key, office.of].append(office)
        return cls(
            {key: tuple(offices) for key, offices in by_key.items()},
            {person: tuple(offices) for person, offices in by_person.items()},
        )

    def of_person(self, person: str) -> tuple[Office, ...]:
        """The offices that `person` has held, in the order of the table."""
        return self.by_person.get(person, ())

    def holders(self, keys: Iterable[OfficeKey], day: str | None, named: Container[str]) -> frozenset[str]:
        """Who can be meant by the offices `keys`.

        With a `day` (ISO): who certainly held one of them then, or, where nobody did, who of those `named` may have.
        Without: who of those `named` in the text has ever held one.
        """
        rows = [office for key in keys for office in self.by_key.get(key, ())]
        if day is not None:
            certain = frozenset(office.person for office in rows if office.on(day))
            return certain or frozenset(o.person for o in rows if o.person in named and o.perhaps(day))
        return frozenset(office.person for office in rows if office.person in named)

    def possible(self, keys: Iterable[OfficeKey], day: str | None, named: Container[str]) -> frozenset[str]:
        """Who of those `named` held one of the offices on `day`, certainly or perhaps; without a day, ever."""
        rows = (office for key in keys for office in self.by_key.get(key, ()) if office.person in named)
        return frozenset(o.person for o in rows if day is None or o.on(day) or o.perhaps(day))

    def latest(self, keys: Iterable[OfficeKey], day: str) -> frozenset[str]:
        """Of the holders on `day`, those who had taken one of the offices up last: on a day of change, the new one."""
        rows = [office for key in keys for office in self.by_key.get(key, ()) if office.on(day)]
        since = max((office.since or "" for office in rows), default="")
        return frozenset(office.person for office in rows if office.since == since)

    def next_holder(self, keys: Iterable[OfficeKey], day: str | None) -> str | None:
        """Who is the first to take up one of the offices within `SOON` days after `day`: the president-elect."""
        if day is None:
            return None
        today = date.fromisoformat(day)
        limit = (today + min(timedelta(SOON), date.max - today)).isoformat()
        rows = (office for key in keys for office in self.by_key.get(key, ()))
        people = {office.person for office in rows if day < (office.since or "") <= limit}
        return next(iter(people)) if len(people) == 1 else None

    def has_held(self, person: str, keys: Iterable[OfficeKey]) -> bool:
        """Whether `person` has ever held one of the offices `keys`."""
        return any(office.person == person for key in keys for office in self.by_key.get(key, ()))

    def in_office(self, person: str, day: str) -> bool:
        """Whether `person` certainly held any office on `day`."""
        return any(office.on(day) for office in self.of_person(person))

    def roles(self, person: str, day: str | None, keys: Iterable[OfficeKey]) -> tuple[Role, ...]:
        """The person's roles: with a `day` the offices held then; without, those that the text's titles (`keys`) name.

        An undated title that fits several terms of the same office gives one role.
        """
        if day is not None:
            return tuple(Role(o.title, o.code or None) for o in self.of_person(person) if o.on(day))
        wanted = frozenset(keys)
        fitting = (o for o in self.of_person(person) if any((key, o.of) in wanted for key in o.keys))
        return tuple(dict.fromkeys(Role(o.title, o.code or None) for o in fitting))


def keys_of(titles: Iterable[Title], of: Iterable[str]) -> frozenset[OfficeKey]:
    """The offices that `titles` mean beside the names `of` (states, bodies): all that fit."""
    wanted = tuple(of)
    return frozenset((t.key, o) for t in titles for o in wanted if t.of in (None, o))
