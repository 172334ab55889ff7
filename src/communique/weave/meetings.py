"""Meetings as occurrences: each thing that became of an encounter once, and the encounter that these make up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from communique.reading import Actor, MeetingStatus
from communique.weave.accounts import (
    Sources,
    commonest,
    differing,
    differing_days,
    happened,
    identity,
    in_order,
    origins,
    reported,
)
from communique.weave.encounters import DONE, Cluster, Key, Sighting, looks_ahead
from communique.weave.item import Told
from communique.weave.lexicon import content_words
from communique.weave.naming import a_meeting, together
from communique.weave.occurrence import Account, Disagreement, Encounter, Occurrence, When
from communique.weave.wording import Wording, likeness

SAME_WORDS = 0.5  # share of what both tell, for the report of a copy to be that of the article it was copied from
_ORDER = {status: n for n, status in enumerate(get_args(MeetingStatus))}
_PLANS: frozenset[MeetingStatus] = frozenset(("proposed", "planned"))
_OFF: frozenset[MeetingStatus] = frozenset(("called off", "refused"))


def copies(sightings: Iterable[Sighting], sources: Sources) -> dict[Key, Key]:
    """Of each sighting whose words another article had first, the one there that is told in the same words."""
    first: defaultdict[str, list[Sighting]] = defaultdict(list)
    found: dict[Key, Key] = {}
    sightings = list(sightings)
    for sighting in sightings:
        first[sighting.article].append(sighting)
    for sighting in sightings:
        if not sighting.met.reports:
            continue
        evidence = sighting.met.reports[0].evidence
        text = sources.text(sighting.article, evidence)
        words = Wording(content_words(evidence.words))
        like = [
            (likeness(words, Wording(content_words(report.evidence.words))).of_both, other.met.id)
            for other in (first[text] if text != sighting.article else ())
            for report in other.met.reports
        ]
        best = max(like, default=(0.0, ""))
        if best[0] >= SAME_WORDS:
            found[sighting.key] = (text, best[1])
    return {key: of for key, of in found.items() if of not in found}


def life(cluster: Cluster, sources: Sources, actors: Mapping[str, Actor]) -> tuple[Encounter, tuple[Occurrence, ...]]:
    """An encounter and the occurrences of its life, in order of time."""
    cluster.sightings.sort(key=lambda s: (s.published.begin if s.published else "~", s.article, s.met.id))
    first = cluster.sightings[0]
    encounter = Encounter(
        identity("meeting", first.article, first.met.id),
        commonest(s.met.name.removeprefix("the ") for s in cluster.sightings if s.met.name),
        _union(s.met.parties for s in cluster.sightings),
        _union(s.met.participants for s in cluster.sightings),
        commonest(s.met.place for s in cluster.sightings),
        cluster.when or _window(cluster),
        (),
    )
    steps = [_step(found, encounter, sources, actors) for found in _steps(cluster)]
    if encounter.when:
        steps = [_with_outcome(step, steps, encounter.when) for step in steps]
    steps.sort(key=in_life)
    return _with_steps(encounter, steps), tuple(steps)


def in_life(step: Occurrence) -> tuple[str, int, str]:
    """What the steps of a meeting are ordered by: their days, then what became of it, then their ids."""
    return _day(step), _ORDER[step.status] if step.status else 0, step.id


def _steps(cluster: Cluster) -> list[list[tuple[Sighting, Told]]]:
    """The reports of an encounter by what became of it: each status once, but for plans made again after a refusal.

    What is told in a later article of an earlier step belongs to that step: "a week after he had cancelled it".
    """
    last: dict[MeetingStatus, list[tuple[Sighting, Told]]] = {}
    found = []
    for sighting in cluster.sightings:  # in order of their articles' days
        for told in sighting.met.reports:
            before = last.get(told.status)
            if before is None or (told.status in _PLANS and _off_since(before, last)):
                before = last[told.status] = []
                found.append(before)
            before.append((sighting, told))
    return found


def _off_since(step: list[tuple[Sighting, Told]], last: Mapping[MeetingStatus, list[tuple[Sighting, Told]]]) -> bool:
    """Whether the encounter was called off in an article of a later day than those of the step."""
    days = [_told_on(last[status][0]) for status in _OFF if status in last]
    return any(day > _told_on(step[-1]) for day in days)


def _told_on(report: tuple[Sighting, Told]) -> str:
    published = report[0].published
    return published.begin if published else ""


def _step(
    reports: list[tuple[Sighting, Told]],
    encounter: Encounter,
    sources: Sources,
    actors: Mapping[str, Actor],
) -> Occurrence:
    status = reports[0][1].status
    told = [
        (
            sources.account(s.article, s.met.id, t.evidence, t.chain, (s.when if status in DONE else None) or t.dated),
            s.met.place,
        )
        for s, t in reports
    ]
    accounts = in_order(account for account, _ in told)
    places = {(a.article, a.item): place for a, place in told}
    first = accounts[0]
    return Occurrence(
        identity("meeting", encounter.id, status, first.article, first.item),
        "meeting",
        f"{label(encounter, actors)}: {status}",
        tuple(dict.fromkeys((*encounter.participants, *encounter.parties))),
        (encounter.when if status in DONE else None) or happened(accounts),
        reported(accounts),
        accounts,
        origins(accounts),
        status=status,
        encounter=encounter.id,
        place=commonest(places.values()) or encounter.place,
        disagreements=(*differing_days(accounts), *_places(accounts, places)),
    )


def _window(cluster: Cluster) -> When | None:
    """The narrowest time that is spoken of, "the autumn" or "this year"; of a meeting held, up to the news of it."""
    spoken = [s.when for s in cluster.sightings if s.when]
    if not spoken:
        return None
    begin, end = max(when.begin for when in spoken), min(when.end for when in spoken)
    if begin > end:
        return spoken[0]
    news = [s.published.end for s in cluster.sightings if s.published and not looks_ahead(s.met)]
    return When(begin, max(begin, min([end, *news])), "text")


def _places(accounts: tuple[Account, ...], places: Mapping[tuple[str, str], str | None]) -> tuple[Disagreement, ...]:
    """Where it was, where two texts name two places of which neither is a part of the other's name."""
    named = {n: place for n, a in enumerate(accounts) if (place := places[a.article, a.item])}
    folded = {place.casefold() for place in named.values()}
    apart = [p for p in folded if not any(p != q and (p in q or q in p) for q in folded)]
    if len(apart) < 2:
        return ()
    return differing("place", accounts, named.get)


