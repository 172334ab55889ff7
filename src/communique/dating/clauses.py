"""Whether a clause says of two people that they have met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.times.tokens import words_in

BEHIND = 6  # words behind the second of them within which the time or the verb still belongs to the encounter
HELD = frozenset({"ended", "began", "opened", "concluded", "collapsed", "held"})
_NOUNS = frozenset({"meeting", "meetings", "talks", "summit"})
_DURING = frozenset({"while", "during", "after", "following", "at", "since", "used", "from"})
_WHERE = frozenset({"in", "at", "near", "off", "outside", "inside", "of", "to", "on"})
_DEFINITE = frozenset({"his", "her", "their", "the", "'s", "’s"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "two", "last", "first", "second", "third"})
_OPEN = frozenset(
    {"not", "never", "no", "nor", "if", "would", "could", "may", "might", "should", "will", "possible", "proposed"}
    | {"arrange", "arranged", "planned", "before", "third", "until", "whether", "upcoming", "coming", "next", "agreed"}
    | {"agree", "announced", "wants", "hopes", "hoped", "offered", "accepted", "scheduled", "set", "plan", "plans"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a sentence in lower case; those of `[low, high)` reach from one of two people to the other."""

    words: list[str]
    low: int
    high: int

    def names(self, place: str) -> bool:
        """Whether the sentence has something happen at a place: "in Seoul", but not "supported by Seoul"."""
        name = words_in(place.lower())
        return any(
            self.words[n : n + len(name)] == name and _before(self.words, n) in _WHERE
            for n, word in enumerate(self.words)
            if word == name[0]
        )

    def has_met(self, *, timed: bool) -> bool:
        """Whether it says that the two have met: "met", or a meeting at, after or during which something was.

        A meeting of theirs with a time beside it that has passed (`timed`), or that has begun or ended, has been, too,
        unless something says that it is yet open. The word stands between the two, or, where "and" joins them, beside.
        """
        words, low, high = self.words, max(self.low - BEHIND, 0), min(self.high + BEHIND, len(self.words))
        verb = next((n for n in range(low, high) if words[n] == "met" and self._is_theirs(n)), None)
        if verb is not None:
            return _OPEN.isdisjoint(words[low:verb])
        if self.is_ahead() or not _OPEN.isdisjoint(words[low:high]):
            return False
        over = not HELD.isdisjoint(words[self.high : self.high + 2])
        return any(
            over or _before(words, n) in _DURING or (timed and words[n - 1] in _DEFINITE)
            for n in range(low, high)
            if words[n] in _NOUNS and self._is_theirs(n)
        )

    def has_met_plainly(self) -> bool:
        """Whether "met" is the verb."""
        return "met" in self.words[self.low : self.high + BEHIND]

    def is_ahead(self) -> bool:
        """Whether the clause stands ahead of a meeting of the two."""
        words = self.words
        near = range(max(self.low - BEHIND, 0), min(self.high + BEHIND, len(words)))
        return any(
            words[n] in _NOUNS and _before(words, n) == "of" and "ahead" in words[max(n - 4, 0) : n] for n in near
        )

    def _is_theirs(self, index: int) -> bool:
        """Whether the word stands between the two, or behind them or before "between" where "and" joins them."""
        if self.low <= index < self.high:
            return True
        joined = "and" in self.words[self.low : self.high]
        return joined and (index >= self.high or self.words[index + 1 : index + 2] == ["between"])


def _before(words: Sequence[str], index: int) -> str:
    """The word before a noun and its determiners."""
    index -= 1
    while index > 0 and words[index] in _DETERMINERS:
        index -= 1
    return words[index] if index >= 0 else ""
