"""How alike two terms are in what they say."""

from __future__ import annotations

from communique.issues.meanings import meaning

# On 66 pairs of our own (training/terms.tsv), half of whose different ones are on one subject, 94 in 100 of the same
# terms are as alike as this, and 71 in 100 of those as alike are the same: under it two are hardly ever one
# term. Above it, what else is known of the two must say.
SAME_TERM = 0.3


def alike(one: str, other: str) -> float:
    """How alike two terms are in what they are about, from 0 to 1; under `SAME_TERM` they are hardly ever the same.

    It does not tell a thing from its opposite: to lift sanctions and to impose them are very much alike.
    """
    return min(1.0, max(0.0, float(meaning(one) @ meaning(other))))
