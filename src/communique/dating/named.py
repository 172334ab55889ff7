"""Encounters that the text looks back on, or ahead to, by the name that they go by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from communique.dating.attached import written
from communique.dating.clue import Clue, in_words
from communique.dating.days import since
from communique.dating.verbs import tense_of
from communique.encounters import Naming, load, named
from communique.times.expression import Expression
from communique.times.tokens import Tokens

BESIDE = 2  # words between a name and a time that is the encounter's own
_LONGEST = 8  # words of such a time
_AT = frozenset({"at", "during", "after", "following", "from", "in"})
_OVER = frozenset({"failure", "collapse", "breakdown", "outcome", "aftermath", "wake", "results", "result", "end"})
_ENDED = frozenset({"ended", "collapsed", "failed", "broke", "yielded", "produced", "concluded", "took"})
_UPCOMING = frozenset({"upcoming", "planned", "scheduled", "forthcoming"})
_BEFORE_A_NAME = frozenset(
    {"the", "a", "an", "his", "her", "their", "its", "this", "that", "last", "first", "second", "failed", "historic"}
    | {"collapsed", "abortive", "recent", "'s", "’s", "month", "week", "year", "two", "-", "day"}
)


def by_name(tokens: Tokens, expressions: Sequence[Expression], actors: Collection[str]) -> Iterator[Clue]:
    """A clue for each encounter, or outcome of one, that is named, if the text tells whether it is over.

    The article is not older than an encounter on which it looks back, nor than what an encounter has yielded, nor than
    the day on which one that is to come was announced; and not younger than one that is yet to come.
    """
    begins = [e.first for e in expressions]
    for naming in named(tokens.words, load(), actors):
        span = tokens.span(naming.first, naming.after)
        told = " ".join(tokens.words[naming.first : naming.after]).replace(" - ", "-").replace(" 's", "'s")
        begun = min(date.fromisoformat(each.first) for each in naming.meant)
        public = [date.fromisoformat(each.announced) for each in naming.meant if each.announced]
        if not naming.meeting:
            known = min([*public, *(date.fromisoformat(e.first) for e in naming.meant if e.announced is None)])
            yield Clue("outcome", since(known), f"speaks of the {told}, known from {in_words(known)} on", span)
        elif _looks_back(tokens, naming):
            yield Clue(
                "past meeting", since(begun), f"looks back on the {told}, which began on {in_words(begun)}", span
            )
            stretches = [(date.fromisoformat(e.first), date.fromisoformat(e.last)) for e in naming.meant]
            near = bisect_left(begins, naming.first - _LONGEST), bisect_left(begins, naming.after + BESIDE + 1)
            for e in expressions[slice(*near)]:
                beside = 0 <= e.first - naming.after <= BESIDE or 0 <= naming.first - e.after <= BESIDE - 1
                days = written(e, stretches) if beside and e.weekday is None else None
                if days:
                    when = " ".join(tokens.words[e.first : e.after])
                    why = f"says {when!r} of the {told}, which began on {in_words(begun)}"
                    yield Clue("counted", days, why, tokens.span(e.first, e.after))
        elif tokens.words[naming.first - 1].lower() in _UPCOMING and naming.first:
            end = max(date.fromisoformat(each.last) for each in naming.meant)
            days = ((min(public) if len(public) == len(naming.meant) else date.min, end),)
            yield Clue("coming meeting", days, f"looks ahead to the {told}, which ended on {in_words(end)}", span)
        elif len(public) == len(naming.meant):
            yield Clue(
                "announced",
                since(min(public)),
                f"speaks of the {told}, which was announced on {in_words(min(public))}",
                span,
            )


def _looks_back(tokens: Tokens, naming: Naming) -> bool:
    """Whether the words before the name, or the verb behind it, say that the encounter is over or under way."""
    words, at = tokens.words, naming.first - 1
    while at > 0 and words[at].lower() in _BEFORE_A_NAME:
        at -= 1
    before = words[at].lower() if at >= 0 else ""
    if before == "since" or (before == "of" and at and words[at - 1].lower() in _OVER):
        return True
    if naming.after < len(words) and words[naming.after] in _ENDED:
        return True
    return before in _AT and tense_of(tokens, naming.first, naming.after) == "past"
