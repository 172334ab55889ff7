"""The finder's network: its layers, how it learns, and its graph in int8."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional

from communique.encoder.crf import Floats
from communique.encoder.model import OnnxEncoder
from communique.encoder.pieces import Window, Word
from communique.encoder.understanding import States
from communique.events.finding import ACTED_ON, ACTS, TAGS
from communique.reading import Span
from export import Graph
from finder_data import Sentence
from network import Layer, Shape, crf_loss
from pair_network import BATCH, HEADS, WIDTH, batches_of, schedule_of

LINK = 32  # width of the two vectors of a link
DROPOUT = 0.2
NEW_RATE = 1e-3  # of what is new: tags, links and the chance of an event
# How much each loss counts; a sentence's loss of tags is a sum over some ten words that matter.
TAGGED, LINKED, TOLD = 0.1, 0.3, 0.5


class SlimLayer(nn.Module):
    """A layer with fewer hidden units than the encoder's."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, hidden)
        self.down = nn.Linear(hidden, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

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


class Network(nn.Module):
    """Layers, and from each word's first piece its tag and its links; from the whole, the chance of an event."""

    def __init__(self, layers: Sequence[Layer], hidden: Sequence[int]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(SlimLayer(size) for size in hidden)
        for mine, theirs in zip(self.layers, layers, strict=True):
            mine.begin_as(theirs)
        self.dropout = nn.Dropout(2 * DROPOUT)
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.links = nn.Linear(WIDTH, 2 * LINK)
        self.event = nn.Linear(2 * WIDTH, 1)
        self.bias = nn.Parameter(torch.zeros(()))
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))

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


