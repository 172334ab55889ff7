"""From tags and links to attributions.

The cue is the hub: each content points to its cue, each cue to its source, or to none. Contents that point to the same
cue are one attribution, its content split around the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from communique.encoder.crf import Floats, Ints

ROLES = ("source", "cue", "content")


class Run(NamedTuple):
    """Words `[start, end)` of a window with one role; `sure` is the mean probability of their tags."""

    role: str
    start: int
    end: int
    sure: float


@dataclass(frozen=True, slots=True)
class Pointers:
    """The link heads' constants: width of a vector, the "none" to point at, and the bias by distance."""

    width: int
    buckets: int
    none: Floats  # [2, width]
    near: Floats  # [2, 2 * buckets + 1]


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution in words of its window, with what its score is made of (see `calibration`)."""

    source: Run | None
    cue: Run | None
    contents: tuple[Run, ...]
    evidence: tuple[float, ...]


def runs_of(tags: Ints, sure: Floats, labels: Sequence[str]) -> list[Run]:
    """The spans of a BIO sequence that the CRF has made consistent."""
    found: list[Run] = []
    start, role = 0, ""
    chances = sure.tolist()
    for i, tag in enumerate([*tags.tolist(), -1]):
        label = labels[tag] if tag >= 0 else "O"
        if label[0] == "I":
            continue
        if role:
            found.append(Run(role, start, i, sum(chances[start:i]) / (i - start)))
        start, role = i, label[2:]
    return found


def link(runs: Sequence[Run], links: Floats, pointers: Pointers) -> list[Linked]:
    """The attributions of a window. `links` is [words, 4 * width]: content asks, cue answers, cue asks, source does."""
    cues = [r for r in runs if r.role == "cue"]
    sources = [r for r in runs if r.role == "source"]
    contents = [r for r in runs if r.role == "content"]
    owned: dict[int, list[tuple[Run, float]]] = {}
    alone: list[tuple[Run, float]] = []
    asking = [range(content.start, content.end) for content in contents]
    for content, chances in zip(contents, _point(asking, cues, links, pointers, 0), strict=True):
        best = chances.index(max(chances))
        if best == len(cues):
            alone.append((content, chances[best]))
        else:
            owned.setdefault(best, []).append((content, chances[best]))
    found = []
    asking = [range(cues[i].start, cues[i].start + 1) for i in owned]
    for (i, parts), chances in zip(owned.items(), _point(asking, sources, links, pointers, 1), strict=True):
        cue = cues[i]
        best = chances.index(max(chances))
        source = sources[best] if best < len(sources) else None
        runs_ = tuple(p for p, _ in parts)
        evidence = (
            min(r.sure for r in runs_),
            min(chance for _, chance in parts),
            cue.sure,
            source.sure if source else 1.0,
            chances[best],
        )
        found.append(Linked(source, cue, runs_, evidence))
    found += [Linked(None, None, (content,), (content.sure, chance, 0.0, 0.0, 0.0)) for content, chance in alone]
    return sorted(found, key=lambda a: a.contents[0].start)


def _point(
    asking: Sequence[range], answering: Sequence[Run], links: Floats, pointers: Pointers, which: int
) -> list[list[float]]:
    """For each run of words asking, the chances of those answering and, last, of none: its mean score, by softmax."""
    if not asking:
        return []
    w = pointers.width
    asks = links[:, 2 * which * w : (2 * which + 1) * w]
    # the mean of the products is the product of the mean
    ask = np.array([asks[words.start : words.stop].mean(0) for words in asking])
    starts = np.array([run.start for run in answering], np.int64)
    answer = links[starts, (2 * which + 1) * w : (2 * which + 2) * w]
    mean = np.empty((len(asking), len(answering) + 1), np.float32)
    mean[:, :-1] = (answer * ask[:, None]).sum(2) / np.sqrt(w)
    mean[:, -1] = (pointers.none[which] * ask).sum(1) / np.sqrt(w)
    if answering:
        far = len(links)
        near = pointers.near[which][_bucket(np.arange(-far, far + 1), pointers.buckets)]  # by distance
        mean[:, :-1] += [near[starts - np.arange(words.start, words.stop)[:, None] + far].mean(0) for words in asking]
    heat = np.exp(mean - mean.max(1, keepdims=True))
    chances: list[list[float]] = (heat / heat.sum(1, keepdims=True)).tolist()
    return chances


def _bucket(distance: Ints, buckets: int) -> Ints:
    size = np.floor(np.log2(np.abs(distance) + 1.0).astype(np.float32) * 3)
    return (np.minimum(size, buckets) * np.sign(distance)).astype(np.int64) + buckets
