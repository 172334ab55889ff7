"""The dispatches' gold readings, woven, against the gold of what is the same happening. Floors only rise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

from communique.annotate import dated
from communique.dispatches import gold, same
from communique.weave import Woven, weave

# What was measured when the floors were set: statements 93.1 and 77.1, meetings 95.5, moves 55.6.
STATEMENTS_PRECISION, STATEMENTS_RECALL = 0.93, 0.77
MEETINGS_RECALL = 0.95
MOVES_RECALL = 0.55

Item = tuple[str, str]


@cache
def readings() -> dict[str, str]:
    return {r.article.id: stem for stem, r in gold().items()}


@cache
def woven() -> Woven:
    return weave(replace(r, article=dated(r.article, r.blocks)) for r in gold().values())


def pairs(groups: list[list[Item]]) -> set[tuple[Item, Item]]:
    return {pair for group in groups for pair in combinations(sorted(set(group)), 2)}


def found(kind: str) -> list[list[Item]]:
    stems = readings()
    groups: dict[str, list[Item]] = {}
    for occurrence in woven().occurrences:
        if occurrence.kind == kind:
            group = groups.setdefault(occurrence.encounter or occurrence.id, [])
            group += [(stems[a.article], a.item) for a in occurrence.accounts]
    return list(groups.values())


def test_the_gold_names_items_that_there_are() -> None:
    there = {(stem, s.id) for stem, r in gold().items() for s in r.statements}
    there |= {(stem, m.id) for stem, r in gold().items() for m in r.meetings}
    there |= {(stem, m.id) for stem, r in gold().items() for m in r.moves}
    named = [item for group in same() for item in group.items]
    assert set(named) <= there
    assert len(named) == len(set(named))
    assert {item for group in same() if group.kind == "meeting" for item in group.items} == {
        (stem, m.id) for stem, r in gold().items() for m in r.meetings
    }


def test_statements_that_are_the_same_are_found() -> None:
    wanted = pairs([list(group.items) for group in same() if group.kind == "statement"])
    got = pairs(found("statement"))
    assert len(got & wanted) / len(got) >= STATEMENTS_PRECISION
    assert len(got & wanted) / len(wanted) >= STATEMENTS_RECALL


def test_meetings_that_are_the_same_are_found() -> None:
    wanted = pairs([list(group.items) for group in same() if group.kind == "meeting"])
    got = pairs(found("meeting"))
    assert got <= wanted  # two meetings taken for one are worse than one taken for two
    assert len(got & wanted) / len(wanted) >= MEETINGS_RECALL


def test_moves_that_are_the_same_are_found() -> None:
    wanted = pairs([list(group.items) for group in same() if group.kind == "move"])
    got = pairs(found("move"))
    assert got <= wanted  # two steps taken for one are worse than one taken for two
    assert len(got & wanted) / len(wanted) >= MOVES_RECALL


def test_meetings_fall_on_their_days() -> None:
    stems = readings()
    steps = {o.id: o for o in woven().occurrences}
    days = {
        frozenset((stems[a.article], a.item) for step in e.steps for a in steps[step].accounts): e.when
        for e in woven().encounters
    }
    for group in same():
        if group.kind == "meeting" and frozenset(group.items) in days:
            when = days[frozenset(group.items)]
            assert (when and when.begin, when and when.end) == (group.begin, group.end), group.items