def transitions_of(network: Network) -> tuple[Tensor, Tensor]:
    """Scores of tag following tag, and of a tag coming first; what cannot be is at -1e4."""
    moves, first = torch.zeros(len(TAGS), len(TAGS)), torch.zeros(len(TAGS))
    for j, after in enumerate(TAGS):
        if after[0] == "I":
            first[j] = -1e4
            for i, before in enumerate(TAGS):
                moves[i, j] = 0.0 if before[1:] == after[1:] else -1e4
    return network.moves + moves, network.first + first


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the network sees it, and what it should say. What is not known of it is None, or no link."""

    states: Tensor
    first: Tensor
    tags: Tensor | None
    links: tuple[tuple[int, int, bool], ...]
    event: float | None
    weight: float


def example(
    sentence: Sentence, encode: OnnxEncoder, weight: float = 1.0, before: str = "", behind: str = ""
) -> Example:
    """The sentence as a lesson that counts `weight`, its states those of a pass over it among other sentences."""
    words, inner = among(sentence.text, encode, before, behind)
    states, lead = torch.from_numpy(inner), len(before) + 1
    sizes = torch.tensor([len(word.ids) for word in words])
    first = 1 + sizes.cumsum(0) - sizes
    event = None if sentence.event is None else float(sentence.event)
    if sentence.roles is None:
        return Example(states, first, None, (), event, weight)
    tags = torch.zeros(len(words), dtype=torch.long)
    heads = []
    for role in sentence.roles:
        inside = [n for n, w in enumerate(words) if w.start - lead < role.span.end and w.end - lead > role.span.start]
        tags[inside] = TAGS.index(f"I-{role.role}")
        tags[inside[0]] = TAGS.index(f"B-{role.role}")
        heads.append(inside[0])
    links = tuple(
        (heads[i], heads[j], (i, j) in sentence.links)
        for i, a in enumerate(sentence.roles)
        for j, b in enumerate(sentence.roles)
        if i != j and a.role == ACTS and b.role == ACTED_ON
    )
    return Example(states, first, tags, links, event, weight)


def among(text: str, encode: OnnxEncoder, before: str, behind: str) -> tuple[Sequence[Word], Floats]:
    """The words of a sentence with others around it, and their states between those of the two ends of the window."""
    whole = f"{before} {text} {behind}"
    words = encode.words(whole, [Span(0, len(whole))])
    span = Span(len(before) + 1, len(before) + 1 + len(text))
    found = States(words, [Window(0, len(words))], [encode.states(words)[0]]).over(span)
    assert found is not None
    return found


def loss_of(network: Network, batch: Sequence[Example]) -> Tensor:
    """The loss of a batch: tags by a CRF, links and events by cross-entropy."""
    states = nn.utils.rnn.pad_sequence([e.states for e in batch], batch_first=True)
    there = torch.arange(states.shape[1])[None] < torch.tensor([len(e.states) for e in batch])[:, None]
    first = nn.utils.rnn.pad_sequence([e.first for e in batch], batch_first=True, padding_value=-1)
    with torch.autocast("cpu", torch.bfloat16):
        tags, links, event = network(states, there, first)
    weight = torch.tensor([e.weight for e in batch])
    total = torch.zeros(())
    tagged = [n for n, e in enumerate(batch) if e.tags is not None]
    if tagged:
        gold = nn.utils.rnn.pad_sequence([batch[n].tags for n in tagged], batch_first=True)
        words = (first[tagged, : gold.shape[1]] >= 0).float()
        each = crf_loss(tags[tagged, : gold.shape[1]], gold, *transitions_of(network), words)
        total = total + TAGGED * (each * weight[tagged]).sum() / len(batch)
    asked = [(n, i, j, yes) for n, e in enumerate(batch) for i, j, yes in e.links]
    if asked:
        n, i, j, yes = zip(*asked, strict=True)
        scores = links[list(n), list(i), list(j)]
        total = total + LINKED * functional.binary_cross_entropy_with_logits(scores, torch.tensor(yes).float())
    known = [n for n, e in enumerate(batch) if e.event is not None]
    if known:
        told = torch.tensor([batch[n].event for n in known])
        wrong = functional.binary_cross_entropy_with_logits(event[known], told, reduction="none")
        total = total + TOLD * (wrong * weight[known]).mean()
    return total


def fit(network: Network, lessons: Sequence[Sequence[Example]], sample: Callable[[random.Random], list[int]],
        epochs: int, rate: float, seed: int) -> None:  # fmt: skip
    """Train on the lessons that `sample` draws for each epoch, each in one of its forms."""
    chance = random.Random(seed)
    layers = list(network.layers.parameters())
    new = [parameter for name, parameter in network.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": layers, "lr": rate}, {"params": new, "lr": NEW_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = schedule_of(optimiser, epochs * -(-len(sample(random.Random(0))) // BATCH))
    for epoch in range(epochs):
        network.train()
        total, batches = 0.0, batches_of(sample(chance), lambda n: len(lessons[n][0].states), chance)
        for batch in batches:
            loss = loss_of(network, [chance.choice(lessons[n]) for n in batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(batches):.3f}", file=sys.stderr, flush=True)
    network.eval()


def graph_of(network: Network) -> onnx.ModelProto:
    """The network as a graph in int8: states [pieces, width], first [words] to tags [words, tags], links [words, words]
    and event [1], all of them scores.
    """
    p = {k: v.float().numpy() for k, v in network.state_dict().items()}
    g = Graph()
    x = g.node("Unsqueeze", "states", g.constant(np.array([0])))
    for i in range(len(network.layers)):
        x = g.layer(x, p, f"layers.{i}.", Shape())
    x = g.node("Squeeze", x, g.constant(np.array([0])))
    words = g.node("Gather", x, "first")
    g.node("Gemm", words, g.constant(p["tags.weight"]), g.constant(p["tags.bias"]), transB=1, out="tags")
    asks, answers = (
        g.node("Gemm", words, g.constant(p["links.weight"][part]), g.constant(p["links.bias"][part]), transB=1)
        for part in (slice(0, LINK), slice(LINK, None))
    )
    links = g.node("MatMul", asks, g.node("Transpose", answers, perm=[1, 0]))
    links = g.node("Mul", links, g.constant(np.array(LINK**-0.5, np.float32)))
    g.node("Add", links, g.constant(p["bias"]), out="links")
    whole = g.node("ReduceMean", x, g.constant(np.array([0])), keepdims=1)
    begin = g.node("Gather", x, g.constant(np.array([0])))
    both = g.node("Concat", begin, whole, axis=1)
    event = g.node("Gemm", both, g.constant(p["event.weight"]), g.constant(p["event.bias"]), transB=1)
    g.node("Squeeze", event, g.constant(np.array([0])), out="event")
    inputs = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["n", WIDTH]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["u"]),
    ]
    shapes = {"tags": ["u", len(TAGS)], "links": ["u", "u"], "event": [1]}
    outputs = [helper.make_tensor_value_info(k, TensorProto.FLOAT, shape) for k, shape in shapes.items()]
    return g.model(inputs, outputs)
