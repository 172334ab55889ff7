"""Statements that a position holds: precision before recall."""

from __future__ import annotations

import time

import pytest

from communique.positions.steadfast import steadfast
from communique.weave.occurrence import Occurrence
from tests.positions.samples import told, when

SIDES = {"ARV": "ARV", "mira-solan": "ARV", "BMR": "BMR"}
NAMES = {"ARV": "Arvia", "mira-solan": "Mira Solan", "BMR": "Belmora"}


def statement(words: str, *, speaker: str = "mira-solan", related: tuple[str, ...] = ()) -> Occurrence:
    summary = f"{NAMES[speaker]}: {words}"
    return told("s", when("2021-01-05"), summary, kind="statement", actors=(speaker, "BMR"), related=related)


def issues(occurrence: Occurrence) -> list[tuple[str, str | None]]:
    found = steadfast(occurrence, SIDES, NAMES, lambda words: "tolls" if "toll" in words else None)
    return [(party, issue) for party, issue, _ in found]


@pytest.mark.parametrize(
    "words",
    [
        "Our position is unchanged, consistent and fixed.",
        "Arvia's long-standing position has not changed",
        "the government's policy remains the same",
        "she reiterated her principled stance",
        "its position would not change even if new talks were asked for",
    ],
)
def test_a_position_of_its_own_that_is_said_to_hold(words: str) -> None:
    assert issues(statement(words)) == [("ARV", None)]


@pytest.mark.parametrize(
    "words",
    [
        "Belmora's position has not changed",
        "our position has changed",
        "the weather is unchanged",
        "our talks remain difficult",
        "Our position is clear. The weather has not changed.",
    ],
)
def test_nothing_else_is(words: str) -> None:
    assert issues(statement(words)) == []


def test_the_issue_is_that_which_is_named_beside_the_position() -> None:
    assert issues(statement("our position on the lake tolls is unchanged")) == [("ARV", "tolls")]
    assert issues(statement("our position is unchanged, and the toll is high")) == [("ARV", None)]


def test_a_statement_with_a_move_of_its_own_is_left_to_that() -> None:
    assert issues(statement("our position is unchanged", related=("m",))) == []


def test_who_is_only_spoken_to_has_said_nothing() -> None:
    occurrence = told("s", when("2021-01-05"), "our position is unchanged", kind="statement", actors=("BMR",))
    assert issues(occurrence) == []


def test_hostile_statements_take_no_longer() -> None:
    start = time.perf_counter()
    for words in (
        "our " * 100_000,
        "our position " * 50_000,
        "reiterated our " * 50_000,
        "position on" + " x" * 100_000,
    ):
        issues(statement(words))
    assert time.perf_counter() - start < 1
