"""The network: one small BERT with case, gap and quotation features, and light heads on the first piece of a word.

Heads, all read from the same states:
- tags: a linear-chain CRF over O and B/I of source, cue, content (attributions in PolNeAR are flat);
- links: pointers content word -> first word of its cue, and first word of a cue -> first word of its source, each with
  a "none" to point at, as scaled dot products plus a bias by distance;
- names: B/I of five kinds; sentence ends: one logit a word.

A further head is a further `nn.Linear` here, its loss in `losses`, and its output in `export.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", *(f"{p}-{k}" for k in ("person", "state", "organisation", "group", "place") for p in "BI"))
LINK = 64
BUCKETS = 24
IGNORE = -100


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6


class Dropout:
    """Dropout whose masks are cut at random from one pool: drawing fresh ones takes a third of a step on a CPU."""

    def __init__(self, p: float, size: int = 1 << 23) -> None:
        self.p = p
        generator = torch.Generator().manual_seed(0)
        keep = torch.rand(size, generator=generator) >= p
        self.pool = (keep / (1 - p)).to(torch.bfloat16)

    def __call__(self, x: Tensor) -> Tensor:
        if not self.p:
            return x
        at = int(torch.randint(self.pool.numel() - x.numel(), ()))
        return x * self.pool[at : at + x.numel()].view(x.shape)


class Layer(nn.Module):
    def __init__(self, s: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.heads = s.heads
        self.qkv = nn.Linear(s.width, 3 * s.width)
        self.out = nn.Linear(s.width, s.width)
        self.norm1 = nn.LayerNorm(s.width, eps=1e-12)
        self.up = nn.Linear(s.width, s.inner)
        self.down = nn.Linear(s.inner, s.width)
        self.norm2 = nn.LayerNorm(s.width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + (self.dropout(a) if self.training else a))
        h = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + (self.dropout(h) if self.training else h))


class Network(nn.Module):
    def __init__(self, shape: Shape = Shape(), dropout: float = 0.1) -> None:
        super().__init__()
        w = shape.width
        self.shape, self.dropout = shape, Dropout(dropout)
        self.word = nn.Embedding(shape.vocabulary, w)
        self.position = nn.Embedding(shape.positions, w)
        self.case = nn.Embedding(8, w)
        self.gap = nn.Embedding(5, w)
        self.quote = nn.Embedding(6, w)
        for table in (self.case, self.gap, self.quote):
            nn.init.normal_(table.weight, std=0.02)
        self.norm = nn.LayerNorm(w, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, self.dropout) for _ in range(shape.layers))
        self.tags = nn.Linear(w, len(TAGS))
        self.names = nn.Linear(w, len(NAMES))
        self.ends = nn.Linear(w, 1)
        self.links = nn.Linear(w, 4 * LINK)  # content asks, cue answers; cue asks, source answers
        self.none = nn.Parameter(torch.zeros(2, LINK))
        self.near = nn.Parameter(torch.zeros(2, 2 * BUCKETS + 1))
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))

    def encode(self, ids: Tensor, case: Tensor, gap: Tensor, quote: Tensor) -> Tensor:
        return self.layer_states(ids, case, gap, quote)[-1]

    def layer_states(self, ids: Tensor, case: Tensor, gap: Tensor, quote: Tensor) -> list[Tensor]:
        """The states after each layer."""
        mask = (ids != 0)[:, None, None, :]
        n = ids.shape[1]
        x = self.word(ids) + self.position.weight[:n] + self.case(case) + self.gap(gap) + self.quote(quote)
        x = self.norm(x)
        x = self.dropout(x) if self.training else x
        found = []
        for layer in self.layers:
            x = layer(x, mask)
            found.append(x)
        return found

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        x = self.encode(batch["ids"], batch["case"], batch["gap"], batch["quote"])
        at = batch["first"].clamp(min=0)
        x = torch.gather(x, 1, at[..., None].expand(-1, -1, x.shape[-1]))
        x = self.dropout(x) if self.training else x
        return {
            "states": x,
            "tags": self.tags(x),
            "names": self.names(x),
            "ends": self.ends(x)[..., 0],
            "links": self.links(x),
        }

    def transitions(self) -> tuple[Tensor, Tensor]:
        """Scores of tag following tag, and of a tag coming first; what cannot be is at -1e4."""
        return self.moves + forbidden().to(self.moves), self.first + forbidden_first().to(self.first)


def forbidden() -> Tensor:
    table = torch.zeros(len(TAGS), len(TAGS))
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = -1e4
    return table


def forbidden_first() -> Tensor:
    return torch.tensor([-1e4 if tag[0] == "I" else 0.0 for tag in TAGS])


def bucket(distance: Tensor) -> Tensor:
    """Signed distance in words to one of 2*BUCKETS+1 buckets, finer near zero."""
    size = torch.log2(distance.abs().float() + 1) * 3
    return (size.floor().clamp(max=BUCKETS) * distance.sign()).long() + BUCKETS


def crf_loss(tags: Tensor, gold: Tensor, moves: Tensor, first: Tensor, mask: Tensor) -> Tensor:
    """Negative log-likelihood of each row's gold tags; the partition function by a balanced tree of products."""
    b, n, t = tags.shape
    tags = tags.float()
    index = gold.clamp(min=0)
    score = (tags.gather(2, index[..., None])[..., 0] * mask).sum(1) + first[index[:, 0]]
    score = score + (moves[index[:, :-1], index[:, 1:]] * mask[:, 1:]).sum(1)
    eye = torch.full((t, t), -1e4).fill_diagonal_(0.0)
    steps = moves[None, None] + tags[:, 1:, None, :]
    steps = torch.where(mask[:, 1:, None, None].bool(), steps, eye)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, eye.expand(b, 1, t, t)], 1)
        left, right = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    start = first + tags[:, 0]
    total = torch.logsumexp(start[:, :, None] + steps[:, 0], dim=(1, 2)) if n > 1 else torch.logsumexp(start, 1)
    return total - score


