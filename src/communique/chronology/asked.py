"""What is asked of a chronology: its filters, as they are typed, and as they are meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import get_args

from communique.chronology.dates import in_words
from communique.chronology.issues import is_about, issue_named
from communique.desk import Desk
from communique.errors import QuestionError
from communique.reading import Actor
from communique.record.names import Names, encounter_named
from communique.record.questions import days, one_of
from communique.record.words import fold
from communique.weave.occurrence import Encounter, Occurrence, OccurrenceKind, When, Woven

Test = Callable[[Occurrence], bool]

_SHOWN = 8  # places or meetings that an error names


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they are meant: whoever and whatever is asked for is there, and in words.

    `actors` are names, `issue` and `meeting` too. `first` and `last` are the days asked for, inclusive.
    """

    actors: tuple[str, ...] = ()
    issue: str | None = None
    kind: OccurrenceKind | None = None
    place: str | None = None
    meeting: str | None = None
    first: str | None = None
    last: str | None = None
    origins: int = 1
    brief: bool = False

    @property
    def words(self) -> str:
        """`North Korea and United States; sanctions; since 1 Mar 2019; at least 2 origins`; "" where all is asked."""
        parts = [
            " and ".join(self.actors),
            self.meeting,
            self.issue,
            f"{self.kind}s" if self.kind else None,
            f"in {self.place}" if self.place else None,
            _between(self.first, self.last),
            _at_least(self.origins) if self.origins > 1 else None,
        ]
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Filter:
    """The filters, and the tests that an occurrence must pass, each with the filter's words."""

    asked: Asked
    tests: tuple[tuple[str, Test], ...]

    def __call__(self, occurrence: Occurrence) -> bool:
        """Whether the occurrence passes all of them."""
        return all(test(occurrence) for _, test in self.tests)

    def alone(self, occurrences: Sequence[Occurrence]) -> tuple[tuple[str, int], ...]:
        """For each filter, in words, how many of the occurrences it would let through by itself."""
        return tuple((words, sum(map(test, occurrences))) for words, test in self.tests)


def filter_of(
    woven: Woven,
    *,
    actors: Sequence[str] = (),
    issue: str | None = None,
    kind: str | None = None,
    place: str | None = None,
    meeting: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    origins: int = 1,
    brief: bool = False,
    desk: Desk | None = None,
) -> Filter:
    """The filters as `chronology` takes them, ready to be put to occurrences of `woven`.

    Raises QuestionError where one of them cannot be understood or names what `woven` does not have.
    """
    wanted = tuple(actor_named(value, woven.actors) for value in actors)
    tests: list[tuple[str, Test]] = [(actor.name, partial(_acts, ids_of(actor, woven.actors))) for actor in wanted]
    about = issue_named(issue, desk) if issue is not None else None
    if about is not None:
        tests.append((about.name, lambda occurrence: is_about(occurrence, about)))
    if kind is not None:
        one_of("kind", kind, get_args(OccurrenceKind))
        tests.append((f"{kind}s", lambda occurrence: occurrence.kind == kind))
    if place is not None:
        there = places_named(place, (occurrence.place for occurrence in woven.occurrences))
        tests.append((f"in {place}", lambda occurrence: occurrence.place in there))
    encounter = meeting_named(meeting, woven.encounters) if meeting is not None else None
    if encounter is not None:
        tests.append((encounter.name or encounter.id, lambda occurrence: occurrence.encounter == encounter.id))
    first, last = between(since, until)
    reach = _between(first, last)
    if reach:
        tests.append((reach, lambda occurrence: may_be(occurrence.when, first, last)))
    if origins < 1:
        raise QuestionError(f"origins cannot be {origins}", fix="give the least number of origins, 1 or more")
    if origins > 1:
        tests.append((_at_least(origins), lambda occurrence: len(occurrence.origins) >= origins))
    asked = Asked(
        actors=tuple(actor.name for actor in wanted),
        issue=about.name if about else None,
        kind=next((known for known in get_args(OccurrenceKind) if known == kind), None),
        place=place,
        meeting=(encounter.name or encounter.id) if encounter else None,
        first=first,
        last=last,
        origins=origins,
        brief=brief,
    )
    return Filter(asked, tuple(tests))


def actor_named(value: str, actors: Iterable[Actor]) -> Actor:
    """The actor that `value` names, by id or name. Raises QuestionError where there is none, or several are meant."""
    by_id = {actor.id: actor for actor in actors}
    names = Names.of((actor.id, actor.name, actor.known, actor.country) for actor in by_id.values())
    return by_id[names.actor(value)]


def ids_of(actor: Actor, actors: Iterable[Actor]) -> frozenset[str]:
    """The ids that stand for the actor: its own, and those of its people and bodies where it is a state."""
    return frozenset((actor.id, *(other.id for other in actors if other.country == actor.id)))


def places_named(value: str, places: Iterable[str | None]) -> frozenset[str]:
    """The places that have the words of `value` in their names. Raises QuestionError where none has."""
    known = {place for place in places if place}
    found = frozenset(place for place in known if f" {fold(value)} " in f" {fold(place)} ")
    if not fold(value) or not found:
        near = difflib.get_close_matches(value, known, _SHOWN) or sorted(known)[:_SHOWN]
        raise QuestionError(
            f"Nothing is known to have happened in {value!r}",
            cause="the place is spelt otherwise, or the articles do not say that it was there",
            fix=f"places that are known: {', '.join(near)}" if near else "ask without a place: no place is known",
        )
    return found


def meeting_named(value: str, encounters: Sequence[Encounter]) -> Encounter:
    """The meeting with the id or name `value`, or the one whose id begins so.

    Raises QuestionError where there is none, or several are meant.
    """
    by_id = {one.id: one for one in encounters}
    return by_id[encounter_named(value, ((one.id, one.name) for one in encounters))]


def between(since: str | date | None, until: str | date | None) -> tuple[str | None, str | None]:
    """The first and the last day asked for, inclusive. Raises QuestionError where one is no date, or they cross."""
    first, last = days(since, "since"), days(until, "until")
    if first and last and first[0] > last[1]:
        raise QuestionError(f"since {since} is later than until {until}", fix="exchange the two")
    return first[0].isoformat() if first else None, last[1].isoformat() if last else None


def may_be(when: When | None, first: str | None, last: str | None) -> bool:
    """Whether it may have happened in these days: always, where it is not known when."""
    return when is None or ((first is None or when.end >= first) and (last is None or when.begin <= last))


def _acts(ids: frozenset[str], occurrence: Occurrence) -> bool:
    return not ids.isdisjoint(occurrence.actors)


def _at_least(origins: int) -> str:
    return f"at least {origins} origins"


def _between(first: str | None, last: str | None) -> str | None:
    if first and last:
        return in_words(When(first, last, "text"))
    day = first or last
    return f"{'since' if first else 'until'} {in_words(When(day, day, 'text'))}" if day else None
