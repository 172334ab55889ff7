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


_ENDS_CLAUSE = frozenset(
    {*',.;:!?¶"“”()–—', "that", "which", "if", "when", "while", "because", "whether", "and", "but", "or"}
)
# Words of a verb between who does something and whom it is done to.
_VERB = 5


def acting_on(draft: Draft, index: int) -> Found | None:
    """Who does something to "him" at `index`, and so is another: "Berg had told him", "Berg, who came after him"."""
    words = draft.words
    if words.lower[index] != "him":
        return None
    for at in range(index - 1, max(index - 1 - _VERB, 0), -1):
        if at in draft.persons and at < index:
            return draft.persons[at]
        if words.lower[at] == "who":
            return draft.persons.get(at) or draft.persons.get(at - 1)
        if words.lower[at] in _ENDS_CLAUSE:
            return None
    return None
