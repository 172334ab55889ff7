"""Which occurrences are told in the same words: a move in the statement it was made in, an event in either.

A move and its statement name one another; an event names the statements, moves and meetings that its trigger stands in,
and they do not name it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from communique.reading import Span, Spans
from communique.weave.item import Thread
from communique.weave.occurrence import Occurrence

Key = tuple[str, str]  # an article's id, and the item's in its reading

DEEPEST = 4  # statements within one another, at most
NEAREST = 20  # pieces of evidence that begin before a trigger, in which it is looked for


class _Evidence:
    """The evidence of moves and meetings in each article, by place; it is short, and so one looks at the nearest."""

    def __init__(self, occurrences: Iterable[Occurrence]) -> None:
        self._places: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
        for occurrence in occurrences:
            for account in occurrence.accounts:
                self._places[account.article] += ((span, occurrence.id) for span in account.spans)
        for places in self._places.values():
            places.sort()

    def around(self, article: str, spans: Spans) -> Iterable[str]:
        """The ids of those whose evidence holds a span."""
        places = self._places.get(article, ())
        for span in spans:
            last = bisect_left(places, (Span(span.end, span.end), ""))
            for evidence, id_ in places[max(0, last - NEAREST) : last]:
                if evidence.start <= span.start and span.end <= evidence.end:
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
            around_it = ((article, statement) for statement in _outward(inner, outer))
            told_in[article, id_] = tuple(statements[key] for key in around_it if key in statements)
    triggers = {(article, done.id): done.trigger_spans for article, thread in threads.items() for done in thread.done}
    evidence = _Evidence(one for one in occurrences if one.kind in ("move", "meeting")) if triggers else None
    ties: defaultdict[str, dict[str, None]] = defaultdict(dict)  # in order, each once
    for one in occurrences:
        if one.kind not in ("move", "event"):
            continue
        for account in one.accounts:
            key = account.article, account.item
            for around in told_in.get(key, ()):
                ties[one.id][around] = None
                if one.kind == "move":
                    ties[around][one.id] = None
            if one.kind == "event" and evidence is not None:
                ties[one.id].update(dict.fromkeys(evidence.around(account.article, triggers.get(key, ()))))
    return [replace(one, related=tuple(ties[one.id])) if one.id in ties else one for one in occurrences]


def _outward(statement: str | None, outer: Mapping[str, str | None]) -> list[str]:
    """A statement, then the one it is quoted inside of, and so on; none twice, whatever a reading says."""
    found: list[str] = []
    while statement is not None and statement not in found and len(found) < DEEPEST:
        found.append(statement)
        statement = outer.get(statement)
    return found
