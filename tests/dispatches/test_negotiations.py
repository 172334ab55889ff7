"""Negotiations beside the first: complete, with a desk without faults, and read no worse than they have been.

Their floors are in floors/NAME.json and floors/positions.json, a point under what was measured when they were set, as
those of the first are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from communique import annotate
from communique.dispatches import (
    FIRST,
    SCORED_ONLY,
    articles,
    articles_of,
    desk_of,
    folder,
    gold,
    gold_of,
    negotiations,
    same_of,
)
from communique.gather import Unread, gather
from communique.reading import Article, Reading
from communique.scoring import Figure, score
from tests.scripts import script

OTHERS = [name for name in negotiations() if name != FIRST]
FLOORS: dict[str, dict[str, float]] = {
    name: json.loads(Path(__file__).with_name("floors").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    for name in OTHERS
}
HELD: dict[str, dict[str, float]] = json.loads(
    Path(__file__).with_name("floors").joinpath("positions.json").read_text(encoding="utf-8")
)
LEAST_ARTICLES = {"iran": 20, "minsk": 20, "paris": 10}
TOOL = script("tools/gold.py")  # it checks the gold
TABLES = script("benchmarks/positions.py")  # it holds positions and the table beside those made by hand


@cache
def read(name: str) -> list[Reading]:
    desk = desk_of(name)
    gathered = (found for path in articles_of(name) for found in gather([str(path)]))
    return [annotate(one, desk=desk) for one in gathered if not isinstance(one, Unread)]


def test_the_first_is_the_first() -> None:
    assert negotiations()[0] == FIRST
    assert articles_of(FIRST) == articles()
    assert gold_of(FIRST) == gold()


def test_what_is_only_scored_is_a_negotiation_but_not_the_first() -> None:
    assert set(OTHERS) >= SCORED_ONLY


def test_an_unknown_negotiation_is_named() -> None:
    with pytest.raises(KeyError, match="no negotiation 'atlantis'; there are korea"):
        folder("atlantis")


@pytest.mark.parametrize("name", OTHERS)
class TestNegotiation:
    def test_every_article_has_its_gold(self, name: str) -> None:
        stems = [Path(file.name).stem for file in articles_of(name)]
        assert list(gold_of(name)) == stems
        assert len(stems) >= LEAST_ARTICLES[name]

    def test_the_gold_is_of_the_article_as_gathered(self, name: str) -> None:
        told = gold_of(name)
        for file in articles_of(name):
            (gathered,) = gather([Path(str(file))])
            assert isinstance(gathered, Article)
            one = told[Path(file.name).stem].article
            assert (one.id, one.text, one.path) == (gathered.id, gathered.text, file.name)
            assert (one.outlet, one.title, one.published) == (gathered.outlet, gathered.title, gathered.published)

    def test_the_gold_is_valid(self, name: str) -> None:
        issues = TOOL.issues_of(name)
        wrong = {stem: found for stem, reading in gold_of(name).items() if (found := TOOL.faults(reading, issues))}
        assert wrong == {}

    def test_what_is_the_same_is_in_the_gold(self, name: str) -> None:
        told = gold_of(name)
        for one in same_of(name):
            for stem, id_ in one.items:
                assert id_ in {item.id for item in getattr(told[stem], f"{one.kind}s")}

    def test_every_meeting_is_one_happening_or_another(self, name: str) -> None:
        counted = Counter(item for one in same_of(name) if one.kind == "meeting" for item in one.items)
        assert counted == Counter((stem, g.id) for stem, reading in gold_of(name).items() for g in reading.meetings)

    def test_nothing_is_read_worse_than_it_was(self, name: str) -> None:
        assert under(FLOORS[name], score(gold_of(name).values(), read(name)).figures) == {}


@pytest.mark.parametrize("name", sorted(HELD))
def test_positions_and_the_table_are_no_worse_than_they_were(name: str) -> None:
    paths = {reading.article.id: reading.article.path for reading in gold_of(name).values()}
    got = TABLES.found(name, read(name), paths)
    assert under(HELD[name], [*TABLES.position_figures(got, False), *TABLES.line_figures(got, False)]) == {}


def under(floors: dict[str, float], figures: Sequence[Figure]) -> dict[str, float]:
    """The figures that are under their floors, of which each must have one."""
    found = {f"{f.layer}: {f.name}": 100 * f.f1 for f in figures}
    assert found.keys() == floors.keys()
    return {figure: found[figure] for figure, floor in floors.items() if found[figure] < floor}
