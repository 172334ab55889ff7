"""PLV's sentences with a marked pair, cut into folds, and the figures that systems are compared by on them.

PLV (Hu et al. 2024) has an actor, a recipient and a PLOVER root a sentence; CONCEDE and RETREAT are one root in it.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.reading import Span

# PLV has one root for the two.
YIELD, FOLDED = "YIELD", ("CONCEDE", "RETREAT")
# The four kinds of roots, of words and of deeds: what is told apart in "quad", and its halves in "binary".
QUADS = {
    root: quad
    for quad, roots in enumerate((
        "AGREE CONSULT SUPPORT", "COOPERATE AID YIELD", "ACCUSE REQUEST REJECT THREATEN",
        "PROTEST MOBILIZE SANCTION COERCE ASSAULT",
    ))
    for root in roots.split()
}  # fmt: skip
# Sentences are near-copies, and so in one fold, where they share this part of the shorter one's runs of four words.
NEAR_COPY, RUN = 0.5, 4
BINS = 10  # of equal width, for the calibration error


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, its actor and recipient, and the type: one of PLOVER's, or YIELD."""

    text: str
    actor: Span | None
    recipient: Span | None
    type: str


def plv(path: Path) -> list[Pair]:
    """The sentences of a PLV file, in its order."""
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf8", newline="") as stream:
        return [Pair(*unmarked(row["marked_sentence"]), row["root"]) for row in csv.DictReader(stream, delimiter="\t")]


def unmarked(sentence: str) -> tuple[str, Span | None, Span | None]:
    """The sentence without its <s> and <t>, and the first stretch that each marked."""
    text, begun = "", {}
    found: dict[str, Span] = {}
    for part in re.split(r"(</?[st]>)", sentence):
        tag = re.fullmatch(r"<(/?)([st])>", part)
        if tag is None:
            text += part
        elif not tag[1]:
            begun[tag[2]] = len(text)
        else:
            stretch = text[begun[tag[2]] :]
            start = begun[tag[2]] + len(stretch) - len(stretch.lstrip())
            found.setdefault(tag[2], Span(start, start + len(stretch.strip())))
    return text, found.get("s"), found.get("t")


def folds(pairs: Sequence[Pair], count: int = 5, seed: int = 0) -> list[int]:
    """The fold of each pair: near-copies in one, and each type spread as evenly as can be."""
    runs = [_runs(pair.text) for pair in pairs]
    having = defaultdict(list)
    for n, each in enumerate(runs):
        for run in each:
            having[run].append(n)
    shared = Counter((a, b) for places in having.values() for i, b in enumerate(places) for a in places[:i])
    leader = list(range(len(pairs)))

    def first(n: int) -> int:
        while leader[n] != n:
            n = leader[n]
        return n

    for (a, b), number in shared.items():
        if number >= NEAR_COPY * min(len(runs[a]), len(runs[b])):
            leader[first(a)] = first(b)
    groups = defaultdict(list)
    for n in range(len(pairs)):
        groups[first(n)].append(n)
    order = sorted(groups.values())
    random.Random(seed).shuffle(order)
    order.sort(key=len, reverse=True)
    counts: list[Counter[str]] = [Counter() for _ in range(count)]
    fold = [0] * len(pairs)
    for group in order:
        types = Counter(pairs[n].type for n in group)
        best = min(range(count), key=lambda f: (sum(counts[f][t] for t in types), counts[f].total(), f))
        counts[best].update(types)
        for n in group:
            fold[n] = best
    return fold


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}


def figures(gold: Sequence[str], said: Sequence[str]) -> dict[str, float]:
    """Macro-F1 in percent of binary, quad and root, over the classes that occur in the gold."""
    said = [YIELD if kind in FOLDED else kind for kind in said]
    quads = [[QUADS.get(kind, -1) for kind in side] for side in (gold, said)]
    halves = [[quad > 1 for quad in side] for side in quads]
    return {"binary": _macro_f1(*halves), "quad": _macro_f1(*quads), "root": _macro_f1(gold, said)}


def _macro_f1(gold: Sequence[object], said: Sequence[object]) -> float:
    scores = []
    for label in set(gold):
        hits = sum(g == s == label for g, s in zip(gold, said, strict=True))
        scores.append(2 * hits / (gold.count(label) + said.count(label)))
    return round(100 * sum(scores) / len(scores), 1)


def calibration_error(sure: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error, in percent: how far the share of right answers is from what they were scored."""
    bins = defaultdict(list)
    for chance, hit in zip(sure, right, strict=True):
        bins[min(int(chance * BINS), BINS - 1)].append(hit - chance)
    return round(100 * sum(abs(sum(each)) for each in bins.values()) / len(sure), 1)
