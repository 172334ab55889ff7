"""Who handed a statement on: the hands between the speaker and the article, nearest the speaker first.

The speaker is the one whose words they are. A hand is who carried them: an outlet that was told ("told Reuters"), a
platform ("wrote on Twitter"), an agency that printed them ("in a statement carried by KCNA", "quoted by Yonhap"), a
report that the article relies on ("according to state media", "KCNA reported"), or nobody named ("reportedly").
A hand's spans are the words that name it, its relation the words that tie it to the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.reading import Hop, Span
from communique.statements.frame import Frame
from communique.statements.phrases import WhoIsMeant, media, phrase

PLATFORMS = {
    "twitter": "twitter", "facebook": "facebook", "instagram": "instagram", "telegram": "telegram", "weibo": "weibo",
    "youtube": "youtube", "truth social": "truth-social", "vkontakte": "vkontakte", "tiktok": "tiktok",
}  # fmt: skip

_REPORTS = r"(?:has |had |have |also |first |later )*(?:reported|reports|report|said|says|quoted|wrote|writes)"
# Relations of hands that carry a sentence as a whole.
LATE = frozenset(("according to", "in line with", "per", "as reported by", "reported", "reports", "report"))

_PLATFORM = re.compile(
    r"\s?(?:(?<!\w)(?P<verb>\w{1,30}) )?(?<!\w)on (?:(?:his|her|its|their|the) (?:\w+ )?)?(?P<name>"
    + "|".join(PLATFORMS)
    + r")\b",
    re.I,
)
_ACCORDING = re.compile(r"\b(according to|in line with|as reported by|as quoted by|as cited by|per)\s", re.I)
# What begins another clause, whose hand an "according to" after it is.
_CLAUSE = re.compile(r"\b(?:although|but|and|while|which|who|because|whereas|though|even as|is|are|was|were|has|had)\b")
# Somebody, or a record of what somebody said, that a statement may be known from without being a medium.
_PERSON = re.compile(
    r"\b(?:officials?|spokes\w+|sources?|people|persons?|aides?|diplomats?|advis[eo]rs?|analysts?|witness\w*|attendees?"
    r"|lawmakers?|ministry|ministers?|office|government|agency|statement|transcript|recording|audio|readout|documents?"
    r"|records?|reports?|memo|e-?mails?|account|accounts|reporters|historian|biographer|interpreter|envoy|delegate)\b"
)
_CARRIED = re.compile(
    r"\b(?P<verb>(?:carried|published|released|broadcast|aired|relayed|distributed|reported|quoted|cited|run|printed)"
    r"(?: as saying)?)(?: (?:late |early )?(?:on )?[A-Z]\w+day)? (?P<by>by|on|in)\s"
)
_INTERVIEW = re.compile(r"\b((?:interview|conversation) (?:with|for|to)|told)\s(?!a |an )")
_COMMA = re.compile(r"[,—–][\s”\"’']*")
_WHEN = re.compile(r"\s*(?:(?:late |early )?(?:on )?[A-Z]\w+day\s*)?(?:(?:has|had|have|also)\s*)*")
_QUOTES = re.compile(r"\b(?P<tie>quoted|quotes|cited|cites)\s*\Z")
_REPORTED_BY = re.compile(r"(?:as )?(reported|reports)\s(?=[A-Z]|the |state )")
_TWEETED = re.compile(r"\b(?:re)?tweet(?:s|ed|ing)?(?=[ :,]*\Z)", re.I)
_WRITES = frozenset(("wrote", "writes", "said", "says", "posts", "writing", "saying", "posting"))
_NOT_PLAIN = re.compile(r"^the |[^a-z0-9 ]")
_REPORTEDLY = re.compile(r"\b(reportedly|allegedly|purportedly)\b", re.I)
_REPORTING = re.compile(rf"\s(?P<tie>{_REPORTS})(?= |[,.;”\"]|\Z)")


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand as found in the text: its words, the words that tie it, and how near the speaker it stands (0 nearest)."""

    span: Span
    relation: str
    rank: int
    actor: str | None = None


def chain(frame: Frame, who: WhoIsMeant, outlet: str | None = None) -> tuple[Hop, ...]:
    """The hands through which a statement came, nearest the speaker first.

    Left out are the statement's own source and `outlet`, the one that prints the article.
    """
    hops: list[Hop] = []
    source = frame.attribution.source
    speaker = who.actor_of(source)[0] if source else None
    for hand in sorted(set(_hands(frame)), key=lambda h: (h.rank, h.span)):
        if any(hand.span.start < s.end and s.start < hand.span.end for s in source):
            continue
        if outlet and _same(hand.span.of(frame.text), outlet):
            continue
        nobody = hand.relation.endswith("edly")
        actor = None if nobody else hand.actor or who.actor_of((hand.span,))[0]
        if actor is not None and (actor == speaker or any(hop.actor == actor for hop in hops)):
            continue
        if not any(hand.span in hop.spans for hop in hops):
            hops.append(Hop(actor, (hand.span,), hand.relation))
    return tuple(hops)


