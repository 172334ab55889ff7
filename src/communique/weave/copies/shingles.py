"""The sketch of a text: its words as numbers, where they stand, and the shingles that it is looked up by.

A shingle is two content words in a row; function words are skipped. Kept are those whose hash falls under a bound, the
same one in all long texts: the scaled MinHash (Irber et al. 2022; "0 mod p" of Manber 1994). Unlike a MinHash of fixed
length it knows no whole text, so that a passage in a long article keeps the shingles that it had where it stood first,
and a swapped word costs the two shingles that it stands in and no others.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.reading import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 0.5  # share of the shingles that are looked up by: fewer cost less, and find fewer short or much edited passages
FEWEST = 40  # shingles of a short text that are kept, where it has so many
WHOLE_TEXT = 1 << 63  # set in the one shingle that stands for all words of a text in their order, clear in the others
FUNCTION, CONTENT, NUMBER = 0, 1, 2  # the two low bits of a word's code
_PARTICULAR = 1 << 32
_SHORT = 5  # letters of a word in capitals that is still a name, "NATO", and no word of a headline in capitals
_WORD = re.compile(r"\w+(?:[.,'’]\w+)*")
_DROPPED = str.maketrans("", "", ".,'’")
_FUNCTION_WORDS = frozenset((
    "a", "about", "after", "again", "against", "all", "also", "although", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "down",
    "during", "each", "few", "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "hers",
    "him", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "may", "me", "might",
    "more", "most", "must", "my", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "or", "other", "our",
    "out", "over", "own", "said", "same", "say", "says", "shall", "she", "should", "so", "some", "such", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "until",
    "up", "upon", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why",
    "will", "with", "would", "yet", "you", "your",
))  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A text as copies are looked for in it; the text itself is not kept.

    codes: uint32, one a word: a hash of the word in lower case without points and apostrophes, its two low bits the
    kind of word. particular: whether the word is a number or looks like a name. starts, ends: int32, the code points
    that the word stands at. shingles: uint64, sorted, each once.
    """

    codes: NDArray[np.uint32]
    particular: NDArray[np.bool_]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    shingles: NDArray[np.uint64]

    def __len__(self) -> int:
        """How many words the text has."""
        return len(self.codes)

    def span(self, first: int, end: int) -> Span:
        """The code points from word `first` up to, not including, word `end`; at least one word."""
        return Span(int(self.starts[first]), int(self.ends[end - 1]))


def sketch(text: str, spans: Sequence[Span] | None = None) -> Sketch:
    """The sketch of `text`; of the words within `spans` only, where these are given (in order, not overlapping)."""
    import numpy as np

    found = [
        match
        for start, end in (spans if spans is not None else (Span(0, len(text)),))
        for match in _WORD.finditer(text, start, end)
    ]
    words = np.array([_code(match[0]) for match in found], dtype=np.int64)
    codes = words.astype(np.uint32)
    return Sketch(
        codes,
        (words & _PARTICULAR).astype(bool),
        np.array([match.start() for match in found], dtype=np.int32),
        np.array([match.end() for match in found], dtype=np.int32),
        _shingles(codes),
    )


def _shingles(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    import numpy as np

    words = codes[codes & 3 != FUNCTION].astype(np.uint64)
    hashes = mixed(words[:-1], words[1:])
    share = max(KEPT, min(1.0, FEWEST / max(1, len(hashes))))
    kept = hashes[hashes <= np.uint64(int(share * (2**64 - 2**11)))] >> np.uint64(1)
    whole = np.array([WHOLE_TEXT | zlib.crc32(codes.tobytes())] if len(codes) else [], dtype=np.uint64)
    found: NDArray[np.uint64] = np.unique(np.concatenate((kept, whole)))
    return found


def mixed(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One evenly spread hash for each pair of words in their order (the finaliser of SplitMix64)."""
    import numpy as np

    value: NDArray[np.uint64] = first * np.uint64(0x9E3779B97F4A7C15) + second * np.uint64(0xC2B2AE3D27D4EB4F)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    """The word's code, the same in every process, which Python's own hash is not; above its 32 bits, if particular."""
    plain = word.casefold()
    if plain.endswith(("'s", "’s")):
        plain = plain[:-2]
    plain = plain.translate(_DROPPED)
    kind = NUMBER if plain[:1].isdigit() else FUNCTION if plain in _FUNCTION_WORDS else CONTENT
    code = zlib.crc32(plain.encode("utf-8", "surrogatepass")) & ~3 | kind
    name = kind == CONTENT and word[0].isupper() and (len(word) <= _SHORT or not word.isupper())
    return code | _PARTICULAR if kind == NUMBER or name else code
