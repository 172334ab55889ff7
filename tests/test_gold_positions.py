"""The tables an analyst kept by hand of the example dispatches: each line rests on a move, in its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from communique.dispatches import SCORED_ONLY, folder, gold_of, negotiations
from communique.reading import Move, Reading

ANSWERS = {"met", "partly met", "refused", "unanswered"}
CHANGES = {"changed", "unchanged", "taken back"}
Row = dict[str, str]


@cache
def readings(name: str) -> dict[str, Reading]:
    return {one.article.path or "": one for one in gold_of(name).values()}


def rows(name: str, table: str) -> list[Row]:
    head, *lines = folder(name).joinpath("gold", table).read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def moves(name: str, article: str, party: str) -> list[Move]:
    return [move for move in readings(name)[article].moves if move.party == party]


def faults_of_positions(name: str, row: Row) -> Iterator[str]:
    if row["evidence"] not in readings(name)[row["article"]].article.text:
        yield "the evidence is not in the article"
    if not set(row["kind"].split("|")) <= {move.kind for move in moves(name, row["article"], row["party"])}:
        yield "no move of that kind"
    date.fromisoformat(row["date"])


def faults_of_exchange(name: str, row: Row) -> Iterator[str]:
    terms = (term for move in moves(name, row["article"], row["party"]) for term in getattr(move, row["side"]))
    if row["term"] not in {term.text for term in terms}:
        yield "no such term"
    if not set(row["answer"].split("|")) <= ANSWERS:
        yield "no such answer"
    if row["answer"] == "unanswered":
        if row["answered"] or row["answer_article"]:
            yield "what is unanswered has an answer"
    elif not moves(name, row["answer_article"], row["toward"]) or not date.fromisoformat(row["answered"]):
        yield "no move that answers"


def faults_of_changes(name: str, row: Row) -> Iterator[str]:
    if row["change"] not in CHANGES:
        yield "no such change"
    if not moves(name, row["before_article"], row["party"]) or not moves(name, row["article"], row["party"]):
        yield "no move before, or none after"
    if date.fromisoformat(row["before"]) > date.fromisoformat(row["date"]):
        yield "the later stands first"


TABLES = {
    "positions.tsv": faults_of_positions,
    "exchange.tsv": faults_of_exchange,
    "changes.tsv": faults_of_changes,
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", sorted(set(negotiations()) - SCORED_ONLY))
def test_each_line_rests_on_moves_and_stands_once(name: str, table: str) -> None:
    told = rows(name, table)
    assert len({tuple(row.values()) for row in told}) == len(told) > 0
    wrong = [(row, fault) for row in told for fault in TABLES[table](name, row)]
    assert wrong == []
