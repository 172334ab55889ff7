"""What the shipped head says of phrases that go back to others."""

from __future__ import annotations

import pytest

from communique import encoder
from communique.encoder.understanding import Reference
from communique.reading import Block, Span


def found(text: str) -> tuple[Reference, ...]:
    return encoder.load().understand(text, [Block(Span(0, len(text)), "body")]).references


def back_from(text: str, word: str) -> str | None:
    """What the last `word` of `text` goes back to, by its head."""
    references = found(text)
    (reference,) = (r for r in references if r.head.start == text.rindex(word))
    return None if reference.antecedent is None else references[reference.antecedent].head.of(text)


@pytest.mark.parametrize(
    ("text", "word", "antecedent"),
    [
        ("Anna Berg, the trade minister, met reporters on Monday. She said the talks would go on.", "She", "Berg"),
        ("Prime Minister Tomas Lind flew home. He will be back on Friday.", "He", "Lind"),
        ("Pyongyang has broken its promises before, an official said.", "its", "Pyongyang"),
        ("The negotiators arrived late. They had missed their train.", "They", "negotiators"),
        ("It rained all day, and the minister left.", "minister", None),
    ],
)
def test_a_plain_case(text: str, word: str, antecedent: str | None) -> None:
    assert back_from(text, word) == antecedent


def test_the_chances_make_up_one_and_lead_back() -> None:
    text = "Anna Berg met Tomas Lind in Korvo. She told him that her government and its allies had agreed. " * 3
    references = found(text)
    assert len(references) > 20
    for place, reference in enumerate(references):
        assert reference.span.start <= reference.head.start < reference.head.end <= reference.span.end
        assert all(before < place for before, _ in reference.antecedents)
        chances = [chance for _, chance in reference.antecedents]
        assert chances == sorted(chances, reverse=True)
        assert 0.5 < reference.new + sum(chances) <= 1.001


def test_no_text_and_unlinked_text_have_no_references() -> None:
    assert found("") == ()
    assert encoder.load().understand("She left.", [Block(Span(0, 9), "body")], linked=False).references == ()
