"""The meaning of a few words as a vector: the sum of a vector for each, looked up in a table.

The table is distilled from a sentence encoder: its vectors were fitted so that the sum over the words of a phrase
points where the encoder's own vector of that phrase does (as in Model2Vec's `tokenlearn`). A word that the table does
not have is cut into pieces that it has, the longest first, as WordPiece does. So a vector costs microseconds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from communique.errors import ModelError
from communique.weights import verified

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]

FILE = "meanings.npz"
LONGEST_WORD = 40  # characters: what is longer is an address or noise, and means nothing here
LONGEST_TEXT = 2_000  # characters that are looked at: a term is a clause, an account some sentences
_WORD = re.compile(r"[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Meanings:
    """The table: the row of each word and, after "##", of each piece within a word; a row of int8, and its scale."""

    rows: Mapping[str, int]
    vectors: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]

    @classmethod
    def open(cls, content: bytes) -> Meanings:
        """The table in the file that is `content`. Raises ModelError where that is no such file."""
        import numpy as np

        try:
            with np.load(BytesIO(content)) as arrays:
                words = arrays["words"].tobytes().decode("ascii").split("\n")
                vectors, scale = arrays["vectors"], arrays["scale"].astype(np.float32)
            if not len(words) == len(vectors) == len(scale):
                raise ValueError("its parts are not of one length")
        except Exception as error:  # zipfile, numpy and the decoder raise a dozen classes of their own
            raise ModelError(
                f"The table of meanings cannot be loaded: {error}",
                cause="the file was made by something else than this project's training",
                fix="install communique again",
            ) from error
        return cls({word: row for row, word in enumerate(words)}, vectors, scale)

    def of(self, text: str) -> Vector:
        """The meaning of `text`, at length 1; zeros where none of its words is known."""
        import numpy as np

        rows = [row for word in words_of(text) for row in self.rows_of(word)]
        total = self.scale[rows] @ self.vectors[rows].astype(np.float32)
        length = float(np.sqrt(total @ total))
        return cast("Vector", total / length if length else total)

    def rows_of(self, word: str) -> tuple[int, ...]:
        """The rows of a word, or of the pieces it is cut into; none where it cannot be cut."""
        if len(word) > LONGEST_WORD:
            return ()
        rows: list[int] = []
        start, mark = 0, ""
        while start < len(word):
            for end in range(len(word), start, -1):
                row = self.rows.get(mark + word[start:end])
                if row is not None:
                    rows.append(row)
                    start, mark = end, "##"
                    break
            else:
                return ()
        return tuple(rows)


def words_of(text: str) -> list[str]:
    """The words and numbers of `text`, in lower case and without accents."""
    bare: Any = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].lower())
    return _WORD.findall(bare if bare.isascii() else "".join(c for c in bare if not unicodedata.combining(c)))


@cache
def load() -> Meanings:
    """The table shipped with this package, loaded once a process. Raises ModelError where it cannot be."""
    return Meanings.open(verified(path()))


@lru_cache(maxsize=4_096)
def meaning(text: str) -> Vector:
    """The meaning of `text` by the shipped table; not to be changed, for it is kept."""
    vector = load().of(text)
    vector.setflags(write=False)
    return vector


def path() -> Path:
    """The file of the table inside this package."""
    return Path(__file__).parent / "weights" / FILE


def digest() -> str:
    """SHA-256 of the table, in hex: what the model card names."""
    return hashlib.sha256(path().read_bytes()).hexdigest()
