from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communique.chronology import Chronology, chronology
from communique.desk import Desk
from communique.errors import QuestionError
from communique.reading import Actor
from communique.weave.occurrence import When, Woven
from tests.chronology.samples import DESK, ENCOUNTERS, EXPERTS, OCCURRENCES, SUMMIT, WOVEN, day

NUMBER = {occurrence.id: number for number, occurrence in enumerate(OCCURRENCES, 1)}


def _numbers(found: Chronology) -> list[int]:
    """The entries, by the numbers that their occurrences have in the sample."""
    return [NUMBER[entry.occurrence.id] for entry in found.entries]


def test_all_of_it_stands_in_order_of_time_and_nothing_is_dropped() -> None:
    found = chronology(WOVEN)
    assert _numbers(found) == [1, 2, 3, 6, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 17]
    assert [entry.number for entry in found.entries] == list(range(1, 19))
    assert (found.known, found.fitting, found.hidden) == (18, 18, 0)


def test_the_order_is_that_of_time_whatever_the_order_they_came_in() -> None:
    assert chronology(replace(WOVEN, occurrences=OCCURRENCES[::-1])) == chronology(WOVEN)


def test_what_has_no_date_goes_last_by_its_first_report() -> None:
    found = chronology(WOVEN)
    assert [entry.occurrence.when for entry in found.undated] == [None, None]
    assert [entry.reported for entry in found.undated] == ["30 June 2021", "date unknown"]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"actors": ["piet-aldan"]}, [11, 13]),
        ({"actors": ["Piet Aldan", "tomas-verek"]}, [11]),
        ({"kind": "event"}, [6, 12, 16]),
        ({"place": "ostmark"}, [1, 7, 10, 11]),
        ({"meeting": SUMMIT}, [1, 7, 10, 11]),
        ({"meeting": "lake sarn SUMMIT"}, [1, 7, 10, 11]),
        ({"meeting": "meeting-exp"}, [14]),
        ({"origins": 2}, [1, 7, 11, 14]),
        ({"origins": 3}, [11]),
        ({"since": "2021-03-13"}, [13, 14, 15, 16, 18, 17]),
        ({"until": "2021-01"}, [1, 2, 3, 18, 17]),
        ({"since": "2021-02-10", "until": "2021-02-20"}, [6, 18, 17]),
        ({"since": "2021-06-15", "until": "2021"}, [16, 18, 17]),
        ({"kind": "meeting", "since": "2021-03", "until": "2021-03", "origins": 2}, [11]),
    ],
)
def test_filters_are_joined_by_and(filters: dict[str, Any], numbers: list[int]) -> None:
    assert _numbers(chronology(WOVEN, **filters)) == numbers


def test_a_state_acts_by_its_people_too() -> None:
    found = chronology(WOVEN, actors=["Ostmark"])
    assert _numbers(found) == [11, 13]
    assert found.asked.actors == ("Ostmark",)


@pytest.mark.parametrize(
    ("issue", "numbers"),
    [("water", [4, 8, 12, 14]), ("Water quotas", [4, 8, 12, 14]), ("dam", [6, 4, 16]), ("prisoners", [])],
)
def test_an_issue_is_known_by_its_words_in_the_summary_and_the_accounts(issue: str, numbers: list[int]) -> None:
    found = chronology(WOVEN, issue=issue, desk=DESK)
    assert _numbers(found) == numbers
    assert found.asked.issue in {"Water quotas", "The Kessel dam", "Exchange of prisoners"}


def test_words_of_an_issue_are_whole_words() -> None:
    fitting = replace(OCCURRENCES[0], summary="A quotable remark; sluices", accounts=OCCURRENCES[0].accounts[2:])
    assert chronology(Woven((), (fitting,)), issue="water", desk=DESK).entries == ()
    assert len(chronology(Woven((), (fitting,)), issue="dam", desk=DESK).entries) == 1


