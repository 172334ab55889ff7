"""The neural pass: an int8 ONNX graph run a window at a time.

One window at a time, because the graph's activation scales are taken from what is in the run: so a window's answer
never depends on its neighbours, and results are the same whatever the batch, the order or the number of workers.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np

from communique.encoder.antecedents import Scorer, references
from communique.encoder.attributions import Linked, Pointers, Run, link, runs_of
from communique.encoder.crf import Floats, decode
from communique.encoder.pieces import LOWER, PARAGRAPH, Window, Word, windows_of, words_of
from communique.encoder.understanding import Attribution, Name, NameKind, States, Understanding
from communique.errors import ModelError
from communique.layout import readable
from communique.reading import Block, Span, Spans
from communique.weights import verified

FORMAT = 1
CLS, SEP = 101, 102
OUTPUTS = ("tags", "names", "ends", "links", "references")
LONGEST = 300
"""Words of a sentence. What goes on for longer is a list, or made to keep a reader busy: rooms that look through a
sentence for each of its words would take a time that grows with its square."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the graph does not hold: `config.json` and `antecedents.npz` beside it."""

    tags: tuple[str, ...]
    names: tuple[str, ...]
    moves: Floats
    first: Floats
    pointers: Pointers
    window: int
    calibration: tuple[float, ...]
    scorer: Scorer
    inner: str


class OnnxEncoder:
    """The shipped encoder. Build it with `load()`; it may be used from several threads."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.shape = _shape(folder)
        tokenizer = Tokenizer.from_buffer(verified(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        content = verified(folder / "model.onnx")
        try:
            graph = with_output(content, self.shape.inner)
            self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises classes of its own without a public root
            raise ModelError(
                f"The encoder's weights cannot be loaded: {error}",
                cause="onnxruntime is too old",
                fix="install communique again, or run `pip install -U onnxruntime`",
            ) from error

    def understand(self, text: str, blocks: Sequence[Block], *, linked: bool = True) -> Understanding:
        """What is found in the headline and body blocks of `text`; without references where not `linked`."""
        return assemble(text, *self.read(text, readable(blocks)), self.shape, linked=linked)

    def read(self, text: str, spans: Sequence[Span]) -> tuple[list[Word], list[Window], list[tuple[Floats, ...]]]:
        """The words of stretches of `text`, the windows they are read in, and the graph's outputs for each window."""
        words = self.words(text, spans)
        windows = windows_of(words, text, self.shape.window - 2)
        return words, windows, [self.run(words[w.start : w.end]) for w in windows]

    def words(self, text: str, spans: Sequence[Span]) -> list[Word]:
        """The words of stretches of `text`, as the graph sees them."""
        return words_of(text, spans, self._tokenizer)

    def run(self, words: Sequence[Word]) -> tuple[Floats, ...]:
        """The graph's outputs for one window: tags, names, ends, links, references, a row a word; and its inner states,
        a row a piece with those of its two ends.
        """
        *found, inner = self._run(words, (*OUTPUTS, self.shape.inner))
        return (*found, inner[0])

    def states(self, words: Sequence[Word]) -> tuple[Floats, Floats]:
        """The inner states of one window, a row a piece with those of its two ends, and the scores of sentence ends."""
        inner, ends = self._run(words, (self.shape.inner, "ends"))
        return inner[0], ends

    def _run(self, words: Sequence[Word], outputs: Sequence[str]) -> tuple[Floats, ...]:
        ids, case, gap, quote, first = [CLS], [0], [0], [0], []
        for word in words:
            first.append(len(ids))
            count = len(word.ids)
            ids += word.ids
            case += [word.case] * count
            gap += [word.gap] * count
            quote += [word.quote] * count
        for feature, value in ((ids, SEP), (case, 0), (gap, 0), (quote, 0)):
            feature.append(value)
        feeds = {"ids": ids, "case": case, "gap": gap, "quote": quote, "first": first}
        return cast(
            "tuple[Floats, ...]",
            tuple(self._session.run(list(outputs), {k: np.asarray(v, np.int64) for k, v in feeds.items()})),
        )


def assemble(
    text: str,
    words: Sequence[Word],
    windows: Sequence[Window],
    outputs: Sequence[tuple[Floats, ...]],
    shape: Shape,
    *,
    linked: bool = True,
) -> Understanding:
    """The understanding of `text` that the outputs of the windows amount to."""
    attributions: list[Attribution] = []
    names: list[Name] = []
    ends: list[int] = []
    tagged = decode([o[0] for o in outputs], shape.moves, shape.first)
    for window, output, (tags, sure) in zip(windows, outputs, tagged, strict=True):
        part = words[window.start : window.end]
        found = link(runs_of(tags, sure, shape.tags), output[3], shape.pointers)
        attributions += [_attribution(one, part, shape.calibration) for one in found]
        names += _names(output[1], part, shape.names)
        ends += [window.start + int(i) for i in np.flatnonzero(output[2].reshape(-1) > 0)]
    sentences = _sentences(words, ends)
    states = States(words, windows, [o[5] for o in outputs])
    if not (linked and outputs):
        return Understanding(tuple(attributions), tuple(names), sentences, states=states)
    rows = np.concatenate([o[4] for o in outputs])
    found_references = references(words, text, rows, sentences, attributions, names, shape.scorer)
    return Understanding(tuple(attributions), tuple(names), sentences, found_references, states)


