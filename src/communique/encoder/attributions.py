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
    for content in contents:
        chances = _point(range(content.start, content.end), [c.start for c in cues], links, pointers, 0)
        best = int(chances.argmax())
        if best == len(cues):
            alone.append((content, float(chances[best])))
        else:
            owned.setdefault(best, []).append((content, float(chances[best])))
    found = []
    for i, parts in owned.items():
        cue = cues[i]
        chances = _point(range(cue.start, cue.start + 1), [s.start for s in sources], links, pointers, 1)
        best = int(chances.argmax())
        source = sources[best] if best < len(sources) else None
        runs_ = tuple(p for p, _ in parts)
        evidence = (
            min(r.sure for r in runs_),
            min(chance for _, chance in parts),
            cue.sure,
            source.sure if source else 1.0,
            float(chances[best]),
        )
        found.append(Linked(source, cue, runs_, evidence))
    found += [Linked(None, None, (content,), (content.sure, chance, 0.0, 0.0, 0.0)) for content, chance in alone]
    return sorted(found, key=lambda a: a.contents[0].start)


def _point(asking: range, answering: list[int], links: Floats, pointers: Pointers, which: int) -> Floats:
    """Probabilities over the candidates and, last, none: the mean score of the words asking, by softmax."""
    w = pointers.width
    # the mean of the products is the product of the mean
    ask = links[asking.start : asking.stop, 2 * which * w : (2 * which + 1) * w].mean(0)
    answer = links[answering, (2 * which + 1) * w : (2 * which + 2) * w]
    mean = np.empty(len(answering) + 1, np.float32)
    mean[:-1] = (answer * ask).sum(1) / np.sqrt(w)
    mean[-1] = (pointers.none[which] * ask).sum() / np.sqrt(w)
    if answering:
        distance = np.asarray(answering)[None, :] - np.arange(asking.start, asking.stop)[:, None]
        mean[:-1] += pointers.near[which][_bucket(distance, pointers.buckets)].mean(0)
    heat = np.exp(mean - mean.max())
    chances: Floats = (heat / heat.sum()).astype(np.float32)
    return chances


def _bucket(distance: Ints, buckets: int) -> Ints:
    size = np.floor(np.log2(np.abs(distance) + 1.0).astype(np.float32) * 3)
    return (np.minimum(size, buckets) * np.sign(distance)).astype(np.int64) + buckets
