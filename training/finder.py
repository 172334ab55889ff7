"""Train the head that finds who does what to whom, over the inner states of the shipped encoder.

    python training/finder.py --shared ../shared                      writes src/communique/events/weights
    python training/finder.py --shared ../shared --measure            prints the figures over five folds alone

The encoder is left as it is: its states after the second layer are read, and two layers of the finder's own, which
begin as the encoder's upper two (the second with the weightiest third of its hidden units), go on from there. They
learn from cameo_ner, PLV, cameo_class, and sentences of our own. The gate is a logistic regression over the same
sentences. Over five folds, near-copies in one, the figures and the calibration are measured; what ships has learned
from all. Seeded.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import Pair, folds

from communique.encoder.crf import Ints
from communique.encoder.model import OnnxEncoder, calibrated
from communique.encoder.model import digest as encoder_digest
from communique.encoder.model import shipped as encoder_weights
from communique.encoder.pieces import Word
from communique.events.finding import (
    ACTED_ON,
    ACTS,
    FILES,
    FORMAT,
    SETTINGS,
    TAGS,
    Finder,
    Found,
    Part,
    Settings,
    digest,
    evidence,
    paired,
)
from communique.events.gate import BUCKETS, Gate, buckets_of
from communique.events.pairs import shipped
from communique.reading import Span
from communique.weights import note
from export import BELOW, save_arrays
from finder_data import Role, Sentence, bargaining, made, marked, news
from finder_network import Example, Network, example, fit, graph_of, transitions_of
from shipped import layers_above

FOLDS, SEED = 5, 0
# Hidden units of the two layers; of the encoder's 1536, a third in the second costs nothing that was measured.
HIDDEN = (1536, 512)
NEWS = 4000  # sentences of the news that the gate learns from
EACH = 60  # sentences made of each type of event
EPOCHS, DRAWN = 7, 250  # over the sets, with a draw of our own sentences, and one of those that were made
RATE = 5e-4
WEIGHT = {"made": 0.5}
# Of the sentences with an event: the share that passes the gate, and the share that has a pair that is told.
PASSED, KEPT = 0.95, 0.9
LOOSE = 3.0  # how loosely the weights of the gate are held


@dataclass(frozen=True, slots=True)
class Course:
    """The sentences of the sets, then our own that tell of none, then made ones; and each as lessons, alone and among
    sentences of the news: so the finder can read the states of an article's one pass. `seen` has their buckets, and
    those of ordinary news behind them."""

    sentences: Sequence[Sentence]
    lessons: Sequence[Sequence[Example]]
    seen: Sequence[Ints]
    held_out: int
    made_from: int

    @classmethod
    def begin(cls, shared: Path) -> Course:
        torch.set_flush_denormal(True)
        sets, own, invented = marked(shared / "data/plover"), bargaining(), made(EACH, SEED)
        encode = OnnxEncoder(encoder_weights())
        every = [*sets, *own, *invented]
        told = news(shared / "data/polnear/train/text", NEWS, SEED)
        chance = random.Random(SEED)
        lessons = []
        for sentence in every:
            before, behind = (chance.choice(told).text for _ in range(2))
            taught, weight = sentence.fuller or sentence, WEIGHT.get(sentence.origin, 1.0)
            lessons.append([example(taught, encode, weight), example(taught, encode, weight, before, behind)])
        texts = (sentence.text for sentence in (*every, *told))
        seen = [buckets_of(encode.words(text, [Span(0, len(text))]), text) for text in texts]
        return cls(every, lessons, seen, len(sets), len(sets) + len(own))

    def folds(self) -> list[int]:
        pairs = [Pair(s.text, None, None, f"{s.origin} {s.event}") for s in self.sentences[: self.held_out]]
        return folds(pairs, FOLDS, SEED)

    def taught(self, on: Sequence[int], seed: int = SEED) -> tuple[Network, Gate]:
        """The network and the gate that have learned from the sentences `on` of the sets, and from our own."""
        torch.manual_seed(seed)
        network = Network(layers_above(BELOW), HIDDEN)
        own = range(self.held_out, self.made_from), range(self.made_from, len(self.lessons))

        def drawn(chance: random.Random) -> list[int]:
            return [*on, *(n for each in own for n in chance.sample(each, DRAWN))]

        fit(network, self.lessons, drawn, EPOCHS, RATE, seed)
        return network, self.gate(on)

    def gate(self, on: Sequence[int]) -> Gate:
        """The gate alone: events of the sets and of our own against ordinary news."""
        own = [(n, self.sentences[n].event) for n in range(self.held_out, len(self.sentences))]
        told = [(n, True) for n in on if self.sentences[n].event]
        ordinary = [(n, False) for n in range(len(self.sentences), len(self.seen))]
        places, events = zip(*told, *own, *ordinary, strict=True)
        return gate_of([self.seen[n] for n in places], events)


def gate_of(seen: Sequence[Ints], told: Sequence[bool]) -> Gate:
    """The gate that sentences teach by their buckets: logistic regression, both classes alike."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    data = np.concatenate([np.full(len(each), 1 / np.sqrt(max(len(each), 1))) for each in seen])
    ends = np.cumsum([0, *map(len, seen)])
    inputs = csr_matrix((data, np.concatenate(seen), ends), (len(seen), BUCKETS))
    model = LogisticRegression(C=LOOSE, class_weight="balanced", max_iter=1000)
    model.fit(inputs, told)
    scale = float(np.abs(model.coef_).max()) / 127
    return Gate(np.round(model.coef_[0] / scale).astype(np.int8), scale, float(model.intercept_[0]))


