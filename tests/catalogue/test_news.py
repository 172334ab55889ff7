from __future__ import annotations

from pathlib import Path

from communique.catalogue import Catalogue
from communique.catalogue.making import make
from communique.catalogue.news import news, settled
from communique.record import Record
from tests.catalogue import salmon


def test_what_came_in_after_a_snapshot_is_new(tmp_path: Path) -> None:
    record = salmon.record(tmp_path / "record", salmon.first(), salmon.later())
    catalogue = Catalogue(record.path, make(record.path))
    found = news(catalogue, 1)
    assert (found.articles, found.statements, found.new_moves, found.new_meetings) == (3, 0, 1, 1)
    assert [one.kind for one in found.moves] == ["offer"]
    assert [one.summary for one in found.meetings] == ["Bergen summit (Chile and Norway): called off"]
    (change,) = found.changed
    assert (change.party_name, change.issue_name, change.change) == ("Chile", "Sanctions", "changed")
    # the demand was known, and is told again
    assert found.again == 1
    assert not found.nothing
    assert news(catalogue, 2).nothing


def test_an_older_article_that_comes_in_later_tells_a_known_thing_again(tmp_path: Path) -> None:
    text = "Norway demanded that Chile lift all sanctions on salmon, an envoy said."
    demand = salmon.move(text, "demand", "NOR", "CHL", asks="lift all sanctions on salmon")
    older = salmon.told(text, "2021-01-04", demand, outlet="Meridian")
    record = salmon.record(tmp_path / "record", salmon.first(), [older])
    catalogue = Catalogue(record.path, make(record.path))
    found = news(catalogue, 1)
    assert (found.new_moves, found.again) == (0, 1)


def test_what_is_not_woven_yet_has_not_been_seen(tmp_path: Path) -> None:
    record = salmon.record(tmp_path / "record", salmon.first())
    woven = Catalogue(record.path, make(record.path))
    assert settled(woven) == woven.state.snapshot
    record.add(salmon.later())
    before = Catalogue(record.path, make(record.path))
    assert news(before, settled(woven)).new_moves == 0
    record.weave()
    after = Catalogue(record.path, make(record.path))
    # who looked while it was not woven is still told of it
    assert settled(before) < before.state.snapshot
    assert news(after, settled(before)).new_moves == 1


def test_nothing_is_new_in_an_empty_record(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(record.path, make(record.path))
    assert news(catalogue, 0).nothing
    assert settled(catalogue) == catalogue.state.snapshot