def _same(words: str, outlet: str) -> bool:
    plain = [_NOT_PLAIN.sub("", name.lower()).strip() for name in (words, outlet)]
    return bool(plain[0]) and plain[0] == plain[1]


def _hands(frame: Frame) -> Iterator[Hand]:
    yield from _platform(frame)
    yield from _told(frame)
    for stretch in (*frame.attribution.cue, *frame.gaps):
        yield from _carried(frame.text, stretch)
    beside = frame.beside
    if "quote" in beside or "cite" in beside:
        yield from _quoting(frame)
    if any(word in beside for word in ("according", "in line with", "as reported", "as quoted", "as cited", "per ")):
        for gap in (frame.lead, *frame.gaps):
            yield from _according(frame.text, gap)
    if "edly" in beside or "edly" in frame.cue:
        for stretch in (frame.lead, *frame.gaps, *frame.attribution.cue):
            yield from _reportedly(frame.text, stretch, frame)
    for gap in frame.gaps:
        yield from _reported(frame.text, gap)


def _platform(frame: Frame) -> Iterator[Hand]:
    text, cue = frame.text, frame.cue
    last = cue.rsplit(" ", 1)[-1].strip(" :,")
    if frame.attribution.cue and (tweeted := _TWEETED.search(text, *frame.attribution.cue[-1])):
        yield Hand(Span(*tweeted.span()), tweeted.group().lower(), 0, "twitter")
        return
    for stretch, tie in ((frame.after_cue, last), *((c, "") for c in frame.attribution.cue)):
        found = _PLATFORM.match(text, *stretch) if tie else _PLATFORM.search(text, *stretch)
        if found:
            verb = tie or (found["verb"] or "").lower()
            relation = f"{verb} on" if verb.endswith("ed") or verb in _WRITES else "on"
            yield Hand(Span(*found.span("name")), relation, 0, PLATFORMS[found["name"].lower()])


def _told(frame: Frame) -> Iterator[Hand]:
    text = frame.text
    last = frame.cue.rstrip(" :,").rsplit(" ", 1)[-1]
    told = phrase(text, *frame.after_cue) if last in ("told", "tells", "telling") else None
    if told and media(told.of(text)):
        yield Hand(told, "told", 1)
    for stretch in (*frame.attribution.cue, frame.after_cue):
        for found in _INTERVIEW.finditer(text, *stretch):
            limit = stretch.end if stretch is frame.after_cue else max(stretch.end, frame.after_cue.end)
            if (span := phrase(text, found.end(), limit)) and media(span.of(text)):
                yield Hand(span, " ".join(found.group(1).split()), 1)


def _carried(text: str, stretch: Span) -> Iterator[Hand]:
    for found in _CARRIED.finditer(text, *stretch):
        if (span := phrase(text, found.end(), stretch.end)) and media(span.of(text)):
            yield Hand(span, f"{found['verb']} {found['by']}", 2)


def _according(text: str, stretch: Span) -> Iterator[Hand]:
    for found in _ACCORDING.finditer(text, *stretch):
        span = phrase(text, found.end(), stretch.end)
        if span is None or _CLAUSE.search(text, stretch.start, found.start()):
            continue
        relation, words = found.group(1).lower(), span.of(text)
        person = relation == "according to" and (words[:1].isupper() or _PERSON.search(words))
        if person or media(words):
            yield Hand(span, relation, 3)


def _reportedly(text: str, stretch: Span, frame: Frame) -> Iterator[Hand]:
    content = frame.attribution.content
    for found in _REPORTEDLY.finditer(text, *stretch):
        # In another clause of the sentence the word says nothing of this statement.
        near = min(abs(found.start() - edge) for span in (*frame.attribution.cue, *content) for edge in span)
        if near <= len("reportedly") + 2:
            yield Hand(Span(*found.span(1)), found.group(1).lower(), 5)


def _reported(text: str, gap: Span) -> Iterator[Hand]:
    """ ", KCNA reported" and ", the agency said" after the statement, or after its occasion."""
    for comma in _COMMA.finditer(text, *gap):
        span = phrase(text, comma.end(), gap.end)
        if span and media(span.of(text)) and (tie := _REPORTING.match(text, span.end, gap.end)):
            yield Hand(span, tie["tie"].split()[-1], 4)
        elif by := _REPORTED_BY.match(text, comma.end(), gap.end):
            span = phrase(text, by.end(), gap.end)
            if span and media(span.of(text)):
                yield Hand(span, by[1], 4)


def _quoting(frame: Frame) -> Iterator[Hand]:
    """ "KCNA quoted" before the speaker."""
    if not frame.attribution.source:
        return
    text, speaker = frame.text, frame.attribution.source[0].start
    for gap in (frame.lead, *frame.gaps):
        tie = _QUOTES.search(text, *gap) if gap.end == speaker else None
        if tie is None:
            continue
        start = gap.start
        while start < gap.end and not text[start].isalnum():
            start += 1
        span = phrase(text, start, tie.start())
        if span and media(span.of(text)) and _WHEN.fullmatch(text, span.end, tie.start()):
            yield Hand(span, tie["tie"], 4)
