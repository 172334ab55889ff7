from __future__ import annotations

from communique import encoder
from communique.encoder.model import LONGEST
from communique.reading import Block, Span


def test_a_sentence_without_an_end_is_cut() -> None:
    text = "Talks went on and on " * LONGEST
    found = encoder.load().understand(text, [Block(Span(0, len(text)), "body")], linked=False).sentences
    assert all(len(span.of(text).split()) <= LONGEST for span in found)
    assert " ".join(span.of(text) for span in found) == text.strip()
