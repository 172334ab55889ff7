"""What a medium hands on, read again by itself.

The encoder's attributions are flat: of "Kim said the talks were over, KCNA reported" it finds KCNA's report, and Kim's
words stand inside. Read alone, "Kim said the talks were over" is Kim's. So each content of a medium is given to the
encoder once more, by itself, and what it finds there takes the place of the medium's attribution.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.encoder.understanding import Attribution, Encoder
from communique.reading import Block, Span
from communique.statements.handed import from_medium
from communique.statements.phrases import media, word_set

# A clause shorter than this has no speaker, verb and content of its own, in characters.
LEAST = 25
_MEANWHILE = re.compile(r"[\s,]*(?:\w+ ){0,2}(?:after|before|as|while|when)\b", re.IGNORECASE)
# The share of the medium's content that the statements inside must make up to take its place.
COVER = 0.6
# How far into the content the first speaker may stand: "On Friday, Kim said …".
OPENING = 40
# What somebody thinks or wants, as told by a medium, is the medium's own account and nobody's words.
_INWARD = word_set(
    "want wants wanted wanting hope hopes hoped hoping believe believes believed think thinks thought "
    "plan plans planned planning seek seeks sought seeking see sees saw feel feels felt intend intends "
    "intended expect expects expected understand understood know knows knew consider considers considered "
    "considering decide decided fear fears feared decision plot attempt attempts tried trying aims aim"
)


def reread(text: str, attributions: Sequence[Attribution], encoder: Encoder) -> Mapping[int, tuple[Attribution, ...]]:
    """For each attribution to a medium that hands on somebody else's words: the attributions inside, by its index."""
    found = {}
    for i, outer in enumerate(attributions):
        if not _hands_on(text, outer):
            continue
        inside = [
            a
            for span in outer.content
            if span.end - span.start >= LEAST
            for a in encoder.understand(text, [Block(span, "body")], linked=False).attributions
        ]
        mine = [a for a in inside if _spoken(text, a)]
        if mine and _takes_its_place(outer, mine):
            inner = tuple(replace(a, score=min(a.score, outer.score)) for a in mine)
            found[i] = (*inner, *_left_over(text, outer, inner))
    return found


def handed_on(text: str, inner: Attribution, outer: Attribution) -> bool:
    """Whether the medium of `outer` is a hand of `inner`.

    Not of its own words, and not of what only happened at the time: "…, KCNA reported, hours after Ek urged …".
    """
    if inner.source in ((), outer.source):
        return False
    around = next((o for o in outer.content if o.start <= inner.content[0].start < o.end), outer.content[0])
    return around == outer.content[0] or not _MEANWHILE.match(around.of(text))


def _left_over(text: str, outer: Attribution, inner: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The contents in which nobody speaks: in the medium's own paragraph its own, in another one nobody's."""
    spoken = [span for a in inner for span in (*a.source, *a.cue, *a.content)]
    left = []
    for span in outer.content:
        if any(span.start <= s.start and s.end <= span.end for s in spoken):
            continue
        first, second = sorted((span, outer.cue[0]))
        apart = "\n" in text[first.end : second.start]
        source, cue = ((), ()) if apart else (outer.source, outer.cue)
        left.append(Attribution(source, cue, (span,), outer.score))
    return tuple(left)


def _hands_on(text: str, attribution: Attribution) -> bool:
    return from_medium(text, attribution) and any(span.end - span.start >= LEAST for span in attribution.content)


def _spoken(text: str, attribution: Attribution) -> bool:
    if not (attribution.source and attribution.cue):
        return False
    words = " ".join(span.of(text) for span in attribution.cue).lower().split()
    return _INWARD.isdisjoint(words) and not media(attribution.source[0].of(text))


def _takes_its_place(outer: Attribution, inner: Sequence[Attribution]) -> bool:
    def size(spans: Sequence[Span]) -> int:
        return sum(span.end - span.start for span in spans)

    pieces = {span for a in inner for span in (*a.source, *a.cue, *a.content)}
    spoken = [o for o in outer.content if any(o.start <= span.start and span.end <= o.end for span in pieces)]
    begins = min(span.start for span in pieces) - spoken[0].start
    return size(tuple(pieces)) >= COVER * size(spoken) and begins <= OPENING
