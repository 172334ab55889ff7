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
from communique.weave.occurrence import Encounter, MoveKind, Occurrence, OccurrenceKind, Step, When, Woven

Test = Callable[[Occurrence], bool]

KINDS: tuple[str, ...] = (*get_args(OccurrenceKind), *get_args(MoveKind))
"""What can be asked for: kinds of happenings, and kinds of moves."""

_SHOWN = 8  # places or meetings that an error names


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they are meant: whoever and whatever is asked for is there, and in words.

    `actors`, `party`, `toward` and `by` are names, `issue` and `meeting` too. `first` and `last` are the days asked
    for, inclusive.
    """

    actors: tuple[str, ...] = ()
    party: str | None = None
    toward: str | None = None
    by: str | None = None
    issue: str | None = None
    kind: str | None = None
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
            self.party,
            f"toward {self.toward}" if self.toward else None,
            f"by {self.by}" if self.by else None,
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
    party: str | None = None,
    toward: str | None = None,
    by: str | None = None,
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
    parts = {name: actor_named(value, woven.actors) for name, value in _given(party=party, toward=toward, by=by)}
    tests += [
        (f"{name} {actor.name}", partial(_has_part, name, ids_of(actor, woven.actors))) for name, actor in parts.items()
    ]
    about = about_of(issue, desk, woven) if issue is not None else None
    if about is not None:
        tests.append(about)
    if kind is not None:
        one_of("kind", kind, KINDS)
        tests.append((f"{kind}s", partial(_is_of, kind)))
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
        **{name: actor.name for name, actor in parts.items()},
        issue=about[0] if about else None,
        kind=kind,
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
    if value in by_id:
        return by_id[value]
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


def about_of(value: str, desk: Desk | None, woven: Woven) -> tuple[str, Test]:
    """The name of an issue, and the test of what is about it: by its words, or by the issue that a term of a move has.

    Issues are those of the desk, and those that any term of a move has. Raises QuestionError where there is none.
    """
    steps = [occurrence.step for occurrence in woven.occurrences if occurrence.step is not None]
    named = {issue for step in steps for issue in issues_of(step)}
    known = next((issue for issue in sorted(named) if fold(issue) == fold(value)), None)
    try:
        issue = issue_named(value, desk)
    except QuestionError:
        if known is None:
            raise
        return known, partial(_on, known)
    return issue.name, lambda occurrence: is_about(occurrence, issue) or _on(issue.id, occurrence)


def issues_of(step: Step) -> tuple[str, ...]:
    """The issues that a move is about, each once, in order of its terms."""
    terms = (*step.gives, *step.asks, *((step.condition,) if step.condition else ()))
    return tuple(dict.fromkeys(term.issue for term in terms if term.issue is not None))


def _given(**values: str | None) -> list[tuple[str, str]]:
    return [(name, value) for name, value in values.items() if value is not None]


def _has_part(part: str, ids: frozenset[str], occurrence: Occurrence) -> bool:
    return occurrence.step is not None and getattr(occurrence.step, part) in ids


def _is_of(kind: str, occurrence: Occurrence) -> bool:
    return kind in (occurrence.kind, occurrence.step.kind if occurrence.step else None)


def _on(issue: str, occurrence: Occurrence) -> bool:
    return occurrence.step is not None and issue in issues_of(occurrence.step)


def _acts(ids: frozenset[str], occurrence: Occurrence) -> bool:
    return not ids.isdisjoint(occurrence.actors)


def _at_least(origins: int) -> str:
    return f"at least {origins} origins"


def _between(first: str | None, last: str | None) -> str | None:
    if first and last:
        return in_words(When(first, last, "text"))
    day = first or last
    return f"{'since' if first else 'until'} {in_words(When(day, day, 'text'))}" if day else None
