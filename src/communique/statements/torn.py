"""Quotations that no attribution covers: whole sentences in quotation marks whose speaker the text may not give.

One that follows the same speaker's quotation belongs to that statement: after "…," he said, in the same paragraph, or
where the quotation before was not closed. Every other is a statement of its own with an empty source: to give it to the
nearest name would be a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from communique.encoder.understanding import Attribution
from communique.reading import Span, Spans
from communique.statements.mend import LEAST_WORDS
from communique.statements.quotations import Quoted, Quotes

# No model stands behind such a statement, so its score says neither yes nor no.
SCORE = 0.5

_ENDS = re.compile(r"[.!?…][\"”’'»\s]*\Z")
_ONE_SENTENCE = re.compile(r"[\s,]*[^.!?]{0,60}[.!?]\s*")
_BEGINS = re.compile(r"(?:\A|[.!?…:][\"”’')»]*)\s*\Z|\n\s*\Z")


def with_torn(text: str, attributions: Sequence[Attribution], quotes: Quotes, body: Spans) -> tuple[Attribution, ...]:
    """The attributions, and those for the whole-sentence quotations in `body` that none of them covers."""
    all_of = [*attributions]
    covered = sorted(span for a in attributions for span in (*a.source, *a.cue, *a.content))
    starts = [span.start for span in covered]
    furthest: list[int] = []
    for span in covered:
        furthest.append(max(span.end, furthest[-1] if furthest else 0))
    body_starts = [part.start for part in body]
    owner: dict[int, int] = {}  # where a quoted piece of content ends: whose it is
    for i, a in enumerate(all_of):
        for span in a.content:
            owner[span.end] = i
    before: Quoted | None = None
    for q in quotes.outermost:
        previous, before = before, q
        at = bisect_right(starts, q.span.end - 1) - 1
        if at >= 0 and furthest[at] > q.span.start:
            continue
        part = bisect_right(body_starts, q.span.start) - 1
        if part < 0 or q.span.end > body[part].end:
            continue
        mine = _before(text, q, previous, all_of, owner)
        if mine is not None and _whole(text, q, body[part]):
            all_of[mine] = replace(all_of[mine], content=(*all_of[mine].content, q.span))
            owner[q.span.end] = mine
        elif _whole(text, q, body[part]) and _sentence_like(text, q):
            owner[q.span.end] = len(all_of)
            all_of.append(Attribution((), (), (q.span,), SCORE))
    return tuple(sorted(all_of, key=lambda a: (a.content, a.cue, a.source)))


def _whole(text: str, q: Quoted, part: Span) -> bool:
    """Whether the quoted stretch is a sentence or several: it begins where one may, and ends where one does."""
    if not _BEGINS.search(text[max(part.start, q.span.start - 8) : q.span.start]):
        return False
    after = text[q.span.end : q.span.end + 3]
    inside = bool(_ENDS.search(q.span.of(text)))
    if after[:1] in (".", "!", "?"):
        after, inside = after[1:], True
    following = after.lstrip(" ")[:1]
    return inside and (not after or after[0].isspace()) and not following.islower()


def _sentence_like(text: str, q: Quoted) -> bool:
    words = q.words.of(text).split()
    return q.family != "single" and len(words) >= LEAST_WORDS and not q.words.of(text).isupper()


def _before(
    text: str, q: Quoted, previous: Quoted | None, attributions: Sequence[Attribution], owner: dict[int, int]
) -> int | None:
    """The attribution whose quotation this one continues, or None."""
    if previous is None:
        return None
    mine = owner.get(previous.span.end)
    if mine is None:
        return None
    if q.continues and previous.goes_on:
        return mine
    attribution = attributions[mine]
    said = (*attribution.source, *attribution.cue)
    between = Span(previous.span.end, q.span.start)
    if not said or "\n" in between.of(text):
        return None
    # Only the cue and the speaker stand between, and the words around them end one sentence.
    inside = [span for span in said if between.start <= span.start and span.end <= between.end]
    rest = between.of(text)
    for span in sorted(inside, reverse=True):
        rest = rest[: span.start - between.start] + rest[span.end - between.start :]
    return mine if len(inside) == len(said) and _ONE_SENTENCE.fullmatch(rest) else None
