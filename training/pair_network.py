"""The head for pairs: its network, how it learns, and its graph in int8."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import FOLDED, YIELD, Pair

from communique.encoder.model import OnnxEncoder
from communique.events.coded import TYPES
from communique.events.pairs import means_of
from communique.events.parts import parts_of
from communique.reading import Span
from export import Graph
from network import Dropout, Layer, Shape

WIDTH, HEADS = Shape().width, Shape().heads
BATCH, SMOOTH, DROPOUT = 16, 0.1, 0.1
NEW_RATE = 2e-3  # of what is new: the parts and the scores


class ShortLayer(Layer):
    """A layer whose attention is written out: for single sentences a third quicker than torch's own on a CPU."""

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, w // HEADS).permute(2, 0, 3, 1, 4).reshape(3, b * HEADS, n, -1)
        scores = torch.bmm(q, k.transpose(1, 2)).float() / math.sqrt(w // HEADS)
        looks = scores.view(b, HEADS, n, n).masked_fill(~mask, -1e4).softmax(-1).view(b * HEADS, n, n)
        a = self.out(torch.bmm(looks.to(v.dtype), v).view(b, HEADS, n, -1).transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + (self.dropout(a) if self.training else a))
        h = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + (self.dropout(h) if self.training else h))


class Head(nn.Module):
    """Parts added, layers, the first piece and three means, and a score for each type."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        super().__init__()
        self.part = nn.Embedding(3, WIDTH)
        nn.init.normal_(self.part.weight, std=0.05)
        self.layers = nn.ModuleList(ShortLayer(Shape(), Dropout(DROPOUT)) for _ in layers)
        for mine, theirs in zip(self.layers, layers, strict=True):
            mine.load_state_dict(theirs.state_dict())
        self.dropout = nn.Dropout(2 * DROPOUT)
        self.out = nn.Linear(4 * WIDTH, len(TYPES))
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    def forward(self, states: Tensor, parts: Tensor, there: Tensor) -> Tensor:
        x = states + self.part(parts)
        for layer in self.layers:
            x = layer(x, there[:, None, None, :])
        which = torch.stack([there, parts == 1, parts == 2], 1).float()
        means = which @ x / which.sum(2, keepdim=True).clamp(min=1)
        return self.out(self.dropout(torch.cat([x[:, :1], means], 1).flatten(1)))


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as the head sees it: the encoder's states and each piece's part."""

    states: Tensor
    parts: Tensor


def examples(pairs: Sequence[Pair], encode: OnnxEncoder) -> list[Example]:
    found = []
    for pair in pairs:
        words = encode.words(pair.text, [Span(0, len(pair.text))])
        parts = parts_of(words, pair.actor, pair.recipient)
        found.append(Example(torch.from_numpy(encode.states(words)[0]), torch.from_numpy(parts)))
    return found


def collated(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    states = nn.utils.rnn.pad_sequence([e.states for e in batch], batch_first=True)
    parts = nn.utils.rnn.pad_sequence([e.parts for e in batch], batch_first=True)
    sizes = torch.tensor([len(e.parts) for e in batch])
    return states, parts, torch.arange(parts.shape[1])[None] < sizes[:, None]


def with_yield(scores: Tensor) -> Tensor:
    """The logarithm of each type's chance, and in a further column that of the two that PLV has as one."""
    chances = scores.float().log_softmax(-1)
    first, second = (chances[:, TYPES.index(name)] for name in FOLDED)
    return torch.cat([chances, torch.logaddexp(first, second)[:, None]], 1)


def targets(pairs: Sequence[Pair]) -> Tensor:
    """What `with_yield` should say of each pair."""
    gold = torch.full((len(pairs), len(TYPES) + 1), SMOOTH / len(TYPES))
    gold[:, -1] = 0
    for row, pair in zip(gold, pairs, strict=True):
        row[(*TYPES, YIELD).index(pair.type)] += 1 - SMOOTH
    return gold


@dataclass(frozen=True, slots=True)
class Lessons:
    """Examples, what should be said of each, and how much each counts."""

    found: Sequence[Example]
    gold: Tensor
    weight: Tensor


def fit(head: Head, lessons: Lessons, sample: Callable[[random.Random], list[int]], epochs: int, rate: float,
        seed: int) -> None:  # fmt: skip
    """Train `head` on the lessons that `sample` draws for each epoch."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    new = [*head.part.parameters(), *head.out.parameters()]
    groups = [{"params": list(head.layers.parameters()), "lr": rate}, {"params": new, "lr": NEW_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = schedule_of(optimiser, epochs * -(-len(sample(random.Random(0))) // BATCH))
    for epoch in range(epochs):
        head.train()
        total, batches = 0.0, batches_of(sample(chance), lambda n: len(lessons.found[n].parts), chance)
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16):
                scores = head(*collated([lessons.found[n] for n in batch]))
            loss = (-(lessons.gold[batch] * with_yield(scores)).sum(-1) * lessons.weight[batch]).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(batches):.3f}", file=sys.stderr, flush=True)
    head.eval()


def schedule_of(optimiser: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """The rates over so many steps: up to what they are in the first tenth, then down to nothing."""
    warm = max(1, steps // 10)
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )


def batches_of(drawn: list[int], length: Callable[[int], int], chance: random.Random) -> list[list[int]]:
    """Batches of lessons of like length, in random order."""
    chance.shuffle(drawn)
    stretches = (drawn[at : at + 8 * BATCH] for at in range(0, len(drawn), 8 * BATCH))
    order = [n for stretch in stretches for n in sorted(stretch, key=length)]
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    chance.shuffle(batches)
    return batches


def scores_of(graph: onnx.ModelProto, found: Sequence[Example]) -> Tensor:
    """What the graph, as it ships, says of each example."""
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    feeds = ({"states": e.states.numpy(), "parts": e.parts.numpy(), "means": means_of(e.parts.numpy())} for e in found)
    return torch.cat([torch.from_numpy(session.run(None, feed)[0]) for feed in feeds])


def graph_of(head: Head) -> onnx.ModelProto:
    """The head as a graph in int8: states [pieces, width], parts [pieces], means [4, pieces] to scores [1, types]."""
    p = {k: v.float().numpy() for k, v in head.state_dict().items()}
    g = Graph()
    x = g.node("Add", "states", g.node("Gather", g.constant(p["part.weight"]), "parts"))
    x = g.node("Unsqueeze", x, g.constant(torch.tensor([0]).numpy()))
    for i in range(len(head.layers)):
        x = g.layer(x, p, f"layers.{i}.", Shape())
    means = g.node("MatMul", "means", g.node("Squeeze", x, g.constant(torch.tensor([0]).numpy())))
    flat = g.node("Reshape", means, g.constant(torch.tensor([1, -1]).numpy()))
    g.node("Gemm", flat, g.constant(p["out.weight"]), g.constant(p["out.bias"]), transB=1, out="scores")
    return g.model(
        [
            helper.make_tensor_value_info("states", TensorProto.FLOAT, ["n", WIDTH]),
            helper.make_tensor_value_info("parts", TensorProto.INT64, ["n"]),
            helper.make_tensor_value_info("means", TensorProto.FLOAT, [4, "n"]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, len(TYPES)])],
    )
