"""The head that says what one actor does to another: a short transformer over states of the encoder, and its weights.

The encoder's inner states know nothing of the pair. Each piece gets its part in the pair added (actor, recipient,
neither), and the head's own layers read the sentence with that in view. Its beginning, and the means over the whole,
the actor and the recipient, decide, together with what `phrases` says of the words. So any number of pairs share the
encoder's pass.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import numpy as np

from communique.encoder.crf import Floats, Ints
from communique.errors import ModelError
from communique.events.coded import TYPES
from communique.events.parts import ACTOR, RECIPIENT
from communique.events.phrases import Phrases
from communique.weights import verified

FORMAT = 1
FILES = ("pairs.onnx", "phrases.npz")


class PairHead:
    """The shipped head. It may be used from several threads."""

    def __init__(self, folder: Path, *, encoder: str) -> None:
        """Of the weights in `folder`; `encoder` is the digest of the encoder whose states it will read."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            config = json.loads(verified(folder / "config.json"))
            if (config["format"], config["encoder"], tuple(config["types"])) != (FORMAT, encoder, TYPES):
                raise ValueError("they were made for another encoder")
            self._phrases = Phrases.open(verified(folder / FILES[1]))
            self._temperature = float(config["temperature"])
            graph = verified(folder / FILES[0])
            self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except ModelError:
            raise
        except Exception as error:  # onnxruntime raises classes of its own without a public root
            raise ModelError(
                f"The weights that code events cannot be loaded: {error}",
                cause=f"{folder} is of another release than the encoder's weights, or onnxruntime is too old",
                fix="install communique again",
            ) from error

    def chances(self, states: Floats, parts: Ints, views: Iterable[Ints]) -> Floats:
        """The calibrated chance of each of `TYPES`: from the encoder's states, each piece's part in the pair, and what
        is seen of its words.
        """
        (scores,) = self._session.run(None, {"states": states, "parts": parts, "means": means_of(parts)})
        scores = (scores[0] + self._phrases.scores(views)) / self._temperature
        chances = np.exp(scores - scores.max())
        return cast("Floats", chances / chances.sum())


def means_of(parts: Ints) -> Floats:
    """What the head weighs its pieces by, a row each: the first piece, all, the actor's, and the recipient's."""
    places = np.arange(len(parts))
    which = np.stack([places == 0, places >= 0, parts == ACTOR, parts == RECIPIENT])
    return cast("Floats", (which / np.maximum(which.sum(1, keepdims=True), 1)).astype(np.float32))


def shipped() -> Path:
    """The folder of the weights inside this package."""
    return Path(__file__).parent / "weights"


def digest(folder: Path) -> str:
    """SHA-256 of the files with weights, one after the other, in hex: what the model card names."""
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in FILES)).hexdigest()
