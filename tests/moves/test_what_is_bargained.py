"""Whose a step is and what it is about, where the words around it decide: beside like ones that are none."""

from __future__ import annotations

import pytest

from tests.moves.test_finding import terms, told
from tests.moves.test_makers import both


@pytest.mark.parametrize(
    ("none", "step", "move"),
    [
        (  # defiance: nobody has asked for it
            "Lima will not be bullied, Rosa Quispe said.",
            "Lima will not be observed, Rosa Quispe said.",
            "refusal PER PER",
        ),
        (
            "Lima will never bow to pressure, Rosa Quispe said.",
            "Lima will never bow to the court, Rosa Quispe said.",
            "refusal PER PER",
        ),
        (
            "Lima would not rush into a treaty, Rosa Quispe promised.",
            "Lima would not walk out of a treaty, Rosa Quispe promised.",
            "commitment PER rosa-quispe",
        ),
        (  # an outcome
            "Rosa Quispe said no treaty would be signed on Monday.",
            "Rosa Quispe said no treaty would be renewed on Monday.",
            "refusal PER rosa-quispe",
        ),
        (  # a mood
            "Hugo Naranjo pleaded for patience.",
            "Hugo Naranjo pleaded for water.",
            "demand ECU hugo-naranjo",
        ),
        (
            "Lima will stay vigilant, Rosa Quispe said.",
            "Lima will stay in the treaty, Rosa Quispe said.",
            "reaffirmation PER PER",
        ),
        (  # one's own house
            "Hugo Naranjo called on Congress to wait.",
            "Hugo Naranjo called on Lima to wait.",
            "demand ECU hugo-naranjo",
        ),
        (
            "Rosa Quispe threatened to veto the bill.",
            "Rosa Quispe threatened to veto the dam.",
            "threat PER rosa-quispe",
        ),
        (  # a lot that is borne
            "Quito accepted the full responsibility for the flood.",
            "Quito accepted the plan for the flood.",
            "acceptance ECU ECU",
        ),
        (  # a word about words
            "Lima rejected that explanation.",
            "Lima rejected that map.",
            "refusal PER PER",
        ),
        (  # a chance of nothing
            "Lima urged Quito to seize the historic opportunity.",
            "Lima urged Quito to seize the pirates.",
            "demand PER PER",
        ),
        (  # a reproach
            "Rosa Quispe said Quito has been refusing to withdraw its boats.",
            "Rosa Quispe said Quito has refused to withdraw its boats.",
            "refusal ECU ECU",
        ),
        (  # what is so
            "Hugo Naranjo insisted, however, that Quito is at peace.",
            "Hugo Naranjo insisted, however, that Quito be at peace.",
            "demand ECU hugo-naranjo",
        ),
    ],
)
def test_what_nobody_bargains_about_is_no_step(none: str, step: str, move: str) -> None:
    assert told(none) == []
    assert told(step) == [move]


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Lima agreed on Monday to close the dam but said that nothing else had changed.", "commitment PER PER"),
        ("Quito said it could reopen the pass if the truce held.", "offer ECU ECU"),
        ("If Lima paid, Hugo Naranjo suggested, Quito could share the maps.", "offer ECU ECU"),
    ],
)
def test_what_is_given_under_a_condition(text: str, move: str) -> None:
    assert told(text) == [move]


@pytest.mark.parametrize(
    ("text", "gives", "asks", "condition"),
    [
        ("Lima will not sign a treaty without access to the sea.", ["sign a treaty"], [], "without access to the sea"),
        ("Lima will not sign without naming its fleet.", ["sign without naming its fleet"], [], None),
        ("Quito said it would free nobody before May came.", ["free nobody"], [], "before May came"),
        (
            "Nobody in Lima will sail until the map is drawn, Rosa Quispe said.",
            ["sail"],
            [],
            "until the map is drawn",
        ),
        ("Lima urged Quito to seize the historic chance to close its mines.", [], ["close its mines"], None),
        ("Quito would not change its law, Hugo Naranjo said.", ["change its law"], [], None),
    ],
)
def test_where_its_terms_end(text: str, gives: list[str], asks: list[str], condition: str | None) -> None:
    assert terms(text) == (gives, asks, condition)


def test_whoever_one_agreed_with_is_bound_too() -> None:
    assert both("Rosa Quispe met Hugo Naranjo and agreed with him to open the bridge.") == {
        ("commitment", "PER"),
        ("commitment", "ECU"),
    }


def test_those_who_bargain_propose_also_where_others_do_so_with_them() -> None:
    assert both("Lima, Quito and Oslo proposed a round of talks.") == {
        ("proposal", "PER"),
        ("proposal", "ECU"),
        ("proposal", "NOR"),
    }
    assert both("Oslo proposed a round of talks.") == {("mediation", "NOR")}


def test_several_who_agree_that_talks_should_begin_propose_them() -> None:
    assert both("Lima and Quito agreed that the talks should begin on Friday.") == {
        ("proposal", "PER"),
        ("proposal", "ECU"),
    }


def test_what_is_wanted_of_somebody_is_not_wanted_by_them() -> None:
    assert both("They want Ecuadorian boats to leave.") == {("demand", "PER")}
