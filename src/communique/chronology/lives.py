"""The lives of meetings: proposed, called off, reinstated, held; each step with its day and who tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.chronology.asked import actor_named, between, ids_of, may_be, meeting_named, places_named
from communique.chronology.dates import OF_ARTICLE, happened, in_words, year_of
from communique.chronology.entries import Entry, count_in_words, entry_of, origins_of
from communique.errors import QuestionError
from communique.weave.naming import a_meeting
from communique.weave.occurrence import Encounter, Occurrence, Woven

ARROW = " → "


@dataclass(frozen=True, slots=True)
class Life:
    """The life of one meeting, in words.

    `name` is what most texts call it, or else who meets; `when` the days of the meeting itself. `line` is the life on
    one line, `count` how many told of any of it, `steps` the entries of the life, in order, numbered from 1.
    """

    encounter: Encounter
    name: str
    parties: tuple[str, ...]
    participants: tuple[str, ...]
    when: str
    line: str
    count: str
    origins: int
    steps: tuple[Entry, ...]


def meetings(
    woven: Woven,
    *,
    actors: Sequence[str] = (),
    place: str | None = None,
    meeting: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    origins: int = 1,
) -> tuple[Life, ...]:
    """The lives of the meetings that fit all of these, in order of time.

    `actors` must all be among the parties and participants, a state by its people too. `since` and `until` keep a
    meeting if it, or a step of its life, may be in these days; what has no date is kept. `origins` is the least number
    of independent ones over its whole life. Raises QuestionError where one of these cannot be understood.
    """
    wanted = [ids_of(actor_named(value, woven.actors), woven.actors) for value in actors]
    there = places_named(place, (one.place for one in woven.encounters)) if place is not None else None
    only = meeting_named(meeting, woven.encounters) if meeting is not None else None
    first, last = between(since, until)
    if origins < 1:
        raise QuestionError(f"origins cannot be {origins}", fix="give the least number of origins, 1 or more")
    by_id = {occurrence.id: occurrence for occurrence in woven.occurrences}
    names = {actor.id: actor.name for actor in woven.actors}

    def fits(one: Encounter) -> bool:
        times = [one.when, *(by_id[step].when for step in one.steps if step in by_id)]
        return (
            (only is None or one is only)
            and (there is None or one.place in there)
            and all(not ids.isdisjoint((*one.parties, *one.participants)) for ids in wanted)
            and any(may_be(when, first, last) for when in times)
        )

    lives = (life_of(one, by_id, names) for one in woven.encounters if fits(one))
    return tuple(life for life in lives if life.origins >= origins)


def life_of(encounter: Encounter, occurrences: Mapping[str, Occurrence], names: Mapping[str, str]) -> Life:
    """The life of one meeting; `occurrences` has those of its steps by id, `names` the actors' names."""
    steps = [occurrences[step] for step in encounter.steps if step in occurrences]
    parties = tuple(names.get(actor, actor) for actor in encounter.parties)
    participants = tuple(names.get(actor, actor) for actor in encounter.participants)
    told_by = origins_of(steps)
    return Life(
        encounter=encounter,
        name=encounter.name or a_meeting(parties or participants, encounter.place),
        parties=parties,
        participants=participants,
        when=happened(encounter.when),
        line=_line(steps),
        count=count_in_words([account for step in steps for account in step.accounts], told_by),
        origins=len(told_by),
        steps=tuple(entry_of(step, number, names) for number, step in enumerate(steps, 1)),
    )


def _line(steps: Sequence[Occurrence]) -> str:
    """`proposed 9 Mar 2018 → called off 24 May → held 12 June`: a year is said once."""
    told, year = [], None
    for step in steps:
        words = in_words(step.when, beside=year)
        if step.when is None or step.when.basis in OF_ARTICLE:
            words = f"({words})" if step.when is None else f"(reported {words})"
        year = year_of(step.when) or year
        told.append(f"{step.status or 'told of'} {words}")
    return ARROW.join(told)
