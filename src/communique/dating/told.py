"""Dates with their year that the text tells as past, or as yet to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from communique.dating.clue import Clue, in_words
from communique.dating.days import since, until
from communique.dating.verbs import tense_of
from communique.reading import Span
from communique.times.anchor import Anchor
from communique.times.calendar import days_of
from communique.times.expression import Expression
from communique.times.extents import Found
from communique.times.normal import normalised
from communique.times.tokens import Tokens

_ADVERBIAL = frozenset({"in", "on", "since", "between"})  # before a time that says when; "the 2008 games" says which
_COMING = frozenset({"in", "on", "by", "until", "before"})
_NO_DATES = frozenset({"decade", "century", "adjective"})
_DAY = 10  # letters of a value that names a day


def dates(tokens: Tokens, expressions: Sequence[Expression], captions: Sequence[Span]) -> Iterator[Clue]:
    """A clue for each date with a year that is told as past ("not before") or as future ("not after").

    `captions` are the stretches of text under pictures: what is dated there has been photographed.
    """
    for e in expressions:
        if not e.has("yr", "iso") or e.rule in _NO_DATES:
            continue
        value = normalised(tokens, Found(e.rule, e.first, e.after), Anchor(None), None)
        first, last = days_of(value[1]) if value is not None and value[0] in ("DATE", "TIME") else (None, None)
        if value is None or first is None or last is None:
            continue
        span, told = tokens.span(e.first, e.after), " ".join(tokens.words[e.first : e.after])
        tense = "past" if e.before == "since" else tense_of(tokens, e.first, e.after)
        if len(value[1]) >= _DAY and any(c.start <= span.start < c.end for c in captions):
            yield Clue("told", since(date.fromisoformat(first)), f"shows a picture of {in_words(first)}", span)
        elif tense == "past" and e.before in _ADVERBIAL:
            yield Clue("told", since(date.fromisoformat(first)), f"tells of {told!r} as past", span)
        elif tense == "future" and e.before in _COMING:
            yield Clue("ahead", until(date.fromisoformat(last)), f"tells of {told!r} as yet to come", span)
