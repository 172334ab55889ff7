"""The index of words: where each word stands in the texts of a shelf, and which texts have what somebody looks for.

A row for each word of each text, in the order of words, so that those of one word are read together. A place is the
text's number and, behind it, the word's number in the text; words that follow one another have places that do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.coded import runs
from communique.reading import Span, Spans
from communique.record.words import Term, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from communique.catalogue.making import Source

IN_TEXT = 1 << 24
"""More words than any text has that can be read: 16 million."""

LONGEST = 64
"""Characters of a word that are kept. What is longer is no word, and is found by its beginning."""

SATURATION, LENGTHINESS = 1.2, 0.75
"""The two constants of BM25, as Lucene and SQLite have them."""

_FILL = """
CREATE TABLE shelf.{name} AS
SELECT left(word, {longest}) AS word, number * {in_text} + position AS place
FROM (
    SELECT number, unnest(words) AS word, generate_subscripts(words, 1) AS position
    FROM (SELECT number, string_split(trim(folded(words)), ' ') AS words FROM ({texts}))
)
WHERE word <> ''
ORDER BY word, place
"""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Matched:
    """The numbers of the texts that have all that was looked for, rising; and of every text how well it fits."""

    numbers: NDArray[np.int64]
    scores: NDArray[np.float32]


def index(source: Source, name: str, texts: str) -> None:
    """Makes the table `name` of the words of `texts`, a SELECT of `number` (from 0) and `words`."""
    source.connection.execute(_FILL.format(name=name, texts=texts, in_text=IN_TEXT, longest=LONGEST))


def match(catalogue: Catalogue, name: str, wanted: Sequence[Term], lengths: NDArray[np.int32]) -> Matched:
    """The texts that have all of the terms, by the index `name`. `lengths` has the number of words of each text.

    Scores are BM25, a phrase being counted as one word.
    """
    import numpy as np

    numbers: NDArray[np.int64] | None = None
    scores = np.zeros(len(lengths), np.float32)
    usual = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    for words, prefix in _folded(catalogue, wanted):
        places = _places(catalogue, name, words, prefix)
        texts, times = runs(places // IN_TEXT)
        rarity = np.log1p((len(lengths) - len(texts) + 0.5) / (len(texts) + 0.5))
        damped = SATURATION * (1 - LENGTHINESS + LENGTHINESS * lengths[texts] / usual)
        scores[texts] += rarity * times * (SATURATION + 1) / (times + damped)
        numbers = texts if numbers is None else _common(numbers, texts)
    if numbers is None:
        numbers = np.zeros(0, np.int64)
    return Matched(numbers, scores)


def marks(text: str, wanted: Sequence[Term]) -> Spans:
    """Where the terms stand in a text; not one after the other, as they are looked for, but each wherever it stands."""
    if not wanted:
        return ()
    spans = [Span(*found.span()) for found in _WORD.finditer(text)]
    words = [_plain(span.of(text)) for span in spans]
    found = []
    for term in wanted:
        *before, last = fold(term.text).split() or [""]
        for at in range(len(before), len(words)):
            fits = words[at].startswith(last) if term.prefix else words[at] == last
            if fits and last and words[at - len(before) : at] == before:
                found.append(Span(spans[at - len(before)].start, spans[at].end))
    return tuple(sorted(found))


def has(text: str, wanted: Sequence[Term]) -> bool:
    """Whether a text that is not in the index has all of the terms."""
    return all(marks(text, [term]) for term in wanted)


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def _folded(catalogue: Catalogue, wanted: Sequence[Term]) -> list[tuple[list[str], bool]]:
    """The words of each term as the index has them."""
    texts = [fold(term.text) if term.text.isascii() else _as_indexed(catalogue, term.text) for term in wanted]
    return [([word[:LONGEST] for word in text.split()], term.prefix) for text, term in zip(texts, wanted, strict=True)]


def _as_indexed(catalogue: Catalogue, text: str) -> str:
    """A text as the index takes it: of other letters than those of ASCII, DuckDB and Python make different ones."""
    return str(catalogue.ask("SELECT trim(folded(?))", [text])[0][0])


def _places(catalogue: Catalogue, name: str, words: Sequence[str], prefix: bool) -> NDArray[np.int64]:
    """The places where the last word of a term stands, behind all the others."""
    import numpy as np

    found: NDArray[np.int64] = np.zeros(0, np.int64)
    for number, word in enumerate(words):
        begun = prefix and number == len(words) - 1
        where, values = ("word >= ? AND word < ?", (word, _after(word))) if begun else ("word = ?", (word,))
        ordered = "ORDER BY place" if begun else ""
        there = catalogue.columns(f"SELECT place FROM {name} WHERE {where} {ordered}", values)["place"]
        found = there if number == 0 else _common(found + 1, there)
    return found


def _common(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """What is in both of two rising rows. The fewer are looked up among the more: half the time of sorting them."""
    import numpy as np

    fewer, more = (some, others) if len(some) < len(others) else (others, some)
    if not len(fewer):
        return fewer
    at = np.minimum(np.searchsorted(more, fewer), len(more) - 1)
    common: NDArray[np.int64] = fewer[more[at] == fewer]
    return common


def _after(word: str) -> str:
    """What comes after all words that begin with this one."""
    return word[:-1] + chr(ord(word[-1]) + 1)
