"""What is the same happening on the shipped dispatches, against gold by hand: pairs of statements, meetings, moves.

python benchmarks/weaving.py

Twice: the gold readings woven, which shows weaving alone; and the program's own readings woven, which shows what a
user gets. There an item counts as the gold item that it was matched to (statements by content and source, meetings by
parties and evidence, moves by party and evidence), and a pair of which one was not read is missed. The chronology of
either has fewer lines than there are occurrences: what is told in the same words is one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import _results
from communique.annotate import dated
from communique.chronology import chronology
from communique.dispatches import gold, same
from communique.reading import Move, Reading
from communique.scoring import Figure, characters, matched, matched_meetings
from communique.weave import Woven, weave
from gold import read_dispatches

Item = tuple[str, str]  # an article's id, and the item's in its reading
Pairs = frozenset[tuple[Item, Item]]
KINDS = ("statement", "meeting", "move")


def pairs(groups: Iterable[Iterable[Item]]) -> Pairs:
    """All pairs of different items that are in one group."""
    return frozenset(pair for group in groups for pair in combinations(sorted(set(group)), 2))


def found(woven: Woven, known: Mapping[Item, Item]) -> dict[str, Pairs]:
    """The pairs of each kind that weaving takes for one; by the gold's names for them."""
    groups: dict[str, dict[str, list[Item]]] = {kind: {} for kind in KINDS}
    for occurrence in woven.occurrences:
        if occurrence.kind in groups:
            group = groups[occurrence.kind].setdefault(occurrence.encounter or occurrence.id, [])
            group += [known[a.article, a.item] for a in occurrence.accounts if (a.article, a.item) in known]
    return {kind: pairs(found.values()) for kind, found in groups.items()}


def matches(wanted: Iterable[Reading], readings: Mapping[str, Reading]) -> dict[Item, Item]:
    """The gold item that each item of the readings is."""
    known: dict[Item, Item] = {}
    for one in wanted:
        read, article = readings[one.article.id], one.article.id
        known |= {(article, b.id): (article, a.id) for a, b in matched(one.statements, read.statements)}
        known |= {(article, b.id): (article, a.id) for a, b in matched_meetings(one.meetings, read.meetings)}
        known |= {(article, b.id): (article, a.id) for a, b in matched_moves(one.moves, read.moves)}
    return known


def matched_moves(wanted: Sequence[Move], read: Sequence[Move]) -> Iterator[tuple[Move, Move]]:
    """Moves of one party whose evidence overlaps, each once, those that share most first."""
    shared = [
        (len(characters(a.spans) & characters(b.spans)), n, m)
        for n, a in enumerate(wanted)
        for m, b in enumerate(read)
        if a.party == b.party
    ]
    left, right = set(range(len(wanted))), set(range(len(read)))
    for both, n, m in sorted(shared, key=lambda pair: (-pair[0], *pair[1:])):
        if both and n in left and m in right:
            left.remove(n)
            right.remove(m)
            yield wanted[n], read[m]


def main() -> None:
    wanted = {stem: replace(r, article=dated(r.article, r.blocks)) for stem, r in gold().items()}
    ids = {stem: r.article.id for stem, r in wanted.items()}
    truth = {
        kind: pairs([(ids[stem], id_) for stem, id_ in group.items] for group in same() if group.kind == kind)
        for kind in KINDS
    }
    own = {reading.article.id: reading for reading in read_dispatches()}
    itself = {(r.article.id, item): (r.article.id, item) for r in wanted.values() for item in _items(r)}
    figures: dict[str, list[float]] = {}
    for name, readings, known in (
        ("gold readings", list(wanted.values()), itself),
        ("own readings", list(own.values()), matches(wanted.values(), own)),
    ):
        woven = weave(readings)
        lines = len(chronology(woven).entries)
        figures[f"chronology, {name}: occurrences, lines"] = [len(woven.occurrences), lines]
        for kind, got in found(woven, known).items():
            figure = Figure("weaving", kind, len(got & truth[kind]), len(got), len(truth[kind]))
            figures[f"{kind}s, {name}: P/R/F1"] = [
                round(100 * value, 1) for value in (figure.precision, figure.recall, figure.f1)
            ]
    for name, values in figures.items():
        print(f"{name:40}", *(f"{value:6.1f}" for value in values))
    _results.write("weaving, pairs on the dispatches", figures)


def _items(reading: Reading) -> list[str]:
    return [item.id for items in (reading.statements, reading.meetings, reading.moves) for item in items]


if __name__ == "__main__":
    main()
