"""Offices that stand in apposition to a name, and what their possessive cannot mean."""

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
