from __future__ import annotations

from dataclasses import replace

import pytest

from communique.chronology import RULE, chronology
from communique.chronology.brief import CONFIRMED, LEAST, MOST, NEAR, TURN, key_days
from communique.reading import MeetingStatus, Span
from communique.weave.occurrence import Occurrence, Origin, When, Woven
from tests.chronology.samples import OCCURRENCES, WOVEN, day

STATEMENT, MEETING = OCCURRENCES[1], OCCURRENCES[0]


def _said(on: str | When | None, *origins: str, id_: str = "") -> Occurrence:
    when = day(on) if isinstance(on, str) else on
    return replace(
        STATEMENT, id=id_ or f"{on}{origins}", when=when, origins=tuple(Origin(of, of, "outlet") for of in origins)
    )


def _met(on: str, status: MeetingStatus, *origins: str) -> Occurrence:
    return replace(_said(on, *origins), kind="meeting", status=status)


def _days(*occurrences: Occurrence) -> list[tuple[str, str]]:
    return [(key.day, key.why) for key in key_days(occurrences)]


def test_the_days_of_the_sample_that_matter() -> None:
    found = chronology(WOVEN, brief=True)
    assert [(key.day, key.why) for key in found.days] == [
        ("24 Feb 2021", "a meeting was called off, 2 origins that day"),
        ("2 Mar 2021", "a meeting was reinstated, 1 origin that day"),
        ("12 Mar 2021", "a meeting was held, 3 origins that day"),
        ("20 Apr 2021", "a meeting ended without agreement, 2 origins that day"),
    ]
    assert len(found.entries) + found.hidden == found.fitting == 18
    assert found.asked.brief


def test_the_first_entry_of_a_key_day_says_why_it_is_one() -> None:
    found = chronology(WOVEN, brief=True)
    said = [(entry.happened, entry.key) for entry in found.entries]
    assert said == [
        ("24 Feb 2021", "a meeting was called off, 2 origins that day"),
        ("2 Mar 2021", "a meeting was reinstated, 1 origin that day"),
        ("12 Mar 2021", "a meeting was held, 3 origins that day"),
        ("20–21 Apr 2021", "a meeting ended without agreement, 2 origins that day"),
    ]


def test_a_day_is_key_by_its_independent_origins_not_by_its_statements() -> None:
    many = [_said("2021-05-01", "A", id_=str(number)) for number in range(9)]
    assert _days(*many) == []
    assert _days(*many, _said("2021-05-01", "B"), _said("2021-05-01", "C")) == [
        ("1 May 2021", "3 origins that day, and no day within 3 days has more")
    ]


def test_of_days_near_one_another_the_heaviest_is_key_and_of_equals_the_first() -> None:
    heavy, light = _said("2021-05-02", *"ABCD"), _said("2021-05-04", *"ABC")
    assert [on for on, _ in _days(heavy, light)] == ["2 May 2021"]
    assert [on for on, _ in _days(light, heavy)] == ["2 May 2021"]
    equal = _said("2021-05-05", *"ABCD")
    assert [on for on, _ in _days(heavy, equal)] == ["2 May 2021"]
    far = _said(f"2021-05-{2 + NEAR + 1:02d}", *"ABC")
    assert [on for on, _ in _days(heavy, far)] == ["2 May 2021", "6 May 2021"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_that_there_are_may_be_key(day: str) -> None:
    assert len(_days(_said(day, *"ABC"))) == 1


@pytest.mark.parametrize("status", ["held", "called off", "reinstated", "ended without agreement"])
def test_a_turn_weighs_more_than_the_same_origins_without_one(status: MeetingStatus) -> None:
    assert len(_days(_met("2021-05-01", status, "A"))) == 1
    assert _days(_met("2021-05-01", "planned", "A")) == []
    assert _days(_met("2021-05-01", "refused", "A")) == []


def test_a_turn_with_two_origins_is_key_beside_a_heavier_day() -> None:
    heavy = _said("2021-05-02", *"ABCDEFG")
    assert [on for on, _ in _days(heavy, _met("2021-05-03", "held", "A"))] == ["2 May 2021"]
    assert [on for on, _ in _days(heavy, _met("2021-05-03", "held", "A", "B"))] == ["2 May 2021", "3 May 2021"]


def test_of_a_key_day_the_turns_are_shown_and_what_two_origins_tell() -> None:
    said = [_said("2021-05-01", *"ABC"[:number], id_=f"s{number}") for number in (1, 3, 2)]
    turn = _met("2021-05-01", "held", "A")
    (key,) = key_days([*said, turn])
    assert [occurrence.id for occurrence in key.shown] == [turn.id, "s3", "s2"]
    assert key.hidden == 1
    (key,) = key_days([*said, turn, _said("2021-05-01", *"AB", id_="one too many")])
    assert (len(key.shown), key.hidden) == (MOST, 2)


def test_of_a_key_day_without_either_the_foremost_is_shown() -> None:
    (key,) = key_days([_said("2021-05-01", origin, id_=origin) for origin in "CAB"])
    assert [occurrence.id for occurrence in key.shown] == ["A"]
    assert key.hidden == 2


def test_between_equals_what_stands_nearest_the_head_of_its_article_is_foremost() -> None:
    account = STATEMENT.accounts[0]
    low, high = (
        replace(
            _said("2021-05-01", *origins, id_=origins), accounts=(replace(account, spans=(Span(start, start + 9),)),)
        )
        for origins, start in (("A", 900), ("B", 60))
    )
    (key,) = key_days([low, high, replace(low, id="0", origins=(Origin("C", "C", "outlet"),))])
    assert [occurrence.id for occurrence in key.shown] == ["B"]


def test_of_one_day_what_matters_most_stands_first() -> None:
    on = [_said("2021-05-01", "A", id_="a"), _said("2021-05-01", *"AB", id_="b"), _met("2021-05-01", "held", "A")]
    found = chronology(Woven((), tuple(on)), brief=True)
    assert [entry.occurrence.id for entry in found.entries] == [on[2].id, "b"]
    assert [bool(entry.key) for entry in found.entries] == [True, False]
    assert [entry.occurrence.id for entry in chronology(Woven((), tuple(on))).entries] == [on[2].id, "b", "a"]


def test_what_may_be_on_any_of_many_days_makes_no_day_key() -> None:
    vague = _said(When("2021-05-01", "2021-05-31", "text"), *"ABCDE")
    assert _days(vague, _said(None, *"ABCDE")) == []
    assert len(_days(_said(When("2021-05-01", "2021-05-02", "text"), *"ABCDE"))) == 1


def test_the_rule_that_is_printed_has_the_numbers_that_are_used() -> None:
    for words in (
        f"{TURN} more",
        f"weighs {LEAST}",
        f"within {NEAR} days",
        f"has {CONFIRMED} origins",
        f"most {MOST} entr",
        f"whatever {CONFIRMED} origins",
    ):
        assert words in RULE