@pytest.mark.parametrize(
    ("desk", "message"),
    [
        (DESK, "no issue 'fish'. Its issues are water, dam, prisoners"),
        (Desk(), "the desk has no [[issue]], and the shipped issues are denuclearisation"),
        (None, "--desk FILE"),
    ],
)
def test_an_issue_that_is_not_known_says_which_are(desk: Desk | None, message: str) -> None:
    with pytest.raises(QuestionError) as raised:
        chronology(WOVEN, issue="fish", desk=desk)
    assert message.lower() in str(raised.value).lower()


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"actors": ["tomas verec"]}, "tomas-verek"),
        ({"kind": "battle"}, "statement, meeting, event"),
        ({"place": "Rome"}, "Kessel, Ostmark, Sarnhaven"),
        ({"place": ""}, "Kessel, Ostmark, Sarnhaven"),
        ({"meeting": "Lake Sarn sumit"}, "Lake Sarn summit"),
        ({"meeting": "meeting-"}, "meeting-experts, meeting-lake-summit, meeting-third"),
        ({"since": "soon"}, "2018-05-24"),
        ({"since": "2021-03", "until": "2021-02"}, "exchange the two"),
        ({"origins": 0}, "1 or more"),
    ],
)
def test_a_filter_that_cannot_be_meant_says_what_could(filters: dict[str, Any], message: str) -> None:
    with pytest.raises(QuestionError) as raised:
        chronology(WOVEN, **filters)
    assert message.lower() in str(raised.value).lower()


def test_where_nothing_fits_each_filter_says_what_it_lets_through_alone() -> None:
    found = chronology(WOVEN, actors=["piet-aldan"], kind="event", origins=3)
    assert found.entries == ()
    assert found.alone == (("Piet Aldan", 2), ("events", 3), ("at least 3 origins", 1))
    assert chronology(WOVEN, kind="event").alone == ()


def test_what_was_asked_is_put_in_words() -> None:
    asked = chronology(
        WOVEN, actors=["ARV", "BMR"], kind="meeting", place="Ostmark", since="2021-01", until="2021-03-31", origins=2
    ).asked
    assert asked.words == (
        "Arvia and Belmora; meetings; in Ostmark; between January and March 2021; at least 2 origins"
    )
    assert chronology(WOVEN, until="2021-03-01").asked.words == "until 1 Mar 2021"
    assert chronology(WOVEN).asked.words == ""


def test_a_line_is_found_by_its_id_the_beginning_of_it_or_its_number() -> None:
    found = chronology(WOVEN, kind="event")
    wanted = found.entries[1]
    assert wanted.occurrence.id == OCCURRENCES[11].id
    for key in (wanted.occurrence.id, wanted.occurrence.id[:8], "2"):
        assert found.entry(key) is wanted


@pytest.mark.parametrize("key", ["4", "0", "01", "zz", "01c0ffee", ""])
def test_a_line_that_is_not_there_is_an_error_that_says_how_to_name_one(key: str) -> None:
    found = chronology(WOVEN, kind="event")
    if key == "01":
        assert found.entry(key).number == 1
        return
    with pytest.raises(QuestionError, match="ids stay"):
        found.entry(key)


def test_several_ids_with_the_same_beginning_are_named() -> None:
    twins = tuple(replace(OCCURRENCES[0], id=f"abcdef{number}") for number in range(2))
    with pytest.raises(QuestionError, match="abcdef0, abcdef1"):
        chronology(Woven((), twins)).entry("abcdef")


def test_the_meetings_of_what_is_shown_are_told() -> None:
    assert [life.encounter.id for life in chronology(WOVEN, origins=2).meetings] == [SUMMIT, EXPERTS]
    assert chronology(WOVEN, kind="event").meetings == ()


def test_nothing_woven_gives_nothing() -> None:
    found = chronology(Woven())
    assert (found.entries, found.known, found.articles) == ((), 0, 0)


def test_a_long_range_is_placed_by_its_first_day() -> None:
    early = replace(OCCURRENCES[0], id="early", when=When("2020-12-01", "2021-12-31", "text"))
    late = replace(OCCURRENCES[0], id="late", when=day("2021-01-01"))
    found = chronology(Woven((), (late, early), ENCOUNTERS, (Actor("ARV", "Arvia", "state"),)))
    assert [entry.occurrence.id for entry in found.entries] == ["early", "late"]
