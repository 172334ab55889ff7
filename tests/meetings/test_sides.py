"""Whose side somebody is on: what the titles of the text say, and no title of another's."""

from __future__ import annotations

import pytest

from communique import annotate


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "“The truce has held,” said Islamic Jihad mediator Daud Shihab.\n\nMahmoud Abbas called on Israel to go.",
            "PSE",
        ),
        ("Hamas envoy Ali Darwish told Mahmoud Abbas on Monday. Mahmoud Abbas urged Israel to go on.", "PSE"),
        ("UN envoy to Yemen, Hans Grundberg, urged Iran to release prisoners.", "united-nations"),
        ("EU negotiator Gen. Carl Berg urged Iran to release prisoners.", "european-union"),
    ],
)
def test_a_title_gives_its_bearer_a_side_and_nobody_else(text: str, party: str) -> None:
    assert {move.party for move in annotate(text).moves} == {party}
