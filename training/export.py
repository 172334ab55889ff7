"""Write the trained network as an int8 ONNX graph with its settings: what the package ships.

    python training/export.py --run .cache/run --to src/communique/encoder/weights

The graph is built by hand, an operator at a time, for one window without padding: matrix products in int8 (weights in
seven bits) with a scale a column, embeddings in int8 with a scale a row, everything else in float. It takes ids, case,
gap, quote [pieces] and first [words]; it gives tags, names, ends, links and references, a row a word.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from antecedents import HIDDEN, INNER, KINDS, Antecedents, arrays
from communique.encoder.model import digest
from communique.weights import note
from network import BUCKETS, LINK, NAMES, TAGS, Network, Shape
from train import base_folder

CONTRIB = "com.microsoft"
# Seven bits: in eight, a pair of products overflows on x86 processors without VNNI, and readings would differ there.
WEIGHT_LIMIT = 63
# The states after so many layers are what the head for pairs reads (`relations.py`).
BELOW = 2


def quantised(w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix in seven bits and the scale of each column: of some ways to clip large weights, the least wrong."""
    top = np.maximum(np.abs(w).max(0), 1e-8)
    best, least = top / WEIGHT_LIMIT, np.full(w.shape[1], np.inf)
    for share in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6):
        scale = top * share / WEIGHT_LIMIT
        rounded = np.clip(np.round(w / scale), -WEIGHT_LIMIT, WEIGHT_LIMIT) * scale
        wrong = ((rounded - w) ** 2).sum(0)
        best = np.where(wrong < least, scale, best)
        least = np.minimum(wrong, least)
    return np.clip(np.round(w / best), -WEIGHT_LIMIT, WEIGHT_LIMIT).astype(np.int8), best


