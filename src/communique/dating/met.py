"""Encounters that the text looks back on by those who met, where the table has every encounter of theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from communique.dating.attached import written
from communique.dating.clauses import BEHIND, HELD, Clause
from communique.dating.clue import Clue, in_words
from communique.dating.days import joined, since
from communique.dating.material import Material
from communique.encounters import Encounter, load
from communique.reading import Span
from communique.resolve.tables import Person
from communique.times.expression import Expression
from communique.times.tokens import Tokens

APART = 14  # words between two people of whom a clause tells that they met; further apart they stand in two clauses
EVE = 2  # days before an encounter within which somebody speaks "ahead of" it
_SAID = frozenset({"said", "told", "says", "reported", "announced", "wrote", "added"})


def by_people(given: Material, known: Mapping[str, Person]) -> Iterator[Clue]:
    """A clue for each sentence in which two people have met who are known to have met on certain days alone.

    "His talks with Mr Lavrov" is not older than the first of these, or of those at a place that is named; a time beside
    it ("this month") says more. Under a picture the two and the place are enough. `known` are the tables' people.
    """
    complete = load().complete
    people = [m for m in given.who.heads if m.kind == "person" and m.actor in complete]
    starts = [m.span.start for m in people]
    for sentence in (*given.sentences, *given.captions):
        here = people[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for one, other in pairwise(here):
            rows = [row for row in complete[one.actor or ""] if other.actor in row.participants]
            if one.actor != other.actor and rows:
                both = sorted(known[id_].name if id_ in known else id_ for id_ in (one.actor, other.actor) if id_)
                span = Span(one.span.start, other.span.end)
                yield from _clues(given, " and ".join(both), span, sentence, rows)


def _clues(given: Material, both: str, span: Span, sentence: Span, rows: Sequence[Encounter]) -> Iterator[Clue]:
    """The clues of two people at `span` in a sentence, who met at `rows`."""
    (first, after), (low, high) = given.at(sentence), given.at(span)
    if high - low > APART:
        return
    clause = Clause([word.lower() for word in given.tokens.words[first:after]], low - first, high - first)
    there = [row for row in rows if any(clause.names(place) for place in row.places)]
    caption, rows = sentence in given.captions, there or rows
    days = [row.days for row in rows]
    beside = given.within(low, after if caption else min(high + BEHIND, after))
    timed = any(e.weekday is None and written(e, days) for e in beside)
    if (caption and there) or (not caption and clause.has_met(timed=timed)):
        where = f" in {rows[0].places[0]}" if there and len({row.places for row in rows}) == 1 else ""
        why = f"{both} have met{where}, first on {in_words(days[0][0])}"
        yield Clue("past meeting", since(days[0][0]), why, span)
        held = f"{both}, who met on {' or '.join(in_words(begun) for begun, _ in days)}"
        plain = caption or clause.has_met_plainly()
        for e in beside:
            counted = written(e, days)
            if counted and (e.weekday is None or _is_of_meeting(given.tokens, e, high, plain=plain)):
                here = given.span(e)
                yield Clue("counted", counted, f"says {given.words(here)!r} of a meeting of {held}", here)
    elif there and clause.is_ahead():
        yield from _eve(given, both, given.within(first, after), [begun for begun, _ in days])


def _is_of_meeting(tokens: Tokens, e: Expression, high: int, *, plain: bool) -> bool:
    """Whether a weekday is that of the meeting, and not of what was done about it: "hailed his talks on Friday".

    It is where a verb, or a picture, has the two meet (`plain`), or their meeting has begun or ended before it.
    """
    if e.offset is not None or _is_of_speech(tokens, e):
        return False
    return plain or not HELD.isdisjoint(word.lower() for word in tokens.words[high : e.first])


def _is_of_speech(tokens: Tokens, e: Expression) -> bool:
    """Whether a weekday is that on which somebody said so: "met Mr Doe, an aide said on Friday"."""
    beside = (*tokens.words[max(e.first - 2, 0) : e.first], *tokens.words[e.after : e.after + 2])
    return not _SAID.isdisjoint(word.lower() for word in beside)


def _eve(given: Material, both: str, here: Sequence[Expression], begun: Sequence[date]) -> Iterator[Clue]:
    """The clue of a weekday on which somebody spoke ahead of one of the encounters that have `begun` on these days."""
    for e in here:
        if e.rule != "weekday" or not _is_of_speech(given.tokens, e):
            continue
        eves = [first - timedelta(back) for first in begun for back in range(EVE + 1)]
        spoken = [day for day in eves if day.isoweekday() == e.weekday]
        if spoken:
            days = joined((day, day + timedelta(6)) for day in spoken)
            told = " or ".join(in_words(day) for day in spoken)
            span = given.span(e)
            why = f"says {given.words(span)!r} of words ahead of a meeting of {both}: {told}"
            yield Clue("counted", days, why, span)
