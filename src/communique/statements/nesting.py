"""Which statement is quoted inside which: "“He told me he would come,” she said" has his words within hers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from communique.encoder.understanding import Attribution
from communique.reading import Span
from communique.statements.quotations import Quotes

# How many contents that overlap a place are looked at: a sound encoder never gives more than a few.
_DEEP = 16


def outer(attributions: Sequence[Attribution], quotes: Quotes) -> tuple[int | None, ...]:
    """For each attribution the place of the one it is quoted inside of, or None.

    Inside is a content that lies in another's content, and a whole attribution that lies in quotation marks which
    hold another's content but not its cue.
    """
    by_content = _by_content(attributions)
    by_quotation = _by_quotation(attributions, quotes)
    found = [c if c is not None else q for c, q in zip(by_content, by_quotation, strict=True)]
    return tuple(None if _circular(i, found) else o for i, o in enumerate(found))


def _circular(start: int, found: Sequence[int | None]) -> bool:
    seen, at = {start}, found[start]
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = found[at]
    return False


def _by_content(attributions: Sequence[Attribution]) -> list[int | None]:
    found: list[int | None] = [None] * len(attributions)
    pieces = sorted((span.start, -span.end, i) for i, a in enumerate(attributions) for span in a.content)
    stack: list[tuple[Span, int]] = []
    for start, minus_end, i in pieces:
        while stack and stack[-1][0].end <= start:
            stack.pop()
        span = Span(start, -minus_end)
        if found[i] is None and span == attributions[i].content[0]:
            for holder, j in reversed(stack[-_DEEP:]):
                larger = holder.end - holder.start > span.end - span.start
                if j != i and larger and holder.end >= attributions[i].content[-1].end:
                    found[i] = j
                    break
        stack.append((span, i))
    return found


def _by_quotation(attributions: Sequence[Attribution], quotes: Quotes) -> list[int | None]:
    stretches = [q.span for q in quotes.outermost]
    starts = [s.start for s in stretches]

    def holder(span: Span) -> int:
        at = bisect_right(starts, span.start) - 1
        return at if at >= 0 and span.end <= stretches[at].end else -1

    speakers: dict[int, int] = {}
    for i, a in enumerate(attributions):
        cues = {holder(span) for span in a.cue}
        for span in a.content:
            if (at := holder(span)) >= 0 and a.cue and at not in cues:
                speakers.setdefault(at, i)
    found: list[int | None] = []
    for i, a in enumerate(attributions):
        places = {holder(span) for span in (*a.source, *a.cue, *a.content)}
        at = places.pop() if len(places) == 1 and a.cue else -1
        speaker = speakers.get(at)
        found.append(speaker if speaker != i else None)
    return found
