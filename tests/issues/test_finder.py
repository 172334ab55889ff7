"""What a term is about."""

from __future__ import annotations

import pytest

from communique.desk import Desk, Issue
from communique.issues import IssueFinder, about, finder_of, issues_of, shipped
from communique.issues.finder import without_names

WATER = (
    Issue("quotas", "Fishing quotas", description="How much of each fish each side may catch."),
    Issue("dam", "The Kessel dam", ("Kessel",), "Filling the reservoir and letting water through in dry years."),
    Issue("captives", "Captives", description="Setting free soldiers and civilians who are held."),
)


@pytest.mark.parametrize(
    ("term", "issue"),
    [
        ("leave Kessel as it is", "dam"),
        ("let more water flow downstream during a drought", "dam"),
        ("smaller catches of herring", "quotas"),
        ("release the prisoners", "captives"),
    ],
)
def test_a_new_desks_issues_are_known_by_name_description_and_words(term: str, issue: str) -> None:
    assert IssueFinder(WATER).of(term) == issue


def test_words_are_surer_than_meaning() -> None:
    issues = (*WATER, Issue("fish", "Fish farms", ("herring",)))
    assert IssueFinder(issues).of("smaller catches of herring") == "fish"


def test_of_two_issues_whose_words_stand_in_a_term_one_is_given() -> None:
    issues = (*WATER, Issue("power", "Electricity", ("turbine",), "Power lines and current for the cities."))
    found = IssueFinder(issues).of("current for the cities from the turbines at Kessel")
    assert found == "power"


@pytest.mark.parametrize("term", ["", "…", "a bold decision", "carrots in the garden", "x" * 100_000])
def test_what_is_about_none_of_them_is_left_open(term: str) -> None:
    assert IssueFinder(WATER).of(term) is None
    assert IssueFinder(()).of(term) is None


def test_what_two_issues_are_as_near_to_is_left_open() -> None:
    twice = (WATER[0], Issue("catch", WATER[0].name + " at sea", description=WATER[0].description))
    assert IssueFinder(WATER[:1]).of("smaller catches of herring") == "quotas"
    assert IssueFinder(twice).of("smaller catches of herring") is None


def test_the_sentence_decides_where_the_term_alone_does_not() -> None:
    finder = IssueFinder(WATER)
    assert finder.of("a quarter less", "He said it on Monday.") is None
    assert finder.of("a quarter less", "Boats may catch fewer fish this year.") == "quotas"


@pytest.mark.parametrize(
    ("term", "issue"),
    [
        ("scrap its warheads", "denuclearisation"),
        ("the easing of economic penalties", "sanctions"),
        ("end to war games", "exercises"),
        ("bring its soldiers home", "withdrawal"),
        ("lower duties on steel", "tariffs"),
        ("go back to the table", "summitry"),
    ],
)
def test_the_shipped_issues(term: str, issue: str) -> None:
    assert IssueFinder(shipped()).of(term) == issue


def test_a_desks_issues_replace_the_shipped_ones_where_it_has_any() -> None:
    assert issues_of(None) == issues_of(Desk()) == shipped()
    assert issues_of(Desk(issues=WATER)) == WATER
    assert finder_of(WATER) is finder_of(WATER)
    assert finder_of(WATER).of("lift the sanctions") is None


def test_an_issue_named_like_a_shipped_one_knows_what_is_said_of_that() -> None:
    bare = (*WATER, Issue("talks", "Talks"))
    assert IssueFinder(bare).of("sit down together with the envoy") == "talks"


def test_names_say_nothing_of_what_a_term_is_about() -> None:
    assert " ".join(without_names("meet Solan at the lake in Kessel").split()) == "meet at the lake in"
    assert without_names("Lift Sanctions On Arvia Now") == "Lift Sanctions On Arvia Now"


def test_how_surely_a_text_is_about_an_issue() -> None:
    text = "The delegations spoke of the catches of herring and cod."
    assert about("Nothing will be built at Kessel.", WATER[1]) == 1
    assert 1 > about(text, WATER[0]) > about(text, WATER[2])
