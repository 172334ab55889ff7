"""The gate: whether the words of a sentence leave it possible that it tells of an event.

A linear model over runs of words, which are known by a hash alone. Training and running use this one module.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt

from communique.encoder.crf import Ints
from communique.encoder.pieces import Word

BUCKETS = 1 << 15
RUN = 3  # words, at most


@dataclass(frozen=True, slots=True)
class Gate:
    """The weight of each bucket, in units of `scale`."""

    weights: npt.NDArray[np.int8]
    scale: float
    bias: float

    @classmethod
    def open(cls, content: bytes) -> Gate:
        """The gate in the file that is `content`."""
        with np.load(BytesIO(content)) as arrays:
            return cls(arrays["weights"], float(arrays["scale"][0]), float(arrays["bias"][0]))

    def score(self, words: Sequence[Word], text: str) -> float:
        """The log-odds that a sentence of these words tells of an event."""
        seen = buckets_of(words, text)
        total = int(self.weights[seen].sum(dtype=np.int64))
        return total * self.scale / math.sqrt(max(len(seen), 1)) + self.bias


def buckets_of(words: Sequence[Word], text: str) -> Ints:
    """The buckets of the runs of words in a sentence, marks left out and whatever their case; each once."""
    tokens = [token for w in words if (token := text[w.start : w.end].lower())[:1].isalnum()]
    runs = {
        zlib.crc32(" ".join(tokens[i : i + n]).encode("utf8", "replace")) % BUCKETS
        for n in range(1, RUN + 1)
        for i in range(len(tokens) - n + 1)
    }
    return np.array(sorted(runs), np.int64)
