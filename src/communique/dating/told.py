"""Dates with their year that the text tells as past, or as yet to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from communique.dating.clue import Clue, in_words
from communique.dating.days import since, until
from communique.dating.material import Material
from communique.dating.verbs import tense_of
from communique.times.anchor import Anchor
from communique.times.calendar import days_of
from communique.times.extents import Found
from communique.times.normal import normalised

_ADVERBIAL = frozenset({"in", "on", "since", "between"})  # before a time that says when; "the 2008 games" says which
_COMING = frozenset({"in", "on", "by", "until", "before"})
_NO_DATES = frozenset({"decade", "century", "adjective"})
_DAY = 10  # letters of a value that names a day


def dates(given: Material) -> Iterator[Clue]:
    """A clue for each date with a year that is told as past ("not before") or as future ("not after").

    What is dated under a picture has been photographed. What is to come in a quotation may be long over.
    """
    for e in given.expressions:
        if not e.has("yr", "iso") or e.has("fiscal") or e.rule in _NO_DATES:
            continue
        value = normalised(given.tokens, Found(e.rule, e.first, e.after), Anchor(None), None)
        first, last = days_of(value[1]) if value is not None and value[0] in ("DATE", "TIME") else (None, None)
        if value is None or first is None or last is None:
            continue
        begin, span = date.fromisoformat(first), given.span(e)
        if e.season is not None:
            begin = begin.replace(month=1, day=1)  # the winter of a year may be the one that ends in it
        tense = "past" if e.before == "since" else tense_of(given.tokens, e.first, e.after)
        if len(value[1]) >= _DAY and given.is_in(e, given.captions):
            yield Clue("told", since(begin), f"shows a picture of {in_words(begin)}", span)
        elif tense == "past" and e.before in _ADVERBIAL:
            yield Clue("told", since(begin), f"tells of {given.words(span)!r} as past", span)
        elif tense == "future" and e.before in _COMING and not given.is_quoted(e.first):
            why = f"tells of {given.words(span)!r} as yet to come"
            yield Clue("ahead", until(date.fromisoformat(last)), why, span)
