"""Which words and word pieces belong to the actor and which to the recipient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from communique.encoder.crf import Ints
from communique.encoder.pieces import Word
from communique.reading import Span

ACTOR, RECIPIENT = 1, 2


def part_of(word: Word, actor: Span | None, recipient: Span | None) -> int:
    """The part of a word in the pair: ACTOR, RECIPIENT, or 0. Where the two overlap, the actor's."""
    for part, span in ((ACTOR, actor), (RECIPIENT, recipient)):
        if span is not None and word.start < span.end and word.end > span.start:
            return part
    return 0


def parts_of(words: Sequence[Word], actor: Span | None, recipient: Span | None) -> Ints:
    """The part of each piece of a window of `words`, those of its two ends (no part) with them."""
    parts = (part for word in words for part in [part_of(word, actor, recipient)] * len(word.ids))
    return np.array([0, *parts, 0], np.int64)
