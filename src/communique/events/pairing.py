"""Finding the pairs of a text: who does something to whom, sentence by sentence, where nobody has marked them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from communique import encoder
from communique.encoder.model import CLS, SEP, OnnxEncoder
from communique.encoder.pieces import windows_of
from communique.events.coding import readable
from communique.events.finding import Pairing, pairs_in
from communique.reading import Block, Span


def find_pairs(text: str) -> tuple[Pairing, ...]:
    """Who does something to whom, as the sentences of `text` tell it, each with the chance that it is so.

    In order of text; spans are in code points. None where no sentence tells of an event, as most do not. Raises
    ModelError where the weights are missing or damaged.
    """
    return tuple(_pairs(readable(text)))


def _pairs(text: str) -> Iterator[Pairing]:
    encode = cast(OnnxEncoder, encoder.load())
    limit = encode.shape.window - len((CLS, SEP))
    for sentence in encode.understand(text, [Block(Span(0, len(text)), "body")], linked=False).sentences:
        # Read anew, by itself: so the finder sees more of it than from the pass over the whole text.
        words = encode.words(text, [sentence])
        for window in windows_of(words, text, limit):
            part = words[window.start : window.end]
            yield from pairs_in(part, encode.states(part)[0], text)
