"""Who attributions go back to, and coreference, on the GUM texts of news and speech that no head was trained on.

    python benchmarks/coreference.py --shared ../shared

For each attribution (a discourse relation of GUM) whose subject is an entity: is the subject ("he", "the ministry",
"Berg") in the right chain of mentions? And is the one before it in that chain right? By the antecedent head alone, and
by the whole program, where phrases with one actor are one chain and phrases with two actors are two. Coreference is
CoNLL F1 (Pradhan et al. 2014): the mean of MUC, B³ and CEAF-φ4 over exact phrases, without singletons.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import gum

import _results
from _coref import conll
from communique.encoder.antecedents import references
from communique.encoder.model import OnnxEncoder, assemble, shipped
from communique.encoder.understanding import Reference, Understanding
from communique.gather import article_of
from communique.reading import Block, Span
from communique.resolve import resolve

Chains = list[set[tuple[int, int]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/gum")
    parser.add_argument("--weights", type=Path, default=shipped())
    parser.add_argument("--fold", type=int, default=0, help="the quarter of the texts that is measured on")
    parser.add_argument("--wrong", action="store_true", help="print each wrong answer")
    options = parser.parse_args()
    encoder = OnnxEncoder(options.weights)
    texts = list(gum.texts(options.shared / "data/gum"))
    measured = [t for t in texts if t.name in gum.held_out(texts, options.fold)]
    judged: Counter[tuple[str, str, str]] = Counter()
    pairs: list[tuple[Chains, Chains]] = []
    for text in measured:
        words, windows, outputs = encoder.read(text.text, [Span(0, len(text.text))])
        understanding = assemble(text.text, words, windows, outputs, encoder.shape)
        rows = np.concatenate([o[4] for o in outputs])
        found = references(
            words,
            text.text,
            rows,
            understanding.sentences,
            understanding.attributions,
            understanding.names,
            encoder.shape.scorer,
            every=True,
        )
        alone, program = linked(found), with_actors(text.text, found, understanding)
        for name, chains in (("the head alone", alone), ("the program", program)):
            for subject in text.subjects:
                if subject is not None:
                    right, nearest, answer = judge(text, subject, found, chains)
                    kind = "pronouns" if text.words[subject.head].tag == "PRON" else "others"
                    judged[name, kind, "all"] += 1
                    judged[name, kind, "chain"] += right
                    judged[name, kind, "nearest"] += nearest
                    if options.wrong and not right:
                        print(f"{text.name}: {name}: {phrase(text, subject)!r} with {answer!r}")
        pairs.append((gold_chains(text), phrases(found, alone)))
    figures: dict[str, object] = {"texts": len(measured)}
    for name in ("the head alone", "the program"):
        for measure in ("chain", "nearest"):
            for kinds in (("pronouns",), ("others",), ("pronouns", "others")):
                right, every = (sum(judged[name, kind, what] for kind in kinds) for what in (measure, "all"))
                title = kinds[0] if len(kinds) == 1 else "all"
                figures[f"{name}, {measure}: {title}"] = [right, every, round(100 * right / every, 1)]
    figures |= conll(pairs)
    for name, value in figures.items():
        print(f"{name:36} {value}")
    if options.fold == 0 and options.weights == shipped():
        _results.write("coreference, GUM news and speech", figures)


def linked(found: Sequence[Reference]) -> list[int]:
    """The chain of each reference, by its links: a number."""
    chain = list(range(len(found)))
    for n, reference in enumerate(found):
        if reference.antecedent is not None:
            chain[n] = chain[reference.antecedent]
    return chain


def with_actors(text: str, found: Sequence[Reference], understanding: Understanding) -> list[int]:
    """The chain of each reference as the whole program has it: by its actor where it has one, else by its link."""
    who = resolve(article_of(text), (Block(Span(0, len(text)), "body"),), understanding)
    actors = {
        end: m.actor for m in who.mentions if m.actor is not None for end in range(m.span.start + 1, m.span.end + 1)
    }
    numbers: dict[str, int] = {}
    chain: list[int] = []
    for n, reference in enumerate(found):
        actor = actors.get(reference.head.end)
        if actor is not None:
            chain.append(numbers.setdefault(actor, n))
        else:
            chain.append(n if reference.antecedent is None else chain[reference.antecedent])
    return chain


def judge(
    text: gum.GumText, subject: gum.Entity, found: Sequence[Reference], chains: Sequence[int]
) -> tuple[bool, bool, str]:
    """Whether the phrase of `subject` is in the right chain; whether it goes back to the right mention; its chain.

    The chain is right if of the other phrases in it more belong to the subject's gold chain than to any other; alone in
    its chain it is right if nothing before it is in the gold chain. The mention is right if the nearest earlier phrase
    of its chain belongs to the gold chain, or if there is none in either: a wrong pronoun in between counts against it.
    """
    heads = {at(text, e): e.chain for e in text.entities}
    whole = {(text.words[e.first].start, text.words[e.after - 1].end): e.chain for e in text.entities}
    mine, first = at(text, subject), text.words[subject.first].start
    span = Span(first, text.words[subject.after - 1].end)
    earlier = any(e.chain == subject.chain and at(text, e) < mine for e in text.entities)
    place = next((n for n, r in enumerate(found) if r.head.start == mine), None)
    if place is None:
        inside = [n for n, r in enumerate(found) if span.start <= r.head.start < span.end]
        if len(inside) != 1:
            return not earlier, not earlier, ""
        (place,) = inside
    # "Ambassador" in "Ambassador Berg" is the phrase itself
    others = [n for n, chain in enumerate(chains) if chain == chains[place] and n != place]
    others = [n for n in others if not span.start <= found[n].head.start < span.end]
    gold = [heads.get(found[n].head.start, whole.get((found[n].span.start, found[n].span.end))) for n in others]
    counts = Counter(chain for chain in gold if chain is not None)
    right = counts[subject.chain] == max(counts.values()) if counts else not (earlier or others)
    before = [chain for n, chain in zip(others, gold, strict=True) if n < place]
    nearest = before[-1] == subject.chain if before else not earlier
    return right, nearest, " | ".join(found[n].span.of(text.text) for n in others[:6])


def at(text: gum.GumText, entity: gum.Entity) -> int:
    """Where the last word of an entity's head begins: of a name the family name."""
    word = text.words[gum.name_head(text, entity)]
    written = text.text[word.start : word.end]
    return word.start + max((written.rfind(sign) + 1 for sign in "-’'/" if not written.endswith(sign)), default=0)


def phrase(text: gum.GumText, entity: gum.Entity) -> str:
    return text.text[text.words[entity.first].start : text.words[entity.after - 1].end]


def gold_chains(text: gum.GumText) -> Chains:
    """The phrases of each thing that is named more than once."""
    chains: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for e in text.entities:
        chains[e.chain].add((text.words[e.first].start, text.words[e.after - 1].end))
    return [c for c in chains.values() if len(c) > 1]


def phrases(found: Sequence[Reference], chains: Sequence[int]) -> Chains:
    by_chain: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    seen: set[tuple[int, int]] = set()
    for reference, chain in zip(found, chains, strict=True):
        span = reference.span.start, reference.span.end
        if span not in seen:
            seen.add(span)
            by_chain[chain].add(span)
    return [c for c in by_chain.values() if len(c) > 1]


if __name__ == "__main__":
    main()
