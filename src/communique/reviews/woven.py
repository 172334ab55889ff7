"""Reviews laid over what was woven: the occurrences as people left them. Pure.

Whoever reads occurrences (the chronology, positions, the table) need not know of reviews: an occurrence without an
account is gone, one that was corrected says what is corrected, merged ones are one and split ones two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from communique.reading import Actor
from communique.reviews.names import actors_of, named
from communique.reviews.regrouping import Draft, Regrouped, regrouped, ruling, told
from communique.reviews.retelling import of_encounter, retold, reviewed_when
from communique.reviews.standing import Standing, State
from communique.weave.meetings import in_life, label
from communique.weave.occurrence import Account, Encounter, Occurrence, When, Woven
from communique.weave.weaver import in_days, in_time


@dataclass(frozen=True, slots=True)
class Dropped:
    """An account that a person rejected, the occurrence that it was one of, and what was found."""

    occurrence: Occurrence
    account: Account
    state: State


@dataclass(frozen=True)
class Laid:
    """Occurrences and encounters as people left them.

    `occurrences` are in the order in which they were given, those that were split from others last. `states`: by the id
    of an occurrence, what was found of its accounts. `became`: of an occurrence or an encounter that is no more, what
    it has become a part of; None where everything told of it was rejected. `unfit`: what fits no account here.
    """

    occurrences: tuple[Occurrence, ...]
    encounters: tuple[Encounter, ...] = ()
    states: Mapping[str, tuple[State, ...]] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    became: Mapping[str, str | None] = field(default_factory=dict)
    unfit: tuple[State, ...] = ()
    actors: tuple[Actor, ...] = ()


def laid_over(
    occurrences: Sequence[Occurrence],
    standing: Standing,
    *,
    encounters: Iterable[Encounter] = (),
    names: Mapping[str, Actor] | None = None,
) -> Laid:
    """Reviews laid over some occurrences: all, or just those that a page shows.

    Of a meeting, give all steps of its life and its encounter; of what is merged, all that is. `names` are the actors
    that the occurrences name. `Laid.actors` are those that corrections name and nobody had named before.
    """
    known = names or {}
    ids = [id_ for state in standing.states.values() for id_ in named(state.changed)]
    new = {id_: actor for id_, actor in actors_of(dict.fromkeys(ids), known).items() if id_ not in known}
    everyone = {**known, **new}
    groups = regrouped(occurrences, standing)
    found = {draft.id: retold(draft, groups.states, everyone) for draft in groups.drafts if draft.accounts}
    meetings = _meetings(found, groups, encounters, everyone)
    steps = {id_: one for step in meetings.values() for id_, one in step.steps.items()}
    told_now = (mended(steps.get(id_, one), groups.became) for id_, one in found.items())
    return Laid(
        tuple(told_now),
        tuple(meeting.encounter for meeting in meetings.values()),
        _states(groups),
        tuple(Dropped(draft.first, account, state) for draft in groups.drafts for account, state in draft.dropped),
        groups.became,
        groups.unfit,
        tuple(new.values()),
    )


def laid(woven: Woven, standing: Standing) -> Woven:
    """What was woven as people left it, in order again; the very same where no review is in force."""
    if not standing:
        return woven
    articles = standing.articles
    touched = {o.id for o in woven.occurrences if any(account.article in articles for account in o.accounts)}
    lives = {o.encounter for o in woven.occurrences if o.id in touched and o.encounter is not None}
    given = [o for o in woven.occurrences if o.id in touched or (o.encounter is not None and o.encounter in lives)]
    encounters = [encounter for encounter in woven.encounters if encounter.id in lives]
    names = {actor.id: actor for actor in woven.actors}
    over = laid_over(given, standing, encounters=encounters, names=names)
    replaced = {one.id for one in given}
    others = (mended(one, over.became) for one in woven.occurrences if one.id not in replaced)
    meetings = (*over.encounters, *(one for one in woven.encounters if one.id not in lives))
    return in_order(Woven(woven.families, (*over.occurrences, *others), meetings, (*woven.actors, *over.actors)))


def in_order(woven: Woven) -> Woven:
    """The same with its occurrences and encounters in order of time, and its actors in that of their ids."""
    return Woven(
        woven.families,
        tuple(sorted(woven.occurrences, key=in_time)),
        tuple(sorted(woven.encounters, key=in_days)),
        tuple(sorted(woven.actors, key=lambda actor: actor.id)),
    )


def mended(one: Occurrence, became: Mapping[str, str | None]) -> Occurrence:
    """The occurrence with what it is related to as that is now."""
    if not any(id_ in became for id_ in one.related):
        return one
    now = (now_called(id_, became) for id_ in one.related)
    return replace(one, related=tuple(dict.fromkeys(id_ for id_ in now if id_ is not None and id_ != one.id)))


def now_called(id_: str, became: Mapping[str, str | None]) -> str | None:
    """What an occurrence or an encounter has become: its own id where it is what it was, None where it is gone."""
    found: str | None = id_
    while found is not None and found in became:
        found = became[found]
    return found


@dataclass(frozen=True, slots=True)
class _Meeting:
    encounter: Encounter
    steps: Mapping[str, Occurrence]


def _meetings(
    found: Mapping[str, Occurrence], groups: Regrouped, encounters: Iterable[Encounter], names: Mapping[str, Actor]
) -> dict[str, _Meeting]:
    """The encounters as they are now, by id, each with its steps; one without a step is gone."""
    known = {encounter.id: encounter for encounter in encounters}
    drafts = {draft.id: draft for draft in groups.drafts}
    lives: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for one in found.values():
        life = groups.of_encounter.get(one.id, one.encounter)
        if life is not None:
            lives[life].append(one)
    made = {}
    for id_, steps in lives.items():
        sources = dict.fromkeys(source for step in steps for source in (id_, step.encounter) if source in known)
        if all(drafts[step.id].apart for step in steps):
            before = _of_reports(id_, [drafts[step.id] for step in steps], groups)
        elif sources:
            before = _union(id_, [known[source] for source in sources])
        else:
            continue  # the caller has not given it
        after: dict[str, Any] = {}
        corrected = [state for step in steps for state in ruling(drafts[step.id], groups.states)]
        for state in sorted(corrected, key=lambda state: state.newest.number):
            after |= state.changed
        encounter = _corrected(before, after)
        called = label(encounter, names)
        left = {step.id for step in steps}
        changed = (
            encounter != known.get(id_)
            or any(step.encounter != id_ or step is not drafts[step.id].first for step in steps)
            or any(step not in left for step in encounter.steps)
        )
        told_now = [of_encounter(step, encounter, called) if changed else step for step in steps]
        if changed:
            encounter = replace(encounter, steps=tuple(step.id for step in sorted(told_now, key=in_life)))
        made[id_] = _Meeting(encounter, {step.id: step for step in told_now})
    return made


def _of_reports(id_: str, drafts: Iterable[Draft], groups: Regrouped) -> Encounter:
    """The encounter of reports that people split from another: as these were read."""
    keys = (told(draft.first.kind, account) for draft in drafts for account in draft.accounts)
    read = [groups.states[key].entry.values for key in keys if key in groups.states]

    def union(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id_ for values in read for id_ in values[name]))

    def first(name: str) -> Any:
        return next((values[name] for values in read if values[name]), None)

    days = first("when")
    when = When(days[0], days[1], "text") if days else None
    return Encounter(id_, first("name"), union("parties"), union("participants"), first("place"), when, ())


def _union(id_: str, encounters: Sequence[Encounter]) -> Encounter:
    """One encounter of several that people found to be one; what the first leaves open, the others say."""
    first = encounters[0]
    return Encounter(
        id_,
        next((one.name for one in encounters if one.name), None),
        tuple(dict.fromkeys(party for one in encounters for party in one.parties)),
        tuple(dict.fromkeys(person for one in encounters for person in one.participants)),
        next((one.place for one in encounters if one.place), None),
        next((one.when for one in encounters if one.when), None),
        first.steps,
    )


def _corrected(encounter: Encounter, after: Mapping[str, Any]) -> Encounter:
    when = encounter.when
    if "when" in after:
        when = reviewed_when(after)
    return replace(
        encounter,
        parties=tuple(after.get("parties", encounter.parties)),
        participants=tuple(after.get("participants", encounter.participants)),
        name=after.get("name", encounter.name),
        place=after.get("place", encounter.place),
        when=when,
    )


def _states(groups: Regrouped) -> dict[str, tuple[State, ...]]:
    found = {}
    for draft in groups.drafts:
        accounts = (*draft.accounts, *(account for account, _ in draft.dropped))
        theirs = [groups.states.get(told(draft.first.kind, account)) for account in accounts]
        states = tuple(state for state in theirs if state is not None)
        if states:
            found[draft.id] = states
    return found
