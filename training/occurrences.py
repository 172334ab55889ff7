"""Train the trees that say which mentions of events are the same: one command, seeded, some minutes.

    python training/occurrences.py --ecbplus ../shared/data/ecbplus

writes src/communique/weave/tables/events.npz from topics 1 to 35 of ECB+. The second trees learn from what the first
say of articles that they did not learn from: first trees are trained five times, each time without a fifth of the
topics. Needs training/requirements.txt.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import ecb

from communique.weave.copies.family import UNDATED
from communique.weave.events.candidates import between, keys, like, near, within
from communique.weave.events.likeness import profiles, rows
from communique.weave.events.links import FILE, LINKED, Judges
from communique.weave.events.support import SUPPORT, support
from communique.weave.events.trees import Trees
from communique.weave.lexicon import TABLES
from communique.weights import note

TOPICS = range(1, 36)
FOLDS = 5
TREES = {
    "alone": {"max_iter": 200, "learning_rate": 0.06, "max_leaf_nodes": 15},
    "around": {"max_iter": 120, "learning_rate": 0.06, "max_leaf_nodes": 12},
}
COMMON = {"min_samples_leaf": 40, "l2_regularization": 5.0, "early_stopping": False, "random_state": 20}

Arrays = dict[str, np.ndarray]


class Pairs:
    """The compared pairs of mentions of some articles: ids, features, whether they are the same, and their topics.

    A pair weighs the less in training the more pairs its mentions are in: else a word that everybody uses, in a story
    that everybody tells, would be most of what is learned.
    """

    def __init__(self, articles: Sequence[ecb.EcbArticle]) -> None:
        chain = {m.id: m.chain for article in articles for m in article.mentions}
        topic = {m.id: article.topic for article in articles for m in article.mentions}
        self.mentions = {a.id: ecb.event_mentions(a) for a in articles if a.mentions}
        self.topic_of = {article.id: article.topic for article in articles}
        words = {name: mentions[0].words.words for name, mentions in self.mentions.items()}
        found = {name: profiles(mentions) for name, mentions in self.mentions.items()}
        values: dict[tuple[str, str], list[float]] = {}
        for of_one in found.values():
            values |= rows(within(of_one))
        for one, other in sorted(near((name, UNDATED, keys(own)) for name, own in words.items())):
            if like(words[one], words[other]):
                values |= rows(between(found[one], found[other]))
        self.ids, self.rows = list(values), np.array(list(values.values()), np.float32)
        self.same = np.array([chain[one] == chain[other] for one, other in self.ids])
        counts = Counter(own for pair in self.ids for own in pair)
        self.weights = np.array([(counts[one] * counts[other]) ** -0.5 for one, other in self.ids])
        self.topics = np.array([(topic[one], topic[other]) for one, other in self.ids])

    def of(self, topics: Sequence[int]) -> np.ndarray:
        """Which pairs have both mentions in some topics."""
        return np.isin(self.topics, topics).all(axis=1)


def train(pairs: Pairs, topics: Sequence[int]) -> Arrays:
    """The trees learned from some topics, as arrays."""
    chances = np.zeros(len(pairs.ids))
    known = pairs.of(topics)
    for fold in range(FOLDS):
        held = topics[fold::FOLDS]
        learned = fit("alone", pairs.rows, pairs, pairs.of([t for t in topics if t not in held]))
        judged = known & np.isin(pairs.topics, held).any(axis=1)
        # a pair of two topics is judged in two folds, and either will do
        chances[judged] = Trees.of(learned, "alone").chances(pairs.rows[judged])
    linked = np.flatnonzero(known & (chances >= LINKED))
    links = {pairs.ids[n]: float(chances[n]) for n in linked}
    mentions = [m for name, found in pairs.mentions.items() if pairs.topic_of[name] in topics for m in found]
    around = np.zeros((len(pairs.ids), pairs.rows.shape[1] + len(SUPPORT)), np.float32)
    around[linked] = np.hstack([pairs.rows[linked], np.array(support(links, mentions), np.float32)])
    return fit("alone", pairs.rows, pairs, known) | fit("around", around, pairs, linked)


def judges(arrays: Arrays) -> Judges:
    return Judges(Trees.of(arrays, "alone"), Trees.of(arrays, "around"))


def fit(name: str, table: np.ndarray, pairs: Pairs, known: np.ndarray) -> Arrays:
    """Boosted trees called `name`, learned from the known rows of a table that has one for each pair; as arrays."""
    weights = pairs.weights[known] / pairs.weights[known].mean()
    model = HistGradientBoostingClassifier(**TREES[name], **COMMON)
    model.fit(table[known], pairs.same[known], sample_weight=weights)
    columns: dict[str, list[np.ndarray]] = {key: [] for key in ("feature", "bound", "left", "right", "value")}
    roots, depth, start = [], 0, 0
    for (tree,) in model._predictors:
        nodes = tree.nodes
        leaf, own = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
        roots.append(start)
        depth = max(depth, int(nodes["depth"].max()))
        columns["feature"].append(np.where(leaf, 0, nodes["feature_idx"]).astype(np.uint8))
        columns["bound"].append(np.where(leaf, 0, nodes["num_threshold"]).astype(np.float32))
        columns["left"].append((start + np.where(leaf, own, nodes["left"])).astype(np.uint16))
        columns["right"].append((start + np.where(leaf, own, nodes["right"])).astype(np.uint16))
        columns["value"].append(np.where(leaf, nodes["value"], 0).astype(np.float32))
        start += len(nodes)
    arrays = {f"{name}.{key}": np.concatenate(parts) for key, parts in columns.items()}
    base = float(np.ravel(model._baseline_prediction)[0])
    return arrays | {f"{name}.roots": np.array(roots, np.uint16), f"{name}.shape": np.array([base, depth])}


def save(path: Path, arrays: Arrays) -> None:
    """What `numpy.savez_compressed` writes, without the hour in it: the same arrays are the same file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in arrays.items():
            packed = io.BytesIO()
            np.save(packed, value)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), packed.getvalue(), zipfile.ZIP_DEFLATED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ecbplus", type=Path, required=True, help="folder with the topics and sentences.csv")
    parser.add_argument("--to", type=Path, default=TABLES / FILE)
    options = parser.parse_args()
    articles = ecb.articles(options.ecbplus, TOPICS, options.ecbplus / "sentences.csv")
    pairs = Pairs(articles)
    print(f"{len(articles)} articles, {len(pairs.ids)} pairs, {int(pairs.same.sum())} of them the same", flush=True)
    save(options.to, train(pairs, sorted({a.topic for a in articles})))
    note(options.to.parent, options.to.name)
    print(f"{options.to}: {options.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
