"""Whom a step is addressed to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.moves.found import Found
from communique.moves.scene import Scene

_ANSWERS = frozenset({"acceptance", "refusal"})
# "Rang Oslo and proposed that | the two governments meet": whoever proposes it is one of the two.
_THE_TWO = re.compile(
    r"(?:that )?(?:the two|both|their) (?:sides|governments|countries|leaders|capitals|ministers|foreign ministers|"
    r"presidents|delegations|teams|armies)\b"
)
# What these give or ask shows whom they are addressed to; a change of mind or a meeting names others as often.
_BY_TERMS = frozenset({"offer", "demand", "commitment", "conditional", "threat", "acceptance", "refusal"})
_ASKED_FOR = frozenset({"offer", "demand", "proposal", "mediation"})
# Steps that one takes toward another, whom the words need not name again.
_TO_ANOTHER = frozenset({"offer", "demand", "conditional", "refusal", "acceptance"})
TWO = 2
# "… security guarantees” | to Oslo".
_TO_WHOM = re.compile(r"[”\"]? to (?:the )?(?P<who>§+)(?!['’]s)")
_HIM = re.compile(r" (?:him|her|them)\b")
# With whom one does what is no answer to anybody: "military exercises with Oslo".
_ALONGSIDE = re.compile(
    r"\b(?:exercises?|drills?|man(?:oeu|eu)vres|maneuvers|war games|borders?|frontiers?) (?:with|alongside) (?:the )?$"
)
# Whom a measure is against is whom it is threatened to, or lifted for, whoever else bargains.
_AGAINST = re.compile(
    r"\b(?:sanctions|embargo(?:es)?|tariffs?|blockade|pressure|penalties|costs) (?:on|against|for|of) "
    r"(?:the )?(?P<who>§+)(?!['’]s)"
)


def addressed(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """The steps of a sentence, each with the party that it is addressed to where that is plain.

    It is who stands right behind the cue or behind what is given, or whose offer or demand is answered, or the only
    other party that what is given, asked or set as a condition names, of those that bargain; else the other of the two
    that a sentence tells a step of each of, and names alone. What names several is addressed to none of them.
    """
    told = [one if one.toward is not None else replace(one, toward=_toward(scene, one, found)) for one in found]
    told = [one if one.toward is not None else replace(one, toward=_opposite(scene, one, found)) for one in told]
    return [one if one.toward is not None else replace(one, toward=_beside(scene, one, told)) for one in told]


def _beside(scene: Scene, one: Found, told: Sequence[Found]) -> str | None:
    """To whom the other steps are that a party takes in a sentence which names nobody else."""
    others = {other.toward for other in told if other.party == one.party and other.toward is not None}
    named = {n.party for n in scene.named}
    if one.kind not in _TO_ANOTHER or len(others) != 1 or not named <= {one.party, *others}:
        return None
    if scene.between and not others <= set(scene.between):
        return None
    return others.pop()


def _opposite(scene: Scene, one: Found, found: Sequence[Found]) -> str | None:
    """The other of two parties, where the sentence tells that one asked or gave, and the other asked or refused."""
    named = {n.party for n in scene.named if n.party in scene.between or not scene.between}
    makers = {other.party for other in found if other.kind in _TO_ANOTHER}
    if any(other.cue == one.cue and other.party != one.party for other in found):
        return None  # what both do
    if one.kind not in _TO_ANOTHER or len(named) != TWO or makers != named:
        return None
    return next(party for party in named if party != one.party)


def _toward(scene: Scene, one: Found, found: Sequence[Found]) -> str | None:
    for other in found:
        if other.party == one.party:
            continue
        if one.kind in _ANSWERS and other.kind in _ASKED_FOR and other.rule == "noun" and _within(other, one):
            return other.party
        if other.kind in _ANSWERS and one.kind in _ASKED_FOR and one.rule == "noun" and _within(one, other):
            return other.party
    if one.kind == "proposal" and one.asks and _THE_TWO.match(scene.masked, one.asks[0].start):
        pair = {n.party for n in scene.named if n.end <= one.cue.start} - {one.party}
        return pair.pop() if len(pair) == 1 else None
    if one.kind not in _BY_TERMS:
        return None
    if one.gives and (to_whom := _TO_WHOM.match(scene.masked, max(span.end for span in one.gives))) is not None:
        receiver = scene.at(to_whom.start("who"))
        return receiver.party if receiver is not None and receiver.party != one.party else None
    if one.kind == "demand" and _HIM.match(scene.masked, one.cue.end):
        before = {n.party for n in scene.named if n.end <= one.cue.start} - {one.party}
        return before.pop() if len(before) == 1 else None
    spans = [one.hull, *([one.condition] if one.condition is not None else [])]
    named = {
        n.party
        for n in scene.named
        if any(span.start <= n.start < span.end for span in spans)
        and (n.party in scene.between or not scene.between)
        and not scene.masked.endswith((" in ", " at "), 0, n.start)
        and not _ALONGSIDE.search(scene.masked, max(n.start - _NEAR, 0), n.start)
    } - {one.party}
    if not named:
        named = {
            whom.party
            for span in (*one.gives, *one.asks)
            for against in _AGAINST.finditer(scene.masked, span.start, span.end)
            if (whom := scene.at(against.start("who"))) is not None
        } - {one.party}
    if not named and one.condition is not None:  # what another is to do first is said to it, whoever else bargains
        named = {n.party for n in scene.named if one.condition.start <= n.start < one.condition.end} - {one.party}
    return named.pop() if len(named) == 1 else None


def _within(noun: Found, answer: Found) -> bool:
    """Whether a noun's step is the object of an answer, as "offer" is in "rejected the offer"."""
    return abs(noun.cue.start - answer.cue.end) <= _NEAR or answer.hull.start <= noun.cue.start <= answer.hull.end


_NEAR = 60  # characters between a verb and the noun that is its object, with its owner and what describes it
