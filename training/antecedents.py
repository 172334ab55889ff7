"""Train the head that finds what each phrase goes back to, on GUM, over the states of a trained encoder.

    python training/antecedents.py --run .cache/student --shared ../shared          writes RUN/antecedents.pt

The encoder is left as it is: its answers stay the same to the byte, and GUM's 64 texts are too few to change it by. All
its layers are looked at, for the lower ones know more of a word's number, gender and name than the last one, which has
been taught attributions. Every fourth text of news and speech is kept for measuring (`gum.held_out`).
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import gum

from batches import Row, collate
from communique import encoder
from communique.encoder.antecedents import REACH
from communique.encoder.model import shipped
from communique.encoder.pieces import Word, windows_of, words_of
from communique.encoder.signs import (
    DISTANCES,
    FLAGS,
    KINDS_OF_PRONOUN,
    PARAGRAPHS,
    PERSONAL,
    UNARY,
    pairs,
    pronouns,
    signs,
    unary,
)
from communique.encoder.understanding import Understanding
from communique.reading import Block, Span
from network import Network, Shape

KINDS = ("person", "place", "organization", "object", "event", "abstract", "time", "plant", "animal", "substance")
WIDTH, HIDDEN, INNER = 128, 48, 24
# Epochs in which only heads and phrases are learned, so that links are then learned among the heads that are found.
ALONE = 4


class Antecedents(nn.Module):
    """The head. What it says of a word alone goes into the graph; the scores of pairs are `encoder.antecedents`'."""

    def __init__(self, width: int, dropout: float = 0.35) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.into = nn.Linear(width, WIDTH)
        self.head, self.kind = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, len(KINDS))
        self.later, self.earlier = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.left, self.right = nn.Linear(WIDTH, INNER), nn.Linear(WIDTH, INNER)
        self.asks, self.begins, self.ends = (nn.Linear(WIDTH, INNER) for _ in range(3))
        self.reach = nn.Parameter(torch.zeros(2, REACH))
        self.unary_later = nn.Linear(UNARY, HIDDEN, bias=False)
        self.unary_earlier = nn.Linear(UNARY, HIDDEN, bias=False)
        self.flags = nn.Linear(FLAGS, HIDDEN + 1)
        sizes = (DISTANCES, DISTANCES, PARAGRAPHS, KINDS_OF_PRONOUN**2)
        self.sentences, self.heads, self.paragraphs, self.both = (nn.Embedding(size, HIDDEN + 1) for size in sizes)
        for table in (self.sentences, self.heads, self.paragraphs, self.both):
            nn.init.normal_(table.weight, std=0.02)
        self.out, self.none = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, 1)

    PARTS = ("head", "kind", "later", "earlier", "left", "right", "asks", "begins", "ends")

    def words(self, states: Tensor) -> Tensor:
        """A row a word, from the states of all layers."""
        return functional.gelu(self.into(self.dropout(states)))

    def far(self) -> Tensor:
        """How much each number of `Pairs.far` counts: [distances * distances * paragraphs, hidden + 1]."""
        by_heads = self.heads.weight[:, None] + self.paragraphs.weight[None]
        return (self.sentences.weight[:, None, None] + by_heads[None]).flatten(0, 2)

    def links(self, x: Tensor, shown: Tensor, antecedent: Tensor, far: Tensor, both: Tensor, flags: Tensor) -> Tensor:
        """Scores of none and of each antecedent, a row a head; as `Scorer.links`."""
        x, which = self.dropout(x), antecedent.clamp(min=0)
        a = self.later(x) + self.unary_later.weight.T[shown].sum(1)
        b = self.earlier(x) + self.unary_earlier.weight.T[shown].sum(1)
        bits = flags[..., None].bitwise_right_shift(torch.arange(FLAGS)).bitwise_and(1).float()
        f = self.flags(bits) + self.far()[far] + self.both(both)
        hidden = functional.relu(a[:, None] + b[which] + f[..., :-1])
        scores = self.out(self.dropout(hidden))[..., 0] + f[..., -1]
        scores = scores + (self.left(x)[:, None] * self.right(x)[which]).sum(-1) / math.sqrt(INNER)
        scores = scores.masked_fill(antecedent < 0, -1e4)
        return torch.cat([self.none(functional.relu(a)), scores], 1)

    def phrases(self, x: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of where the phrases of `heads` begin and end, by words from the head."""
        asks, reach, found = self.asks(x[heads])[:, None], torch.arange(REACH), []
        for side, keys, step in ((0, self.begins(x), -1), (1, self.ends(x), 1)):
            at = heads[:, None] + step * reach
            outside = (at < 0) | (at >= len(x))
            scores = (asks * keys[at.masked_fill(outside, 0)]).sum(-1) + self.reach[side]
            found.append(scores.masked_fill(outside, -1e4))
        return found[0], found[1]


@dataclass(slots=True)
class Prepared:
    """A text with the encoder's states, what can be seen of its words, and its gold by head word."""

    states: Tensor
    words: list[Word]
    lower: list[str]
    understanding: Understanding
    gold: dict[int, tuple[int, int, int, str]]  # by head: first word, word after, chain, kind
    pairs: tuple[Tensor, ...] = field(default=())


def prepared(text: gum.GumText, network: Network, tokenizer: Tokenizer, window: int) -> Prepared:
    words = words_of(text.text, [Span(0, len(text.text))], tokenizer)
    understanding = encoder.load().understand(text.text, (Block(Span(0, len(text.text)), "body"),))
    lower = [text.text[w.start : w.end].lower() for w in words]
    return Prepared(states(words, text.text, network, window), words, lower, understanding, gold_heads(text, words))


@torch.no_grad()
def states(words: Sequence[Word], text: str, network: Network, window: int) -> Tensor:
    """The states of all layers at the first piece of each word, beside one another: [words, layers * width]."""
    found = []
    for w in windows_of(words, text, window - 2):
        batch = collate([Row(list(words[w.start : w.end]), None, [], [], None, None)])
        layers = network.layer_states(batch["ids"], batch["case"], batch["gap"], batch["quote"])
        found.append(torch.cat([x[0, batch["first"][0]] for x in layers], 1))
    return torch.cat(found)


def gold_heads(text: gum.GumText, words: Sequence[Word]) -> dict[int, tuple[int, int, int, str]]:
    """The gold phrases by head word. Of several with one head ("Berg", "Berg and Lind") the one that joins nothing."""
    starts, ends = [w.start for w in words], [w.end for w in words]
    found: dict[int, tuple[int, int, int, str]] = {}
    for e in text.entities:
        head = gum.name_head(text, e)
        span = text.words[head]
        inside = [k for k in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
                  if text.text[words[k].end - 1].isalnum()]  # fmt: skip
        at = (inside or [bisect_right(ends, span.start)])[-1]
        first = bisect_right(ends, text.words[e.first].start)
        mine = (first, bisect_left(starts, text.words[e.after - 1].end), e.chain, e.kind)
        other = found.get(at)
        if other is not None:
            long, short = (other, mine) if other[1] - other[0] >= mine[1] - mine[0] else (mine, other)
            behind = [text.text[w.start : w.end].lower() for w in words[short[1] : long[1]][:3]]
            mine = short if {"and", "or"} & set(behind) or behind[:1] == [","] else long
        found[at] = mine
    return found


def loss(model: Antecedents, text: Prepared) -> Tensor:
    x = model.words(text.states)
    heads = torch.tensor(sorted(text.gold))
    found = model.head(x)[:, 0]
    total = 4 * functional.binary_cross_entropy_with_logits(found, torch.zeros(len(x)).index_fill(0, heads, 1.0))
    gold = [text.gold[int(h)] for h in heads]
    kinds = torch.tensor([KINDS.index(g[3]) for g in gold])
    total = total + 0.3 * functional.cross_entropy(model.kind(x)[heads], kinds)
    begin, end = model.phrases(x, heads)
    to_begin = torch.tensor([min(max(int(h) - g[0], 0), REACH - 1) for h, g in zip(heads, gold, strict=True)])
    to_end = torch.tensor([min(max(g[1] - 1 - int(h), 0), REACH - 1) for h, g in zip(heads, gold, strict=True)])
    total = total + 0.3 * (functional.cross_entropy(begin, to_begin) + functional.cross_entropy(end, to_end))
    if text.pairs:
        at, *beside, right = text.pairs
        scores = model.links(x[at], *beside)
        # the likelihood of any right antecedent together (Lee et al. 2017)
        total = total - (scores.masked_fill(~right, -1e4).logsumexp(1) - scores.logsumexp(1)).mean()
    return total


@torch.no_grad()
def pair_up(model: Antecedents, text: Prepared) -> None:
    """Sets the pairs that links are learned from: of the gold heads and of those the model takes for some."""
    found = model.head(model.words(text.states))[:, 0].numpy() > -0.5
    found[list(text.gold)] = True
    heads = np.flatnonzero(found | PERSONAL[pronouns(text.words, text.lower)])
    seen = signs(text.words, text.lower, heads, text.understanding.sentences, text.understanding.attributions)
    beside = pairs(seen, np.arange(len(heads)))
    chain = np.array([text.gold[h][2] if h in text.gold else -1 - h for h in heads.tolist()])
    same = (chain[:, None] == chain[np.maximum(beside.antecedent, 0)]) & (beside.antecedent >= 0)
    right = np.concatenate([~same.any(1, keepdims=True), same], 1)
    values = (heads, unary(seen), beside.antecedent, beside.far, beside.both, beside.flags, right)
    text.pairs = tuple(torch.from_numpy(v) for v in values)


def train(texts: Sequence[Prepared], epochs: int, rate: float, seed: int) -> Antecedents:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = Antecedents(texts[0].states.shape[1])
    steps = epochs * len(texts)
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / 50, max(0.0, 1 - s / steps)))
    for text in texts:
        text.pairs = ()
    for epoch in range(epochs):
        if epoch == ALONE:
            model.eval()
            for text in texts:
                pair_up(model, text)
        model.train()
        total = 0.0
        for text in chance.sample(list(texts), len(texts)):
            optimiser.zero_grad()
            one = loss(model, text)
            one.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += one.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(texts):.3f}", file=sys.stderr, flush=True)
    return model.eval()


