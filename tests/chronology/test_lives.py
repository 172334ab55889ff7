from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communique.chronology import meetings
from communique.errors import QuestionError
from tests.chronology.samples import ENCOUNTERS, EXPERTS, OCCURRENCES, SUMMIT, THIRD, WOVEN, day


def test_a_life_is_told_step_by_step_with_the_year_said_once() -> None:
    life = meetings(WOVEN)[0]
    assert life.name == "Lake Sarn summit"
    assert life.line == "proposed 12 Jan 2021 → called off 24 Feb → reinstated 2 Mar → held 12 Mar"
    assert [step.number for step in life.steps] == [1, 2, 3, 4]
    assert (life.parties, life.participants, life.when) == (
        ("Arvia", "Belmora"),
        ("Mira Solan", "Tomas Verek"),
        "12 Mar 2021",
    )


def test_a_life_counts_each_article_text_and_origin_once() -> None:
    life = meetings(WOVEN)[0]
    assert life.origins == 6
    assert life.count.startswith("11 articles, 8 texts, 6 origins: Northern Wire, Meridian, an official in Verek's")


def test_a_meeting_that_nobody_names_is_told_by_who_meets_and_where() -> None:
    assert [life.name for life in meetings(WOVEN)[1:]] == [
        "Meeting of Arvia and Belmora in Sarnhaven",
        "Meeting of Arvia and Belmora",
    ]
    bare = replace(ENCOUNTERS[2], parties=(), participants=("mira-solan",))
    assert meetings(replace(WOVEN, encounters=(bare,)))[0].name == "Meeting with Mira Solan"
    alone = replace(ENCOUNTERS[2], parties=ENCOUNTERS[2].parties[:1], participants=())
    assert meetings(replace(WOVEN, encounters=(alone,)))[0].name == "Meeting with Arvia"
    assert meetings(replace(WOVEN, encounters=(replace(bare, participants=()),)))[0].name == "Meeting"
    circle = replace(bare, participants=("Trilateral Contact Group",), place="Minsk")
    assert meetings(replace(WOVEN, encounters=(circle,)))[0].name == "Meeting of the Trilateral Contact Group in Minsk"


def test_a_step_of_unknown_day_says_so_and_one_known_by_its_report_too() -> None:
    assert meetings(WOVEN)[2].line == "planned (date unknown)"
    told = replace(OCCURRENCES[17], when=day("2021-06-30", "published"))
    woven = replace(WOVEN, occurrences=(*OCCURRENCES[:17], told))
    assert meetings(woven)[2].line == "planned (reported 30 June 2021)"


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, [SUMMIT, EXPERTS, THIRD]),
        ({"actors": ["mira-solan"]}, [SUMMIT]),
        ({"actors": ["ARV", "BMR"]}, [SUMMIT, EXPERTS, THIRD]),
        ({"place": "Sarnhaven"}, [EXPERTS]),
        ({"meeting": "lake sarn summit"}, [SUMMIT]),
        ({"origins": 2}, [SUMMIT, EXPERTS]),
        ({"until": "2021-01"}, [SUMMIT, THIRD]),
        ({"since": "2021-04"}, [EXPERTS, THIRD]),
        ({"since": "2021-02-20", "until": "2021-02-28"}, [SUMMIT, THIRD]),
    ],
)
def test_filters_are_joined_by_and_and_a_step_in_the_days_is_enough(filters: dict[str, Any], ids: list[str]) -> None:
    assert [life.encounter.id for life in meetings(WOVEN, **filters)] == ids


@pytest.mark.parametrize("filters", [{"origins": 0}, {"place": "Rome"}, {"actors": ["nobody"]}, {"since": "soon"}])
def test_a_filter_that_cannot_be_meant_is_an_error(filters: dict[str, Any]) -> None:
    with pytest.raises(QuestionError):
        meetings(WOVEN, **filters)
