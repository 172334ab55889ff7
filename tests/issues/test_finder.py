"""What a term is about."""

from __future__ import annotations

import pytest

from communique.desk import Issue
from communique.issues import IssueFinder, shipped

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


@pytest.mark.parametrize("term", ["", "…", "a bold decision", "the carrot"])
def test_what_is_about_none_of_them_is_left_open(term: str) -> None:
    assert IssueFinder(WATER).of(term) is None
    assert IssueFinder(()).of(term) is None


@pytest.mark.parametrize(
    ("term", "issue"),
    [
        ("scrap its warheads", "denuclearisation"),
        ("the easing of economic penalties", "sanctions"),
        ("end to war games", "exercises"),
        ("bring its soldiers home", "withdrawal"),
        ("lower duties on steel", "tariffs"),
    ],
)
def test_the_shipped_issues(term: str, issue: str) -> None:
    assert IssueFinder(shipped()).of(term) == issue
