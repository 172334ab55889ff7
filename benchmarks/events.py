"""Who does what to whom: the pairs that the finder reads, on the dispatches' gold events and over folds of the sets.

    python benchmarks/events.py                                   the shipped finder on the dispatches
    python benchmarks/events.py --shared ../shared                its share of annotate's time, too
    python benchmarks/events.py --shared ../shared --folds        cross-validated (needs training/requirements.txt)

The shipped finder has learned from cameo_ner and cameo_class, so of those only cross-validation says anything: five
folds, near-copies in one, each read by a finder that has not seen it and is made and quantised as the shipped one is.
It has learned nothing from the dispatches. There a pair is right where its actor overlaps the gold's and its recipient
does, or both have none; each gold event serves one pair. Pairs are read twice: from the states of the article's one
pass, and from a second pass over the sentence alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import _results
from communique import annotate, encoder
from communique.dispatches import gold
from communique.encoder.crf import Floats
from communique.encoder.model import OnnxEncoder, digest
from communique.encoder.model import shipped as encoder_weights
from communique.encoder.pieces import Word
from communique.events.coded import TYPES
from communique.events.finding import Pairing, pairs_in
from communique.events.pairs import PairHead, shipped
from communique.events.parts import parts_of
from communique.events.phrases import views_of
from communique.gather import Unread, gather
from communique.reading import Article, Event, Reading, Span

ARTICLES, ROUNDS = 40, 3  # for the time


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article with the words and states that the pass has of it."""

    text: str
    span: Span
    words: Sequence[Word]
    states: Floats

    def alone(self, encode: OnnxEncoder) -> tuple[Sequence[Word], Floats]:
        """Its words and states by a second pass over it alone."""
        words = encode.words(self.text, [self.span])
        return words, encode.states(words)[0]


def sentences(reading: Reading, encode: OnnxEncoder) -> Iterator[Sentence]:
    """The sentences of an article's headline and body."""
    text = reading.article.text
    understanding = encode.understand(text, reading.blocks)
    for span in understanding.sentences:
        found = understanding.states.over(span) if understanding.states else None
        if found is not None:
            yield Sentence(text, span, *found)


def on_dispatches(encode: OnnxEncoder) -> dict[str, object]:
    """The figures on the dispatches, from the pass and from a second one."""
    by_pass: dict[str, list[tuple[int, int, int, int]]] = {"the pass": [], "a second pass": []}
    for wanted in gold().values():
        told = list(sentences(wanted, encode))
        for name, pairs in (
            ("the pass", [pairs_in(s.words, s.states, s.text) for s in told]),
            ("a second pass", [pairs_in(*s.alone(encode), s.text) for s in told]),
        ):
            by_pass[name].append(compared(pairs, wanted.events))
    figures: dict[str, object] = {}
    for name, counts in by_pass.items():
        found, events, actors, both = (sum(column) for column in zip(*counts, strict=True))
        figures[f"{name}: pairs found, events in the gold"] = [found, events]
        for what, right in (("actor", actors), ("actor and recipient", both)):
            shares = (right / max(found, 1), right / events, 2 * right / (found + events))
            figures[f"{name}: {what}, precision, recall, F1"] = [round(100 * share, 1) for share in shares]
    return figures


def compared(pairs: Sequence[Sequence[Pairing]], events: Sequence[Event]) -> tuple[int, int, int, int]:
    """How many pairs were found, how many events there are, and how many pairs have the actor, and both, of one."""
    found = sum(map(len, pairs))
    right = []
    for same in (_same_actor, _same_pair):
        left, hits = list(events), 0
        for pair in (pair for group in pairs for pair in group):
            hit = next((event for event in left if same(pair, event)), None)
            if hit is not None:
                left.remove(hit)
                hits += 1
        right.append(hits)
    return found, len(events), right[0], right[1]


def _same_actor(pair: Pairing, event: Event) -> bool:
    return _overlaps(pair.actor, event.actor.spans)


def _same_pair(pair: Pairing, event: Event) -> bool:
    if pair.recipient is None or event.recipient is None:
        return pair.recipient is None and event.recipient is None and _same_actor(pair, event)
    return _same_actor(pair, event) and _overlaps(pair.recipient, event.recipient.spans)


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def coded(encode: OnnxEncoder) -> dict[str, object]:
    """How many gold events get their type from the head for pairs, by states of the pass and of a second one."""
    head = PairHead(shipped(), encoder=digest(encoder_weights()))
    right: Counter[str] = Counter()
    for wanted in gold().values():
        told = list(sentences(wanted, encode))
        for event in wanted.events:
            spans = [party.spans[0] if party else None for party in (event.actor, event.recipient)]
            sentence = next((s for s in told if all(_within(span, s.span) for span in spans if span)), None)
            if sentence is None:
                continue
            right["asked"] += 1
            for name, (words, states) in (
                ("states of the pass", (sentence.words, sentence.states)),
                ("a second pass", sentence.alone(encode)),
            ):
                chances = head.chances(states, parts_of(words, *spans), views_of(words, sentence.text, *spans))
                right[name] += TYPES[int(chances.argmax())] == event.type
    asked = right.pop("asked")
    return {"events coded": asked} | {f"type right, {n}": round(100 * hits / asked, 1) for n, hits in right.items()}


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def cost(shared: Path, encode: OnnxEncoder) -> dict[str, object]:
    """What finding pairs takes beside annotating, and in how many sentences of the news pairs are found."""
    found = gather([str(shared / "data/polnear/dev/text")])
    articles: list[Article] = [one for one in found if not isinstance(one, Unread)][:ARTICLES]
    readings = [annotate(article) for article in articles]
    every = [sentence for reading in readings for sentence in sentences(reading, encode)]
    some = sum(bool(pairs_in(s.words, s.states, s.text)) for s in every)

    def timed(run: Callable[[], Any]) -> float:
        started = time.process_time()
        run()
        return time.process_time() - started

    whole = min(timed(lambda: [annotate(article) for article in articles]) for _ in range(ROUNDS))
    ours = min(timed(lambda: [pairs_in(s.words, s.states, s.text) for s in every]) for _ in range(ROUNDS))
    return {
        "sentences of the news": len(every),
        "share with a pair, percent": round(100 * some / len(every), 1),
        "time beside annotate, percent": round(100 * ours / whole, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="folder with data/")
    parser.add_argument("--folds", action="store_true", help="cross-validate, with --shared")
    options = parser.parse_args()
    if options.folds:
        sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
        from finder import Course, measured

        title, found = "events found, five folds", measured(Course.begin(options.shared))
    else:
        encode = encoder.load()
        assert isinstance(encode, OnnxEncoder)
        title, found = "events found, dispatches", on_dispatches(encode) | coded(encode)
        if options.shared:
            found |= cost(options.shared, encode)
    for name, value in found.items():
        print(f"{name:60} {value}")
    _results.write(title, found)


if __name__ == "__main__":
    main()
