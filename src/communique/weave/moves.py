"""Which moves are the same: from many articles to groups, each one step that was taken once.

candidates: words that tell much, in both · one issue ─► compared ─► joined, no further than a few days
            one statement · one place of a copied text ─────────────► joined
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from communique.weave.copies.family import UNDATED, Member
from communique.weave.item import Made, Thread
from communique.weave.joined import Disjoint
from communique.weave.occurrence import When, days_between
from communique.weave.same_move import comparable, same_move, terms_alike
from communique.weave.shelves import NEIGHBOURS, Group, Ref, Shelves
from communique.weave.standing import in_one_place
from communique.weave.wording import telling

T = TypeVar("T", Ref, int)

TELLING = 5  # lemmas of a move's terms that it is looked up by: those that tell most
FEWEST_BITS = 8.0  # bits of a pair, below which it is on too many shelves to be one
OVERLAP = 0.5  # share of the longer that two moves in one place of a copied text must have in common
SPAN_DAYS = 14  # from the first telling of a step to the last by its words alone: what is asked again later is a step


class MoveShelves:
    """The moves met so far. `add` threads in any order; `groups` are those of all, as if built from nothing."""

    def __init__(self, compared: Mapping[tuple[Ref, Ref], bool] | None = None) -> None:
        self.compared: dict[tuple[Ref, Ref], bool] = dict(compared or {})
        self.made: dict[Ref, Made] = {}
        self._published: dict[str, When | None] = {}
        self._shelves = Shelves(self._same)

    def add(self, thread: Thread) -> None:
        """Takes the moves of an article in; the same article again changes nothing."""
        if thread.article in self._published:
            return
        self._published[thread.article] = thread.published
        for made in thread.made:
            ref = Ref(thread.article, made.id)
            self.made[ref] = made
            self._shelves.put(ref, self._day(ref), keys(made))

    def groups(self, members: Mapping[str, Member], statements: Iterable[Group]) -> list[Group]:
        """All moves in groups of the same one, in no particular order.

        `members` say what was copied, `statements` which statements are the same.
        """
        alike = Disjoint(self.made)
        for pair in self._shelves.pairs():
            alike.join(*pair)
        joined = Disjoint(self.made)
        for group in alike.groups():
            for near in in_time({ref: self._day(ref) for ref in group}):
                for ref in near[1:]:
                    joined.join(near[0], ref)
        for pair in (*self._copied(members), *self._in_one_statement(statements)):
            joined.join(*pair)
        return joined.groups()

    def _same(self, one: Ref, other: Ref) -> bool:
        a, b = self.made[one], self.made[other]
        if one.article == other.article or not comparable(a, b):
            return False  # a reading tells each step once
        found = self.compared.get((one, other))
        if found is None:
            days = self._published[one.article], self._published[other.article]
            found = self.compared[one, other] = same_move(a, b, *days)
        return found

    def _day(self, ref: Ref) -> str:
        return day(self.made[ref], self._published[ref.article])

    def _copied(self, members: Mapping[str, Member]) -> Iterator[tuple[Ref, Ref]]:
        evidence = ((ref, made.evidence) for ref, made in self.made.items())
        for one, other, shared in in_one_place(evidence, members):
            if shared >= OVERLAP and comparable(self.made[one], self.made[other]):
                yield one, other

    def _in_one_statement(self, statements: Iterable[Group]) -> Iterator[tuple[Ref, Ref]]:
        """The pairs that stand in one statement, told by two articles, on terms alike, or alone of their kind there."""
        told: defaultdict[Ref, list[Ref]] = defaultdict(list)
        for ref, made in self.made.items():
            if made.told_in is not None:
                told[Ref(ref.article, made.told_in)].append(ref)
        for group in statements:
            refs = sorted(ref for statement in group for ref in told.get(statement, ()))
            alone = {ref for ref in refs if self._alone(ref, told)}
            for at, one in enumerate(refs):
                for other in refs[at + 1 : at + 1 + NEIGHBOURS]:
                    a, b = self.made[one], self.made[other]
                    if one.article == other.article or not comparable(a, b):
                        continue
                    if terms_alike(a, b) or (one in alone and other in alone):
                        yield one, other

    def _alone(self, ref: Ref, told: Mapping[Ref, list[Ref]]) -> bool:
        """Whether it is the only move in its statement that may be taken for it."""
        own = self.made[ref]
        beside = told[Ref(ref.article, own.told_in or "")]
        if len(beside) > NEIGHBOURS:
            return False
        return not any(other != ref and comparable(own, self.made[other]) for other in beside)


def day(made: Made, published: When | None) -> str:
    """The day of a move, or else of its article; UNDATED where that may be any of many."""
    when = made.when or published
    return when.begin if when and days_between(when.begin, when.end) <= SPAN_DAYS else UNDATED


def in_time(days: Mapping[T, str]) -> Iterator[list[T]]:
    """Moves that are alike, by their days, in pieces that reach over so many days at most.

    What is undated goes with one, and not with two.
    """
    dated = sorted((on, move) for move, on in days.items() if on != UNDATED)
    undated = [move for move, on in days.items() if on == UNDATED]
    pieces: list[list[T]] = []
    first = UNDATED
    for on, move in dated:
        if not pieces or days_between(first, on) > SPAN_DAYS:
            pieces.append([])
            first = on
        pieces[-1].append(move)
    if len(pieces) == 1:
        pieces[0] += undated
    elif undated:
        pieces.append(undated)
    yield from pieces


def keys(made: Made) -> frozenset[str]:
    """The shelves of a move: its party with each of the most telling words of its terms, and with each pair of them.

    On a shelf of one word stands much, on one of two little; an issue is one as well, and without terms the kind.
    """
    lemmas = {lemma for stake in made.stakes for lemma in stake.lemmas} or set(made.lemmas)
    told = sorted(lemmas, key=lambda lemma: (-telling(lemma), lemma))[:TELLING]
    pairs = (pair for pair in combinations(sorted(told), 2) if sum(map(telling, pair)) >= FEWEST_BITS)
    found = {*told, *(" ".join(pair) for pair in pairs)}
    found |= {f"#{stake.issue}" for stake in made.stakes if stake.issue is not None}
    if not made.stakes:
        found.add(f"={made.kind}")
    return frozenset(f"{made.party} {key}" for key in found)
