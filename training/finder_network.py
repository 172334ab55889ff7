"""The finder's network: a short transformer over the encoder's inner states, with tags, links and a chance."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from communique.encoder.model import OnnxEncoder
from communique.reading import Span
from finder_data import Sentence
from network import Dropout, Layer, Shape, crf_loss
from pair_network import HEADS, WIDTH

TAGS = ("O", "B-S", "I-S", "B-T", "I-T", "B-R", "I-R")
LINK = 32


class ShortLayer(nn.Module):
    """A layer with fewer hidden units than the encoder's."""

    def __init__(self, inner: int, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def begin_as(self, other: Layer) -> None:
        """Start from the encoder's layer, of whose hidden units the weightiest are kept."""
        with torch.no_grad():
            weight = other.up.weight.norm(dim=1) * other.down.weight.norm(dim=0)
            keep = weight.topk(self.up.out_features).indices.sort().values
            self.up.weight.copy_(other.up.weight[keep])
            self.up.bias.copy_(other.up.bias[keep])
            self.down.weight.copy_(other.down.weight[:, keep])
            self.down.bias.copy_(other.down.bias)
            for name in ("qkv", "out", "norm1", "norm2"):
                getattr(self, name).load_state_dict(getattr(other, name).state_dict())

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, w // HEADS).permute(2, 0, 3, 1, 4).reshape(3, b * HEADS, n, -1)
        scores = torch.bmm(q, k.transpose(1, 2)).float() / math.sqrt(w // HEADS)
        looks = scores.view(b, HEADS, n, n).masked_fill(~mask, -1e4).softmax(-1).view(b * HEADS, n, n)
        a = self.out(torch.bmm(looks.to(v.dtype), v).view(b, HEADS, n, -1).transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + self.dropout(a))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Finder(nn.Module):
    def __init__(self, layers: Sequence[Layer], inner: Sequence[int], dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(ShortLayer(size, dropout) for size in inner)
        for mine, theirs in zip(self.layers, layers, strict=True):
            mine.begin_as(theirs)
        self.dropout = nn.Dropout(2 * dropout)
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.links = nn.Linear(WIDTH, 2 * LINK)
        self.event = nn.Linear(2 * WIDTH, 1)
        self.bias = nn.Parameter(torch.zeros(()))
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))

    def transitions(self) -> tuple[Tensor, Tensor]:
        moves, first = torch.zeros_like(self.moves), torch.zeros_like(self.first)
        for j, after in enumerate(TAGS):
            if after[0] == "I":
                first[j] = -1e4
                for i, before in enumerate(TAGS):
                    if before[1:] != after[1:]:
                        moves[i, j] = -1e4
        return self.moves + moves, self.first + first

    def forward(self, states: Tensor, there: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of tags by word, of links by word and word, and of there being an event."""
        x = states
        for layer in self.layers:
            x = layer(x, there[:, None, None, :])
        mean = (there[:, None].float() @ x.float())[:, 0] / there.sum(1, keepdim=True)
        event = self.event(self.dropout(torch.cat([x[:, 0], mean.to(x.dtype)], -1)))[:, 0]
        words = self.dropout(x.gather(1, first.clamp(min=0)[..., None].expand(-1, -1, WIDTH)))
        asks, answers = self.links(words).split(LINK, -1)
        links = (asks @ answers.transpose(1, 2)).float() / math.sqrt(LINK) + self.bias
        return self.tags(words).float(), links, event.float()


@dataclass(frozen=True, slots=True)
class Example:
    states: Tensor
    first: Tensor
    tags: Tensor | None
    links: tuple[tuple[int, int, bool], ...]
    event: float | None
    weight: float


def examples(sentences: Sequence[Sentence], encode: OnnxEncoder, weight: dict[str, float]) -> list[Example]:
    return [example(s, encode, weight.get(s.origin, 1.0)) for s in sentences]


def example(sentence: Sentence, encode: OnnxEncoder, weight: float = 1.0) -> Example:
    words = encode.words(sentence.text, [Span(0, len(sentence.text))])
    states = torch.from_numpy(encode.states(words)[0])
    first, at = [], 1
    for word in words:
        first.append(at)
        at += len(word.ids)
    event = None if sentence.event is None else float(sentence.event)
    if sentence.roles is None:
        return Example(states, torch.tensor(first), None, (), event, weight)
    tags = torch.zeros(len(words), dtype=torch.long)
    heads = []
    for role in sentence.roles:
        inside = [n for n, w in enumerate(words) if w.start < role.span.end and w.end > role.span.start]
        for n in inside:
            tags[n] = TAGS.index(("B-" if n == inside[0] else "I-") + role.role)
        heads.append(inside[0])
    links = []
    for i, a in enumerate(sentence.roles):
        for j, b in enumerate(sentence.roles):
            if i != j and a.role != "T" and b.role != "S":
                links.append((heads[i], heads[j], (i, j) in sentence.links))
    return Example(states, torch.tensor(first), tags, tuple(links), event, weight)


def loss_of(model: Finder, batch: Sequence[Example], shares: tuple[float, float, float] = (1.0, 0.3, 0.5)) -> Tensor:
    states = nn.utils.rnn.pad_sequence([e.states for e in batch], batch_first=True)
    there = torch.arange(states.shape[1])[None] < torch.tensor([len(e.states) for e in batch])[:, None]
    first = nn.utils.rnn.pad_sequence([e.first for e in batch], batch_first=True, padding_value=-1)
    with torch.autocast("cpu", torch.bfloat16):
        tags, links, event = model(states, there, first)
    weight = torch.tensor([e.weight for e in batch])
    total = torch.zeros(())
    has = torch.tensor([e.tags is not None for e in batch])
    if has.any():
        gold = nn.utils.rnn.pad_sequence([e.tags for e in batch if e.tags is not None], batch_first=True)
        words = (first[has] >= 0)[:, : gold.shape[1]].float()
        each = crf_loss(tags[has][:, : gold.shape[1]], gold, *model.transitions(), words)
        total = total + shares[0] * (each * weight[has]).sum() / (10 * len(batch))
    asked = [(n, i, j, yes) for n, e in enumerate(batch) for i, j, yes in e.links]
    if asked:
        n, i, j, yes = zip(*asked, strict=True)
        wrong = functional.binary_cross_entropy_with_logits(links[list(n), list(i), list(j)], torch.tensor(yes).float())
        total = total + shares[1] * wrong
    known = [n for n, e in enumerate(batch) if e.event is not None]
    if known:
        gold_event = torch.tensor([batch[n].event for n in known])
        wrong = functional.binary_cross_entropy_with_logits(event[known], gold_event, reduction="none")
        total = total + shares[2] * (wrong * weight[known]).mean()
    return total


def fit(model: Finder, found: Sequence[Sequence[Example]], sample: Callable[[random.Random], list[int]], epochs: int,
        rate: float, seed: int, batch: int = 16, new: float = 1e-3) -> None:  # fmt: skip
    """Train on the examples that `sample` draws for each epoch; of each one of its forms."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    ours = list(model.layers.parameters())
    others = [p for name, p in model.named_parameters() if not name.startswith("layers.")]
    optimiser = torch.optim.AdamW([{"params": ours, "lr": rate}, {"params": others, "lr": new}], weight_decay=0.01)
    steps = epochs * -(-len(sample(random.Random(0))) // batch)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    for epoch in range(epochs):
        model.train()
        drawn = sample(chance)
        chance.shuffle(drawn)
        chosen = [chance.choice(found[n]) for n in drawn]
        order: list[Example] = []
        for at in range(0, len(chosen), 8 * batch):
            order += sorted(chosen[at : at + 8 * batch], key=lambda e: len(e.states))
        batches = [order[at : at + batch] for at in range(0, len(order), batch)]
        chance.shuffle(batches)
        total = 0.0
        for one in batches:
            loss = loss_of(model, one)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(batches):.3f}", file=sys.stderr, flush=True)
    model.eval()
