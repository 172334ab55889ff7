"""The table of encounters as typed rows: read once, kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("encounters.tsv")
_WORD = re.compile(r"['’]s\b|\d+(?:st\b|nd\b|rd\b|th\b)?|[^\W\d_]+|[^\w\s]")
# A word of a name that is an encounter's; any other name ("accords", "declaration") is that of its outcome.
_MEETINGS = frozenset({"summit", "talks", "conference", "round", "session", "assembly", "meeting", "peacemakers"})


@dataclass(frozen=True, slots=True)
class Encounter:
    """One encounter, from its `first` to its `last` day (ISO).

    `places` are the names of the place; `parties` the states and bodies, `participants` the persons, by their ids;
    `names` what it or its outcome is usually called. `announced` is the day from which on it was publicly known that
    and where it would take place, or what its outcome would be; `called_off` the day on which it was, for a time.
    `complete`: the table has every encounter of any two of the participants from different states, from their first on.
    """

    first: str
    last: str
    places: tuple[str, ...]
    parties: tuple[str, ...]
    participants: tuple[str, ...]
    names: tuple[str, ...]
    announced: str | None
    called_off: str | None
    complete: bool

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)


@dataclass(frozen=True, slots=True)
class Encounters:
    """The table, and its names by their first word: the words, the rows that go by it, whether it is a meeting's."""

    rows: tuple[Encounter, ...]
    names: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Encounter, ...], bool], ...]]
    complete: Mapping[str, tuple[Encounter, ...]]


@cache
def load() -> Encounters:
    """The table that is shipped with the package, in order of the days."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()[1:]
    rows = tuple(_row(line.split("\t")) for line in lines)
    by_name: defaultdict[tuple[str, ...], list[Encounter]] = defaultdict(list)
    for row in rows:
        for name in row.names:
            for words in _forms(words_of(name), row):
                by_name[words].append(row)
    by_first: defaultdict[str, list[tuple[tuple[str, ...], tuple[Encounter, ...], bool]]] = defaultdict(list)
    for words in sorted(by_name, key=len, reverse=True):
        meeting = bool(_MEETINGS.intersection(words)) or words[0] == "cop"
        by_first[words[0]].append((words, tuple(by_name[words]), meeting))
    complete: defaultdict[str, list[Encounter]] = defaultdict(list)
    for row in rows:
        for person in row.participants if row.complete else ():
            complete[person].append(row)
    return Encounters(
        rows,
        {word: tuple(found) for word, found in by_first.items()},
        {person: tuple(found) for person, found in complete.items()},
    )


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, cut as those of an article are (`times.tokens`)."""
    return tuple(_WORD.findall(name.lower()))


def _row(cells: list[str]) -> Encounter:
    first, last, places, parties, participants, names, announced, called_off, complete = cells
    return Encounter(
        first,
        last,
        _list(places),
        _list(parties),
        _list(participants),
        _list(names),
        announced or None,
        called_off or None,
        complete == "yes",
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _forms(words: tuple[str, ...], row: Encounter) -> list[tuple[str, ...]]:
    """The name, and, where it is that of the place and a noun, the two the other way round: "summit in Hanoi"."""
    places = {words_of(place) for place in row.places}
    if words[:-1] in places and words[-1] in _MEETINGS:
        return [words, (words[-1], "in", *words[:-1])]
    return [words]
