"""The table of `communique.events.phrases`: multinomial logistic regression over hashed runs of words and letters."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import FOLDED, YIELD, Pair

from communique.encoder.crf import Ints
from communique.encoder.model import OnnxEncoder
from communique.events.coded import TYPES
from communique.events.phrases import BUCKETS, Phrases, spread, views_of
from communique.reading import Span

Views = Sequence[Ints]
# How loosely the weights are held; how much the table counts beside the head (0, .3, .5, .7 and 1 were tried).
LOOSE, SHARE = 30.0, 0.4
STEPS = 100
ROOTS = (*(kind for kind in TYPES if kind not in FOLDED), YIELD)


def seen(pairs: Sequence[Pair], encode: OnnxEncoder) -> list[Views]:
    """The views of each pair."""
    found = []
    for pair in pairs:
        words = encode.words(pair.text, [Span(0, len(pair.text))])
        found.append(views_of(words, pair.text, pair.actor, pair.recipient))
    return found


def table_of(found: Sequence[Views], kinds: Sequence[str]) -> Phrases:
    """The table that pairs of these kinds teach. All roots count alike, however rare; YIELD serves both its types."""
    counts = Counter(bucket for views in found for view in views for bucket in view.tolist())
    common = np.array([counts[bucket] for bucket in range(BUCKETS)])
    rarity = (np.log((1 + len(found)) / (1 + common)) + 1).astype(np.float32)
    inputs = np.zeros((len(found), BUCKETS), np.float32)
    for row, views in zip(inputs, found, strict=True):
        for view in views:
            row[view] += spread(rarity, view)
    x, gold = torch.from_numpy(inputs), torch.tensor([ROOTS.index(kind) for kind in kinds])
    often = torch.bincount(gold, minlength=len(ROOTS))
    each = len(kinds) / (len(ROOTS) * often.clamp(min=1))
    weights = torch.zeros(BUCKETS, len(ROOTS), requires_grad=True)
    bias = torch.zeros(len(ROOTS), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        wrong = torch.nn.functional.cross_entropy(x @ weights + bias, gold, reduction="none")
        total = LOOSE * (each[gold] * wrong).sum() + 0.5 * (weights**2).sum()
        total.backward()
        return total

    optimiser.step(loss)
    columns = [ROOTS.index(YIELD if kind in FOLDED else kind) for kind in TYPES]
    learned = SHARE * weights.detach().numpy()[:, columns]
    scale = np.abs(learned).max(0) / 127
    return Phrases(np.round(learned / scale).astype(np.int8), scale, (SHARE * bias.detach().numpy()[columns]), rarity)
