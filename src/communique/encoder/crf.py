"""Linear-chain CRF decoding for a batch of windows: the best tags, and how sure each is.

Lafferty, McCallum and Pereira (2001). Windows of unequal length are padded and run side by side, so that the loop over
words is as long as the longest window, not as the article. The windows are the last axis: what numpy does at each word
is then one stretch of memory, however many windows there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Words after which chances are scaled back to a sum of one: in so few they never grow too small to be told from none.
SCALED = 8


def decode(scores: Sequence[Floats], moves: Floats, first: Floats) -> list[tuple[Ints, Floats]]:
    """For each window, its best tag sequence and the marginal probability of each chosen tag.

    `scores`: one [words, tags] array a window; `moves`: [tags, tags] score of a tag after a tag; `first`: [tags].
    """
    lengths = [len(s) for s in scores]
    if not any(lengths):
        return [(np.zeros(0, np.int64), np.zeros(0, np.float32)) for _ in scores]
    padded = np.zeros((max(lengths), len(first), len(scores)), np.float32)
    for i, s in enumerate(scores):
        padded[: len(s), :, i] = s
    tags = _viterbi(padded, moves, first, lengths)
    sure = _marginals(padded, moves, first, lengths)
    return [(t, sure[np.arange(k), t, i]) for i, (t, k) in enumerate(zip(tags, lengths, strict=True))]


def _viterbi(scores: Floats, moves: Floats, first: Floats, lengths: Sequence[int]) -> list[Ints]:
    """The best tags of each window. `scores` are [words, tags, windows]."""
    n, t, w = scores.shape
    best = np.empty((n, t, w), np.float32)
    best[0] = scores[0] + first[:, None]
    ways = np.empty((n, t, t, w), np.float32)  # word, tag before, tag
    for i in range(1, n):
        np.add(best[i - 1][:, None], moves[:, :, None], out=ways[i])
        np.add(np.maximum.reduce(ways[i]), scores[i], out=best[i])
    back = ways.argmax(1)
    found = []
    for window, length in enumerate(lengths):
        before = back[:length, :, window].tolist()
        tags = [int(best[length - 1, :, window].argmax())] if length else []
        for i in range(length - 1, 0, -1):
            tags.append(before[i][tags[-1]])
        found.append(np.array(tags[::-1], np.int64))
    return found


def _marginals(scores: Floats, moves: Floats, first: Floats, lengths: Sequence[int]) -> Floats:
    """Forward-backward in probability space: of each word of each window the chance of each tag.

    Backward is forward along windows turned round, with the moves turned round: both are run side by side.
    """
    n, t, w = scores.shape
    heat = np.exp(scores - scores.max(1, keepdims=True)).astype(np.float64)
    place, windows = np.arange(n)[:, None], np.arange(w)
    turned = np.maximum(np.array(lengths) - 1 - place, 0)  # of each place the one as far from the other end
    both = np.stack([heat, heat[turned, :, windows].transpose(0, 2, 1)], 1)
    step = np.exp(np.stack([moves.T, moves]).astype(np.float64))
    before = np.empty((n, 2, t, w))  # what the words before each one say of it, without itself
    before[0] = np.exp(np.stack([first, np.zeros(t)]).astype(np.float64))[:, :, None]
    for i in range(1, n):
        row = before[i - 1] * both[i - 1]
        if i % SCALED == 0:
            row /= row.sum(1, keepdims=True)
        np.matmul(step, row, out=before[i])
    chances = before[:, 0] * heat * before[turned, 1, :, windows].transpose(0, 2, 1)
    return cast("Floats", (chances / chances.sum(1, keepdims=True)).astype(np.float32))
