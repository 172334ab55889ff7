"""Score weights on PolNeAR dev and GUM dev, without the rest of the program: what the encoder alone finds.

    python training/evaluate.py --weights src/communique/encoder/weights --shared ../shared [--calibrate .cache/run]

`--calibrate` fits the score on dev (Platt scaling of the evidence against the scorer's own idea of a right relation)
and writes RUN/calibration.json for export.py.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from communique.encoder.attributions import link, runs_of
from communique.encoder.crf import decode
from communique.encoder.model import OnnxEncoder, assemble, calibrated
from communique.reading import Span
from corpora import gum, polnear


def characters(spans: object) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}  # type: ignore[attr-defined]


def evidence_of(encoder: OnnxEncoder, outputs: list) -> list[tuple[float, ...]]:
    """The evidence of each attribution, in the order of `assemble`."""
    found = []
    tagged = decode([o[0] for o in outputs], encoder.shape.moves, encoder.shape.first)
    for output, (tags, sure) in zip(outputs, tagged, strict=True):
        found += [a.evidence for a in link(runs_of(tags, sure, encoder.shape.tags), output[3], encoder.shape.pointers)]
    return found


def names_and_sentences(encoder: OnnxEncoder, folder: Path) -> dict[str, float]:
    """F1 on GUM dev, in percent: names (span), names with their kind, sentences (span). GUM has no states or groups."""
    hits, found, wanted = (dict.fromkeys(("names", "names and kinds", "sentences"), 0) for _ in range(3))
    kinds = {"state": "place", "group": "organisation"}
    for example in gum(folder, "dev"):
        text = example.text
        got = assemble(text, *encoder.read(text, [Span(0, len(text))]), encoder.shape)
        named = [(*n.span, kinds.get(n.kind, n.kind)) for n in got.names]
        for layer, gold, mine in (
            ("names", {n[:2] for n in example.names or []}, {n[:2] for n in named}),
            ("names and kinds", set(example.names or []), set(named)),
            ("sentences", set(example.sentences or []), {tuple(s) for s in got.sentences}),
        ):
            hits[layer] += len(gold & mine)
            found[layer] += len(mine)
            wanted[layer] += len(gold)
    return {layer: round(200 * hits[layer] / max(1, found[layer] + wanted[layer]), 1) for layer in hits}


def fit(evidence: np.ndarray, right: np.ndarray) -> list[float]:
    """Logistic regression by Newton's method, a little ridge; features are log-odds as in `calibrated`."""
    x = np.log((evidence + 1e-3) / (1 - evidence + 1e-3))
    x = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (right - p) - 1e-2 * w
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-2 * np.eye(len(w)), gradient)
    return [round(float(v), 5) for v in w]


def reliability(scores: np.ndarray, right: np.ndarray) -> str:
    """By fifths of the score: how many there are, the mean score, and the share that is right."""
    lines = []
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (scores >= low) & (scores < low + 0.2 + (low == 0.8))
        if inside.any():
            share = f"{scores[inside].mean():.2f} scored, {right[inside].mean():.2f} right"
            lines.append(f"  {low:.1f} to {low + 0.2:.1f}: {inside.sum():5}  {share}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--calibrate", type=Path)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "dev-readings.jsonl")
    options = parser.parse_args()
    encoder = OnnxEncoder(options.weights)
    started, evidence, right = time.time(), [], []
    with options.out.open("w", encoding="utf8") as out:
        for example in polnear(options.shared / "data/polnear/dev"):
            text = example.text
            words, windows, outputs = encoder.read(text, [Span(0, len(text))])
            found = assemble(text, words, windows, outputs, encoder.shape).attributions
            statements = [{r: {"spans": getattr(a, r)} for r in ("source", "cue", "content")} for a in found]
            line = {"article": {"path": example.key + ".txt", "text": text}, "statements": statements}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            if options.calibrate:
                gold = [(characters(a.content), characters(a.source)) for a in example.attributions or []]
                evidence += evidence_of(encoder, outputs)
                for a in found:
                    content, source = characters(a.content), characters(a.source)
                    right.append(any(
                        len(content & c) / max(1, len(content | c)) >= 0.5 and (bool(source & s) if s else not source)
                        for c, s in gold
                    ))  # fmt: skip
    print(f"{time.time() - started:.1f} s")
    subprocess.run(
        [sys.executable, options.shared / "scorers/attribution.py", options.out,
         "--polnear", options.shared / "data/polnear/dev",
         "--tokens", options.shared / "data/polnear_tokens/dev.jsonl"], check=True,
    )  # fmt: skip
    print("GUM dev:", names_and_sentences(encoder, options.shared / "data/gum"))
    if options.calibrate:
        weights = fit(np.array(evidence), np.array(right, float))
        (options.calibrate / "calibration.json").write_text(json.dumps(weights))
        print("calibration", weights)
        scores = np.array([calibrated(e, weights) for e in evidence])
        print(reliability(scores, np.array(right, float)))


if __name__ == "__main__":
    main()
