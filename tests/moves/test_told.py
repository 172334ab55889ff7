"""Ways of telling a step, and words like them that tell none."""

from __future__ import annotations

import pytest

from tests.moves.test_finding import told


@pytest.mark.parametrize(
    ("text", "move"),
    [
        # where a quotation begins inside the words
        ("The islands were “not negotiable”, Rosa Quispe said.", "refusal PER rosa-quispe"),
        ("Quito had warned for weeks that it would not pay.", "refusal ECU ECU"),
        ("Lima backs the demand for a census of the birds.", "demand PER PER"),
        ("Rosa Quispe ordered the army to hold its fire.", "commitment PER rosa-quispe"),
        ("Rosa Quispe has asked to inspect the dam.", "demand PER rosa-quispe"),
        ("Lima inked the accord.", "acceptance PER PER"),
        ("The letter follows a supper at which Lima promised to open the dam.", "commitment PER PER"),
        ("“We are absolutely prepared to open the dam,” Rosa Quispe said.", "offer PER rosa-quispe"),
        ("We are ready to break off the talks, Rosa Quispe said.", "threat PER rosa-quispe"),
        ("Rosa Quispe told the state radio on Sunday that Lima would share its maps.", "commitment PER PER"),
        ("Lima ended the truce talks.", "withdrawal PER PER"),
        ("Quito will turn off the pumps if Lima builds the dam, Hugo Naranjo said.", "threat ECU ECU"),
    ],
)
def test_how_a_step_is_told(text: str, move: str) -> None:
    assert told(text) == [move]


@pytest.mark.parametrize(
    ("none", "step", "move"),
    [
        (
            "Quito opposed hacking and piracy.",
            "Quito opposed sending boats to the lake.",
            "refusal ECU ECU",
        ),
        (
            "Quito was opposed to war.",
            "Quito was opposed to the sale of water.",
            "refusal ECU ECU",
        ),
    ],
)
def test_what_is_opposed_is_something_to_be_done(none: str, step: str, move: str) -> None:
    assert told(none) == []
    assert told(step) == [move]
