"""Linear-chain CRF decoding for a batch of windows: the best tags, and how sure each is.

Lafferty, McCallum and Pereira (2001). Windows of unequal length are padded and run side by side, so that the loop over
words is as long as the longest window, not as the article.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def decode(scores: Sequence[Floats], moves: Floats, first: Floats) -> list[tuple[Ints, Floats]]:
    """For each window, its best tag sequence and the marginal probability of each chosen tag.

    `scores`: one [words, tags] array a window; `moves`: [tags, tags] score of a tag after a tag; `first`: [tags].
    """
    lengths = [len(s) for s in scores]
    n, w, t = max(lengths, default=0), len(scores), len(first)
    if not n:
        return [(np.zeros(0, np.int64), np.zeros(0, np.float32)) for _ in scores]
    padded = np.zeros((n, w, t), np.float32)
    for i, s in enumerate(scores):
        padded[: len(s), i] = s
    ends = np.array(lengths)
    tags = _viterbi(padded, moves, first, ends)
    sure = _marginals(padded, moves, first, ends)
    return [(tags[:k, i], np.take_along_axis(sure[:k, i], tags[:k, i, None], 1)[:, 0]) for i, k in enumerate(lengths)]


def _viterbi(scores: Floats, moves: Floats, first: Floats, ends: Ints) -> Ints:
    n, w, t = scores.shape
    best = scores[0] + first
    back = np.zeros((n, w, t), np.int8)
    kept = np.empty((n, w, t), np.float32)
    kept[0] = best
    turned = moves.T[None]  # [1, after, before]
    for i in range(1, n):
        ways = best[:, None, :] + turned
        back[i] = ways.argmax(2)
        best = ways.max(2) + scores[i]
        kept[i] = best
    tags = np.zeros((n, w), np.int64)
    rows = np.arange(w)
    tags[ends - 1, rows] = kept[ends - 1, rows].argmax(1)
    for i in range(n - 1, 0, -1):
        inside = i < ends
        tags[i - 1, inside] = back[i, rows[inside], tags[i, inside]]
    return tags


def _marginals(scores: Floats, moves: Floats, first: Floats, ends: Ints) -> Floats:
    """Forward-backward in probability space, rescaled at each word."""
    n, w, t = scores.shape
    heat = np.exp(scores - scores.max(2, keepdims=True)).astype(np.float64)
    step = np.exp(moves.astype(np.float64))
    forward = np.empty((n, w, t))
    row = heat[0] * np.exp(first.astype(np.float64))
    forward[0] = row / row.sum(1, keepdims=True)
    for i in range(1, n):
        row = (forward[i - 1] @ step) * heat[i]
        forward[i] = row / row.sum(1, keepdims=True)
    backward = np.ones((n, w, t))
    turned = step.T
    for i in range(n - 2, -1, -1):
        row = (backward[i + 1] * heat[i + 1]) @ turned
        row /= row.sum(1, keepdims=True)
        row[i + 1 >= ends] = 1.0
        backward[i] = row
    both = forward * backward
    chances: Floats = (both / both.sum(2, keepdims=True)).astype(np.float32)
    return chances
