"""The key days among some lines: the rule of `chronology.brief`, for columns rather than for occurrences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from communique.catalogue.lines.index import UNDATED, Index
from communique.chronology.brief import CONFIRMED, MOST, NEAR, TURN, TURNS, why_key
from communique.chronology.dates import FEW_DAYS

if TYPE_CHECKING:
    import numpy.typing as npt

    from communique.catalogue.lines.index import Mask, Numbers

_TURNS = tuple(TURNS)


@dataclass(frozen=True, slots=True)
class KeyLines:
    """What is shown of key days: the lines in order, and why its day is key for the foremost of each."""

    lines: npt.NDArray[np.int64]
    why: dict[int, str]


def key_lines(index: Index, among: Mask) -> KeyLines:
    """The lines shown of the key days among some lines."""
    on_a_day = among & (index.begin != UNDATED) & (index.end - index.begin < FEW_DAYS)
    lines = np.flatnonzero(on_a_day)
    if not len(lines):
        return KeyLines(lines, {})
    days = index.begin[lines]
    first = int(days.min())
    at = days - first
    size = int(at.max()) + 1
    origins = _origins(index, on_a_day, first, size)
    turns = np.bincount(at[index.turn[lines] > 0], minlength=size) > 0
    sure = (index.turn[lines] > 0) & (index.origins[lines] >= CONFIRMED)
    confirmed = np.bincount(at[sure], minlength=size) > 0
    weights = origins + TURN * turns
    before, after = _near(weights)
    # what cannot be key is left out here; `why_key` has the last word
    maybe = np.flatnonzero(confirmed | ((weights > before) & (weights >= after)))
    shown: list[int] = []
    why: dict[int, str] = {}
    for day in maybe.tolist():
        # the day's lines are in one stretch: lines are in order of their first days
        stretch = lines[np.searchsorted(at, day) : np.searchsorted(at, day, "right")]
        turned = stretch[index.turn[stretch] > 0]
        told = why_key(
            weight=int(weights[day]),
            before=int(before[day]),
            after=int(after[day]),
            origins=int(origins[day]),
            turns=[_TURNS[turn - 1] for turn in index.turn[turned].tolist()],
            confirmed=bool(confirmed[day]),
        )
        if told is not None:
            foremost = _foremost(index, stretch)
            why[foremost[0]] = told
            shown += foremost
    return KeyLines(np.array(sorted(shown), np.int64), why)


def _origins(index: Index, among: Mask, first: int, size: int) -> npt.NDArray[np.int64]:
    """How many origins the lines of each day have together."""
    marks = index.marks["origin"]
    its = among[marks.lines]
    many = len(marks.values)
    pairs = np.unique((index.begin[marks.lines[its]] - first).astype(np.int64) * many + marks.codes[its])
    return np.bincount(pairs // many, minlength=size)


def _near(weights: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each day the largest weight among those near it, before and after."""
    padded = np.concatenate([np.zeros(NEAR, np.int64), weights, np.zeros(NEAR, np.int64)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, NEAR).max(axis=1)
    return windows[: len(weights)], windows[NEAR + 1 :][: len(weights)]


def _foremost(index: Index, lines: Numbers | npt.NDArray[np.int64]) -> list[int]:
    """The few that matter most, the foremost first."""
    ranked = lines[np.argsort(index.rank[lines])]
    told = ranked[(index.turn[ranked] > 0) | (index.origins[ranked] >= CONFIRMED)]
    found: list[int] = (told[:MOST] if len(told) else ranked[:1]).tolist()
    return found
