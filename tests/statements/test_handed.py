"""Words handed on by a medium, where the encoder's spans are odd."""

from __future__ import annotations

import pytest

from communique.encoder.understanding import Attribution
from communique.reading import Basis, Span, Spans
from communique.statements.handed import given_back, hand


class Nobody:
    """Knows nobody."""

    def actor_of(self, spans: Spans) -> tuple[str | None, Basis | None]:
        return None, None


@pytest.mark.parametrize(
    ("cue", "relation"), [(":", ""), (", ", ""), ("reported:", "reported"), ("according to", "according to")]
)
def test_a_cue_without_a_word_costs_no_article(cue: str, relation: str) -> None:
    text = f"Yonhap {cue} “We will go on,” Kim said."
    opening = 7 + len(cue)
    attribution = Attribution((Span(0, 6),), (Span(7, opening),), (Span(opening + 1, len(text) - 1),), 0.9)
    assert hand(text, attribution, Nobody()).relation == relation
    found = given_back(text, attribution, Nobody())
    assert found is None or found.hop.relation == relation
