"""Steps that are told by a noun with its owner or maker: "the rejection by Oslo of", "at the request of Rome"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.moves.cues import NOUN_KINDS, NOUNS
from communique.moves.found import Found
from communique.moves.lexicon import AT_WISH, UNSURE
from communique.moves.scene import Scene
from communique.moves.terms import Terms, terms
from communique.moves.thirds import as_third
from communique.reading import Span

# The verb of the sentence whose subject the noun is, with all that belongs to it.
_VERB = re.compile(
    r",? (?:was|were|is|are|has|had|came|comes|hung|lay|lies|met|fell|went|drew|remained|found|left|reached|"
    r"arrived|stood|"
    r"will|would)(?= )"
)
HEADS = frozenset(noun[:3] for noun in NOUN_KINDS) | {"urg", "pro", "rem", "com", "sta", "wor", "vie", "opi", "war"}


# "It depends on | Rome's willingness to": whether there is any is open.
_IN_DOUBT = re.compile(
    r"\b(?:depend(?:s|ed|ing|ent)?(?: \w+ly)? (?:up)?on(?: [\w’'-]+){0,4}|(?:questions?|doubts?|uncertainty|concerns?) "
    r"(?:of|about|over|on|as to)|test(?:s|ed|ing)?(?: of)?|sceptical (?:of|about)|skeptical (?:of|about)) (?:the )?$"
)
_CLAIM = re.compile(r" [^,;.]{2,50} (?:was|were|had|is|has)\b")


def _before_verb(scene: Scene, parts: Terms) -> Terms:
    """The terms of a noun that is a subject, without the rest of its sentence."""

    def cut(span: Span) -> Span:
        verb = _VERB.search(scene.masked, span.start, span.end)
        return Span(span.start, verb.start()) if verb is not None and verb.start() > span.start else span

    return Terms(
        tuple(map(cut, parts.main)), tuple(map(cut, parts.back)), cut(parts.condition) if parts.condition else None
    )


# "Rome's remark a day earlier that Oslo should | open the pass".
_REMARK = re.compile(
    r"(?P<owner>§+)['’]s? (?:[\w-]+ ){0,2}(?P<noun>remarks?|comments?|statements?|words|view|opinion|warning)"
    r"(?: [^,;.“”]{1,40}?)? that (?:the )?(?P<who>§+) (?:should|must|has to|ought to)(?= )(?! be\b)"
)


def _remarks(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """What a remark that is spoken of asks of another party."""
    for match in _REMARK.finditer(scene.masked):
        owner, who = scene.at(match.start("owner")), scene.at(match.start("who"))
        apart = all(one.hull.end <= match.start() or match.end() <= one.hull.start for one in found)
        if apart and owner is not None and who is not None and owner.party != who.party:
            parts = terms(scene, match.end())
            cue = Span(*match.span("noun"))
            yield Found("noun", "demand", owner.party, who.party, owner.by, cue, (), parts.main, parts.condition)


def nouns(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """The steps that nouns tell beside those `found` already."""
    wish = AT_WISH.search(scene.masked)
    if wish is not None and found:
        one = scene.at(wish.start("who") if wish["who"] else wish.start("owner"))
        if one is not None and one.party != found[0].party:
            cue = Span(*wish.span("noun" if wish["noun"] else "wish"))
            by = None if one.adjective else one.by
            yield Found("noun", "demand", one.party, found[0].party, by, cue, (), found[0].gives)
    yield from _remarks(scene, found)
    for match in NOUNS.finditer(scene.masked):
        inside = Span(match.start("noun"), match.end("noun"))
        if any(one.cue.start < inside.end and inside.start < one.cue.end for one in found):
            continue
        name = next((name for name in ("maker", "his") if match[name]), "owner")
        owner = scene.at(match.start(name)) if match[name] else None
        if owner is None or (name == "owner" and not (match["poss"] or owner.adjective)):
            continue
        if UNSURE.search(scene.masked[: match.start()]) or _IN_DOUBT.search(scene.masked, 0, match.start()):
            continue
        kind = NOUN_KINDS[match["noun"]]
        # A suggestion that something "was" so is a claim, and nothing is proposed by it.
        if match["noun"] == "suggestion" and _CLAIM.match(scene.masked, match.end()):
            continue
        parts = _before_verb(scene, terms(scene, match.end()))
        kind = as_third(scene, owner.party, kind, parts.main[0].of(scene.masked) if parts.main else "")
        gives, asks = (
            (parts.back, parts.main) if kind in ("demand", "proposal", "mediation") else (parts.main, parts.back)
        )
        by = None if owner.adjective else owner.by
        yield Found("noun", kind, owner.party, None, by, inside, gives, asks, parts.condition)
