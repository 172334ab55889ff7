"""The step that a verb tells, as its maker, its terms and the words around it turn its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.moves.cues import ASKS, OF_ANOTHER, Cue
from communique.moves.found import Found
from communique.moves.lexicon import CONSTANT, SHIFT, TALKS
from communique.moves.scene import Maker, Scene
from communique.moves.terms import Terms, condition_at
from communique.moves.thirds import as_third, third
from communique.moves.verbs import Verb
from communique.reading import Span


def step(scene: Scene, cue: Cue | Verb, span: Span, maker: Maker, parts: Terms, makers: Sequence[Maker]) -> Found:
    """The step of one of its `makers` that `cue` tells at `span`, with `parts` as its terms."""
    main, back, condition = parts
    kind = _kind(scene, cue, span, maker, parts, makers)
    if kind == "withdrawal":
        condition = condition_at(scene, span.end, len(scene.masked))
        condition = condition if condition and scene.masked.startswith(("until", "unless"), condition.start) else None
    toward = _toward(scene, span, maker)
    words = scene.masked[span.start : span.end]
    before = scene.masked[span.end : main[0].start] if main else ""
    asked = (
        cue.frame == ASKS
        or kind == "proposal"
        or (kind == "reaffirmation" and bool(_CLAIMED.search(before.rstrip())))
        or bool(_CLAIMED.search(words))
        or bool(main and kind == "reaffirmation" and _OUGHT.search(scene.masked, *main[0]))
    )
    # What another offers is what one would have got by taking it.
    if cue.frame == OF_ANOTHER and main and _OFFERED.search(scene.masked[span.end : main[0].start]):
        asked = True
    gives, asks = (back, main) if asked else (main, back)
    if len(makers) == 2 and cue.kind == "commitment":
        toward = next(one.party for one in makers if one is not maker)
    return Found("verb", kind, maker.party, toward, maker.by, span, gives, asks, condition)


def _kind(scene: Scene, cue: Cue | Verb, span: Span, maker: Maker, parts: Terms, makers: Sequence[Maker]) -> str:
    """The kind of a cue as its maker, its condition and the words around it turn it."""
    kind, end = cue.kind, max((one.end for one in parts.main), default=span.end)
    if parts.main and _TALKS_SHOULD.match(scene.masked, span.start):
        kind = "proposal"
    told = scene.masked[span.start : end]
    if kind == "commitment" and parts.condition is not None:
        kind = "conditional"
    if kind == "commitment" and parts.main and _HARMFUL.match(scene.masked, parts.main[0].start):
        kind = "threat"
    given = parts.main[0].of(scene.masked) if parts.main else ""
    if kind == "proposal" and any(not third(scene, one.party) for one in makers):
        return kind  # what others propose together with one of those that bargain is no mediation
    if "mediation" in (as_third(scene, maker.party, kind, told), as_third(scene, maker.party, kind, given)):
        return "mediation"
    if kind in ("offer", "commitment", "acceptance", "conditional") and SHIFT.search(scene.masked):
        return "concession"
    around = scene.masked[max(span.start - _NEAR, 0) : end + _NEAR]
    if kind in ("offer", "commitment", "demand", "conditional") and CONSTANT.search(around):
        return "reaffirmation"
    if kind in ("offer", "demand", "refusal", "commitment") and _STEADY.search(scene.masked, 0, span.start):
        return "reaffirmation"
    return kind


# "Agreed that the talks should begin on Monday": a step of procedure, which several ask for.
_TALKS_SHOULD = re.compile(
    rf"agree[sd]?(?: [^,;.“”]{{1,40}}?)? that (?:the |new |direct )*{TALKS}\b[^,;.“”]{{0,60}}? should\b"
)
# Before a verb, what says that it was so before: "has all along | refused".
_STEADY = re.compile(r"\b(?:always|long|consistently|all along|still|continues? to|continued to)(?: \w+ly)? $")
# How far from a step words of constancy may stand, in characters: longer reaches another step of the sentence.
_NEAR = 60
_HARMFUL = re.compile(r"(?:retaliat|hit back|strike back|punish|veng|aveng|respond in kind|impose(?! no )|escalat)")
_CLAIMED = re.compile(
    r"(?:demand|call|request|insistence|proposal|invitation|appeal|plea)s? (?:for|that|to|on|of)$|still (?:want|"
    r"insist|demand|"
    r"expect)|settle"
)
_OUGHT = re.compile(r"\b(?:must|should|has to|have to)\b")
_OFFERED = re.compile(r"\boffers? (?:to|of|that|for)\b")


_AND_ANOTHER = re.compile(r"(?:, | and )(?:the )?§")


def _toward(scene: Scene, span: Span, maker: Maker) -> str | None:
    """The party that stands right behind the cue, with its office if any."""
    after = re.match(r" (?:on |to |with )?(?:the |his |her |its |their )?(?:§+)", scene.masked[span.end :])
    if after is None:
        inner = [n for n in scene.named if span.start <= n.start and n.end <= span.end and n.party != maker.party]
        return inner[0].party if inner else None
    one = scene.at(span.end + after.end() - 1)
    if one is not None and _AND_ANOTHER.match(scene.masked, one.end):
        return None
    return one.party if one is not None and one.party != maker.party else None
