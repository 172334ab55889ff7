"""The table of encounters: complete, in order, and of those whom the tables of actors know."""

from __future__ import annotations

import re
from datetime import date

import pytest

from communique.encounters import Encounter, load
from communique.resolve import tables

ROWS = load().rows
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_there_are_many_and_they_stand_in_order_of_their_days() -> None:
    assert len(ROWS) >= 350
    assert [row.first for row in ROWS] == sorted(row.first for row in ROWS)
    assert len({(row.first, row.last, row.places, row.parties, row.participants) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.first} {'/'.join(row.places)}" for row in ROWS])
def test_a_row_is_sound(row: Encounter) -> None:
    days = [date.fromisoformat(day) for day in (row.announced, row.called_off, row.first, row.last) if day]
    assert days == sorted(days)
    shelf = tables.load()
    assert {party for party in row.parties if party not in shelf.states and party not in shelf.bodies} == set()
    assert all(ID.fullmatch(person) for person in row.participants)
    assert len({name.casefold() for name in row.names}) == len(row.names)
    assert row.participants or not row.complete


def test_participants_since_1990_are_in_the_table_of_people_but_for_these() -> None:
    strangers = {p for row in ROWS for p in row.participants if p not in tables.load().people and row.first > "1990"}
    assert strangers == {"wang-daohan", "koo-chen-fu", "jo-myong-rok", "lien-chan", "rodrigo-londono"}


def test_encounters_of_one_pair_are_complete_or_not() -> None:
    known: dict[frozenset[str], set[bool]] = {}
    for row in ROWS:
        if len(row.participants) == 2 and row.names == ():
            known.setdefault(frozenset(row.participants), set()).add(row.complete)
    mixed = {pair for pair, marks in known.items() if len(marks) > 1}
    assert mixed == set()
