"""Encounters that the text looks back on by those who met, where the table has every encounter of theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from communique.dating.attached import written
from communique.dating.clue import Clue, in_words
from communique.dating.days import joined, since
from communique.encounters import Encounter, load
from communique.reading import Span
from communique.resolve.tables import Person
from communique.resolve.who import Who
from communique.times.expression import Expression
from communique.times.tokens import Tokens, words_in

APART = 14  # words between two people of whom a clause tells that they met; further apart they stand in two clauses
BEHIND = 6  # words behind the second of them within which the time or the verb still belongs to the encounter
EVE = 2  # days before an encounter within which somebody speaks "ahead of" it
_NOUNS = frozenset({"meeting", "meetings", "talks", "summit"})
_DURING = frozenset({"while", "during", "after", "following", "at", "since", "used", "from"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "two", "last", "first", "second", "third"})
_OPEN = frozenset(
    {"not", "never", "no", "nor", "if", "would", "could", "may", "might", "should", "will", "possible", "proposed"}
    | {"arrange", "arranged", "planned", "before", "third", "until", "whether"}
)
_SAID = frozenset({"said", "told", "says"})


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
    starts, begins = [m.span.start for m in people], [e.first for e in expressions]
    for sentence in (*sentences, *captions):
        here = people[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        caption = sentence in captions
        for one, other in pairwise(here):
            rows = [row for row in complete[one.actor or ""] if other.actor in row.participants]
            low, high = _at(tokens, Span(one.span.start, other.span.end))
            if one.actor == other.actor or not rows or high - low > APART:
                continue
            first, after = _at(tokens, sentence)
            words = [word.lower() for word in tokens.words[first:after]]
            there = [row for row in rows if any(_stands(place, words) for place in row.places)]
            clause = _Clause(words, low - first, high - first)
            both = sorted(known[id_].name if id_ in known else id_ for id_ in (one.actor, other.actor) if id_)
            pair = _Pair(" and ".join(both), Span(one.span.start, other.span.end))
            beside = _within(expressions, begins, low, min(high + BEHIND, after))
            if (caption and there) or (not caption and _met(clause, timed=bool(beside))):
                yield from _past(pair, there or rows, tokens, beside)
            elif there and _ahead(clause):
                yield from _eve(pair, there, tokens, _within(expressions, begins, first, after))


def _within(expressions: Sequence[Expression], begins: Sequence[int], low: int, high: int) -> Sequence[Expression]:
    """The expressions that begin among the words `[low, high)`."""
    return expressions[bisect_left(begins, low) : bisect_left(begins, high)]


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words of a sentence in lower case; those of `[low, high)` reach from one of two people to the other."""

    words: list[str]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two people by their names, and the words from one to the other."""

    names: str
    span: Span


def _at(tokens: Tokens, span: Span) -> tuple[int, int]:
    """The words of the text that stand in `span`."""
    return bisect_left(tokens.spans, (span.start, 0)), bisect_left(tokens.spans, (span.end, 0))


def _stands(place: str, words: Sequence[str]) -> bool:
    """Whether a place is named among the words."""
    name = words_in(place.lower())
    return any(list(words[n : n + len(name)]) == name for n, word in enumerate(words) if word == name[0])


def _met(clause: _Clause, *, timed: bool) -> bool:
    """Whether the clause says that the two have met: a past verb, or a meeting at, after or during which something was.

    A meeting with a time beside it (`timed`) has been, too, unless something says that it is yet open. The word stands
    between the two, or, where "and" joins them, beside them.
    """
    words, low, high = clause.words, max(clause.low - BEHIND, 0), min(clause.high + BEHIND, len(clause.words))
    if _OPEN.intersection(words[low:high]) or _ahead(clause):
        return False
    joined_by_and = "and" in words[clause.low : clause.high]
    for index in range(low, high):
        between = clause.low <= index < clause.high
        of_both = joined_by_and and (index >= clause.high or words[index + 1 : index + 2] == ["between"])
        if (words[index] == "met" and (between or of_both)) or (
            words[index] in _NOUNS and (between or of_both) and (timed or _before(words, index) in _DURING)
        ):
            return True
    return False


def _ahead(clause: _Clause) -> bool:
    """Whether the clause stands ahead of a meeting of the two."""
    words = clause.words
    near = range(max(clause.low - BEHIND, 0), min(clause.high + BEHIND, len(words)))
    return any(words[n] in _NOUNS and _before(words, n) == "of" and "ahead" in words[max(n - 4, 0) : n] for n in near)


def _before(words: Sequence[str], index: int) -> str:
    """The word before a noun and its determiners."""
    index -= 1
    while index > 0 and words[index] in _DETERMINERS:
        index -= 1
    return words[index] if index >= 0 else ""


def _past(pair: _Pair, rows: Sequence[Encounter], tokens: Tokens, beside: Sequence[Expression]) -> Iterator[Clue]:
    """The clues of an encounter that is over: one of `rows`."""
    begun = date.fromisoformat(rows[0].first)
    there = f" in {rows[0].places[0]}" if len({row.places for row in rows}) == 1 and rows[0].places else ""
    yield Clue("past meeting", since(begun), f"{pair.names} have met{there}, first on {in_words(begun)}", pair.span)
    for e in beside:
        days = written(e, _stretches(rows)) if e.weekday is None else None
        if days:
            when = " ".join(tokens.words[e.first : e.after])
            held = " or ".join(in_words(row.first) for row in rows)
            why = f"says {when!r} of a meeting of {pair.names}, who met on {held}"
            yield Clue("counted", days, why, tokens.span(e.first, e.after))


def _eve(pair: _Pair, rows: Sequence[Encounter], tokens: Tokens, here: Sequence[Expression]) -> Iterator[Clue]:
    """The clue of a weekday on which somebody spoke ahead of an encounter: one of `rows`."""
    for e in here:
        said = {word.lower() for word in tokens.words[max(e.first - 2, 0) : e.first]} & _SAID
        if e.rule != "weekday" or not said:
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