def arrays(model: Antecedents) -> Iterator[tuple[str, np.ndarray]]:
    """The constants that the graph does not hold, by the names that `Scorer` knows."""
    for name in ("unary_later", "unary_earlier"):
        yield name, getattr(model, name).weight.detach().numpy().T
    yield "flags", model.flags.weight.detach().numpy().T
    far = model.far().detach().numpy() + model.flags.bias.detach().numpy()  # the biases of all pairs, added once
    far[:, -1] += model.out.bias.item()
    yield "far", far
    yield "both", model.both.weight.detach().numpy()
    yield "out", model.out.weight.detach().numpy()[0]
    yield "none", model.none.weight.detach().numpy()[0]
    yield "none_bias", model.none.bias.detach().numpy()[0]
    yield "reach", model.reach.detach().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="folder with the trained encoder's average.pt")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--window", type=int, default=160)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--fold", type=int, default=0, choices=range(4), help="which quarter is kept for measuring")
    parser.add_argument("--rate", type=float, default=3e-3)
    options = parser.parse_args()
    state = torch.load(options.run / "average.pt")
    network = Network(Shape(layers=state["layers"]))
    network.load_state_dict(state["network"])
    network.eval()
    tokenizer = Tokenizer.from_file(str(shipped() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    read = list(gum.texts(options.shared / "data/gum"))
    away = gum.held_out(read, options.fold)
    texts = [prepared(t, network, tokenizer, options.window) for t in read if t.name not in away]
    model = train(texts, options.epochs, options.rate, seed=0)
    torch.save(model.state_dict(), options.run / "antecedents.pt")


if __name__ == "__main__":
    main()
