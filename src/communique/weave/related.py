"""Which occurrences are told in the same words: a move in the statement it was made in, an event in either.

A move and its statement name one another; an event names the statements, moves and meetings that its trigger stands in,
and they do not name it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from communique.reading import Span, Spans
from communique.weave.item import Thread
from communique.weave.occurrence import Occurrence

Key = tuple[str, str]  # an article's id, and the item's in its reading

DEEPEST = 4  # statements within one another, at most
NEAREST = 20  # pieces of evidence that begin before a trigger, in which it is looked for


class Place(NamedTuple):
    """Where an account stands: its article, the item of its reading, and its spans."""

    article: str
    item: str
    spans: Spans


class Tie(NamedTuple):
    """An occurrence, as far as it is tied to others: its id and kind, and where its accounts stand."""

    id: str
    kind: str
    accounts: tuple[Place, ...]


def around(spans: Spans, evidence: Sequence[tuple[Span, str]]) -> Iterator[str]:
    """The ids of those whose evidence holds a span, an article's; it is short, and so one looks at the nearest.

    `evidence`: of all moves and meetings in that article, in order of places.
    """
    for span in spans:
        last = bisect_left(evidence, (Span(span.end, span.end), ""))
        for held, id_ in evidence[max(0, last - NEAREST) : last]:
            if held.start <= span.start and span.end <= held.end:
                yield id_


def related(occurrences: Sequence[Occurrence], threads: Mapping[str, Thread]) -> list[Occurrence]:
    """The occurrences, each with the ids of those told in the same words; a statement's moves in the order given."""
    statements = {
        (account.article, account.item): one.id
        for one in occurrences
        if one.kind == "statement"
        for account in one.accounts
    }
    told_in: dict[Key, tuple[str, ...]] = {}
    for article, thread in threads.items():
        outer = {said.id: said.within for said in thread.said}
        for id_, inner in (*((m.id, m.told_in) for m in thread.made), *((d.id, d.told_in) for d in thread.done)):
            around_it = ((article, statement) for statement in outward(inner, outer))
            told_in[article, id_] = tuple(statements[key] for key in around_it if key in statements)
    triggers = {(article, done.id): done.trigger_spans for article, thread in threads.items() for done in thread.done}
    places = [
        Tie(one.id, one.kind, tuple(Place(a.article, a.item, a.spans) for a in one.accounts))
        for one in occurrences
        if one.kind != "statement"
    ]
    ties = tied(places, told_in, triggers)
    return [replace(one, related=ties[one.id]) if one.id in ties else one for one in occurrences]


def tied(
    occurrences: Sequence[Tie], told_in: Mapping[Key, Sequence[str]], triggers: Mapping[Key, Spans]
) -> dict[str, tuple[str, ...]]:
    """What each occurrence is told in the same words with, by their ids, for those that are with any.

    `occurrences`: all moves, events and meetings, in order; `told_in`: the statements, by the ids of their occurrences,
    that a move or an event of an article stands in, the innermost first; `triggers`: where an event of an article does.
    """
    evidence: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for one in occurrences:
        if one.kind in ("move", "meeting"):
            for article, _, spans in one.accounts:
                evidence[article] += ((span, one.id) for span in spans)
    for places in evidence.values():
        places.sort()
    ties: defaultdict[str, dict[str, None]] = defaultdict(dict)  # in order, each once
    for one in occurrences:
        if one.kind not in ("move", "event"):
            continue
        for article, item, _ in one.accounts:
            for statement in told_in.get((article, item), ()):
                ties[one.id][statement] = None
                if one.kind == "move":
                    ties[statement][one.id] = None
            if one.kind == "event" and article in evidence:
                ties[one.id].update(dict.fromkeys(around(triggers.get((article, item), ()), evidence[article])))
    return {id_: tuple(found) for id_, found in ties.items()}


def outward(statement: str | None, outer: Mapping[str, str | None]) -> list[str]:
    """A statement, then the one it is quoted inside of, and so on; none twice, whatever a reading says."""
    found: list[str] = []
    while statement is not None and statement not in found and len(found) < DEEPEST:
        found.append(statement)
        statement = outer.get(statement)
    return found
