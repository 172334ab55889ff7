"""The tense in which something is told, where that is plain: stricter than what a weekday needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.times.anchor import PAST, Tense
from communique.times.tokens import Tokens

BACK = 12  # words before a time among which its verb is looked for; further off it is another clause's
OPENING = 4  # words before a time that opens its clause: "At the talks in 2015, the two agreed"
NEAR = 8  # words between a future verb and a time that is its own
_WILL = frozenset({"will", "'ll", "’ll", "shall", "won't"})
_UNREAL = frozenset({"would", "could", "may", "might", "can", "should", "must", "if", "whether", "unless", "until"})
_PRESENT = frozenset({"is", "are", "has", "have", "says", "say", "does", "do"})
_AGREED = frozenset({"scheduled", "slated", "due", "set", "expected", "planned", "planning", "plans", "plan"})
_NOUNS = frozenset(
    {"meeting", "meetings", "beijing", "king", "during", "spring", "morning", "evening", "nothing", "something"}
)
_BEFORE_A_NOUN = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "all", "be", "to", "being"})
_STOPS = frozenset({".", "!", "?", ";", ":", "\n\n", "“", "”", '"', "—", "–", "("})


def tense_of(tokens: Tokens, first: int, after: int) -> Tense | None:
    """The tense of the nearest verb before the words `[first, after)`, else of the first one behind them.

    None where it is neither plainly past nor plainly future: an infinitive, a wish, a condition, a present; or where
    one of these, or a verb of the other tense, stands beside it in the clause.
    """
    words = tokens.words
    begin = max((tokens.sentence(first) or (0, 0))[0], first - BACK)
    clause = list(_clause(words, range(first - 1, begin - 1, -1)))
    before = [kind for at in clause if (kind := _kind(words, at))]
    behind = [kind for at in _clause(words, range(after, min(after + BACK, len(words)))) if (kind := _kind(words, at))]
    if not before:
        return _plain(behind[:1]) if len(clause) <= OPENING else None
    if before[0] == "past":
        return _plain([*before, *(kind for kind in behind[:1] if kind == "future")])
    near = any(_kind(words, at) for at in range(first - 1, max(first - NEAR, begin) - 1, -1))
    return _plain(before[:1]) if near else None


def _clause(words: Sequence[str], indices: range) -> Iterator[int]:
    for index in indices:
        if words[index] in _STOPS:
            return
        yield index


def _plain(kinds: Sequence[str]) -> Tense | None:
    """The one tense of all; verbs that only say what is so now ("now") do not count behind a past one."""
    if not kinds or kinds[0] == "now":
        return None
    found = {*kinds} - {"now"}
    return "past" if found == {"past"} else "future" if found == {"future"} else None


def _kind(words: Sequence[str], index: int) -> str | None:
    """What a word says of the tense: past, future, now, or nothing certain ("open"); None where it is no verb."""
    written, before = words[index], words[index - 1].lower() if index else ""
    word = written.lower()
    if word in _WILL:
        return "future"
    if word in _UNREAL:
        return "open"
    if word in _PRESENT:
        return "now"
    if word in _AGREED:
        return "future" if before in ("is", "are") else "open"
    if word == "to" and index + 1 < len(words):
        following = words[index + 1]
        if following.islower() and following not in _BEFORE_A_NOUN:
            return "future" if before in ("is", "are") or before in _AGREED else "open"
        return None
    if not written.islower() and (index and words[index - 1] not in _STOPS):
        return None
    if word.endswith("ing") and len(word) > 4 and word not in _NOUNS:
        return "open"
    if word in PAST or (word.endswith("ed") and len(word) > 4):
        return None if before in _BEFORE_A_NOUN else "past"
    return None
