"""What the words of a step alone do not say: what is not to be done keeps its "not", and leaving is a threat."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.moves.found import Found
from communique.moves.scene import Scene
from communique.reading import Span

# "Is ready to | leave": nothing that anybody would be given.
_LEAVING = re.compile(
    r"(?:leave|go home|walk (?:away|out)|(?:leave|quit|walk away from) (?:the )?(?:table|talks|negotiations)|"
    r"(?:call an end to|break off|call off|end) (?:the|this|these|all) (?:\w+ )?(?:process|talks|negotiations|"
    r"effort|dialogue))\W*"
)
_AGAINST = re.compile(r"\b(?:against|not to) $")
_NOT = re.compile(r"\b(?:never|not) $")


def as_meant(scene: Scene, one: Found) -> Found:
    """The step with what its words alone do not say: to be ready to leave is a threat, and what somebody is still not
    to do, or is urged not to do, keeps its "not", without which it would read as given or asked for.
    """
    if one.kind == "offer" and one.gives and all(_LEAVING.fullmatch(span.of(scene.masked)) for span in one.gives):
        return replace(one, kind="threat")
    if one.kind == "demand":
        barred = (_AGAINST.search(scene.masked, 0, span.start) for span in one.asks)
        asks = (Span(no.start(), span.end) if no else span for no, span in zip(barred, one.asks, strict=True))
        return replace(one, asks=tuple(asks))
    if one.kind != "reaffirmation":
        return one
    nots = [_NOT.search(scene.masked, 0, span.start) for span in one.gives]
    gives = (Span(no.start(), span.end) if no else span for no, span in zip(nots, one.gives, strict=True))
    return replace(one, gives=tuple(gives))
