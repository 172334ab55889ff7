"""Encounters that the text looks back on by those who met, where the table has every encounter of theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from communique.dating.attached import written
from communique.dating.clauses import BEHIND, HELD, Clause
from communique.dating.clue import Clue, in_words
from communique.dating.days import joined, since
from communique.encounters import Encounter, load
from communique.reading import Span
from communique.resolve.tables import Person
from communique.resolve.who import Who
from communique.times.expression import Expression
from communique.times.tokens import Tokens

APART = 14  # words between two people of whom a clause tells that they met; further apart they stand in two clauses
EVE = 2  # days before an encounter within which somebody speaks "ahead of" it
_SAID = frozenset({"said", "told", "says", "reported", "announced", "wrote", "added"})


def by_people(
    tokens: Tokens,
    expressions: Sequence[Expression],
    who: Who,
    sentences: Iterable[Span],
    captions: Sequence[Span],
    known: Mapping[str, Person],
) -> Iterator[Clue]:
    """A clue for each sentence in which two people have met who are known to have met on certain days alone.

    "His talks with Mr Lavrov" is not older than the first of these, or of those at a place that is named; a time beside
    it ("this month") says more. Under a picture the two and the place are enough. `known` are the tables' people.
    """
    complete = load().complete
    people = [m for m in who.heads if m.kind == "person" and m.actor in complete]
    shown = frozenset(captions)
    starts, begins = [m.span.start for m in people], [e.first for e in expressions]
    for sentence in (*sentences, *captions):
        here = people[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        caption = sentence in shown
        for one, other in pairwise(here):
            rows = [row for row in complete[one.actor or ""] if other.actor in row.participants]
            low, high = _at(tokens, Span(one.span.start, other.span.end))
            if one.actor == other.actor or not rows or high - low > APART:
                continue
            first, after = _at(tokens, sentence)
            words = [word.lower() for word in tokens.words[first:after]]
            clause = Clause(words, low - first, high - first)
            there = [row for row in rows if any(clause.names(place) for place in row.places)]
            both = sorted(known[id_].name if id_ in known else id_ for id_ in (one.actor, other.actor) if id_)
            span, plain = Span(one.span.start, other.span.end), caption or clause.has_met_plainly()
            pair = _Pair(" and ".join(both), span, plain)
            beside = _within(expressions, begins, low, after if caption else min(high + BEHIND, after))
            timed = any(e.weekday is None and written(e, _stretches(there or rows)) for e in beside)
            if (caption and there) or (not caption and clause.has_met(timed=timed)):
                yield from _past(pair, there or rows, tokens, beside)
            elif there and clause.is_ahead():
                yield from _eve(pair, there, tokens, _within(expressions, begins, first, after))


def _within(expressions: Sequence[Expression], begins: Sequence[int], low: int, high: int) -> Sequence[Expression]:
    """The expressions that begin among the words `[low, high)`."""
    return expressions[bisect_left(begins, low) : bisect_left(begins, high)]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two people by their names, the words from one to the other, and whether a verb, or a picture, has them meet."""

    names: str
    span: Span
    plain: bool


def _at(tokens: Tokens, span: Span) -> tuple[int, int]:
    """The words of the text that stand in `span`."""
    return bisect_left(tokens.spans, (span.start, 0)), bisect_left(tokens.spans, (span.end, 0))


def _past(pair: _Pair, rows: Sequence[Encounter], tokens: Tokens, beside: Sequence[Expression]) -> Iterator[Clue]:
    """The clues of an encounter that is over: one of `rows`."""
    begun = date.fromisoformat(rows[0].first)
    there = f" in {rows[0].places[0]}" if len({row.places for row in rows}) == 1 and rows[0].places else ""
    yield Clue("past meeting", since(begun), f"{pair.names} have met{there}, first on {in_words(begun)}", pair.span)
    for e in beside:
        days = written(e, _stretches(rows))
        if days and (e.weekday is None or _is_of_meeting(pair, tokens, e)):
            when = " ".join(tokens.words[e.first : e.after])
            held = " or ".join(in_words(row.first) for row in rows)
            why = f"says {when!r} of a meeting of {pair.names}, who met on {held}"
            yield Clue("counted", days, why, tokens.span(e.first, e.after))


def _is_of_meeting(pair: _Pair, tokens: Tokens, e: Expression) -> bool:
    """Whether a weekday is that of the meeting, and not of what was done about it: "hailed his talks on Friday"."""
    if e.offset is not None or _is_of_speech(tokens, e):
        return False
    _, after = _at(tokens, pair.span)
    return pair.plain or not HELD.isdisjoint(word.lower() for word in tokens.words[after : e.first])


def _is_of_speech(tokens: Tokens, e: Expression) -> bool:
    """Whether a weekday is that on which somebody said so: "met Mr Doe, an aide said on Friday"."""
    beside = (*tokens.words[max(e.first - 2, 0) : e.first], *tokens.words[e.after : e.after + 2])
    return not _SAID.isdisjoint(word.lower() for word in beside)


def _eve(pair: _Pair, rows: Sequence[Encounter], tokens: Tokens, here: Sequence[Expression]) -> Iterator[Clue]:
    """The clue of a weekday on which somebody spoke ahead of an encounter: one of `rows`."""
    for e in here:
        if e.rule != "weekday" or not _is_of_speech(tokens, e):
            continue
        eves = [first - timedelta(back) for first, _ in _stretches(rows) for back in range(EVE + 1)]
        spoken = [day for day in eves if day.isoweekday() == e.weekday]
        if spoken:
            days = joined((day, day + timedelta(6)) for day in spoken)
            told = " or ".join(in_words(day) for day in spoken)
            why = f"says {tokens.words[e.first]!r} of words ahead of a meeting of {pair.names}: {told}"
            yield Clue("counted", days, why, tokens.span(e.first, e.after))


def _stretches(rows: Sequence[Encounter]) -> list[tuple[date, date]]:
    return [(date.fromisoformat(row.first), date.fromisoformat(row.last)) for row in rows]
