"""How sure the text is that a statement was made, and that its source stands behind it.

- `denied`: the source says that it is not so ("denied that …", "rejected the claim that …", "does not believe that …"),
  or the text says that the source did not say it ("never said …", "did not say that …", "no indication that …").
- `hedged`: the text itself is unsure that it was said or thought ("may have said", "appeared to accept", "is thought to
  want", "hinted", "apparently promised").
- `reported`: it reached the article through another hand: an outlet that was told, an agency that carried it, somebody
  it is said "according to", "reportedly". A platform of the speaker's own (Twitter) is no such hand.
- `asserted`: everything else; the article itself stands for it. What the speaker hedges inside the words is theirs, and
  no doubt about the statement: "“It may rain,” she said" is asserted.

The first that holds, in this order.
"""

from __future__ import annotations

import re

from communique.reading import Certainty, Hop
from communique.statements.chain import PLATFORMS
from communique.statements.frame import Frame

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denial of|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|disavow(?:s|ed|ing)?"
    r"|no (?:indication|evidence|sign|suggestion|proof)|(?:said|say|says) nothing)\b"
)
# Verbs that deny only when it is a claim that they turn down: an offer that is rejected is not said to be untrue.
_TURNS_DOWN = re.compile(r"\b(?:reject|dismiss|rebuff|contradict|rubbish)(?:s|es|ed|ing)?\b")
_CLAIM = re.compile(
    r"\W*(?:(?:as|the|any|all|a|an|those|these|such|this|that|media|press|news|what \w+ called)\s)*(?:[\w’'-]+\s){0,2}?"
    r"(?:claims?|reports?|allegations?|accusations?|suggestions?|notion|idea that|assertions?|rumou?rs?|speculation"
    r"|charges?|untrue|false|baseless|groundless|fake)\b",
    re.I,
)
_SAYING = (
    r"(?:say|said|saying|claim(?:ed)?|state[d]?|suggest(?:ed)?|believe[ds]?|think|thought|accept(?:ed)?|agree[d]?|admit(?:ted)?"
    r"|acknowledge[d]?|expect(?:ed)?|intend(?:ed)?|want(?:ed)?|promise[d]?|assert(?:ed)?|argue[d]?|imply|implied|buy|share"
    r"|plan(?:ned)?|support(?:ed)?|tell|told|see|seek|seeking|planning|suggesting|saying|endorse[d]?|call(?:ed)?)"
)
_NEVER = re.compile(
    rf"(?:\b(?:not|never|no longer|neither|nor|cannot|hardly)|n[’']t)(?: \w+ly| been| be| even| ever)* {_SAYING}\b"
)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely|simply)\b")
_HEDGES = re.compile(
    r"\b(?:may|might|could have|appear(?:s|ed|ing)?(?! (?:on|in|at|before|with)\b)|seem(?:s|ed|ing)?|hint(?:s|ed|ing)?"
    r"|impl(?:y|ies|ied|ying)|apparently|seemingly|perhaps|possibly|probably|likely|presumably|ostensibly|supposedly"
    r"|(?:is|are|was|were|been|be) (?:\w+ly )?(?:thought|believed|understood|rumou?red|assumed|presumed|said))\b"
    r"|(?:\bnot|n[’']t) rule[d]? out\b"
)
_NOT_DENIED = re.compile(
    r"(?:\b(?:not|never|neither|nor)|n[’']t)(?: \w+)? (?:den(?:y|ied)|disput(?:e|ed)|disavow(?:ed)?|refute[d]?)\b"
)
# Beside the cue, in the text's own words: "Kim, it seems, said".
_ASIDE = re.compile(r"\b(?:apparently|seemingly|possibly|perhaps|probably|it seems|it appears)\b", re.I)
_NEAR = 30
# How much of a content shows whether it is a claim.
_OPENING = 80


def certainty(frame: Frame, hops: tuple[Hop, ...]) -> Certainty:
    """The certainty of a statement, from its cue, the words beside it and the hands it came through."""
    cue = frame.cue
    start = frame.attribution.content[0].start
    content = frame.text[start : start + _OPENING]
    if _denied(cue, content):
        return "denied"
    if _HEDGES.search(cue) or _NOT_DENIED.search(cue) or _aside(frame):
        return "hedged"
    if any(hop.actor not in PLATFORMS.values() for hop in hops):
        return "reported"
    return "asserted"


def _denied(cue: str, content: str) -> bool:
    if _NOT_DENIED.search(cue):
        return False
    if _DENIES.search(cue):
        return True
    if (turned := _TURNS_DOWN.search(cue)) and _CLAIM.match(f"{cue[turned.end() :]} {content}"):
        return True
    return bool(_NEVER.search(cue)) and not _NOT_ONLY.search(cue)


def _aside(frame: Frame) -> bool:
    source, cue = frame.attribution.source, frame.attribution.cue
    if not source or not cue or not 0 < cue[0].start - source[-1].end <= _NEAR:
        return False
    return bool(_ASIDE.search(frame.text, source[-1].end, cue[0].start))
