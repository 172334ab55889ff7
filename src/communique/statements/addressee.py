"""To whom a statement was made: "told reporters", "said to parliament", "in a letter to Mr Kim", "urged Seoul to"."""

from __future__ import annotations

import re

from communique.reading import Party, Span
from communique.statements.frame import Frame
from communique.statements.phrases import WhoIsMeant, media, names_somebody, phrase
from communique.statements.sentences import REACH

# Verbs that take the one who is spoken to and then a clause.
_TELLS = re.compile(
    r"\b(?:tell|tells|telling|told|ask(?:s|ed|ing)?|warn(?:s|ed|ing)?|promis(?:e|es|ed|ing)|assur(?:e|es|ed|ing)"
    r"|inform(?:s|ed|ing)?|remind(?:s|ed|ing)?|advis(?:e|es|ed|ing)|notif(?:y|ies|ied|ying)|caution(?:s|ed|ing)?)\Z"
)
# Verbs that take the one who should act, and an infinitive.
_URGES = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)? (?:up)?on|appeal(?:s|ed|ing)? to|press(?:es|ed|ing)?"
    r"|order(?:s|ed|ing)?|instruct(?:s|ed|ing)?|encourag(?:e|es|ed|ing)|implor(?:e|es|ed|ing)|invit(?:e|es|ed|ing)"
    r"|beg(?:s|ged|ging)?|warn(?:s|ed|ing)?|advis(?:e|es|ed|ing)|tell|tells|telling|told|remind(?:s|ed|ing)?"
    r"|command(?:s|ed|ing)?)\Z"
)
_TO = re.compile(
    r"\s*(?:[\w’' -]{0,40}?\b(?:letter|message|note|e-?mail|memo|telegram|cable|appeal|reply|remarks?|statement|speech"
    r"|address|interview) )?to\s"
)
_MISSIVE = re.compile(
    r"\b(?:letter|message|note|e-?mail|memo|telegram|cable|reply) (?:sent |addressed |delivered )?to\s"
)
_SPEAKS = re.compile(
    r"\b(?:said|says|saying|say|spoke|speaking|wrote|writes|writing|explained|announced|confirmed|admitted|confided"
    r"|complained|stressed|insisted|declared|suggested|proposed|expressed|conveyed|repeated|remarked|replied)\Z"
)
# What may follow an addressee: nothing, the reported clause, a comma, or when and where.
_AFTER = re.compile(
    r"\s*(?:\Z|[,.:;—–)-]|[“\"‘']|(?:that|to|not|about|of|against|if|whether|how|why|what|on|in|at|during|after|before"
    r"|by|as|for|last|this|late|early|later|earlier|when|while|he|she|it|they|there|we|I|via|from|over|outside|inside|near|through|across|afterwards?|aboard|there|here|today|yesterday"
    r"|[A-Z]\w+day|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\b)"
)
_INFINITIVE = re.compile(r"\s+(?:not )?to\s[a-z]")
_ADDRESSING = re.compile(r"\s*(?:Addressing|(?:Speaking|Talking|Writing)(?: later| earlier)? to)\s")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ly )?\w+\Z")
_TOLD = re.compile(r"\b(?:told|tells|telling|interview with)\s")
_CLAUSE = re.compile(r"\s+(?:that|whether|if|how|why|what|about|not to|to|he|she|it|they|there|we)\b")


def addressee(frame: Frame, who: WhoIsMeant) -> Party | None:
    """The one that a statement is made to, in the words of its sentence, or None where it does not say."""
    span = _addressee(frame)
    if span is None or any(span.start < s.end and s.start < span.end for s in frame.attribution.source):
        return None
    actor, basis = who.actor_of((span,))
    return Party((span,), actor, basis)


def _addressee(frame: Frame) -> Span | None:
    text, cue, after = frame.text, frame.cue.rstrip(" :,"), frame.after_cue
    inverted = bool(frame.attribution.cue) and after.start != frame.attribution.cue[-1].end
    if _TELLS.search(cue) and not inverted and not _was(cue):
        if (span := phrase(text, *after)) and _somebody(text, span, after.end):
            return span
        if span := _first_of_content(frame, _CLAUSE):
            return span
    if _URGES.search(cue) and not inverted and not _was(cue):
        if (span := phrase(text, *after)) and _somebody(text, span, after.end):
            return span
        if span := _first_of_content(frame, _INFINITIVE):
            return span
    if _SPEAKS.search(cue) and (found := _TO.match(text, *after)):
        span = phrase(text, found.end(), after.end)
        if span and _somebody(text, span, after.end):
            return span
    for stretch in (*frame.attribution.cue, frame.after_cue, frame.lead):
        if found := _MISSIVE.search(text, *stretch):
            span = phrase(text, found.end(), max(stretch.end, after.end) if stretch is not frame.lead else stretch.end)
            if span and names_somebody(span.of(text)):
                return span
    return _in_cue(frame) or _at_head(frame)


def _was(cue: str) -> bool:
    """Whether the cue is passive ("was told"): then its subject is the one who was spoken to."""
    return bool(_PASSIVE.search(cue))


def _somebody(text: str, span: Span, limit: int) -> bool:
    return names_somebody(span.of(text)) and bool(_AFTER.match(text[span.end : limit]))


def _first_of_content(frame: Frame, follows: re.Pattern[str]) -> Span | None:
    """The one who is told or urged, where the content begins with them and goes on with a clause or an infinitive."""
    cue, content = frame.attribution.cue, frame.attribution.content
    first = content[0]
    if not cue or not 0 < first.start - cue[-1].end <= 1:
        return None
    limit = min(first.end, first.start + REACH)
    span = phrase(frame.text, first.start, limit)
    if span and names_somebody(span.of(frame.text)) and follows.match(frame.text, span.end, limit):
        return span
    return None


def _at_head(frame: Frame) -> Span | None:
    """ "Addressing parliament, Kim said"."""
    found = _ADDRESSING.match(frame.text, *frame.lead)
    span = phrase(frame.text, found.end(), frame.lead.end) if found else None
    return span if span and names_somebody(span.of(frame.text)) else None


def _in_cue(frame: Frame) -> Span | None:
    """ "told reporters" and "said in an interview with Fox News", all of it taken for the cue."""
    for cue in frame.attribution.cue:
        found = _TOLD.search(frame.text, *cue)
        if found and (span := phrase(frame.text, found.end(), max(cue.end, frame.after_cue.end))):
            if span.start >= cue.end and not media(span.of(frame.text)):
                continue
            if names_somebody(span.of(frame.text)) or media(span.of(frame.text)):
                return span
    return None
