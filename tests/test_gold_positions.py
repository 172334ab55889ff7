"""The tables an analyst kept by hand of the example dispatches: each line rests on a move, in its words."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pytest

from communique.dispatches import gold
from communique.reading import Move, Reading

ANSWERS = {"met", "partly met", "refused", "unanswered"}


@cache
def readings() -> dict[str, Reading]:
    return gold()


def rows(name: str) -> list[dict[str, str]]:
    head, *lines = files("communique.dispatches").joinpath("gold", name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def reading(article: str) -> Reading:
    found = readings()[article.rpartition(".")[0]]
    assert found.article.path == article
    return found


def moves(article: str, party: str) -> list[Move]:
    return [move for move in reading(article).moves if move.party == party]


@pytest.mark.parametrize("row", rows("positions.tsv"), ids=lambda row: f"{row['party']} {row['issue']}")
def test_a_position_rests_on_a_move(row: dict[str, str]) -> None:
    assert row["evidence"] in reading(row["article"]).article.text
    assert set(row["kind"].split("|")) <= {move.kind for move in moves(row["article"], row["party"])}
    assert date.fromisoformat(row["date"])


@pytest.mark.parametrize("row", rows("exchange.tsv"), ids=lambda row: f"{row['party']} {row['side']} {row['term']}")
def test_a_term_of_the_exchange_is_a_term_of_a_move(row: dict[str, str]) -> None:
    terms = [term.text for move in moves(row["article"], row["party"]) for term in getattr(move, row["side"])]
    assert row["term"] in terms
    assert set(row["answer"].split("|")) <= ANSWERS
    if row["answer"] == "unanswered":
        assert not row["answered"]
        assert not row["answer_article"]
    else:
        assert date.fromisoformat(row["answered"])
        assert moves(row["answer_article"], row["toward"])


@pytest.mark.parametrize("row", rows("changes.tsv"), ids=lambda row: f"{row['party']} {row['issue']} {row['date']}")
def test_a_change_has_two_evidences(row: dict[str, str]) -> None:
    assert row["change"] in {"changed", "unchanged", "taken back"}
    assert moves(row["before_article"], row["party"])
    assert moves(row["article"], row["party"])
    assert date.fromisoformat(row["before"]) <= date.fromisoformat(row["date"])


@pytest.mark.parametrize("name", ["positions.tsv", "exchange.tsv", "changes.tsv"])
def test_no_line_stands_twice(name: str) -> None:
    lines = sorted(tuple(row.values()) for row in rows(name))
    assert all(one != other for one, other in pairwise(lines))
