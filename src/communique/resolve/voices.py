"""What tells that a speaker does not belong to a side: words that the side never has for itself."""

from __future__ import annotations

from collections.abc import Sequence

from communique.encoder.understanding import Attribution
from communique.resolve.draft import Draft

_NORTH = "PRK"


def of_outsiders(draft: Draft, attributions: Sequence[Attribution]) -> frozenset[int]:
    """The words that are the source of a quotation in which North Korea is called as it never calls itself."""
    words, found = draft.words, set[int]()
    for attribution in attributions:
        inside = [at for span in attribution.content for at in range(*words.range(span)) if words.quoted[at]]
        outsider = any(
            (words.folded[at] in ("North", "regime") and words.lower[at - 1] == "the") or
            (words.folded[at] == "North" and words.folded[at + 1] in ("Korea", "Korean", "Koreans"))
            for at in inside
        )  # fmt: skip
        if outsider:
            found.update(at for span in attribution.source for at in range(*words.range(span)))
    return frozenset(found)


def excludes(draft: Draft, outsiders: frozenset[int], index: int, actor: str | None) -> bool:
    """Whether the word at `index` cannot be `actor`: it is one of `outsiders`, the actor North Korea or from there."""
    if actor is None or index not in outsiders:
        return False
    return actor == _NORTH or (actor in draft.people and draft.people[actor].country == _NORTH)
