"""What words mean, roughly: the vectors that the shipped encoder gives word pieces before it reads their context."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from communique.encoder.model import shipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

VOCABULARY = 30522
# Numbers of fields in onnx.proto: a model's graph, a graph's constants, a constant's values.
GRAPH, CONSTANT, RAW = 7, 5, 9


def alike(one: str, other: str) -> float:
    """The cosine of two words or phrases in lower case, less what all words share: about 0 for strangers, at most 1."""
    return float(vector(one) @ vector(other))


@lru_cache(maxsize=1 << 14)
def vector(words: str) -> NDArray[np.float32]:
    """The mean of the vectors of the word pieces, of length one; zeros where there is no piece."""
    import numpy as np

    tokenizer, table = _table()
    pieces = tokenizer.encode(words, add_special_tokens=False).ids
    if not pieces:
        return np.zeros(table.shape[1], np.float32)
    mean: NDArray[np.float32] = table[pieces].mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


@cache
def _table() -> tuple[Tokenizer, NDArray[np.float32]]:
    """The tokenizer, and the vectors of all word pieces, less their mean."""
    import numpy as np
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(shipped() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    constants = _constants((shipped() / "model.onnx").read_bytes())
    rows = np.frombuffer(next(constants), np.int8).reshape(VOCABULARY, -1)
    scales = np.frombuffer(next(constants), np.float32).reshape(VOCABULARY, 1)
    table = rows * scales
    return tokenizer, table - table.mean(axis=0)


def _constants(model: bytes) -> Iterator[bytes]:
    """The raw values of an ONNX model's constants, in the order in which training/export.py wrote them.

    onnxruntime gives no constants out, and the graph cannot be run for all word pieces at once.
    """
    for number, graph in _fields(model):
        if number == GRAPH:
            for inner, constant in _fields(graph):
                if inner == CONSTANT:
                    yield next(value for kind, value in _fields(constant) if kind == RAW)


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a message of Protocol Buffers that have a length, as their numbers and contents."""
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        if key & 7 == 2:
            length, at = _number(message, at)
            yield key >> 3, message[at : at + length]
            at += length
        elif key & 7 == 0:
            _, at = _number(message, at)
        else:
            at += 8 if key & 7 == 1 else 4


def _number(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins at `at`, seven bits a byte, and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
