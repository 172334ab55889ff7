"""Sentences of agencies that look like steps and are none, each beside one like it that is."""

from __future__ import annotations

import pytest

from tests.moves.test_finding import read, terms, told


@pytest.mark.parametrize(
    ("none", "step", "move"),
    [
        (  # a forecast
            "“I think Lima will reopen the pass,” Rosa Quispe said.",
            "“Lima will reopen the pass,” Rosa Quispe said.",
            "commitment PER PER",
        ),
        (
            "Hugo Naranjo said it was unlikely that Quito would lift the ban.",
            "Hugo Naranjo said that Quito would lift the ban.",
            "commitment ECU ECU",
        ),
        (  # another's words
            "Quito will clear the mines if the map is redrawn, Rosa Quispe said.",
            "Lima will clear the mines if the map is redrawn, Rosa Quispe said.",
            "conditional PER PER",
        ),
        (  # a prediction
            "Lima said it would not succeed.",
            "Lima said it would not pay.",
            "refusal PER PER",
        ),
        (  # what is open
            "Everything depends on Lima's willingness to open the bridge.",
            "Rosa Quispe spoke of Lima's willingness to open the bridge.",
            "offer PER PER",
        ),
        (
            "Everything depends on the talks and Lima's willingness to open the bridge.",
            "Lima's willingness to open the bridge was welcome.",
            "offer PER PER",
        ),
        (  # an opinion
            "Lima agreed in talks with reporters that the road is long.",
            "Lima agreed in talks with Quito that the road would be closed.",
            "commitment PER PER",
        ),
        (
            "The road is the obstacle to trade, Lima agreed in interviews.",
            "The road will be closed, Lima agreed in interviews.",
            "commitment PER PER",
        ),
        (
            "Rosa Quispe repeated that the lake was a ruin.",
            "Rosa Quispe repeated that the lake was not for sale.",
            "reaffirmation PER rosa-quispe",
        ),
        (
            "Quito had reason to be angry, Rosa Quispe conceded.",
            "Rosa Quispe conceded that Quito could keep the bridge.",
            "concession PER rosa-quispe",
        ),
        (
            "Rosa Quispe dismissed the story of a secret map.",
            "Rosa Quispe dismissed the offer of a secret map.",
            "refusal PER rosa-quispe",
        ),
        (
            "Hugo Naranjo said draining it would feed the valley.",
            "Hugo Naranjo said Quito would drain the valley.",
            "commitment ECU ECU",
        ),
        (
            "Rosa Quispe insisted that no one is thinking of a truce.",
            "Rosa Quispe insisted that the islanders leave the pass.",
            "demand PER rosa-quispe",
        ),
        (
            "Rosa Quispe cut short a trip to the coast.",
            "Rosa Quispe cut short the talks.",
            "withdrawal PER rosa-quispe",
        ),
        (  # what never was
            "Lima would never have opened the bridge, Rosa Quispe said.",
            "Lima would never open the bridge, Rosa Quispe said.",
            "refusal PER PER",
        ),
        (
            "Lima suggested that the lake was a ruin.",
            "Lima suggested that the envoys meet in Oslo.",
            "proposal PER PER",
        ),
        (  # nothing that is asked, nothing that is offered
            "Lima asked for no new loans.",
            "Lima asked for new loans.",
            "demand PER PER",
        ),
        (
            "Quito heard from Lima a list with no new offers to share the lake.",
            "Quito heard that Lima offers to share the lake.",
            "offer PER PER",
        ),
        (  # a journey
            "Rosa Quispe said she will leave early tomorrow for Oslo.",
            "Rosa Quispe said she will leave the island to Quito.",
            "commitment PER rosa-quispe",
        ),
        (  # no order
            "“Do not expect the boats back,” Rosa Quispe said.",
            "“Do not touch the boats,” Rosa Quispe said.",
            "demand PER rosa-quispe",
        ),
    ],
)
def test_what_is_no_step_and_what_like_it_is_one(none: str, step: str, move: str) -> None:
    assert told(none) == []
    assert move in told(step)


def test_who_will_expect_something_demands_it() -> None:
    assert told("“Lima will expect Quito to move the buoys,” Rosa Quispe said.") == ["demand PER PER"]
    assert terms("“Lima will expect Quito to move the buoys,” Rosa Quispe said.")[1] == ["move the buoys"]


def test_what_is_provided_through_somebody_sets_no_condition() -> None:
    assert terms("Lima offered seeds provided through the lake office.")[2] is None
    assert terms("Lima offered seeds provided that the lake office reopens.")[2] == (
        "provided that the lake office reopens"
    )


def test_a_verb_that_only_begins_like_an_article_opens_no_condition() -> None:
    assert terms("Lima agreed that Quito should abandon the dam.")[2] is None
    assert terms("Lima will close the port should a boat be sunk, Rosa Quispe said.")[2] == "should a boat be sunk"


def test_terms_that_say_nothing_are_dropped_and_promises_with_them() -> None:
    assert [one.asks for one in read("Lima was asking of Quito.")] == [()]
    assert read("Lima agreed on Sept.") == ()


def test_the_day_before_that_is_no_part_of_what_is_demanded() -> None:
    assert terms("Lima insisted Monday that the boats be freed.")[1] == ["the boats be freed"]


def test_a_line_may_end_inside_a_sentence() -> None:
    wrapped = "Lima has rejected a plan to\nshare the lake\nbecause it is too dear."
    flat = wrapped.replace("\n", " ")
    assert [(one.kind, one.gives) for one in read(wrapped)] == [(one.kind, one.gives) for one in read(flat)]
    assert terms(wrapped)[0] == ["share the lake"]


def test_who_is_asked_how_something_will_be_done_has_not_proposed_it() -> None:
    assert told("Quito was pressing Lima to explain how it proposes to share the costs.") == ["demand ECU ECU"]
