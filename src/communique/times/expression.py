"""One time expression as its normalisers see it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.times.anchor import Anchor, Tense, tense_at
from communique.times.extents import CLASS, Found
from communique.times.lexicon import MONTHS, PARTS, SEASONS, WEEKDAYS
from communique.times.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Expression:
    """The classes and the words (in lower case) of an expression, the tense it stands in, and what is known so far."""

    rule: str
    names: list[str]
    words: list[str]
    tokens: Tokens
    first: int
    after: int
    anchor: Anchor

    @property
    def tense(self) -> Tense | None:
        """The tense of the clause, looked up only where it is asked for."""
        return tense_at(self.tokens, self.first, self.after)

    @property
    def before(self) -> str:
        """The word before the expression, in lower case."""
        return self.tokens.words[self.first - 1].lower() if self.first else ""

    @property
    def next(self) -> str:
        """The word after the expression, in lower case."""
        return self.tokens.words[self.after].lower() if self.after < len(self.tokens.words) else ""

    def has(self, *names: str) -> bool:
        """Whether a word of one of these classes is in the expression."""
        return any(name in self.names for name in names)

    def word(self, *names: str) -> str | None:
        """The first word of one of these classes."""
        return next((w for n, w in zip(self.names, self.words, strict=True) if n in names), None)

    @property
    def month(self) -> int | None:
        """The number of the month that is named."""
        word = self.word("month", "monthab", "may")
        return None if word is None else MONTHS[word]

    @property
    def weekday(self) -> int | None:
        """The number of the weekday that is named, Monday 1."""
        word = self.word("weekday", "weekdayab")
        return None if word is None else WEEKDAYS[word]

    @property
    def season(self) -> str | None:
        """The letters of the season that is named."""
        word = self.word("season")
        return None if word is None else SEASONS[word]

    @property
    def part(self) -> str | None:
        """The letters or the hour of the part of the day that is named."""
        word = self.word("part", "night", "noon", "dawn", "overnight")
        return None if word is None else PARTS[word]

    @property
    def year(self) -> int | None:
        """The year that stands in figures."""
        word = self.word("yr")
        return None if word is None else int(word)

    @property
    def named_year(self) -> int | None:
        """The year that "last year", "that year" or "the year" says inside a longer expression."""
        if not self.has("year"):
            return None
        counted = self.anchor.day() if self.from_mentioned else self.anchor.published
        return None if counted is None else counted.year + (self.offset or 0)

    @property
    def offset(self) -> int | None:
        """0 for this, -1 for last, 1 for next; None where none of these is said."""
        for name in self.names:
            if name in _OFFSETS:
                return _OFFSETS[name]
        return None

    @property
    def from_mentioned(self) -> bool:
        """Whether the expression counts from the time last spoken of."""
        said = self.has("that", "following", "prev", "same") or self.names[:2] == ["the", "next"]
        return said or self.anchor.carried


_OFFSETS = {"this": 0, "current": 0, "that": 0, "same": 0, "last": -1, "past": -1, "prev": -1, "latest": -1, "next": 1,
            "coming": 1, "following": 1, "present": 0}  # fmt: skip


def expression(tokens: Tokens, each: Found, anchor: Anchor) -> Expression:
    """The expression that `each` is."""
    names = [CLASS[code] for code in tokens.codes[each.first : each.after]]
    words = [word.lower().replace("’", "'") for word in tokens.words[each.first : each.after]]
    return Expression(each.rule, names, words, tokens, each.first, each.after, anchor)
