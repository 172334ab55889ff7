"""Train the head that says what one actor does to another, over the inner states of the shipped encoder.

    python training/relations.py --shared ../shared                      writes src/communique/events/weights
    python training/relations.py --shared ../shared --measure            prints the figures over five folds alone

The encoder is left as it is: its states after the second layer are read, each piece's part in the pair is added, and
two layers of the head's own, which begin as the encoder's upper two, go on from there. They learn first from sentences
made of our own (relations.txt), then from PLV's. A table of the phrases that went with each type is added. Over five
folds of PLV, near-copies in one, the figures and the temperature of the scores are measured; what ships has learned
from all of it. Seeded. On one processor it takes some fifteen minutes.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import onnx
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import FOLDED, YIELD, Pair, calibration_error, figures, folds, plv

from communique.encoder.model import OnnxEncoder
from communique.encoder.model import digest as encoder_digest
from communique.encoder.model import shipped as encoder_weights
from communique.events.coded import TYPES
from communique.events.pairs import FILES, FORMAT, digest, shipped
from communique.events.phrases import Phrases
from communique.weights import note
from export import BELOW, save_arrays
from pair_network import Head, Lessons, examples, fit, graph_of, scores_of, targets, with_yield
from pairs import made
from phrase_table import Views, seen, table_of
from shipped import layers_above

EACH = 220  # sentences made of each type, at least
# Epochs over what was made; then over PLV with a draw of what was made, which counts half.
FIRST, THEN, DRAWN, HALF = 2, 8, 200, 0.5
RATES = (3e-4, 2e-4)  # of the layers, at first and then
FOLDS, SEED = 5, 0


@dataclass(frozen=True, slots=True)
class Taught:
    """What ships: the head's graph, and the table of phrases beside it."""

    graph: onnx.ModelProto
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Course:
    """The marked pairs and the made ones behind them, as lessons, and a head that has learned from the made ones."""

    marked: Sequence[Pair]
    views: Sequence[Views]
    lessons: Lessons
    begun: Head

    @classmethod
    def begin(cls, shared: Path) -> Course:
        torch.set_flush_denormal(True)
        encode = OnnxEncoder(encoder_weights())
        marked, own = plv(shared / "data/plover/plv_train.tsv"), made(EACH, SEED)
        every = [*marked, *own]
        counts = torch.tensor([1.0] * len(marked) + [HALF] * len(own))
        lessons = Lessons(examples(every, encode), targets(every), counts)
        torch.manual_seed(SEED)
        head = Head(layers_above(BELOW))
        fit(head, lessons, lambda _: list(range(len(marked), len(every))), FIRST, RATES[0], SEED)
        return cls(marked, seen(marked, encode), lessons, head)

    def taught(self, on: Sequence[int]) -> Taught:
        """The head that has learned from the marked pairs `on` too, and the table that has learned from them alone."""
        head, behind = copy.deepcopy(self.begun), range(len(self.marked), len(self.lessons.found))
        fit(head, self.lessons, lambda chance: [*on, *chance.sample(behind, DRAWN)], THEN, RATES[1], SEED)
        return Taught(graph_of(head), table_of([self.views[n] for n in on], [self.marked[n].type for n in on]))

    def held_out(self) -> tuple[Tensor, list[int]]:
        """The scores of each marked pair, by what has not learned from its fold, and the folds."""
        fold = folds(self.marked, FOLDS, SEED)
        scores = torch.zeros(len(self.marked), len(TYPES))
        for away in range(FOLDS):
            inside = [n for n, f in enumerate(fold) if f == away]
            model = self.taught([n for n, f in enumerate(fold) if f != away])
            said = [torch.from_numpy(model.phrases.scores(self.views[n])) for n in inside]
            scores[inside] = scores_of(model.graph, [self.lessons.found[n] for n in inside]) + torch.stack(said)
        return scores, fold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/plover")
    parser.add_argument("--to", type=Path, default=shipped())
    parser.add_argument("--measure", action="store_true", help="measure, and write nothing")
    options = parser.parse_args()
    course = Course.begin(options.shared)
    scores, fold = course.held_out()
    gold = [pair.type for pair in course.marked]
    print(json.dumps(measured(scores, gold, fold)))
    if not options.measure:
        write(options.to, course.taught(range(len(gold))), temperature(scores, gold))


def write(folder: Path, model: Taught, divisor: float) -> None:
    """Write what ships."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model.graph, folder / FILES[0])
    save_arrays(folder / FILES[1], asdict(model.phrases).items())
    config = {
        "format": FORMAT, "types": list(TYPES), "temperature": round(divisor, 3),
        "encoder": encoder_digest(encoder_weights()),
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config) + "\n", encoding="utf8")
    note(folder)
    size = sum((folder / name).stat().st_size for name in FILES)
    print(f"{size / 1e6:.1f} MB, sha256 {digest(folder)}")


def measured(scores: Tensor, gold: Sequence[str], fold: Sequence[int]) -> dict[str, object]:
    """The figures of the held-out scores, and how well calibrated they are, each fold by the others' temperature."""
    said = [TYPES[k] for k in scores.argmax(1)]
    sure, right = [], []
    for away in range(FOLDS):
        inside = [n for n in range(len(gold)) if fold[n] == away]
        others = [n for n in range(len(gold)) if fold[n] != away]
        chances = with_yield(scores[inside] / temperature(scores[others], [gold[n] for n in others])).exp()
        for n, row in zip(inside, chances, strict=True):
            folded = said[n] in FOLDED
            sure.append(float(row[-1] if folded else row[TYPES.index(said[n])]))
            right.append(gold[n] == (YIELD if folded else said[n]))
    by_fold = [figures([gold[n] for n in range(len(gold)) if fold[n] == f],
                       [said[n] for n in range(len(gold)) if fold[n] == f])["root"] for f in range(FOLDS)]  # fmt: skip
    return {**figures(gold, said), "root by fold": by_fold, "calibration error": calibration_error(sure, right)}


def temperature(scores: Tensor, gold: Sequence[str]) -> float:
    """What the scores are divided by, so that the gold is likeliest (Guo et al. 2017)."""
    at = torch.tensor([(*TYPES, YIELD).index(kind) for kind in gold])
    tried = [0.2 * 1.02**n for n in range(150)]
    return min(tried, key=lambda t: float(-with_yield(scores / t).gather(1, at[:, None]).mean()))


if __name__ == "__main__":
    main()