@dataclass(frozen=True, slots=True)
class Read:
    """A held-out sentence, its words, and what a finder that has not learned from its fold found in it."""

    sentence: Sentence
    words: Sequence[Word]
    found: Found


def held_out(course: Course, folds_read: int = FOLDS) -> list[Read]:
    """Every sentence of the sets, read by a finder made and quantised as the shipped one is, without its fold."""
    encode, fold = OnnxEncoder(encoder_weights()), course.folds()
    read = []
    for away in range(folds_read):
        network, gate = course.taught([n for n, f in enumerate(fold) if f != away])
        finder = Finder(graph_of(network).SerializeToString(), gate, bare(network))
        for n, sentence in enumerate(course.sentences[: course.held_out]):
            if fold[n] == away:
                words = encode.words(sentence.text, [Span(0, len(sentence.text))])
                hint = finder.hint(words, sentence.text)
                read.append(Read(sentence, words, finder.read(words, encode.states(words)[0], hint)))
    return read


def bare(network: Network) -> Settings:
    """The settings of a network that is not calibrated."""
    moves, first = (table.detach().numpy() for table in transitions_of(network))
    return Settings(moves, first, (), 0.0, 0.0)


def figures(read: Sequence[Read]) -> dict[str, object]:
    """Exact-span F1 by role on cameo_ner, and how much of class 0 is rejected where so much of the others is kept."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in read:
        if one.sentence.origin == "ner":
            gold, labelled = (set(roles) for roles in (one.sentence.roles or (), one.sentence.as_labelled))
            said = {Role(part.span(one.words), part.role) for part in one.found.parts}
            for name, role in (("actor", ACTS), ("recipient", ACTED_ON)):
                _count(counts, name, *({r for r in side if r.role == role} for side in (gold, said)))
            _count(counts, "both", gold, said)
            _count(counts, "both, R apart", labelled, said)
            _count(counts, "whatever the role", {r.span for r in gold}, {r.span for r in said})
    f1: dict[str, object] = {
        name: round(200 * counts[name, "right"] / (counts[name, "gold"] + counts[name, "said"]), 1)
        for name in ("actor", "recipient", "both", "both, R apart", "whatever the role")
    }
    asked = [one for one in read if one.sentence.origin != "plv" and one.sentence.event is not None]
    told = np.array([one.sentence.event for one in asked])
    by_hint, by_event = ([_odds(value) for value in values] for values in (
        (one.found.hint for one in asked), (one.found.event for one in asked)))  # fmt: skip
    together = [a + b for a, b in zip(by_hint, by_event, strict=True)]
    for name, scores in (("hint", by_hint), ("event", by_event), ("both", together)):
        rejected = [rejection(np.array(scores), told, kept) for kept in (0.8, 0.9)]
        f1[f"class 0 rejected by {name}, 80 and 90 % kept"] = [round(100 * float(share), 1) for share in rejected]
    return f1


def _count(counts: Counter[tuple[str, str]], name: str, gold: Set[object], said: Set[object]) -> None:
    counts[name, "gold"] += len(gold)
    counts[name, "said"] += len(said)
    counts[name, "right"] += len(gold & said)


def rejection(scores: np.ndarray, told: np.ndarray, kept: float) -> float:
    """The share of sentences without an event that score less than all but `kept` of those with one."""
    return float((scores[~told] < np.quantile(scores[told], 1 - kept)).mean())


def _odds(chance: float) -> float:
    return float(np.log((chance + 1e-3) / (1 - chance + 1e-3)))


def calibration(read: Sequence[Read]) -> tuple[float, ...]:
    """The weights by which the evidence for a pair becomes the chance that it is one (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    inputs, right = [], []
    for one in read:
        if one.sentence.origin == "ner" and one.sentence.event is not None:
            for actor, recipient in paired(one.found):
                inputs.append([_odds(value) for value in evidence(actor, recipient, one.found)])
                met = _met(one, actor) and (recipient is None or _met(one, recipient))
                right.append(bool(one.sentence.event and met))
    model = LogisticRegression(C=1.0, max_iter=1000).fit(inputs, right)
    return tuple(round(float(w), 5) for w in (*model.coef_[0], model.intercept_[0]))


def _met(one: Read, part: Part) -> bool:
    """Whether the gold has somebody in that role where the part is."""
    span = part.span(one.words)
    told = one.sentence.fuller or one.sentence
    return any(r.role == part.role and r.span.start < span.end and r.span.end > span.start for r in told.roles or ())


def threshold(read: Sequence[Read], weights: tuple[float, ...], gated: float) -> tuple[float, float]:
    """The least chance of a pair with which KEPT of the sentences with an event pass the gate and have a pair, and the
    share of class 0 that then is rejected.
    """
    asked = [one for one in read if one.sentence.origin != "plv" and one.sentence.event is not None]
    told = np.array([one.sentence.event for one in asked])
    best = np.array([
        max((calibrated(evidence(a, r, one.found), weights) for a, r in paired(one.found)), default=0.0)
        if one.found.hint >= gated else 0.0
        for one in asked
    ])  # fmt: skip
    return float(np.quantile(best[told], 1 - KEPT)), rejection(best, told, KEPT)


def judged(read: Sequence[Read]) -> tuple[dict[str, object], dict[str, object]]:
    """The figures of what was read held out, and the settings that follow from it."""
    weights = calibration(read)
    gated = round(float(np.quantile([one.found.hint for one in read if one.sentence.event], 1 - PASSED)), 4)
    sure, rejected = threshold(read, weights, gated)
    settings: dict[str, object] = {"calibration": list(weights), "open": gated, "sure": round(sure, 4)}
    return {**figures(read), f"class 0 rejected by pairs, {KEPT:.0%} kept": round(100 * rejected, 1)}, settings


def measured(course: Course) -> dict[str, object]:
    """The figures over all folds."""
    return judged(held_out(course))[0]


def write(folder: Path, network: Network, gate: Gate, settings: dict[str, object]) -> None:
    """Write what ships."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of(network), folder / FILES[0])
    arrays = {"weights": gate.weights, "scale": np.array([gate.scale]), "bias": np.array([gate.bias])}
    save_arrays(folder / FILES[1], arrays.items())
    moves, first = (table.detach() for table in transitions_of(network))
    config = {
        "format": FORMAT, "encoder": encoder_digest(encoder_weights()), "tags": list(TAGS),
        "moves": [[round(x, 4) for x in row] for row in moves.tolist()], "first": [round(x, 4) for x in first.tolist()],
        **settings,
    }  # fmt: skip
    (folder / SETTINGS).write_text(json.dumps(config) + "\n", encoding="utf8")
    note(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/plover")
    parser.add_argument("--to", type=Path, default=shipped())
    parser.add_argument("--measure", action="store_true", help="measure, and write nothing")
    parser.add_argument("--folds", type=int, default=FOLDS, help="measure on so many of the five folds")
    options = parser.parse_args()
    course = Course.begin(options.shared)
    figures, settings = judged(held_out(course, options.folds))
    print(json.dumps({**figures, **settings}))
    if not options.measure:
        network, gate = course.taught(range(course.held_out))
        write(options.to, network, gate, settings)
        size = sum((options.to / name).stat().st_size for name in FILES)
        print(f"{size / 1e6:.1f} MB, sha256 {digest(options.to)}")


if __name__ == "__main__":
    main()
