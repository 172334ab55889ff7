"""Events and actors that the index answers for are those that are found by looking through everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communique.reading import Event, EventParty, Passage, Reading
from communique.record import Record, looked_up
from communique.record.questions import Query
from communique.record.search import INDEX, SearchIndex
from communique.record.views import Views
from communique.reviews import correction, entry_of
from tests.record.samples import HARBOUR, border, harbour, letter, many, spans

EVENTS: tuple[dict[str, Any], ...] = (
    {},
    {"kind": "REQUEST"},
    {"actor": "Pavel Orlok", "status": "actual"},
    {"recipient": "QDR", "since": "2031"},
    {"kind": "CONCEDE", "until": "2019-04"},
    {"article": harbour().article.id, "limit": 1},
    {"limit": 2},
    {"limit": 0},
    {"kind": "ASSAULT"},
)
ACTORS: tuple[dict[str, Any], ...] = (
    {},
    {"limit": 3},
    {"by": "mentions"},
    {"by": "reporter", "kind": "person"},
    {"country": "ELB", "by": "articles"},
    {"named": "orlok"},
    {"named": "zoe", "limit": 1, "kind": "person"},
    {"named": "nobody"},
)


def telling(reading: Reading) -> Reading:
    """A reading that tells of two events, one of which has a day."""
    who, whom = EventParty(spans(HARBOUR, "Pavel Orlok"), "pavel-orlok", "ELBGOV"), EventParty((), "QDR", "QDRGOV")
    time = next(time.id for time in reading.times if time.begin is not None)
    told = Passage(spans(HARBOUR, "asked for"))
    one = Event("e1", "CONCEDE", None, None, (), who, EventParty(), told, None, None, "actual")
    other = Event("e2", "REQUEST", None, None, (), who, whom, told, None, time, "planned")
    return replace(reading, events=(one, other))


@pytest.fixture
def told(folder: Path) -> Record:
    record = Record.open(folder, create=True)
    for one in (border(), telling(harbour()), letter()):
        record.add([one])
    record.add(many(3))
    return record


def answers(record: Record) -> Iterator[object]:
    for asked in EVENTS:
        found = record.events(**asked)
        yield asked, found.dicts(), found.undated, found.arrow().schema
    for asked in ACTORS:
        actors = record.actors(**asked)
        yield asked, actors.dicts(), actors.arrow().schema


def looked_through(record: Record) -> list[object]:
    """The answers of everything, for there is no index to be asked."""
    for file in record.path.glob(f"{INDEX}*"):
        file.unlink()
    return list(answers(Record.open(record.path)))


def add_and_die(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch that is in the index, and never came to be in the record."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("communique.record.adding.history.swap", die)
        with pytest.raises(KeyboardInterrupt):
            record.add(many(2, 3))


@pytest.mark.parametrize("then", ["compacted", "died", "died and added"])
def test_the_answers_are_the_same(told: Record, monkeypatch: pytest.MonkeyPatch, then: str) -> None:
    if then == "compacted":
        compacted = told.compact()
        assert compacted.after < compacted.before
    if then.startswith("died"):
        add_and_die(told, monkeypatch)
    if then.endswith("and added"):
        told.add(many(1, 4))
    with SearchIndex(told.path).finder(told._present.now().manifest) as finder:
        assert finder is not None
        assert (finder.later == "[]") == (then != "died")
    found = list(answers(told))
    assert found == looked_through(told)


def test_nothing_is_looked_through_for_it(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(views: Views, query: Query) -> None:
        raise AssertionError(f"{views.folder} was looked through: {query.text}")

    monkeypatch.setattr(Views, "put", never)
    assert told.events(kind="REQUEST", since="1900").undated == 0
    assert [row.event for row in told.events(kind="REQUEST")] == ["e2"]
    assert told.actors(limit=1)[0].statements > 0
    with pytest.raises(AssertionError, match="looked through"):
        len(told.statements())


def test_where_many_events_fit_all_articles_are_looked_through(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = told.events().dicts()
    monkeypatch.setattr(looked_up, "MOST", 1)
    assert len(wanted) == 2
    assert told.events().dicts() == wanted
    assert told.events(limit=1).dicts() == wanted[:1]


def test_what_a_review_changes_is_not_answered_by_the_index(told: Record) -> None:
    reading = telling(harbour())
    entry = entry_of(reading, "statement", reading.statements[0].id)
    told.reviews.add(correction(reading, entry, {"speaker": "zoe-ruiz"}, who="Ada"))
    found = {row.id: row.statements for row in told.actors()}
    assert found == {row.id: row.statements for row in Record.open(told.path).actors()}
    assert list(answers(told)) == looked_through(told)


@pytest.mark.parametrize("renew", [lambda told: told.search("harbour").dicts(), Record.weave], ids=["search", "weave"])
def test_an_index_of_an_older_release_is_no_fault_and_is_made_anew(
    told: Record, renew: Callable[[Record], object]
) -> None:
    told.weave()
    with closing(sqlite3.connect(told.path / INDEX)) as index:
        index.execute("PRAGMA user_version = 2")
    assert list(SearchIndex(told.path).faults()) == []
    assert told.events(kind="REQUEST").dicts()
    renew(told)
    with SearchIndex(told.path).finder(told._present.now().manifest) as finder:
        assert finder is not None
