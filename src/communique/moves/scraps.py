"""Terms that say nothing: a function word, an adverb or a place, left where a sentence was cut at the wrong word."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.moves.found import Found
from communique.moves.scene import Scene
from communique.reading import Span

_SCRAP = re.compile(
    r"(?:have|has|had|be|been|is|are|was|were|do|did|it|so|this|that|these|those|them|him|her|to|of|for|and|or|not|no|"
    r"also|then|there|\w+ly|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)|"
    r"(?:on|at|between|among|from|during|about|over|of|into|until)"
    r"(?: (?!(?:will|would|must|should|to)\b)[\w’'§-]+){1,12}"
)
_EMPTY_WITHOUT = frozenset({"offer", "commitment", "conditional"})


def without_scraps(scene: Scene, one: Found) -> Found | None:
    """The step without terms that are scraps; None where an offer or a promise has no other."""

    def whole(span: Span) -> bool:
        return _SCRAP.fullmatch(scene.masked, span.start, span.end) is None

    gives, asks = tuple(filter(whole, one.gives)), tuple(filter(whole, one.asks))
    if (gives, asks) == (one.gives, one.asks):
        return one
    if not gives and not asks and one.kind in _EMPTY_WITHOUT:
        return None
    return replace(one, gives=gives, asks=asks)
