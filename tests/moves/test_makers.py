"""Who takes a step: a name with what is said of it, the two, the ministers, and nobody whom the words do not name."""

from __future__ import annotations

import pytest

from communique.moves import Found, moves_in
from tests.moves.test_finding import read, told

BETWEEN = ("PER", "ECU")


def both(text: str, *, assembled: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    found: tuple[Found, ...] = read(text, between=BETWEEN) if not assembled else moves_in(text, [], assembled=assembled)
    return {(one.kind, one.party) for one in found}


def test_the_two_who_met_do_it_together() -> None:
    each = {("commitment", "PER"), ("commitment", "ECU")}
    assert both("Rosa Quispe met Hugo Naranjo, and the two agreed to open the bridge.") == each


def test_the_ministers_do_what_is_told_in_a_second_verb() -> None:
    text = "The ministers thanked the monks and demanded that the exchange be finished."
    assert both(text, assembled=BETWEEN) == {("demand", "PER"), ("demand", "ECU")}


def test_another_subject_of_what_is_said_is_not_who_says_it() -> None:
    assert told("Rosa Quispe said that the men who came had no papers and had refused to leave.") == []
    assert told("Rosa Quispe said that the men had no papers and refused to receive them.") == [
        "refusal PER rosa-quispe"
    ]


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Rosa Quispe of Peru offered to open the dam.", "offer PER rosa-quispe"),
        ("Rosa Quispe, the Ecuadorian envoy in the port, offered to open the dam.", "offer PER rosa-quispe"),
        ("His side was willing to share the maps, Hugo Naranjo said.", "offer ECU hugo-naranjo"),
    ],
)
def test_a_name_with_what_is_said_of_it(text: str, move: str) -> None:
    assert told(text) == [move]
