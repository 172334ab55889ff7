"""The words of a pair: what a linear model over runs of words and of letters says beside the head.

The head knows what words mean; this knows which turns of phrase went with which type. Each is wrong where the other is
right often enough that both together are better by some points than either. Runs are known by a hash alone, so the
table holds no text. Training and running use this one module, so that both see the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import cast

import numpy as np
import numpy.typing as npt

from communique.encoder.crf import Floats, Ints
from communique.encoder.pieces import Word
from communique.events.parts import part_of
from communique.reading import Span

BUCKETS = 1 << 14
RUN = 3  # words, at most
LETTERS = (3, 4, 5)
# Words behind the pair that count as near it: of 0, 3, 4 and 6 the figures were best with 3 and 4.
BEHIND = 4
# Words that are near where one of the pair is missing.
LONE = 8
STANDING = {1: "<actor>", 2: "<recipient>"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The table: for each bucket its weights by type, a scale for each type, and how rare the bucket is."""

    weights: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats
    rarity: Floats

    @classmethod
    def open(cls, content: bytes) -> Phrases:
        """The table in the file that is `content`."""
        with np.load(BytesIO(content)) as arrays:
            return cls(*(arrays[name] for name in ("weights", "scale", "bias", "rarity")))

    def scores(self, views: Iterable[Ints]) -> Floats:
        """The score of each type for a pair seen by its `views`."""
        total = np.zeros(len(self.bias), np.float32)
        for view in views:
            total += np.einsum("v,vt->t", spread(self.rarity, view), self.weights[view].astype(np.float32))
        return cast("Floats", total * self.scale + self.bias)


def spread(rarity: Floats, view: Ints) -> Floats:
    """How much each bucket of a view counts: by its rarity, all together at length 1."""
    weight = rarity[view]
    return cast("Floats", weight / np.maximum(np.sqrt((weight**2).sum()), 1e-6))


def views_of(words: Sequence[Word], text: str, actor: Span | None, recipient: Span | None) -> tuple[Ints, Ints, Ints]:
    """The buckets of the runs of words in a sentence, of those near the pair, and of the letters of the words near it.

    Actor and recipient stand for themselves, whatever their names.
    """
    tokens: list[str] = []
    for word in words:
        token = STANDING.get(part_of(word, actor, recipient)) or text[word.start : word.end].lower()
        if token.startswith("<") or token[:1].isalnum():
            tokens.append(token)
    tokens = [token for n, token in enumerate(tokens) if not token.startswith("<") or token not in tokens[:n]]
    places = [n for n, token in enumerate(tokens) if token.startswith("<")] or [0]
    after = places[-1] + 1 + BEHIND if len(places) > 1 else places[0] + LONE
    near = tokens[places[0] : after]
    letters = (f" {token} " for token in near if not token.startswith("<"))
    return (
        _buckets("w", _runs(tokens)),
        _buckets("n", _runs(near)),
        _buckets("l", (word[i : i + n] for word in letters for n in LETTERS for i in range(len(word) - n + 1))),
    )


def _runs(tokens: Sequence[str]) -> Iterable[str]:
    return (" ".join(tokens[i : i + n]) for n in range(1, RUN + 1) for i in range(len(tokens) - n + 1))


def _buckets(view: str, runs: Iterable[str]) -> Ints:
    return np.array(sorted({zlib.crc32(f"{view}:{run}".encode()) % BUCKETS for run in runs}), np.int64)
