"""Whom a step is addressed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.moves.found import Found
from communique.moves.scene import Scene

_ANSWERS = frozenset({"acceptance", "refusal"})
# What these give or ask shows whom they are addressed to; a change of mind or a meeting names others as often.
_BY_TERMS = frozenset({"offer", "demand", "commitment", "conditional", "threat", "acceptance", "refusal"})
_ASKED_FOR = frozenset({"offer", "demand", "proposal", "mediation"})


def addressed(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """The steps of a sentence, each with the party that it is addressed to where that is plain.

    It is who stands right behind the cue, or whose offer or demand is answered, or the only other party that what is
    given, asked or set as a condition names, of those that bargain. What names several is addressed to none of them.
    """
    return [one if one.toward is not None else replace(one, toward=_toward(scene, one, found)) for one in found]


def _toward(scene: Scene, one: Found, found: Sequence[Found]) -> str | None:
    for other in found:
        if other.party == one.party:
            continue
        if one.kind in _ANSWERS and other.kind in _ASKED_FOR and other.rule == "noun" and _within(other, one):
            return other.party
        if other.kind in _ANSWERS and one.kind in _ASKED_FOR and one.rule == "noun" and _within(one, other):
            return other.party
    if one.kind not in _BY_TERMS:
        return None
    spans = [one.hull, *([one.condition] if one.condition is not None else [])]
    named = {
        n.party
        for n in scene.named
        if any(span.start <= n.start < span.end for span in spans)
        and (n.party in scene.between or not scene.between)
        and not scene.masked.endswith((" in ", " at "), 0, n.start)
    } - {one.party}
    return named.pop() if len(named) == 1 else None


def _within(noun: Found, answer: Found) -> bool:
    """Whether a noun's step is the object of an answer, as "offer" is in "rejected the offer"."""
    return abs(noun.cue.start - answer.cue.end) <= _NEAR or answer.hull.start <= noun.cue.start <= answer.hull.end


_NEAR = 60  # characters between a verb and the noun that is its object, with its owner and what describes it
