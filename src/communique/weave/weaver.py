"""Weaving: from the threads of many articles to families, occurrences and encounters.

    threads ─► copies ─► statements, and moves, that are the same ─┐
            ─► events and meetings that are the same ──────────────┴► occurrences, each with its accounts and origins,
                                                                      what they differ on, and what is told beside it

Threads may be added in any order, and asked for at any time: the answer is that of weaving all of them from nothing.
What was compared once is kept, so an article costs its own comparisons only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.reading import Actor, Reading
from communique.weave import deeds, steps
from communique.weave.accounts import Sources
from communique.weave.copies import CopyIndex
from communique.weave.copies.family import UNDATED
from communique.weave.deeds import DeedShelves
from communique.weave.encounters import Sighting, clusters
from communique.weave.item import Said, Thread
from communique.weave.kept import Kept
from communique.weave.loom.rows import fullness
from communique.weave.meetings import copies, life
from communique.weave.moves import MoveShelves
from communique.weave.occurrence import Encounter, Occurrence, When, Woven
from communique.weave.related import related
from communique.weave.sharpening import sharpened
from communique.weave.shelves import Ref
from communique.weave.statements import StatementShelves
from communique.weave.tellings import occurrence
from communique.weave.threads import thread


class Weaver:
    """What was woven so far, and what is needed to go on; not safe for several threads of execution.

    `kept` is what another weaver of the same articles has `kept`: it saves time and changes no answer.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        known = kept or Kept()
        self._copies = CopyIndex(known.links)
        self._statements = StatementShelves(known.pairs)
        self._moves = MoveShelves(known.moves)
        self._deeds = DeedShelves()
        self._threads: dict[str, Thread] = {}

    def __len__(self) -> int:
        """How many articles, of different ids, have been added."""
        return len(self._threads)

    def add(self, thread: Thread) -> None:
        """Takes an article in; the same one again changes nothing."""
        if thread.article in self._threads:
            return
        self._threads[thread.article] = thread
        # Only a day that is known can make an article the one that had the words first.
        day = thread.published.begin if thread.published and thread.published.begin == thread.published.end else None
        self._copies.put(thread.article, thread.text, day, thread.readable)
        self._statements.add(thread)
        self._moves.add(thread)
        self._deeds.add(thread)

    def kept(self) -> Kept:
        """What was found out about pairs, by this weaver and before it."""
        return Kept(dict(self._copies.links), dict(self._statements.compared), dict(self._moves.compared))

    def woven(self) -> Woven:
        """What the articles added so far amount to."""
        families = self._copies.families()
        members = {m.article: m for family in families for m in family.members}
        actors = self._actors()
        said: Mapping[Ref, Said] = self._statements.said
        groups = self._statements.groups(members)
        threads = sharpened(self._threads, groups, said)
        sources = Sources(threads, members)
        occurrences = [occurrence(group, said, sources, actors) for group in groups]
        moves = self._moves.groups(members, groups)
        occurrences += [steps.occurrence(group, self._moves.made, sources, actors) for group in moves]
        occurrences += [deeds.occurrence(g, sources, actors) for g in self._deeds.groups(actors)]
        encounters: list[Encounter] = []
        sightings = [Sighting(t.article, met, t.published) for t in threads.values() for met in t.met]
        for cluster in clusters(sightings, actors, copies(sightings, sources)):
            encounter, became = life(cluster, sources, actors)
            encounters.append(encounter)
            occurrences += became
        return Woven(
            families,
            tuple(related(sorted(occurrences, key=in_time), self._threads)),
            tuple(sorted(encounters, key=in_days)),
            tuple(actors[id_] for id_ in sorted(actors)),
        )

    def _actors(self) -> dict[str, Actor]:
        """The actors that the threads name; where readings differ on one, what the known, then the fuller one has."""
        found: dict[str, Actor] = {}
        for known in self._threads.values():
            for actor in known.actors:
                before = found.get(actor.id)
                if before is None or fullness(actor) > fullness(before):
                    found[actor.id] = actor
        return found


def weave(readings: Iterable[Reading]) -> Woven:
    """What `readings` amount to together: copies, and each happening once with all who tell of it."""
    weaver = Weaver()
    for reading in readings:
        weaver.add(thread(reading))
    return weaver.woven()


def in_time(occurrence: Occurrence) -> tuple[str, str, str, str, str]:
    """What occurrences are ordered by: when they happened, when that was reported, their ids."""
    return (*_days(occurrence.when), *_days(occurrence.reported), occurrence.id)


def in_days(encounter: Encounter) -> tuple[str, str, str]:
    """What encounters are ordered by: their days, their ids."""
    return (*_days(encounter.when), encounter.id)


def _days(when: When | None) -> tuple[str, str]:
    return (when.begin, when.end) if when else (UNDATED, UNDATED)
