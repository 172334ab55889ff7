"""Which statements are the same: from many articles to groups, each one statement that was made once.

    candidates: one copied text · words that tell much, in both · the same quoted words ─► compared ─► joined

Nothing is compared with everything: a statement goes on the shelf of each pair of its most telling words, and of what
it quotes, and meets those near it there in time. What is on a shelf, not how it came there, says who is compared, so
the groups are the same in any order of arrival.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from communique.reading import Span
from communique.weave.copies.family import UNDATED, Member
from communique.weave.item import Said, Thread
from communique.weave.joined import Disjoint
from communique.weave.occurrence import When
from communique.weave.same import announced, comparable, same, speakers
from communique.weave.wording import telling

TELLING = 5  # lemmas of a statement whose pairs it is looked up by: those that tell most
FEWEST_BITS = 8.0  # bits of a pair, below which it is on too many shelves to be one
NEIGHBOURS = 24  # statements after it on a shelf, in order of their days, that one is compared with
QUOTED = 3  # lemmas in a row, within quotation marks, that it is looked up by as well
COVERED = 0.6  # share of a statement's content that must come from another article, for it to stand where it does there
OVERLAP = 0.5  # share of the longer that two such must have in common,
OVERLAP_OPEN = 0.8  # and where one of the speakers is open


class Ref(NamedTuple):
    """A statement: its article's id and its own."""

    article: str
    id: str


Group = tuple[Ref, ...]


class StatementShelves:
    """The statements met so far. `add` threads in any order; `groups` are those of all, as if built from nothing."""

    def __init__(self, compared: Mapping[tuple[Ref, Ref], bool] | None = None) -> None:
        self.compared: dict[tuple[Ref, Ref], bool] = dict(compared or {})
        self.said: dict[Ref, Said] = {}
        self._published: dict[str, When | None] = {}
        self._shelves: defaultdict[str, list[tuple[str, Ref]]] = defaultdict(list)
        self._stale: set[str] = set()
        self._announced: list[tuple[Ref, Ref]] = []
        self._met: dict[str, list[tuple[Ref, Ref]]] = {}

    def add(self, thread: Thread) -> None:
        """Takes the statements of an article in; the same article again changes nothing."""
        if thread.article in self._published:
            return
        self._published[thread.article] = thread.published
        day = thread.published.begin if thread.published else UNDATED
        for said in thread.said:
            ref = Ref(thread.article, said.id)
            self.said[ref] = said
            for key in keys(said):
                insort(self._shelves[key], (day, ref))
                self._stale.add(key)
        body = [said for said in thread.said if not said.headline]
        for said in thread.said:
            if said.headline and (below := announced(said, body)):
                self._announced.append((Ref(thread.article, said.id), Ref(thread.article, below.id)))

    def groups(self, members: Mapping[str, Member]) -> list[Group]:
        """All statements in groups of the same one, in no particular order; `members` say what was copied."""
        joined = Disjoint(self.said)
        for pair in self._alike():
            joined.join(*pair)
        for pair in self._copied(members):
            joined.join(*pair)
        for pair in self._announced:
            joined.join(*pair)
        for ref, said in self.said.items():
            outer = Ref(ref.article, said.within or "")
            if outer in self.said and speakers(said, self.said[outer]) == "same" and said.speaker.actor:
                joined.join(ref, outer)
        return joined.groups()

    def _alike(self) -> Iterator[tuple[Ref, Ref]]:
        """The pairs that stand near one another on a shelf and are the same by their words."""
        for key in self._stale:
            refs = [ref for _, ref in self._shelves[key]]
            self._met[key] = [
                _ordered(one, other)
                for at, one in enumerate(refs)
                for other in refs[at + 1 : at + 1 + NEIGHBOURS]
                if self._same(*_ordered(one, other))
            ]
        self._stale.clear()
        for pairs in self._met.values():
            yield from pairs

    def _same(self, one: Ref, other: Ref) -> bool:
        found = self.compared.get((one, other))
        if found is None and not comparable(self.said[one], self.said[other]):
            return False  # told at a glance, and not worth keeping
        if found is None:
            found = self.compared[one, other] = same(
                self.said[one],
                self.said[other],
                self._published[one.article],
                self._published[other.article],
                one_text=one.article == other.article,
            )
        return found

    def _copied(self, members: Mapping[str, Member]) -> Iterator[tuple[Ref, Ref]]:
        """The pairs of which one stands, in the article that it was copied from, where the other does."""
        sources = {passage.origin for member in members.values() for passage in member.passages}
        standing: defaultdict[str, list[tuple[Span, Ref]]] = defaultdict(list)
        for ref, said in self.said.items():
            if ref.article in members and (place := _standing(said, members[ref.article])) and place[0] in sources:
                standing[place[0]].append((place[1], ref))
        for places in standing.values():
            places.sort()
            for at, (span, one) in enumerate(places):
                for other_span, other in places[at + 1 :]:
                    if other_span.start >= span.end:
                        break
                    if one.article != other.article and self._one_place(one, span, other, other_span):
                        yield one, other

    def _one_place(self, one: Ref, span: Span, other: Ref, other_span: Span) -> bool:
        first, second = self.said[one], self.said[other]
        who = speakers(first, second)
        if who == "other" or (who != "same" and (first.within is None) != (second.within is None)):
            return False
        shared = min(span.end, other_span.end) - max(span.start, other_span.start)
        longer = max(span.end - span.start, other_span.end - other_span.start, 1)
        return shared >= (OVERLAP_OPEN if who == "open" else OVERLAP) * longer


def keys(said: Said) -> frozenset[str]:
    """The shelves of a statement."""
    told = sorted(set(said.lemmas), key=lambda lemma: (-telling(lemma), lemma))[:TELLING]
    pairs = (pair for pair in combinations(sorted(told), 2) if sum(map(telling, pair)) >= FEWEST_BITS)
    found = {" ".join(pair) for pair in pairs}
    for run in said.quoted:
        found |= {f"“{' '.join(run[at : at + QUOTED])}" for at in range(max(1, len(run) - QUOTED + 1))}
    return frozenset(found)


def _ordered(one: Ref, other: Ref) -> tuple[Ref, Ref]:
    return (one, other) if one <= other else (other, one)


def _standing(said: Said, member: Member) -> tuple[str, Span] | None:
    """In which article, and where in it, the words of a statement stood first; None for one without words."""
    if not said.evidence.spans:
        return None
    span = Span(said.evidence.spans[0].start, max(span.end for span in said.evidence.spans))
    held: defaultdict[str, int] = defaultdict(int)
    place: dict[str, Span] = {}
    for passage in member.passages:
        start, end = max(span.start, passage.span.start), min(span.end, passage.span.end)
        if start < end:
            length = passage.span.end - passage.span.start
            scale = (passage.origin_span.end - passage.origin_span.start) / length
            there = Span(
                passage.origin_span.start + round((start - passage.span.start) * scale),
                passage.origin_span.start + round((end - passage.span.start) * scale),
            )
            held[passage.origin] += end - start
            before = place.get(passage.origin, there)
            place[passage.origin] = Span(min(before.start, there.start), max(before.end, there.end))
    origin = max(held, key=lambda id_: (held[id_], id_), default=None)
    if origin is None or held[origin] < COVERED * (span.end - span.start):
        return member.article, span
    return origin, place[origin]
