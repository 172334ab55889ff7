"""Which occurrences are told in the same words as others, over a whole record: by `chronology.folding`, some at a time.

Those that are told in the same words name one another, but may be far apart in the order of time. So they are put into
groups, none of which names one of another group, and whole groups are folded together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.chronology.folding import folded

if TYPE_CHECKING:
    from communique.catalogue.making import Source
    from communique.weave.occurrence import Occurrence

TOGETHER = 5_000
"""Occurrences that are folded at once: some 20 MB. A group that is larger is folded alone."""

_NAMED = """
SELECT one.number, other.number FROM (SELECT number, unnest(related) AS id FROM occurrences) AS one
JOIN occurrences AS other ON other.id = one.id WHERE other.number <> one.number
"""
# two moves that are one joint step have the same terms, told by the same words
_JOINT = """
SELECT list(number ORDER BY number) FROM (
    SELECT o.number, o.step.kind AS kind, o.step.gives AS gives, o.step.asks AS asks,
           list((a.article, a.spans) ORDER BY a.number) AS words
    FROM occurrences AS o JOIN accounts AS a ON a.occurrence = o.id WHERE o.kind = 'move' GROUP BY ALL
) GROUP BY kind, gives, asks, words HAVING count(*) > 1
"""


@dataclass(frozen=True, slots=True)
class Folds:
    """What is listed once: by number.

    `hidden` has for each occurrence that is not listed those that tell it in its stead, where they are listed;
    `changed` those that are listed with the evidence of others, as they are then.
    """

    hidden: dict[int, frozenset[int]]
    changed: dict[int, Occurrence]


def folds_of(source: Source) -> Folds:
    """What folding comes to over all occurrences of a record."""
    pairs = source.connection.execute(_NAMED).fetchall()
    for (numbers,) in source.connection.execute(_JOINT).fetchall():
        pairs += [(numbers[0], other) for other in numbers[1:]]
    hidden: dict[int, frozenset[int]] = {}
    changed: dict[int, Occurrence] = {}
    for batch in _batches(groups(pairs)):
        occurrences = list(source.numbered(batch))
        numbers = {one.id: number for number, one in zip(sorted(batch), occurrences, strict=True)}
        before = {one.id: one for one in occurrences}
        shown = {one.id: one for one in folded(occurrences)}
        changed |= {numbers[id_]: one for id_, one in shown.items() if one is not before[id_]}
        beside = beside_of((*occurrences, *shown.values()))
        for id_ in before.keys() - shown.keys():
            hidden[numbers[id_]] = frozenset(numbers[other] for other in reached(id_, beside) if other in shown)
    return Folds(hidden, changed)


def groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that pairs make of what they name: whoever is in a pair with one of a group is in it, too."""
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while (above := parent.setdefault(one, one)) != one:
            parent[one] = one = parent[above]
        return one

    for one, other in pairs:
        parent[root(one)] = root(other)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one in parent:
        found[root(one)].append(one)
    return list(found.values())


def _batches(of: Iterable[list[int]]) -> Iterator[list[int]]:
    batch: list[int] = []
    for group in of:
        if batch and len(batch) + len(group) > TOGETHER:
            yield batch
            batch = []
        batch = batch + group if batch else group
    if batch:
        yield batch


def beside_of(occurrences: Iterable[Occurrence]) -> dict[str, set[str]]:
    """Who names whom, both ways; a joint step, as it is folded, names the one that it has taken in."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for one in occurrences:
        for other in one.related:
            beside[one.id].add(other)
            beside[other].add(one.id)
    return beside


def reached(id_: str, beside: dict[str, set[str]]) -> set[str]:
    """Those named by one, and by those that are named; no further than through what is hidden as well."""
    near = beside.get(id_, set())
    return near | {further for one in near for further in beside.get(one, ())} - {id_}
