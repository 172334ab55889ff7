"""Dates with their year that the text tells as past, or as yet to come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from communique.dating.clue import Clue, in_words
from communique.dating.days import joined, since, until
from communique.dating.material import Material
from communique.dating.verbs import tense_of
from communique.times.anchor import Anchor, exists
from communique.times.calendar import days_of
from communique.times.days import day
from communique.times.extents import Found
from communique.times.normal import normalised

_ADVERBIAL = frozenset({"in", "on", "since", "between"})  # before a time that says when; "the 2008 games" says which
_COMING = frozenset({"in", "on", "by", "until", "before"})
_NO_DATES = frozenset({"decade", "century", "adjective"})
_ENDS = frozenset({".", "!", "?", "”", '"', ")", "|"})
OPENING, PARAGRAPHS = 200, 3  # words, and paragraphs among them, that are looked through for the day of a standfirst
_LONG = 8  # words of a day, with its weekday, its year and the full stop
_DAY = 10  # letters of a value that names a day


def day_alone(given: Material) -> Iterator[Clue]:
    """A clue where one of the first paragraphs closes with a day and its year that belong to no sentence.

    That is how a standfirst tells of what day it is: "He asked not to be named. 19 February 2015".
    """
    words = given.tokens.words
    paragraphs = [index for index, word in enumerate(words[:OPENING]) if word == "\n\n"][:PARAGRAPHS]
    for after in paragraphs:
        for e in given.expressions[bisect_left(given.begins, after - _LONG) : bisect_left(given.begins, after)]:
            alone = e.first > 0 and e.before in _ENDS and words[e.after : after] in ([], ["."])
            if not (alone and e.rule == "date" and e.has("yr")):
                continue
            value = day(e)
            if value is not None and exists(*map(int, value.split("-"))):
                written = date.fromisoformat(value)
                why = f"its opening closes with {given.words(given.span(e))!r}"
                yield Clue("alone", joined([(written, written)]), why, given.span(e))


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
