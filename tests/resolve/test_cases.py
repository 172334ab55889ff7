"""Dated cases made by hand, read by the shipped program: metonyms and titles, what must stay open, pronouns."""

from __future__ import annotations

import re
from datetime import date

import pytest

from communique.reading import Span
from communique.resolve import knowledge
from tests.resolve.cases_report import LISTS, OPEN, Case, cases, wrong

# The share that has to be right, in per cent. They only rise.
FLOORS = {"named": 96.0, "open": 96.0, "pronouns": 83.0}
FEWEST = {"named": 240, "open": 80, "pronouns": 40}
COUNTRIES = 15  # states and organisations among the answers of `named`, at the least


@pytest.fixture(scope="module", params=LISTS)
def named_rows(request: pytest.FixtureRequest) -> tuple[str, tuple[Case, ...]]:
    return request.param, cases(request.param)


def test_there_are_enough_cases_and_each_only_once(named_rows: tuple[str, tuple[Case, ...]]) -> None:
    name, rows = named_rows
    assert len(rows) >= FEWEST[name]
    marked = {(row.on, row.text, row.span) for row in rows}
    assert len(marked) == len(rows)


def test_every_case_is_dated_and_answered_in_the_shape_of_the_contract(
    named_rows: tuple[str, tuple[Case, ...]],
) -> None:
    name, rows = named_rows
    for row in rows:
        if row.on is not None:
            assert 1990 <= date.fromisoformat(row.on).year <= 2026, row
        assert (row.right in OPEN) == (name == "open"), row
        assert re.fullmatch(r"[A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*", row.right), row


def test_named_cases_come_from_many_countries() -> None:
    states = knowledge.shipped().tables.states
    answers = {row.right for row in cases("named")}
    assert len(answers & set(states)) >= COUNTRIES
    assert len(answers - set(states)) >= COUNTRIES


@pytest.mark.parametrize(
    ("right", "phrase", "got"),
    [
        ("mike-pompeo", "Mike Pompeo", None),
        ("mike-pence", "Mike Pompeo", "mike-pompeo"),
        ("USA", "flew", "no mention"),
        ("none", "Mike Pompeo", "mike-pompeo"),
        ("none", "flew", None),
        ("place", "Hanoi", None),
        ("place", "Pompeo", "mike-pompeo"),
        ("mike-pompeo", "Mike Pompeo flew to Hanoi", None),
    ],
)
def test_the_judge_sees_what_is_wrong(right: str, phrase: str, got: str | None) -> None:
    text = "Mike Pompeo flew to Hanoi on Tuesday, his office said."
    at = text.index(phrase)
    missed = wrong([Case(2, "2019-02-26", right, "made", text, Span(at, at + len(phrase)))])
    assert [one.got.split(" at ")[0] for one in missed] == ([] if got is None else [got])


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_share_that_is_right(name: str) -> None:
    rows = cases(name)
    missed = wrong(rows)
    share = 100 * (1 - len(missed) / len(rows))
    told = "\n".join(map(str, missed))
    assert share >= FLOORS[name], f"{share:.1f} % of {name} are right, {FLOORS[name]} % are asked\n{told}"
