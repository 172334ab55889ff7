"""What the encoder's attributions are mended of before they are read. Where a span is sound, nothing is moved.

With the gold of PolNeAR as input, three spans in a thousand change on the whole way to statements: white space at an
edge, a quotation mark that was cut off from its partner, a medium that hands on another's words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.encoder.understanding import Attribution
from communique.reading import Block, Span, Spans
from communique.statements.phrases import WhoIsMeant
from communique.statements.quotations import Quotes
from communique.statements.sentences import trimmed

READ = ("headline", "body")
# A quotation of fewer words is a heading or a cry, seldom a statement.
LEAST_WORDS = 4
# How far a cue may stand from the end of its own paragraph for the next one to go on with it, in characters.
REACH = 400
_AUXILIARIES = frozenset({"", "is", "are", "was", "were", "has", "have", "had"})
_HEARSAY = _AUXILIARIES | {"reportedly", "allegedly", "apparently", "supposedly", "purportedly"}
# The most that may stand between "Kim said:" and a quotation on the next paragraph, or between it and "- Kim".
_LEADING = 60
_PLACED = re.compile(r"\b(?:In|At|On|From|Near|Outside|Inside) \Z")
_PLACE = re.compile(r"(?:(?!the |an? |his |her |its |their )[\w’'-]+ ){1,3}?(?=(?:the|an?|two|three|some) \w)")


def read_parts(text: str, blocks: Sequence[Block]) -> Spans:
    """The parts of a text whose statements count: headline and body, each headline by itself, a body as one.

    Without blocks, the whole text.
    """
    if not blocks:
        return (Span(0, len(text)),) if text else ()
    parts: list[Span] = []
    before: Block | None = None
    for block in blocks:
        if block.kind == "body" and before is not None and before.kind == "body" and block.span.start == parts[-1].end:
            parts[-1] = Span(parts[-1].start, block.span.end)
        elif block.kind in READ and block.span.start < block.span.end:
            parts.append(block.span)
        before = block
    return tuple(parts)


def mended(text: str, attributions: Iterable[Attribution], parts: Spans, quotes: Quotes) -> tuple[Attribution, ...]:
    """The attributions that lie in the parts that are read, with sound edges and sources, in order of their content."""
    stretches = {q.span.start: q.span for q in quotes.quoted}, {q.span.end: q.span for q in quotes.quoted}
    kept: list[Attribution] = []
    for attribution in attributions:
        content = tuple(_closed(span, *stretches, text) for span in _sound(text, attribution.content, parts))
        cue = _sound(text, attribution.cue, parts)
        if not content or (attribution.cue and not cue):
            continue
        source = _without_place(text, _beside(_sound(text, attribution.source, parts), cue, parts))
        mine = replace(attribution, source=source, cue=cue, content=content)
        kept.append(replace(mine, source=()) if _far_source(text, mine) or _bystander(text, mine) else mine)
    kept.sort(key=lambda a: (a.content, a.cue, a.source))
    return tuple(kept)


def with_subjects(text: str, attributions: Iterable[Attribution], who: WhoIsMeant) -> tuple[Attribution, ...]:
    """The attributions, and "Moon" for the source of "Moon | is reportedly seeking | a meeting".

    "Reportedly" alone is a cue without a source, so the encoder takes what stands before it for content. With a verb
    beside it, whoever is named right before the cue is its subject.
    """
    kept: list[Attribution] = []
    for a in attributions:
        verbs = {word for span in a.cue for word in span.of(text).lower().split()} - _HEARSAY
        led = not a.source and len(a.content) > 1 and a.cue and a.content[0].end < a.cue[0].start
        led = led and text[a.content[0].end : a.cue[0].start].strip() in _AUXILIARIES
        if led and verbs and who.actor_of(a.content[:1])[0] is not None:
            a = replace(a, source=a.content[:1], content=a.content[1:])
        kept.append(a)
    return tuple(kept)


def parted(text: str, attributions: Iterable[Attribution], quotes: Quotes) -> tuple[Attribution, ...]:
    """The attributions without contents that lie in another paragraph than their cue, and nothing leads there.

    What leads on: the cue's paragraph ends with a colon, its quotation was not closed, or the next paragraph is a
    quotation from its first character. A content that is let go stands alone; so does one that never had a cue. Alone,
    only somebody's very words are a statement: a quotation of a few words, or nothing.
    """
    kept: list[Attribution] = []
    for attribution in attributions:
        ours, alone = _near(text, attribution, quotes)
        if ours:
            kept.append(replace(attribution, content=ours))
        kept += [Attribution((), (), (span,), attribution.score) for span in alone if _very_words(text, span, quotes)]
    kept.sort(key=lambda a: (a.content, a.cue, a.source))
    return tuple(kept)


def _near(text: str, attribution: Attribution, quotes: Quotes) -> tuple[Spans, Spans]:
    """The contents that their cue leads to, and those that it does not."""
    if not attribution.cue:
        return (), attribution.content
    if torn := _cue_in_quotation(attribution, quotes):
        return (), (torn,)
    cue = attribution.cue[0]
    ours: list[Span] = []
    alone: list[Span] = []
    for span in attribution.content:
        before = next((o for o in reversed(ours) if cue.start < o.start), cue)
        if span.start < cue.start:  # "- Kim" may stand under his words
            between = text[span.end : cue.start]
            near = "\n" not in between or len(between.strip()) <= _LEADING or _goes_on(span, quotes)
        else:
            near = "\n" not in text[before.end : span.start] or _leads_on(text, before, span, quotes)
        if near:
            ours.append(span)
        else:
            alone.append(span)
    return tuple(ours), tuple(alone)


def _goes_on(span: Span, quotes: Quotes) -> bool:
    """Whether a quotation in the span is closed in a later paragraph only."""
    return any(q.goes_on for q in quotes.over(span))


def _cue_in_quotation(attribution: Attribution, quotes: Quotes) -> Span | None:
    """The quotation that a cue stands in while its source does not: the cue is then a word of whoever is quoted."""
    cue = attribution.cue[0]
    for q in quotes.over(Span(cue.start, cue.start + 1)):
        if cue.start < q.words.end and q.family != "single":
            return q.span if attribution.source and attribution.source[-1].end <= q.span.start else None
    return None


def _leads_on(text: str, first: Span, second: Span, quotes: Quotes) -> bool:
    between = text[first.end : second.start]
    head, _, tail = between.partition("\n")
    if tail.strip() or len(head) > REACH:
        return False
    return head.rstrip().endswith(":") or any(
        q.span.start == second.start or q.continues for q in quotes.over(Span(second.start, second.start + 1))
    )


def _very_words(text: str, span: Span, quotes: Quotes) -> bool:
    """Whether enough of the span stands in quotation marks to be somebody's own words."""
    return any(
        span.start <= q.words.start and q.words.end <= span.end and len(q.words.of(text).split()) >= LEAST_WORDS
        for q in quotes.over(span)
    )


