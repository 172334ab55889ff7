"""A state and the group of it that a desk has are the two sides; who stands by welcomes and mediates."""

from __future__ import annotations

import pytest

from communique import Desk, annotate

DESK = Desk.parse("""
[[actor]]
id = "river-front"
name = "River Front"
kind = "group"
country = "KEN"
aliases = ["insurgents"]
""")
NAMED = (
    "The Kenyan army shelled the insurgents. The insurgents fired back at the Kenyan army. Kenya’s government "
    "waited. Rwanda and Rwanda’s president watched. "
)


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("Both sides agreed to free all prisoners.", {("commitment", "KEN"), ("commitment", "river-front")}),
        ("France urged the two sides to return to the talks.", {("mediation", "FRA")}),
        ("France welcomed the plan.", set()),
        ("The Kenyan government welcomed the plan.", {("acceptance", "KEN")}),
        (
            "Envoys of Kenya, Rwanda and the insurgents signed a cease-fire.",
            {("acceptance", "KEN"), ("acceptance", "RWA"), ("acceptance", "river-front")},
        ),
        ("Kenya ordered Kenya’s forces to stop shelling the insurgents.", {("commitment", "KEN")}),
        ("Kenya ordered the insurgents to leave the town.", {("demand", "KEN")}),
    ],
)
def test_who_makes_which_step(text: str, moves: set[tuple[str, str]]) -> None:
    found = annotate(NAMED + text, published="2015-05-20", desk=DESK).moves
    assert {(move.kind, move.party) for move in found} == moves


def test_what_is_promised_to_two_is_what_is_promised() -> None:
    (move,) = annotate(
        "Paul Kagame promised Angela Merkel and François Hollande to wait.", published="2015-05-20"
    ).moves
    assert [term.text for term in move.gives] == ["wait"]


def test_those_who_were_named_together_are_the_ministers() -> None:
    text = (
        "The foreign ministers of Kenya, Rwanda and France met in Lusaka on Monday. "
        "The ministers called on the insurgents to free the hostages. They urged Uganda to open the border."
    )
    found = annotate(text, published="2015-05-20", desk=DESK).moves
    assert [(move.kind, move.party) for move in found] == [
        (kind, party) for kind in ("demand", "demand") for party in ("FRA", "KEN", "RWA")
    ]


def test_a_group_is_none_of_the_leaders() -> None:
    found = annotate(NAMED + "The leaders agreed to meet in May.", published="2015-05-20", desk=DESK).moves
    assert "river-front" not in {move.party for move in found}


def test_when_a_truce_was_announced_is_not_what_was_announced() -> None:
    text = "Kenya and the insurgents announced a cease-fire on Thursday after a night of talks."
    found = [move for move in annotate(NAMED + text, desk=DESK).moves if move.kind == "commitment"]
    assert [[term.text for term in move.gives] for move in found] == [["a cease-fire"], ["a cease-fire"]]
