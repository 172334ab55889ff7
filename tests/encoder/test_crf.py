"""CRF decoding against every sequence tried one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from communique.encoder.crf import decode


def brute(scores: np.ndarray, moves: np.ndarray, first: np.ndarray) -> tuple[list[int], np.ndarray]:
    n, t = scores.shape
    total, weight = 0.0, np.zeros((n, t))
    best: tuple[float, tuple[int, ...]] = (-np.inf, ())
    for tags in itertools.product(range(t), repeat=n):
        score = first[tags[0]] + sum(scores[i, k] for i, k in enumerate(tags))
        score += sum(moves[a, b] for a, b in itertools.pairwise(tags))
        best = max(best, (score, tags))
        total += np.exp(score)
        for i, k in enumerate(tags):
            weight[i, k] += np.exp(score)
    return list(best[1]), weight / total


@pytest.mark.parametrize("seed", range(5))
def test_best_tags_and_marginals_are_those_of_brute_force(seed: int) -> None:
    chance = np.random.default_rng(seed)
    moves = chance.normal(size=(3, 3)).astype(np.float32)
    first = chance.normal(size=3).astype(np.float32)
    windows = [chance.normal(size=(n, 3)).astype(np.float32) for n in (4, 1, 6)]
    for scores, (tags, sure) in zip(windows, decode(windows, moves, first), strict=True):
        expected, marginals = brute(scores, moves, first)
        assert tags.tolist() == expected
        np.testing.assert_allclose(sure, marginals[range(len(tags)), expected], rtol=1e-4)


def test_a_window_decodes_alike_alone_and_beside_others() -> None:
    chance = np.random.default_rng(7)
    moves, first = chance.normal(size=(3, 3)).astype(np.float32), np.zeros(3, np.float32)
    windows = [chance.normal(size=(n, 3)).astype(np.float32) for n in (9, 2, 5)]
    together = decode(windows, moves, first)
    for window, (tags, sure) in zip(windows, together, strict=True):
        alone_tags, alone_sure = decode([window], moves, first)[0]
        assert tags.tolist() == alone_tags.tolist()
        assert sure.tolist() == alone_sure.tolist()


def test_no_windows_and_impossible_moves() -> None:
    assert decode([], np.zeros((2, 2), np.float32), np.zeros(2, np.float32)) == []
    moves = np.array([[0, -1e4], [0, 0]], np.float32)
    tags, _ = decode([np.array([[5, 0], [0, 5]], np.float32)], moves, np.zeros(2, np.float32))[0]
    assert tags.tolist() != [0, 1]
