"""Steps in a party's own words without a verb of their kind: orders, and what is said to be out of the question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.moves.found import Found
from communique.moves.lexicon import UNSURE
from communique.moves.scene import Scene
from communique.moves.terms import terms
from communique.reading import Span

# Verbs of what one side can tell the other to do.
_ORDERS = (
    r"(?:release|free|hand|give|withdraw|pull|stop|end|halt|lift|open|reopen|close|leave|return|sign|accept|show|"
    r"bring|"
    r"take|put|send|pay|dismantle|destroy|let|get|write|drop|keep|go|respect|honou?r|recogni[sz]e|allow|shut|scrap|"
    r"cease|disarm|freeze|restore|remove|publish|implement|abandon|choose|prove|apologi[sz]e|"
    r"(?:do not|don[’']t)(?! (?:expect|forget|worry|think|believe|imagine|be|get)\b)|never)"
)
_ORDER = re.compile(
    rf"(?:^|[“\"])(?P<verb>(?:first |please |now )?{_ORDERS}) (?!(?:is|are|was|will|would|says?|said)\b)"
)
_LET_US = re.compile(r"(?:^|[“\"])(?P<verb>let us|let[’']s) ")
# What an order ends with: "… or the aid stops", "… and you will have the rest".
_OR = re.compile(r"[^.;”]{3,120}?,? (?:or(?: else)?,?) (?P<rest>(?:§+|the|we|our|there|you|no) [^.;”]{3,})")
_AND = re.compile(
    r"[^.;”]{3,140}?,?[”\"]?(?: [^“]{3,90}[“\"])? ?and (?:then )?(?:you|we|they) (?:can|will|shall|may|would) "
    r"(?P<rest>[^.;,”]{3,})"
)
_OUT_OF_QUESTION = re.compile(
    r"(?<![\w-])(?:is|are|was|were|remains?) (?:simply |still |also |\w+ly )?[“\"‘]?(?:not (?:on the table|up for \w+|"
    r"negotiable|"
    r"renegotiable|acceptable|an option|for sale|needed|for discussion)|out of the question|unacceptable|"
    r"off the table|"
    r"non-negotiable|non-starters?|a non-starter|no longer on the table)(?![\w-])"
)


def orders(scene: Scene) -> Iterator[Found]:
    """“Hand over the list,” said the envoy of Oslo: a demand; a threat with "or", an offer with "and you can have"."""
    found = _ORDER.search(scene.masked)
    proposed = _LET_US.search(scene.masked)
    begun = proposed or found
    if begun is None:
        return
    makers = scene.speaker(begun.end()) or scene.speaker(begun.start(), before=True)
    cue = Span(*begun.span("verb"))
    for maker in makers[:1]:
        if proposed is not None:
            parts = terms(scene, proposed.end())
            yield Found("order", "proposal", maker.party, None, maker.by, cue, (), parts.main)
            return
        parts = terms(scene, cue.start)
        end = parts.main[0].end if parts.main else cue.end
        if (other := _OR.match(scene.masked, cue.end)) is not None:
            asked, harm = Span(cue.start, other.start("rest") - 4), Span(*other.span("rest"))
            yield Found("order", "threat", maker.party, None, maker.by, cue, (harm,), (), asked)
        elif (other := _AND.match(scene.masked, cue.end)) is not None:
            asked = Span(cue.start, min(end, other.start("rest")))
            yield Found("order", "offer", maker.party, None, maker.by, cue, (Span(*other.span("rest")),), (asked,))
        else:
            yield Found("order", "demand", maker.party, None, maker.by, cue, (), parts.main, parts.condition)


def out_of_question(scene: Scene) -> Iterator[Found]:
    """“The islands are not for sale,” she said: the clause is what is refused."""
    for found in _OUT_OF_QUESTION.finditer(scene.masked):
        left = scene.masked[: found.start()]
        if UNSURE.search(left):
            continue
        begun = max(
            left.rfind(mark) + len(mark)
            for mark in ("“", '"', ": ", "; ", " that ", " said ")
            if mark in left or mark == "“"
        )
        makers = scene.speaker(found.end()) or scene.speaker(found.start(), before=True)
        for maker in makers[:1]:
            clause = Span(begun, found.end())
            yield Found("out of question", "refusal", maker.party, None, maker.by, Span(*found.span()), (clause,))