class Graph:
    """Nodes and constants in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.count = 0

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, *inputs: str, domain: str = "", out: str | None = None, outputs: int = 1, **attributes: object
    ) -> str:
        self.count += 1
        names = [out or f"n{self.count}"] + [f"n{self.count}_{i}" for i in range(1, outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def table(self, weight: np.ndarray, ids: str) -> str:
        """Rows of an int8 table, scaled back to float."""
        scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
        rows = self.node("Gather", self.constant(np.round(weight / scale).astype(np.int8)), ids)
        scales = self.node("Gather", self.constant(scale.astype(np.float32)), ids)
        return self.node("Mul", self.node("Cast", rows, to=TensorProto.FLOAT), scales)

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """`x @ weight.T + bias` in int8; the scale of `x` is taken from `x`."""
        q, scale = quantised(weight.T)
        return self.node(
            "DynamicQuantizeMatMul", x, self.constant(q), self.constant(scale.astype(np.float32)),
            self.constant(np.zeros(len(weight), np.int8)), self.constant(bias.astype(np.float32)), domain=CONTRIB,
        )  # fmt: skip

    def normed(self, x: str, weight: np.ndarray, bias: np.ndarray, out: str | None = None) -> str:
        # not SkipLayerNormalization: fused with the sum, it was measured four times slower than the two apart
        return self.node("LayerNormalization", x, self.constant(weight), self.constant(bias), out=out, epsilon=1e-12)

    def layer(self, x: str, p: Mapping[str, np.ndarray], at: str, shape: Shape, out: str | None = None) -> str:
        """One layer of the transformer, its weights those of `p` whose names begin with `at`."""
        qkv = self.linear(x, p[at + "qkv.weight"], p[at + "qkv.bias"])
        self.count += 1
        parts = [f"n{self.count}_{k}" for k in "qkv"]
        self.nodes.append(helper.make_node("Split", [qkv, self.constant(np.array([shape.width] * 3))], parts, axis=2))
        a = self.node("MultiHeadAttention", *parts, domain=CONTRIB, num_heads=shape.heads)
        a = self.linear(a, p[at + "out.weight"], p[at + "out.bias"])
        x = self.normed(self.node("Add", a, x), p[at + "norm1.weight"], p[at + "norm1.bias"])
        h = self.node("Gelu", self.linear(x, p[at + "up.weight"], p[at + "up.bias"]), domain=CONTRIB)
        h = self.linear(h, p[at + "down.weight"], p[at + "down.bias"])
        return self.normed(self.node("Add", h, x), p[at + "norm2.weight"], p[at + "norm2.bias"], out=out)

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, "communique", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="communique")


def build(network: Network, head: Antecedents) -> onnx.ModelProto:
    """The graph of `network` with the head for antecedents."""
    p = {k: v.float().numpy() for k, v in network.state_dict().items()}
    g, shape = Graph(), network.shape
    x = g.table(p["word.weight"], "ids")
    n = g.node("Shape", "ids")
    places = g.node("Slice", g.constant(p["position.weight"]), g.constant(np.array([0])), n, g.constant(np.array([0])))
    x = g.node("Add", x, places)
    for feature in ("case", "gap", "quote"):
        x = g.node("Add", x, g.node("Gather", g.constant(p[f"{feature}.weight"]), feature))
    x = g.node("Unsqueeze", x, g.constant(np.array([0])))
    x = g.normed(x, p["norm.weight"], p["norm.bias"])
    layers = []
    for i in range(shape.layers):
        x = g.layer(x, p, f"layers.{i}.", shape, out="inner" if i + 1 == BELOW else None)
        layers.append(g.node("Gather", g.node("Squeeze", x, g.constant(np.array([0]))), "first"))
    x = layers[-1]
    for name in ("tags", "names", "ends", "links"):
        g.node("Gemm", x, g.constant(p[f"{name}.weight"]), g.constant(p[f"{name}.bias"]), transB=1, out=name)
    a = {k: v.float().numpy() for k, v in head.state_dict().items()}
    inner = g.linear(g.node("Concat", *layers, axis=1), a["into.weight"], a["into.bias"])
    inner = g.node("Gelu", inner, domain=CONTRIB)
    parts = [[a[f"{part}.{kind}"] for part in Antecedents.PARTS] for kind in ("weight", "bias")]
    weight, bias = (np.concatenate(values) for values in parts)
    g.node("Gemm", inner, g.constant(weight), g.constant(bias), transB=1, out="references")
    integers = [
        helper.make_tensor_value_info(k, TensorProto.INT64, [size])
        for k, size in (("ids", "n"), ("case", "n"), ("gap", "n"), ("quote", "n"), ("first", "u"))
    ]
    sizes = {"tags": len(TAGS), "names": len(NAMES), "ends": 1, "links": 4 * LINK, "references": len(bias)}
    outputs = [helper.make_tensor_value_info(k, TensorProto.FLOAT, ["u", size]) for k, size in sizes.items()]
    return g.model(integers, outputs)


def settings(network: Network, window: int, calibration: list[float]) -> dict[str, object]:
    """`config.json`: what decoding needs beside the graph."""
    moves, first = network.transitions()

    def plain(value: torch.Tensor) -> list[float] | list[list[float]]:
        if value.ndim == 2:
            return [[round(x, 5) for x in row] for row in value.tolist()]
        return [round(x, 5) for x in value.tolist()]

    return {
        "format": 1, "tags": list(TAGS), "names": list(NAMES),
        "moves": plain(moves.detach()), "first": plain(first.detach()),
        "link_width": LINK, "link_buckets": BUCKETS, "link_none": plain(network.none.detach()),
        "link_near": plain(network.near.detach()), "window": window, "calibration": calibration,
        "antecedents": {"kinds": list(KINDS), "hidden": HIDDEN, "inner": INNER},
        "inner": "inner",
    }  # fmt: skip


def save_arrays(path: Path, found: Iterable[tuple[str, np.ndarray]]) -> None:
    """What `numpy.savez` writes, always the same for the same arrays: int8 as it is, all else float32."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, value in found:
            packed = io.BytesIO()
            np.save(packed, np.ascontiguousarray(value, np.int8 if value.dtype == np.int8 else np.float32))
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), packed.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--window", type=int, default=160, help="word pieces a window at most")
    options = parser.parse_args()
    state = torch.load(options.run / "average.pt")
    network = Network(Shape(layers=state["layers"]))
    network.load_state_dict(state["network"])
    options.to.mkdir(parents=True, exist_ok=True)
    head = Antecedents(network.shape.layers * network.shape.width)
    head.load_state_dict(torch.load(options.run / "antecedents.pt"))
    onnx.save(build(network, head), options.to / "model.onnx")
    save_arrays(options.to / "antecedents.npz", arrays(head))
    shutil.copyfile(base_folder() / "tokenizer.json", options.to / "tokenizer.json")
    calibrated = options.run / "calibration.json"
    calibration = json.loads(calibrated.read_text()) if calibrated.exists() else [0.4, 0.3, 0.3, 0.0, 0.0, 0.0]
    (options.to / "config.json").write_text(json.dumps(settings(network, options.window, calibration)) + "\n")
    note(options.to)
    size = (options.to / "model.onnx").stat().st_size
    print(f"{size / 1e6:.1f} MB, sha256 {digest(options.to)}")


if __name__ == "__main__":
    main()
