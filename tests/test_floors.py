"""Quality floors: the shipped program on the shipped dispatches may not read worse than it has.

The floors are in floors.json, a point under what was measured when they were set: another processor's rounding may
turn a statement or two. They only rise: lowering one is a decision that a commit message has to defend.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique import annotate
from communique.dispatches import articles, gold
from communique.gather import Unread, gather
from communique.scoring import Score, score

FLOORS: dict[str, float] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def result() -> Score:
    gathered = (found for path in articles() for found in gather([str(path)]))
    return score(gold().values(), [annotate(found) for found in gathered if not isinstance(found, Unread)])


def test_every_article_is_scored(result: Score) -> None:
    assert result.articles == len(gold())


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(result: Score, name: str) -> None:
    measured = {f"{f.layer}: {f.name}": 100 * f.f1 for f in result.figures}
    assert measured[name] >= FLOORS[name]


def test_every_figure_has_a_floor(result: Score) -> None:
    assert {f"{f.layer}: {f.name}" for f in result.figures} == FLOORS.keys()
