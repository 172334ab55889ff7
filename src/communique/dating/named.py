"""Encounters that the text looks back on, or ahead to, by the name that they go by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from communique.dating.attached import written
from communique.dating.clue import Clue, in_words
from communique.dating.days import since
from communique.dating.material import Material
from communique.dating.verbs import tense_of
from communique.encounters import Naming, load, named
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


def by_name(given: Material) -> Iterator[Clue]:
    """A clue for each encounter, or outcome of one, that is named, if the text tells whether it is over.

    The article is not older than an encounter on which it looks back, nor than what an encounter has yielded, nor than
    the day on which one that is to come was announced; and not younger than one that is yet to come.
    """
    for naming in named(given.tokens.words, load(), given.who.ids):
        span = given.tokens.span(naming.first, naming.after)
        told, begun = given.words(span), min(each.days[0] for each in naming.meant)
        public = [date.fromisoformat(each.announced) for each in naming.meant if each.announced]
        announced = len(public) == len(naming.meant)
        if not naming.meeting:
            known = min([*public, *(each.days[0] for each in naming.meant if each.announced is None)])
            yield Clue("outcome", since(known), f"speaks of the {told}, known from {in_words(known)} on", span)
        elif _looks_back(given.tokens, naming):
            why = f"looks back on the {told}, which began on {in_words(begun)}"
            yield Clue("past meeting", since(begun), why, span)
            yield from _counted(given, naming, f"of the {told}, which began on {in_words(begun)}")
        elif naming.first and given.tokens.words[naming.first - 1].lower() in _UPCOMING:
            end = max(each.days[1] for each in naming.meant)
            why = f"looks ahead to the {told}, which ended on {in_words(end)}"
            yield Clue("coming meeting", ((min(public) if announced else date.min, end),), why, span)
        elif announced:
            why = f"speaks of the {told}, which was announced on {in_words(min(public))}"
            yield Clue("announced", since(min(public)), why, span)


def _counted(given: Material, naming: Naming, of: str) -> Iterator[Clue]:
    """The clues of the times beside the name of an encounter that is over."""
    for e in given.within(naming.first - _LONGEST, naming.after + BESIDE + 1):
        beside = 0 <= e.first - naming.after <= BESIDE or 0 <= naming.first - e.after < BESIDE
        days = written(e, (each.days for each in naming.meant)) if beside and e.weekday is None else None
        if days:
            span = given.span(e)
            yield Clue("counted", days, f"says {given.words(span)!r} {of}", span)


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
