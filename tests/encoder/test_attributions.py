"""Links: the cue is the hub."""

from __future__ import annotations

import numpy as np

from communique.encoder.attributions import Pointers, Run, link, runs_of

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
WIDTH = 4
POINTERS = Pointers(WIDTH, 3, np.zeros((2, WIDTH), np.float32), np.zeros((2, 7), np.float32))


def links(words: int, cue_of: dict[int, int], source_of: dict[int, int]) -> np.ndarray:
    """Vectors in which each asking word points to its answer: one axis a cue."""
    out = np.full((words, 4 * WIDTH), -9.0, np.float32)
    for axis, cue in enumerate(sorted(set(cue_of.values()))):
        out[:, axis] = -9
        out[cue, WIDTH : 2 * WIDTH] = 0
        out[cue, WIDTH + axis] = 9
        for word, to in cue_of.items():
            if to == cue:
                out[word, :WIDTH] = 0
                out[word, axis] = 9
    for axis, source in enumerate(sorted(set(source_of.values()))):
        out[source, 3 * WIDTH :] = 0
        out[source, 3 * WIDTH + axis] = 9
        for cue, to in source_of.items():
            if to == source:
                out[cue, 2 * WIDTH : 3 * WIDTH] = 0
                out[cue, 2 * WIDTH + axis] = 9
    return out


def test_runs_keep_neighbours_apart() -> None:
    tags = np.array([1, 2, 3, 5, 6, 5, 6, 0])
    runs = runs_of(tags, np.full(8, 0.5, np.float32), LABELS)
    assert [(r.role, r.start, r.end) for r in runs] == [
        ("source", 0, 2),
        ("cue", 2, 3),
        ("content", 3, 5),
        ("content", 5, 7),
    ]


def test_contents_that_point_to_one_cue_are_one_attribution() -> None:
    runs = [Run("content", 0, 2, 0.9), Run("source", 2, 3, 0.9), Run("cue", 3, 4, 0.9), Run("content", 4, 6, 0.8)]
    (found,) = link(runs, links(6, {0: 3, 1: 3, 4: 3, 5: 3}, {3: 2}), POINTERS)
    assert [(c.start, c.end) for c in found.contents] == [(0, 2), (4, 6)]
    assert found.source == runs[1]
    assert found.cue == runs[2]
    assert found.evidence[0] == 0.8


def test_a_content_that_points_to_none_stays_without_a_source() -> None:
    runs = [Run("source", 0, 1, 0.9), Run("cue", 1, 2, 0.9), Run("content", 2, 4, 0.9)]
    scores = links(4, {}, {})
    scores[2:4, :WIDTH] = 3
    (found,) = link(runs, scores, POINTERS)
    assert found.source is None
    assert found.cue is None
