"""The usual names of encounters, and which of several with one name is meant."""

from __future__ import annotations

import pytest

from communique.encounters import load, named
from communique.encounters.table import words_of
from communique.times.tokens import words_in


def _meant(text: str, *actors: str) -> list[tuple[str, list[str], bool]]:
    words = words_in(text)
    return [
        (" ".join(words[n.first : n.after]), [row.first for row in n.meant], n.meeting)
        for n in named(words, load(), set(actors))
    ]


@pytest.mark.parametrize(
    ("actors", "first"),
    [
        (("donald-trump", "kim-jong-un"), ["2019-02-27"]),
        (("USA", "PRK"), ["2019-02-27"]),
        (("asean",), ["1998-12-15"]),
        (("apec",), ["2006-11-18"]),
    ],
)
def test_those_who_stand_in_the_text_say_which_encounter_is_meant(actors: tuple[str, ...], first: list[str]) -> None:
    assert _meant("Nobody spoke of the Hanoi summit.", *actors) == [("Hanoi summit", first, True)]


def test_a_name_of_nobody_in_the_text_is_left_out() -> None:
    assert _meant("Nobody spoke of the Hanoi summit.", "FRA") == []


def test_a_name_without_parties_needs_nobody() -> None:
    assert _meant("The Paris climate agreement was praised.") == [("Paris climate agreement", ["2015-11-30"], False)]


def test_a_name_that_is_also_one_without_parties_may_mean_any() -> None:
    ((_, all_, _),) = _meant("The Paris Agreement was praised.", "FRA")
    assert all_ == ["1973-01-27", "1991-10-23", "2015-11-30"]
    ((_, some, _),) = _meant("The Paris Agreement was praised.", "USA", "VNM")
    assert some == ["1973-01-27", "2015-11-30"]


def test_place_and_noun_the_other_way_round() -> None:
    assert _meant("After the summit in Singapore, they left.", "donald-trump", "kim-jong-un") == [
        ("summit in Singapore", ["2018-06-12"], True)
    ]


def test_an_outcome_is_no_meeting() -> None:
    assert _meant("The Dayton accords hold.", "BIH", "HRV") == [("Dayton accords", ["1995-11-01"], False)]


def test_the_longest_name_at_a_word() -> None:
    (found,) = _meant("They signed the Minsk II agreement.", "UKR", "RUS")
    assert found == ("Minsk II agreement", ["2015-02-11"], False)


def test_names_are_cut_as_the_words_of_an_article_are() -> None:
    names = {name for row in load().rows for name in (*row.names, *row.places)}
    assert {name for name in names if words_of(name) != tuple(words_in(name.lower()))} == set()


@pytest.mark.parametrize(("text", "meeting"), [("The Copenhagen accord held.", False), ("COP15 was long.", True)])
def test_numbered_conferences_are_meetings(text: str, meeting: bool) -> None:
    assert [(first, is_meeting) for _, first, is_meeting in _meant(text)] == [(["2009-12-07"], meeting)]
