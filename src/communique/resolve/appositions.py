"""Whom a pronoun cannot mean: the bearer of an office in apposition, and who does something to "him" in one clause."""

from __future__ import annotations

from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import PREPOSITIONS, ROLE_NOUNS

_REACH = 5  # words from a possessive to the office in an apposition: "his chief national security adviser"


def bearer_before(draft: Draft, index: int) -> Found | None:
    """The bearer of the office that a possessive at `index` opens, for nobody is his own: "Berg, | his deputy, said".

    None where the possessive opens no office: "Berg, his voice hoarse, said".
    """
    words = draft.words
    if index < 2 or words.lower[index - 1] != "," or words.lower[index] not in ("his", "her"):
        return None
    for at in range(index + 1, min(index + 1 + _REACH, len(words.lower))):
        if words.lower[at] in ROLE_NOUNS:
            return draft.persons.get(index - 1)
        if not words.lower[at].isalpha() or words.lower[at] in PREPOSITIONS:
            return None
    return None


# What may stand before a verb, between it and its subject.
_BEFORE_VERBS = frozenset(
    ("had", "has", "have", "would", "will", "may", "might", "could", "did", "not", "never", "also", "once", "just")
)


def acting_on(draft: Draft, index: int) -> Found | None:
    """Who does something to "him" at `index`, and so is another: "Berg had told him", "Berg, who came after him"."""
    lower = draft.words.lower
    if lower[index] != "him" or index < 2:
        return None
    at = index - 1 - (lower[index - 1] in PREPOSITIONS)  # the verb
    while at > 1 and (lower[at - 1] in _BEFORE_VERBS or lower[at - 1].endswith("ly")):
        at -= 1
    if lower[at - 1] == "who":
        return draft.persons.get(at - 2 if lower[at - 2] == "," else at - 1)
    return draft.persons.get(at) if lower[at].isalpha() and lower[at] != "and" else None
