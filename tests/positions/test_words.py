"""Stands, lines and answers in plain English."""

from __future__ import annotations

from dataclasses import replace

from communique.positions import positions, table
from communique.positions.words import answer_words, change_words, course_words, line_words, said, stand_words
from tests.positions.samples import DESK, move, when, woven

WOVEN = woven(
    move("a", when("2021-01-05", basis="published"), "demand", asks="an end to the toll on salt"),
    move("b", when("2021-02-05"), "reaffirmation", asks="the toll on salt ended"),
    move(
        "c",
        when("2021-03-05"),
        "conditional",
        gives=("open the sluice", "talks: meet\nin Varna"),
        asks="tolls: full relief",
        issue="dam",
        condition="if the boats leave",
    ),
    move("d", when("2021-04-05"), "refusal", "BMR", "ARV", gives="grant full relief from tolls"),
)


def test_days_say_no_more_than_is_known() -> None:
    assert said(when("2021-01-05")) == "5 Jan 2021"
    assert said(when("2021-01-05", basis="published")) == "by 5 Jan 2021"
    assert said(when("2021-01-05", "2021-01-09", basis="inferred")) == "by 9 Jan 2021"
    assert said(when("2021-01-01", "2021-12-31")) == "undated"
    assert said(None) == "undated"


def test_a_stand_is_told_with_its_condition_and_what_was_said_beside_it() -> None:
    (dam,) = positions(WOVEN, party="ARV", issue="dam", desk=DESK).positions
    assert stand_words(dam.history[0]) == (
        "gives: open the sluice (also gives: meet in Varna; asks: full relief), if the boats leave"
    )
    whole = replace(dam.history[0], held=(replace(dam.history[0].held[0], text="open it if the boats leave"),))
    assert stand_words(replace(whole, beside=())) == "gives: open it if the boats leave"


def test_a_change_is_told_with_the_day_that_it_departs_from_or_holds_since() -> None:
    found = positions(WOVEN, party="ARV", issue="tolls", desk=DESK)
    (tolls,) = found.positions
    told = [change_words(stand, found.occurrences) for stand in tolls.history]
    assert told == ["first known", "unchanged since 5 Jan 2021", "new beside the rest"]
    assert course_words(tolls) == "unchanged since 5 Jan 2021; 3 stands"


def test_a_line_is_told_with_its_price_where_it_is_given() -> None:
    lines = {ln.text: ln for e in table(WOVEN, parties=["ARV", "BMR"], desk=DESK).exchanges for ln in e.lines}
    assert line_words(lines["open the sluice"]) == "open the sluice (for: full relief), if the boats leave"
    assert line_words(lines["full relief"]) == "full relief, if the boats leave"
    assert answer_words(lines["full relief"].answer) == "refused, 5 Apr 2021"
    assert answer_words(lines["an end to the toll on salt"].answer) == "refused, 5 Apr 2021"
    assert answer_words(lines["meet\nin Varna"].answer) == "refused, 5 Apr 2021"
    assert answer_words(None) == "–"