def _sound(text: str, spans: Spans, parts: Spans) -> Spans:
    """What of the spans lies in the parts that are read, in order, without white space at the edges."""
    sound = []
    for span in sorted(spans):
        # One that runs over a part that is not read is cut there.
        at = max(0, bisect_right(parts, span.start, key=_start) - 1)
        while at < len(parts) and parts[at].start < span.end:
            if inside := trimmed(text, Span(max(parts[at].start, span.start), min(parts[at].end, span.end))):
                sound.append(inside)
            at += 1
    return tuple(sound)


def _beside(source: Spans, cue: Spans, parts: Spans) -> Spans:
    """What of the source stands in the part of the cue: of one that runs from a headline into the story, the end."""
    if len(source) < 2 or not cue:
        return source
    part = parts[max(0, bisect_right(parts, cue[0].start, key=_start) - 1)]
    return tuple(span for span in source if part.start <= span.start < part.end) or source


def _without_place(text: str, source: Spans) -> Spans:
    """The source without what opens the sentence before it: "In | Helsinki a diplomat", "In | private an aide"."""
    if source and _PLACED.search(text, max(0, source[0].start - 8), source[0].start):
        first = source[0]
        if place := _PLACE.match(text, first.start, first.end):
            return (Span(place.end(), first.end), *source[1:])
    return source


def _start(span: Span) -> int:
    return span.start


def _closed(span: Span, by_start: dict[int, Span], by_end: dict[int, Span], text: str) -> Span:
    """The span with the quotation mark that its edge cut off from its partner."""
    start, end = span
    for width in (1, 2):
        after = by_end.get(end + width)
        if after and start <= after.start and text[end : end + width].strip("”\"’'»“") == "" and after.start < end:
            return Span(start, end + width)
        before = by_start.get(start - width)
        if before and before.end <= end and text[start - width : start].strip("“\"‘'`«„") == "" and before.end > start:
            return Span(start - width, end)
    return span


def _bystander(text: str, attribution: Attribution) -> bool:
    """Whether the source is only whom the speaker was with: "Lee emerged from talks with an envoy to say …"."""
    if not attribution.source or not attribution.cue or attribution.cue[0].end <= attribution.source[0].start:
        return False
    start = attribution.source[0].start
    before = text[max(0, start - 12) : start].split()
    return attribution.cue[0].of(text).startswith("to ") and bool(before) and before[-1].lower() in ("with", "beside")


def _far_source(text: str, attribution: Attribution) -> bool:
    """Whether the source lies in another paragraph than the content, with nothing that leads from the one to the other.

    "Kim said:" may end the paragraph before its quotation, and "- Kim" may stand under it. A quotation torn from its
    story must not go to a name in the paragraph before.
    """
    if not attribution.source:
        return False
    source, content = attribution.source, attribution.content
    first, second = ((*source, *attribution.cue), content) if source[0] < content[0] else (content, source)
    end = second[0].start
    between = text[max((span.end for span in first if span.start < end), default=end) : end]
    if "\n" not in between:
        return False
    if not attribution.cue:
        return True
    head, _, tail = between.partition("\n")
    led = head.rstrip()
    over = led[-1:] in (".", "!", "?", "”", '"') or len(between.strip()) > _LEADING
    return over and not (tail.strip() == "" and led.endswith(":"))
