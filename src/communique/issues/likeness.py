"""How alike two terms are in what they say."""

from __future__ import annotations

from communique.issues.meanings import meaning

SAME_TERM = 0.6


def alike(one: str, other: str) -> float:
    """How alike two terms are in meaning, from 0 to 1; from `SAME_TERM` on they are likely the same term."""
    return min(1.0, max(0.0, float(meaning(one) @ meaning(other))))