def _with_outcome(step: Occurrence, steps: Iterable[Occurrence], when: When) -> Occurrence:
    """The step with the disagreement on its outcome: after its day some say that it took place, and others not."""
    if step.status not in DONE:
        return step
    off = [a for other in steps if other.status in _OFF for a in other.accounts if _after(a, when)]
    if not off:
        return step
    accounts = in_order((*step.accounts, *off))
    outcome = differing("outcome", accounts, lambda n: "called off" if accounts[n] in off else step.status)
    return _replaced(step, accounts, outcome)


def _after(account: Account, when: When) -> bool:
    return account.published is not None and account.published.begin > when.end


def _replaced(step: Occurrence, accounts: tuple[Account, ...], more: tuple[Disagreement, ...]) -> Occurrence:
    return replace(step, accounts=accounts, origins=origins(accounts), disagreements=(*step.disagreements, *more))


def _with_steps(encounter: Encounter, steps: Iterable[Occurrence]) -> Encounter:
    return replace(encounter, steps=tuple(step.id for step in steps))


def partners(parties: Sequence[str], participants: Sequence[str], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Who meets, by id: the participants, and the parties for which nobody is named."""
    sides = {actors[id_].country for id_ in participants if id_ in actors}
    return (*participants, *(party for party in parties if party not in sides and party not in participants))


def label(encounter: Encounter, actors: Mapping[str, Actor]) -> str:
    """What an encounter is called in a line: its name, or that it is a meeting; who meets, and where."""
    there = partners(encounter.parties, encounter.participants, actors)[:3]
    who = [actors[id_].name if id_ in actors else id_ for id_ in there]
    if encounter.name:
        return f"{encounter.name} ({together(who)})" if who else encounter.name
    return a_meeting(who, encounter.place)


def _day(occurrence: Occurrence) -> str:
    when = occurrence.when or occurrence.reported
    return when.begin if when else "~"


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    found = Counter(value for group in values for value in group)
    return tuple(value for value, _ in found.most_common())
