"""How many terms of the labelled negotiations get their issue, on desks that nothing was learned from."""

from __future__ import annotations

from benchmarks.issues import Result, asked, by_meaning, desk_of, of_dispatches, result
from benchmarks.moves import HELD_OUT
from communique.issues import shipped
from training.moves.format import read_all

# F1 in per cent, by meaning. Measured: 66.7 and 84.6.
LEAST_ON_NEW_DESKS, LEAST_OF_SHIPPED = 65.7, 83.6


def test_a_new_desk_works_from_names_and_descriptions() -> None:
    held_out = [one for one in read_all() if one.id in HELD_OUT]
    found = (result(desk_of(one), [*asked(one)], by_meaning) for one in held_out)
    assert sum(found, Result(0, 0, 0, 0)).figures()[2] >= LEAST_ON_NEW_DESKS


def test_the_shipped_issues_are_found_on_the_dispatches() -> None:
    assert result(shipped(), of_dispatches(), by_meaning).figures()[2] >= LEAST_OF_SHIPPED
