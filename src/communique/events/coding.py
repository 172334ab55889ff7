"""Coding one pair: from a text with an actor and a recipient to the type of event, its mode, and the scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import cast

from communique import encoder
from communique.encoder.crf import Floats
from communique.encoder.model import CLS, SEP, OnnxEncoder, shipped_digest
from communique.encoder.pieces import PARAGRAPH, Word, windows_of
from communique.events.coded import TYPES, Coded
from communique.events.modes import mode_of
from communique.events.pairs import PairHead, shipped
from communique.events.parts import parts_of
from communique.events.phrases import views_of
from communique.reading import Span


def code(text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None = None) -> Coded:
    """What the actor does to the recipient, or with it, as `text` tells it.

    `actor` and `recipient` are `[start, end)` of their words, in code points; either may be None, where the text has
    nobody. Only the sentence or sentences that they stand in are read. Raises ValueError where a span lies outside the
    text or holds no word, and where both are None; ModelError where the weights are missing or damaged.
    """
    spans = [_checked(text, name, span) for name, span in (("actor", actor), ("recipient", recipient))]
    given = [span for span in spans if span is not None]
    if not given:
        raise ValueError("Neither an actor nor a recipient is given: name at least one of them by its [start, end).")
    reach = Span(min(s.start for s in given), max(s.end for s in given))
    text = readable(text)
    words, states = _read(text, reach)
    chances = head().chances(states, parts_of(words, *spans), views_of(words, text, *spans))
    kind = TYPES[int(chances.argmax())]
    start = words[0].start
    sentence = text[start : words[-1].end]
    mode = mode_of(kind, sentence, Span(reach.start - start, reach.end - start))
    return Coded(kind, mode, {name: round(float(chance), 4) for name, chance in zip(TYPES, chances, strict=True)})


_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs, which no encoder reads


def readable(text: str) -> str:
    """The text, of the same length, without what no encoder reads: halves of surrogate pairs."""
    return _HALVES.sub("\ufffd", text)


def _checked(text: str, name: str, span: tuple[int, int] | None) -> Span | None:
    if span is None:
        return None
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"The {name} [{start}, {end}] is no stretch of the text, which has {len(text)} characters.")
    if not any(sign.isalnum() for sign in text[start:end]):
        raise ValueError(f"The {name} [{start}, {end}] holds no word, only {text[start:end]!r}.")
    return Span(start, end)


def _read(text: str, reach: Span) -> tuple[Sequence[Word], Floats]:
    """The words of the sentences that `reach` touches, as many as the encoder reads at once, and their states."""
    encode = cast(OnnxEncoder, encoder.load())
    limit = encode.shape.window - len((CLS, SEP))
    words: Sequence[Word] = encode.words(text, [Span(0, len(text))])
    windows = windows_of(words, text, limit)
    found: list[Word] = []
    for window in windows:
        part = words[window.start : window.end]
        if part[0].start < reach.end and part[-1].end > reach.start:
            states, ends = encode.states(part)
            found += _touched(part, ends, text, reach)
            if len(found) == len(words) and len(windows) == 1:
                return words, states
    # read anew, as a text of its own: so the head has learned to see them
    words = _fitting(encode.words(text, [Span(found[0].start, found[-1].end)]), reach, limit)
    return words, encode.states(words)[0]


def _touched(words: Sequence[Word], ends: Floats, text: str, reach: Span) -> Sequence[Word]:
    """The words of those sentences that `reach` touches.

    They end with a paragraph, and with a mark of which the encoder says so.
    """
    cuts = [
        n
        for n in range(1, len(words))
        if words[n].gap == PARAGRAPH or (ends[n - 1, 0] > 0 and not text[words[n - 1].end - 1].isalnum())
    ]
    first = max((n for n in cuts if words[n].start <= reach.start), default=0)
    after = min((n for n in cuts if words[n].start >= reach.end), default=len(words))
    return words[first:after]


def _fitting(words: Sequence[Word], reach: Span, limit: int) -> Sequence[Word]:
    """The words of `reach` and as many beside it, nearest first, as have no more than `limit` pieces together."""
    inside = [n for n, word in enumerate(words) if word.start < reach.end and word.end > reach.start]
    order = sorted(range(len(words)), key=lambda n: (max(inside[0] - n, n - inside[-1], 0), n))
    sizes = accumulate(len(words[n].ids) for n in order)
    kept = [n for n, size in zip(order, sizes, strict=True) if size <= limit]
    return words[min(kept) : max(kept) + 1]


@cache
def head() -> PairHead:
    """The shipped head, loaded once a process. Raises ModelError where it cannot be."""
    return PairHead(shipped(), encoder=shipped_digest())
