"""Which statements are the same: from many articles to groups, each one statement that was made once.

    candidates: one copied text · words that tell much, in both · the same quoted words ─► compared ─► joined

A statement goes on the shelf of each pair of its most telling words, and of what it quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from communique.weave.copies.family import UNDATED, Member
from communique.weave.item import Said, Thread
from communique.weave.joined import Disjoint
from communique.weave.occurrence import When
from communique.weave.same import announced, comparable, same, speakers
from communique.weave.shelves import Group, Ref, Shelves
from communique.weave.standing import in_one_place
from communique.weave.wording import telling

TELLING = 5  # lemmas of a statement whose pairs it is looked up by: those that tell most
FEWEST_BITS = 8.0  # bits of a pair, below which it is on too many shelves to be one
QUOTED = 3  # lemmas in a row, within quotation marks, that it is looked up by as well
OVERLAP = 0.5  # share of the longer that two statements in one place of a copied text must have in common,
OVERLAP_OPEN = 0.8  # and where one of the speakers is open


class StatementShelves:
    """The statements met so far. `add` threads in any order; `groups` are those of all, as if built from nothing."""

    def __init__(self, compared: Mapping[tuple[Ref, Ref], bool] | None = None) -> None:
        self.compared: dict[tuple[Ref, Ref], bool] = dict(compared or {})
        self.said: dict[Ref, Said] = {}
        self._published: dict[str, When | None] = {}
        self._shelves = Shelves(self._same)
        self._announced: list[tuple[Ref, Ref]] = []

    def add(self, thread: Thread) -> None:
        """Takes the statements of an article in; the same article again changes nothing."""
        if thread.article in self._published:
            return
        self._published[thread.article] = thread.published
        day = thread.published.begin if thread.published else UNDATED
        for said in thread.said:
            ref = Ref(thread.article, said.id)
            self.said[ref] = said
            self._shelves.put(ref, day, keys(said))
        body = [said for said in thread.said if not said.headline]
        for said in thread.said:
            if said.headline and (below := announced(said, body)):
                self._announced.append((Ref(thread.article, said.id), Ref(thread.article, below.id)))

    def groups(self, members: Mapping[str, Member]) -> list[Group]:
        """All statements in groups of the same one, in no particular order; `members` say what was copied."""
        joined = Disjoint(self.said)
        for pair in self._shelves.pairs():
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
        evidence = ((ref, said.evidence) for ref, said in self.said.items())
        for one, other, shared in in_one_place(evidence, members):
            first, second = self.said[one], self.said[other]
            who = speakers(first, second)
            if who == "other" or (who != "same" and (first.within is None) != (second.within is None)):
                continue
            if shared >= (OVERLAP_OPEN if who == "open" else OVERLAP):
                yield one, other


def keys(said: Said) -> frozenset[str]:
    """The shelves of a statement."""
    told = sorted(set(said.lemmas), key=lambda lemma: (-telling(lemma), lemma))[:TELLING]
    pairs = (pair for pair in combinations(sorted(told), 2) if sum(map(telling, pair)) >= FEWEST_BITS)
    found = {" ".join(pair) for pair in pairs}
    for run in said.quoted:
        found |= {f"“{' '.join(run[at : at + QUOTED])}" for at in range(max(1, len(run) - QUOTED + 1))}
    return frozenset(found)
