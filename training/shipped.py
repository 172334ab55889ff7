"""The encoder's layers back out of the shipped graph: the head for pairs begins as a copy of the upper ones."""

from __future__ import annotations

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from communique.encoder.model import shipped
from network import Dropout, Layer, Shape

MATRICES, NORMS = 4, 2  # of a layer


def layers_above(below: int) -> list[Layer]:
    """The layers of the shipped encoder above the first `below`, their matrices scaled back to float."""
    graph = onnx.load(shipped() / "model.onnx").graph
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    inputs = {kind: [[constants.get(name) for name in node.input] for node in graph.node if node.op_type == kind]
              for kind in ("DynamicQuantizeMatMul", "LayerNormalization", "MultiHeadAttention")}  # fmt: skip
    found = []
    for i in range(below, len(inputs["MultiHeadAttention"])):
        layer = Layer(Shape(), Dropout(0.0))
        matrices = inputs["DynamicQuantizeMatMul"][MATRICES * i : MATRICES * (i + 1)]
        for into, (_, weight, scale, _, bias) in zip(
            (layer.qkv, layer.out, layer.up, layer.down), matrices, strict=True
        ):
            _fill(into, (weight.astype(np.float32) * scale).T, bias)
        norms = inputs["LayerNormalization"][1 + NORMS * i : 1 + NORMS * (i + 1)]
        for into, (_, weight, bias) in zip((layer.norm1, layer.norm2), norms, strict=True):
            _fill(into, weight, bias)
        found.append(layer)
    return found


@torch.no_grad()
def _fill(into: nn.Linear | nn.LayerNorm, weight: np.ndarray, bias: np.ndarray) -> None:
    into.weight.copy_(torch.tensor(weight))
    into.bias.copy_(torch.tensor(bias))