def link_scores(network: Network, links: Tensor, which: int) -> Tensor:
    """Scores [batch, words asking, words answering + 1]; the last column is "none"."""
    ask, answer = (
        links[..., 2 * which * LINK : (2 * which + 1) * LINK],
        links[..., (2 * which + 1) * LINK : (2 * which + 2) * LINK],
    )
    n = links.shape[1]
    scores = (ask @ answer.transpose(1, 2)).float() / math.sqrt(LINK)
    place = torch.arange(n)
    scores = scores + network.near[which][bucket(place[None, :] - place[:, None])]
    none = (ask @ network.none[which].to(ask)).float() / math.sqrt(LINK)
    return torch.cat([scores, none[..., None]], -1)


def losses(network: Network, batch: dict[str, Tensor], out: dict[str, Tensor]) -> dict[str, Tensor]:
    """The mean loss of each head over the rows of the batch that have its gold."""
    found: dict[str, Tensor] = {}
    words = (batch["first"] >= 0).float()
    has = batch["tags"][:, 0] != IGNORE
    if has.any():
        moves, first = network.transitions()
        each = crf_loss(out["tags"][has], batch["tags"][has], moves, first, words[has])
        found["tags"] = each.sum() / words[has].sum()
        for which, name in enumerate(("cue_of", "source_of")):
            scores = link_scores(network, out["links"][has], which)
            blocked = torch.cat([words[has] == 0, torch.zeros(int(has.sum()), 1, dtype=torch.bool)], 1)
            scores = scores.masked_fill(blocked[:, None, :], -1e4)
            gold = batch[name][has]
            if (gold != IGNORE).any():
                found[name] = functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    if (batch["names"] != IGNORE).any():
        found["names"] = functional.cross_entropy(
            out["names"].float().flatten(0, 1), batch["names"].flatten(), ignore_index=IGNORE
        )
    known = batch["ends"] != IGNORE
    if known.any():
        found["ends"] = functional.binary_cross_entropy_with_logits(
            out["ends"][known].float(), batch["ends"][known].float()
        )
    return found


def distances(out: dict[str, Tensor], teacher: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """How far a student's answers are from its teacher's, over all words: states, tags, names, ends, links.

    Hinton, Vinyals and Dean (2015) for the classes; the states and link vectors by their squared distance, for the
    student starts from the teacher's own layers and heads.
    """
    words = batch["first"] >= 0

    def apart(head: str) -> Tensor:
        student, goal = out[head][words].float(), teacher[head][words].float()
        return functional.kl_div(student.log_softmax(-1), goal.log_softmax(-1), log_target=True, reduction="batchmean")

    def square(head: str) -> Tensor:
        return functional.mse_loss(out[head][words].float(), teacher[head][words].float())

    ends = functional.binary_cross_entropy_with_logits(
        out["ends"][words].float(), teacher["ends"][words].float().sigmoid()
    )
    return {
        "t-states": square("states"), "t-tags": apart("tags"), "t-names": apart("names"), "t-ends": ends,
        "t-links": square("links"),
    }  # fmt: skip


def student_of(teacher: Network, keep: tuple[int, ...], dropout: float) -> Network:
    """A network of some of the teacher's layers, with the teacher's embeddings and heads."""
    student = Network(replace(teacher.shape, layers=len(keep)), dropout)
    state = {k: v for k, v in teacher.state_dict().items() if not k.startswith("layers.")}
    for i, layer in enumerate(keep):
        prefix = f"layers.{layer}."
        for k, v in teacher.state_dict().items():
            if k.startswith(prefix):
                state[f"layers.{i}.{k.removeprefix(prefix)}"] = v
    student.load_state_dict(state)
    return student


def load_base(network: Network, folder: Path) -> None:
    """Fill the encoder from a BERT-shaped `model.safetensors` (layers 0 … layers-1)."""
    from safetensors.torch import load_file

    base = load_file(folder / "model.safetensors")
    e = "embeddings."
    with torch.no_grad():
        network.word.weight.copy_(base[e + "word_embeddings.weight"])
        network.position.weight.copy_(
            base[e + "position_embeddings.weight"] + base[e + "token_type_embeddings.weight"][0]
        )
        network.norm.weight.copy_(base[e + "LayerNorm.weight"])
        network.norm.bias.copy_(base[e + "LayerNorm.bias"])
        for i, layer in enumerate(network.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [base[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                getattr(layer.out, kind).copy_(base[f"{p}attention.output.dense.{kind}"])
                getattr(layer.norm1, kind).copy_(base[f"{p}attention.output.LayerNorm.{kind}"])
                getattr(layer.up, kind).copy_(base[f"{p}intermediate.dense.{kind}"])
                getattr(layer.down, kind).copy_(base[f"{p}output.dense.{kind}"])
                getattr(layer.norm2, kind).copy_(base[f"{p}output.LayerNorm.{kind}"])
