"""On what occasion or in what form a statement was made: "at the 14th session of …", "in a statement", "on Twitter"."""

from __future__ import annotations

import re

from communique.reading import Passage, Span
from communique.statements.frame import Frame
from communique.statements.phrases import phrase

_OCCASION = (
    r"session|meeting|summit|speech|address|statement|interview|conference|briefing|rally|hearing|debate|letter|message"
    r"|commentary|editorial|article|op-ed|tweets?|posts?|posting|broadcast|ceremony|forum|talks|call|conversation"
    r"|dinner|luncheon|event|testimony|report|appearance|remarks|comments|town hall|banquet|toast|plenum|congress|memo"
    r"|e-?mails?"
    r"|video|podcast|book|column|dispatch|communiqu[eé]|release|declaration|parliament|assembly|signing|reception|visit"
    r"|stop|fundraiser|convention|breakfast|press gaggle|news agency report|telegram|note|reply|commencement"
)
_WHERE = re.compile(
    r"\s*,?\s*(?<!\w)((?:in|at|during|on(?= an? )|through|via)\s(?!\w+day\b)(?:(?:a|an|the|his|her|its|their|this|that"
    r"|one|several|separate|recent|joint|written|prepared|brief|televised|rare)\s)?"
    rf"(?:(?!to\b|of\b|that\b)[\w’'.-]+\s){{0,5}}?(?:{_OCCASION}))(?![\w-])",
    re.I,
)
_MANNER = re.compile(
    r"\s*,?\s*(on (?:(?:state|national|live) )?(?:television|TV|radio)|on condition of anonymity|through an interpreter"
    r"|on (?:CNN|BBC|NBC|ABC|CBS|MSNBC|CNBC|Fox News(?: Sunday)?|NPR))(?!\w)"
)
_PLACE = re.compile(r"\s*,?\s*((?:at|on|outside|inside) (?P<article>the|his|her|its|their|a|an)\s)")
_NO_PLACE = re.compile(
    r"(?:at|on) (?:the|a|an|his|her) (?:same |first |latest |very )?(?:time|moment|point|end|start|beginning|outset"
    r"|height|expense|issue|subject|topic|matter|question|condition|record|campaign|economy|other|one|night|morning|day|eve|evening"
    r"|afternoon|weekend|way|basis|grounds|number|status|impact|possibility|prospect|idea|need|role|rise|future)\b",
    re.I,
)
# "Speaking later at …" at the head of the sentence.
_SPEAKING = re.compile(
    r"(?:Speaking|speaking)(?: later| earlier| (?:on )?[A-Z]\w+day)?(?=\s(?:at|in|on|from|outside|during)\s)"
)
_TOWN = re.compile(r"\s*,?\s*((?:in|In|At|outside|Outside)\s)(?=[A-Z])")
_AFTER_TOWN = re.compile(
    r"\s*(?:\Z|[,.;:—–-]|[“\"‘]|(?:that|on|late|early|before|after|during|when|and)\b|[A-Z]\w+day)"
)
# A prepositional phrase that belongs to the occasion: what session, with whom, where.
_MORE = re.compile(r"\s(of|with|to|in|at|for|on|from|between|before|outside)\s")
_TIME = re.compile(
    r"\s*(?:late |early |the )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|Jan|Feb|Mar|Apr|May\b|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d|last\b|this\b|next\b|yesterday|today|recent|condition)",
)
_TO = re.compile(r"\s*to\s")
_DAY = re.compile(r"\s*(?:on |late |early )*[A-Z]\w+day\b(?: (?:morning|evening|night|afternoon))?")
# What may stand between an occasion at the head of the sentence and the comma after it: when it was.
_COMMA = re.compile(r"\s*(?:(?:on |late |early |last |this )*[\w.]+(?: \d+)?(?: night| morning| evening| week)?)?,")
_CHAINED = 3


def setting(frame: Frame) -> Passage | None:
    """The words of the occasion or the form, with their preposition, or None where the sentence gives none.

    Looked for right after the cue (or the speaker, or the one spoken to), inside the cue, and at the sentence's head.
    """
    text = frame.text
    for cue in frame.attribution.cue:
        if (found := _WHERE.search(text, *cue) or _MANNER.search(text, *cue)) and found.start() > cue.start:
            return Passage((_whole(text, Span(*found.span(1)), max(cue.end, _limit(frame, cue))),))
    after = frame.after_cue
    for start in _starts(frame):
        if span := _occasion(text, start, after.end):
            return Passage((span,))
    # "Kim, in a speech, said".
    between = [gap for gap in frame.gaps if frame.attribution.cue and gap.end == frame.attribution.cue[0].start]
    for gap in between:
        if found := _WHERE.match(text, *gap):
            return Passage((_whole(text, Span(*found.span(1)), gap.end),))
    return _at_head(frame)


def _occasion(text: str, start: int, limit: int) -> Span | None:
    """The occasion, the manner or the place that the words at `start` give."""
    if found := _MANNER.match(text, start, limit):
        return Span(*found.span(1))
    if found := _WHERE.match(text, start, limit):
        return _whole(text, Span(*found.span(1)), limit)
    if (found := _PLACE.match(text, start, limit)) and not _NO_PLACE.match(text, found.start(1)):
        place = phrase(text, found.start("article"), limit)
        return Span(found.start(1), place.end) if place else None
    return _town(text, start, limit)


def _town(text: str, start: int, limit: int) -> Span | None:
    found = _TOWN.match(text, start, limit)
    if found is None or _TIME.match(text, found.end(), limit):
        return None
    town = phrase(text, found.end(), limit)
    return Span(found.start(1), town.end) if town and _AFTER_TOWN.match(text[town.end : limit]) else None


def _limit(frame: Frame, cue: Span) -> int:
    return frame.after_cue.end if frame.after_cue.start == cue.end else cue.end


def _starts(frame: Frame) -> list[int]:
    """Where an occasion may begin: right after the cue, after who was told, after the day."""
    text, after = frame.text, frame.after_cue
    starts = [after.start]
    to = _TO.match(text, *after)
    if person := phrase(text, to.end() if to else after.start, after.end):
        starts.append(person.end)
    days = (_DAY.match(text, start, after.end) for start in starts)
    return [*starts, *(day.end() for day in days if day)]


def _at_head(frame: Frame) -> Passage | None:
    text, lead = frame.text, frame.lead
    start = lead.start
    while start < lead.end and not text[start].isalnum():
        start += 1
    if start == lead.end or not text[start].isupper():
        return None
    if speaking := _SPEAKING.match(text, start, lead.end):
        span = _occasion(text, speaking.end(), lead.end)
    elif found := _WHERE.match(text, start, lead.end):
        span = _whole(text, Span(*found.span(1)), lead.end)
        if not text[span.end : lead.end].strip():
            return Passage((span,))
    else:
        span = _town(text, start, lead.end)
    return Passage((span,)) if span and _COMMA.match(text, span.end, lead.end) else None


def _whole(text: str, span: Span, limit: int) -> Span:
    """The occasion with the phrases that say which: "the session of the assembly", "a conference in Seoul"."""
    end = span.end
    for _ in range(_CHAINED):
        more = _MORE.match(text, end, limit)
        if more is None or _TIME.match(text, more.end(), limit):
            break
        following = phrase(text, more.end(), limit)
        if following is None:
            break
        end = following.end
    return Span(span.start, end)
