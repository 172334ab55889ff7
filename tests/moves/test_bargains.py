"""What a bargain is made of: each deed by itself, up to its end; to whom; and what a term that only points is about."""

from __future__ import annotations

import pytest

from communique.desk import Issue
from communique.moves.pointing import points
from tests.moves.test_articles import made
from tests.moves.test_finding import read, terms, told

BETWEEN = ("PER", "ECU")


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        (
            "Lima promised to hold its fire for a week and set out a plan of six points.",
            ["hold its fire for a week", "set out a plan of six points"],
        ),
        (
            "Lima pledged to stop the pumps, return to the old level and free the crews.",
            ["stop the pumps", "return to the old level", "free the crews"],
        ),
        (
            "Lima promised to end the siege and the raids, the tolls and the search of boats.",
            ["end the siege and the raids, the tolls and the search of boats"],
        ),
        ("Lima pledged to lift no ban and to pay $4 million.", ["lift no ban", "pay $4 million"]),
        ("Lima pledged to limit exports and cuts of timber.", ["limit exports and cuts of timber"]),
        ("Lima promised to halt the pumps until Nov. 24 at the lake.", ["halt the pumps until Nov. 24 at the lake"]),
        ("Lima agreed on Nov. 3 to return to the table.", ["return to the table"]),
    ],
)
def test_each_deed_is_a_term_up_to_its_end(text: str, deeds: list[str]) -> None:
    assert terms(text)[0] == deeds


def test_who_has_yet_to_do_it_is_told_with_an_aside() -> None:
    asked = "Ana Vik and Jon Berg, who had signed the accord, attend in person"
    assert terms(f"Lima demanded that {asked}.")[1] == [asked]


def test_how_long_one_refused_is_not_what_was_refused() -> None:
    assert terms("Lima refused for more than three years to accept the census.")[0] == ["accept the census"]


def test_what_a_deal_that_is_told_binds_its_parties_to() -> None:
    both = read("Under the accord both sides will open their gates.", between=BETWEEN)
    assert {(one.kind, one.party) for one in both} == {("commitment", "PER"), ("commitment", "ECU")}
    assert told("Under the proposed accord Lima will open its gates.") == []
    assert told("Under the accord Lima would open its gates.") == []


def test_itself_is_no_other_party() -> None:
    text = "Peru and Ecuador met. Peru waited. Ecuador waited. Ecuador smiled. Peru committed itself to open the dam."
    assert [(move.kind, move.gives[0].text) for move in made(text)] == [("commitment", "open the dam")]


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Oslo agreed to tighten its sanctions on Lima.", "PER"),
        ("Rosa Quispe rang Quito and proposed that the two governments meet.", "ECU"),
        ("Quito demanded a wall along its border with Oslo.", None),
    ],
)
def test_whom_the_words_name_as_the_other_side(text: str, toward: str | None) -> None:
    (one,) = read(text, between=("ECU", "QAT") if "sanctions" in text else ())
    assert one.toward == toward


def test_a_remark_that_is_spoken_of_asks() -> None:
    (one,) = read("The lake was calm after Lima’s remark on Sunday that Quito should shut the pumps.")
    assert (one.kind, one.party, one.toward) == ("demand", "PER", "ECU")


def test_nobody_of_them_demands_what_that_party_alone_is_to_do() -> None:
    assert [one.party for one in read("They demanded that Quito shut the pumps.", between=BETWEEN)] == ["PER"]


def test_they_who_ask_us_are_the_others() -> None:
    (one,) = read("“It is absurd that they ask us not to fish,” said Rosa Quispe.", between=BETWEEN)
    assert (one.kind, one.party) == ("demand", "ECU")


@pytest.mark.parametrize(
    "words", ["it", "do so", "lift either", "the demand", "the exchange be completed", "not sign it"]
)
def test_what_only_points(words: str) -> None:
    assert points(words)


@pytest.mark.parametrize(
    "words", ["it and the dam", "the plan", "lift the tolls", "the exchange of prisoners", "20 boats"]
)
def test_what_names_a_thing_does_not(words: str) -> None:
    assert not points(words)


def test_what_only_points_is_about_what_was_told_before() -> None:
    issues = (Issue("tolls", "Tolls", ("toll",)), Issue("boats", "Boats", ("boat",)))
    text = (
        "Peru wants the toll lifted. Ecuador rejected the demand. Peru demanded that the boats leave. "
        "Ecuador refused to accept it. Ecuador and Peru waited."
    )
    about = [(move.kind, term.issue) for move in made(text, issues=issues) for term in (*move.gives, *move.asks)]
    assert about == [("demand", "tolls"), ("refusal", "tolls"), ("demand", "boats"), ("refusal", "boats")]