def _attribution(found: Linked, words: Sequence[Word], calibration: tuple[float, ...]) -> Attribution:
    def spans(runs: Sequence[Run | None]) -> Spans:
        return tuple(Span(words[r.start].start, words[r.end - 1].end) for r in runs if r)

    score = calibrated(found.evidence, calibration)
    return Attribution(spans([found.source]), spans([found.cue]), spans(found.contents), score)


def calibrated(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """Platt scaling (1999) of the log-odds of each piece of evidence: the last weight is the bias."""
    total = weights[-1]
    for value, weight in zip(evidence, weights, strict=False):
        total += weight * math.log((value + 1e-3) / (1 - value + 1e-3))
    return 1 / (1 + math.exp(-total))


def _names(scores: Floats, words: Sequence[Word], labels: Sequence[str]) -> list[Name]:
    """Names by the best label of each word: one goes on over every I-, has the kind it began with, and begins with no
    small letter ("of Nations" is what was left of a name).
    """
    best = scores.argmax(1).tolist()
    if not any(best):
        return []
    top = scores.max(1, keepdims=True)
    chances = (1 / np.exp(scores - top).sum(1)).tolist()  # of the best label of each word
    found: list[Name] = []
    start, kind = 0, ""
    for i, tag in enumerate([*best, 0]):
        label = labels[tag]
        if kind and not label.startswith("I-"):
            span = Span(words[start].start, words[i - 1].end)
            score = sum(chances[start:i]) / (i - start)
            found.append(Name(span, cast("NameKind", kind), round(score, 4)))
            kind = ""
        if label != "O" and not kind and words[i].case != LOWER:
            start, kind = i, label[2:]
    return found


def _sentences(words: Sequence[Word], ends: Sequence[int]) -> Spans:
    """Sentences: up to each word that ends one, and to the end of each paragraph; none of more than `LONGEST` words."""
    marks = sorted({*ends, *(i - 1 for i, w in enumerate(words) if i and w.gap == PARAGRAPH), len(words) - 1})
    found, start = [], 0
    for mark in marks:
        while mark - start >= LONGEST:
            found.append(Span(words[start].start, words[start + LONGEST - 1].end))
            start += LONGEST
        if mark >= start:
            found.append(Span(words[start].start, words[mark].end))
            start = mark + 1
    return tuple(found)


def with_output(graph: bytes, name: str) -> bytes:
    """The serialised ONNX model `graph` with its inner value `name` among its outputs.

    Messages of protobuf that follow one another are one message, the lists in them joined: a model that holds nothing
    but an output is put behind. So the file stays as it was measured, and the package `onnx` is not needed.
    """

    def part(number: int, data: bytes) -> bytes:
        size, length = len(data), b""
        while size > 127:
            length, size = length + bytes([size & 127 | 128]), size >> 7
        return bytes([number << 3 | 2]) + length + bytes([size]) + data

    floats = part(1, b"\x08\x01")  # TypeProto.tensor_type, whose elem_type is FLOAT
    return graph + part(7, part(12, part(1, name.encode()) + part(2, floats)))  # ModelProto.graph, GraphProto.output


def _shape(folder: Path) -> Shape:
    try:
        config: dict[str, Any] = json.loads(verified(folder / "config.json"))
        if config["format"] != FORMAT:
            raise ModelError(
                f"The encoder's weights have format {config['format']}, this program reads format {FORMAT}",
                cause="program and weights are of different releases",
                fix="install communique again",
            )
        return Shape(
            tags=tuple(config["tags"]),
            names=tuple(config["names"]),
            moves=np.array(config["moves"], np.float32),
            first=np.array(config["first"], np.float32),
            pointers=Pointers(
                config["link_width"],
                config["link_buckets"],
                np.array(config["link_none"], np.float32),
                np.array(config["link_near"], np.float32),
            ),
            window=config["window"],
            calibration=tuple(config["calibration"]),
            scorer=Scorer.open(verified(folder / "antecedents.npz"), config["antecedents"]),
            inner=config["inner"],
        )
    except (ValueError, KeyError) as error:
        raise ModelError(
            f"The encoder's settings cannot be read: {error}",
            cause=f"{folder / 'config.json'} was written by something else than this project's training",
            fix="install communique again",
        ) from error


def shipped() -> Path:
    """The folder of the weights inside this package."""
    return Path(__file__).parent / "weights"


def digest(folder: Path) -> str:
    """SHA-256 of the files with weights, one after the other, in hex: what the model card names."""
    parts = (folder / name for name in ("model.onnx", "antecedents.npz"))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


@cache
def shipped_digest() -> str:
    """That of the weights inside this package, made once a process: what heads over the encoder's states ask for.

    Raises ModelError where a file is gone.
    """
    try:
        return digest(shipped())
    except OSError as error:
        raise ModelError(
            f"The encoder's weights cannot be read: {error}",
            cause=f"a file in {shipped()} is gone",
            fix="install communique again: pip install --force-reinstall communique",
        ) from error
