"""The words around a statement: what stands in its sentence before, between and after its source, cue and content."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from communique.encoder.understanding import Attribution
from communique.reading import Span, Spans
from communique.statements.sentences import Sentences, abbreviated


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretches of a statement's sentence that belong neither to it nor to another statement, in order of text.

    `lead` is before its first words, if nothing else is; `after_cue` follows the cue, or the source where that follows
    the cue ("said Kim at …"); `gaps` has all stretches after a word of the statement, `after_cue` among them. `cue` has
    the words of the cue and `beside` those of the stretches, in small letters.
    """

    text: str
    attribution: Attribution
    lead: Span
    gaps: tuple[Span, ...]
    after_cue: Span
    cue: str
    beside: str


def frames(text: str, attributions: Sequence[Attribution], parts: Spans = ()) -> tuple[Frame, ...]:
    """The frame of each attribution, without the words of the others and none reaching over the end of a part."""
    pieces = sorted((*span, i) for i, a in enumerate(attributions) for span in (*a.source, *a.cue, *a.content))
    places: list[list[int]] = [[] for _ in attributions]
    for place, (_, _, i) in enumerate(pieces):
        places[i].append(place)
    sentences = Sentences(text, parts)
    begins = [piece[0] for piece in pieces]
    return tuple(_frame(text, a, pieces, begins, mine, sentences) for a, mine in zip(attributions, places, strict=True))


def _frame(
    text: str,
    attribution: Attribution,
    pieces: Sequence[tuple[int, int, int]],
    begins: Sequence[int],
    places: Sequence[int],
    sentences: Sentences,
) -> Frame:
    first = pieces[places[0]][0]
    start = sentences.start(first)
    before = bisect_left(begins, first)
    if before and pieces[before - 1][1] > start:
        start = first
    gaps: dict[int, Span] = {}
    for place in places:
        end = pieces[place][1]
        place = bisect_left(begins, end)
        following = begins[place] if place < len(begins) else len(text)
        stop = end if _over(text, end) else max(end, min(sentences.end(end), following))
        gaps[end] = Span(end, stop)
    after = attribution.cue[-1].end if attribution.cue else pieces[places[0]][1]
    if attribution.cue and attribution.source and 0 <= attribution.source[0].start - after <= 1:
        after = attribution.source[-1].end
    lead, stretches = Span(min(start, first), first), tuple(gaps.values())
    cue = " ".join(span.of(text) for span in attribution.cue).lower()
    beside = " ".join(span.of(text) for span in (lead, *stretches)).lower()
    return Frame(text, attribution, lead, stretches, gaps[after], cue, beside)


def _over(text: str, end: int) -> bool:
    """Whether a sentence has ended with the words that end at `end`, inside closing marks or not."""
    before = text[max(0, end - 4) : end]
    words = before.rstrip("\"”’')")
    if words[-1:] not in (".", "!", "?") or (words == before and abbreviated(text, end - 1)):
        return False
    following = text[end : end + 2]
    begins = following.strip()[:1]
    return not following or (following[0].isspace() and (not begins or begins.isupper() or begins in "“\"‘'"))
