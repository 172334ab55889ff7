"""Where time expressions begin and end.

The extents are those of TimeML's guidelines: determiners, modifiers ("early next week", "the end of 1994", "nearly
forty years") and "ago" belong to the expression, prepositions do not; of a hyphenated attribute ("an eight-year war")
only the attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.times.extents import Found, settled
from communique.times.grammar import GRAMMAR, RULES, compiled
from communique.times.lexicon import CODES, words_of
from communique.times.tokens import Tokens

# A stretch of words that all have a class; those without one of these hold no time expression.
_ISLAND = re.compile(f"[^{CODES['x']}]+")
_TRIGGERS = words_of(
    "clock stamp iso slash yr decade month monthab may weekday weekdayab weekdays unit units year day quarter quarters"
    " second night century seasons season part parts noon dawn overnight today now presentref pastref recent soon"
    " future someday setadv holiday holi good new week current past weekend period zone ad oclock ampm pm am moment"
    " present date card scale ordd"
)
_TRIGGER = re.compile(f"[{''.join(CODES[name] for name in _TRIGGERS)}]")
_AND_DAY = re.compile(compiled("(comma|and|or|to|hyphen) (dnum)"))
FAR = 8  # words before a day and its month in which the days stand that share it
_DAYS_AND = re.compile(compiled("(dnum comma){0,3} dnum (and|or|to|hyphen) dnum") + r"\Z")
_NO_DAY = re.compile(compiled("(UNITS|MON|AMPM|NUMBER|hyphen|clock|yr|card|dot dnum)"))


def found(tokens: Tokens) -> Iterator[Found]:
    """The time expressions among `tokens`, in order; none touches another."""
    codes = tokens.codes
    for island in _ISLAND.finditer(codes):
        at, end = island.span()
        trigger = _TRIGGER.search(codes, at, end)
        while trigger and (match := GRAMMAR.search(codes, at, end)):
            each = settled(tokens, Found(RULES[match.lastindex or 0], *match.span()))
            if each is None:
                at = match.start() + 1
                continue
            if each.rule == "date":
                yield from _days_before(codes, at, each)
            yield each
            at = each.after
            while each.rule == "date" and (each := _next_day(codes, at)):
                yield each
                at = each.after


def _days_before(codes: str, begin: int, date: Found) -> Iterator[Found]:
    """The days that share their month with the one behind them: "7 and 8 November", "from 6 to 8 November"."""
    if match := _DAYS_AND.search(codes, max(begin, date.first - FAR), date.first + 1):
        yield from (
            Found("shared", at, at + 1) for at in range(match.start(), date.first) if codes[at] == CODES["dnum"]
        )


def _next_day(codes: str, at: int) -> Found | None:
    """The day that shares its month with the one before: "April 24 and 25"."""
    if (match := _AND_DAY.match(codes, at)) and not _NO_DAY.match(codes, match.end()):
        return Found("date", match.end() - 1, match.end())
    return None
