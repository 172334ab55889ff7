"""What can be asked of what was woven. The woven tables are made by hand, not by weaving the samples."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from communique.chronology import chronology, chronology_in
from communique.errors import QuestionError
from communique.record import Record
from communique.record.narrow import Narrow
from tests.record.wovens import B, H, L, put, with_a_move, woven


@pytest.fixture
def record(record: Record) -> Record:
    put(record.path, woven())
    return record


def test_they_come_back_as_they_were_with_their_accounts_by_date(record: Record) -> None:
    assert tuple(record.occurrences()) == woven().occurrences == record.woven().occurrences
    assert tuple(record.encounters()) == woven().encounters


def test_accounts_are_the_same_whether_looked_up_or_looked_through(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = record.occurrences(since="2018-05-25").arrow()
    monkeypatch.setattr("communique.record.accounts.FEW", 0)
    assert Record.open(record.path).occurrences(since="2018-05-25").arrow() == looked_up


@pytest.mark.parametrize(
    ("narrow", "wanted"),
    [
        (Narrow(), ["offer", "denial", "meeting-off", "letter"]),
        (Narrow(kinds=("meeting",)), ["meeting-off"]),
        (Narrow(kinds=("statement",), actors=("Pavel Orlok",)), ["offer", "meeting-off", "letter"]),
        (Narrow(actors=("Zed of Nowhere",)), ["meeting-off"]),
        (Narrow(last="2018-05-24"), ["offer", "meeting-off", "letter"]),
        (Narrow(first="2018-06-02", last="2018-06-02"), ["denial", "meeting-off", "letter"]),
        (Narrow(saying=("sanctions", "must|never")), ["meeting-off", "letter"]),
    ],
    ids=str,
)
def test_what_was_woven_is_given_as_far_as_a_question_needs_it(
    record: Record, narrow: Narrow, wanted: list[str]
) -> None:
    found, every = record.woven(narrow=narrow), record.woven()
    assert [one.id for one in found.occurrences] == wanted
    assert found.occurrences == tuple(one for one in every.occurrences if one.id in wanted)
    assert (found.encounters, found.actors) == (every.encounters, every.actors)


@pytest.mark.parametrize(
    "asked",
    [
        {"actors": ("Pavel Orlok",)},
        {"actors": ("pavel ORLOK",), "until": "2018-05-24"},
        {"since": "2018-06-02", "until": "2018-06-02"},
        {"kind": "meeting"},
        {"kind": "offer", "by": "pavel-orlok"},
        {"kind": "move", "by": "Zed of Nowhere"},
        {"actors": ("zed",), "kind": "statement"},
        {"since": "1999", "until": "1999"},
    ],
    ids=str,
)
@pytest.mark.parametrize("few", [0, 100])
def test_a_chronology_of_what_it_needs_is_that_of_everything(
    record: Record, asked: dict[str, Any], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.record.accounts.FEW", few)
    put(record.path, with_a_move())
    found, some = chronology_in(record, **asked)
    every = record.woven()
    assert found == chronology(every, **asked)
    if found.entries:
        assert {one.id for one in some.actors} < {one.id for one in every.actors}


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"actors": "Pavel Orlok"}, ["offer", "meeting-off", "letter"]),
        ({"actors": ["pavel-orlok", "Qadira"]}, ["meeting-off"]),
        ({"actors": ["ELB", "zoe-ruiz"]}, []),
        ({"actors": []}, ["offer", "denial", "meeting-off", "letter"]),
        ({"actors": "Zed of Nowhere"}, []),
        ({"kind": "meeting"}, ["meeting-off"]),
        ({"kind": "event"}, []),
        ({"status": "called off"}, ["meeting-off"]),
        ({"place": "chateau vent"}, ["meeting-off"]),
        ({"about": "harbour"}, ["offer"]),
        ({"about": "sanctions"}, ["offer", "letter"]),
        ({"about": "sanctions closed"}, ["offer"]),
        ({"about": "inspect*"}, ["denial"]),
        ({"about": '"talks of elbonia"'}, ["meeting-off"]),
        ({"origins": 2}, ["offer"]),
        ({"origins": 0}, ["offer", "denial", "meeting-off", "letter"]),
        ({"encounter": "vent-2018"}, ["meeting-off"]),
        ({"encounter": "VENT summit"}, ["meeting-off"]),
        ({"encounter": "vent-2"}, ["meeting-off"]),
        ({"encounter": "vent-next"}, []),
        ({"since": "2018-05-25"}, ["denial", "meeting-off"]),
        ({"since": "2018-06-02", "until": "2018-06-02"}, ["denial"]),
        ({"since": date(2018, 6, 3)}, ["meeting-off"]),
        ({"until": "2018-05-28"}, ["offer", "denial"]),
        ({"until": "2018-05-23"}, []),
        ({"limit": 2}, ["offer", "denial"]),
        ({"kind": "statement", "actors": "pavel-orlok", "limit": 1}, ["offer"]),
    ],
    ids=str,
)
def test_filters(filters: dict[str, Any], wanted: list[str], record: Record) -> None:
    assert [row.id for row in record.occurrences(**filters)] == wanted


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"actors": "ELB"}, ["vent-2018", "vent-next"]),
        ({"actors": ["ELB", "Pavel Orlok"]}, ["vent-2018"]),
        ({"named": "summit"}, ["vent-2018"]),
        ({"place": "vent"}, ["vent-2018"]),
        ({"since": "2018-05", "until": "2018-05"}, ["vent-2018"]),
        ({"since": "2018-06"}, []),
        ({"limit": 1}, ["vent-2018"]),
    ],
    ids=str,
)
def test_filters_of_encounters(filters: dict[str, Any], wanted: list[str], record: Record) -> None:
    assert [row.id for row in record.encounters(**filters)] == wanted


def test_what_has_no_date_is_counted_where_dates_are_asked(record: Record) -> None:
    assert record.occurrences().undated == 0
    assert record.occurrences(since="2018").undated == 1
    assert record.occurrences(since="2018", kind="meeting").undated == 0
    assert record.encounters(until="2018").undated == 1


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"actors": "Orlock"}, "pavel-orlok"),
        ({"kind": "quarrel"}, "statement, meeting, event"),
        ({"status": "over"}, "called off"),
        ({"encounter": "vent"}, "2 encounters"),
        ({"encounter": "Vent sumit"}, "vent summit"),
        ({"encounter": "Hanoi"}, "no encounter"),
        ({"origins": -1}, "Origins cannot be -1"),
        ({"since": "2019", "until": "2018"}, "Exchange"),
        ({"about": "!"}, "no word"),
        ({"limit": -1}, "Limit"),
    ],
    ids=str,
)
def test_a_filter_that_cannot_be_understood_says_what_would_be(
    filters: dict[str, Any], said: str, record: Record
) -> None:
    with pytest.raises(QuestionError, match=said):
        record.occurrences(**filters)


def test_a_result_can_be_had_in_every_form(record: Record) -> None:
    found = record.occurrences(limit=2)
    assert repr(found) == "<Occurrences: 2 rows>"
    table = found.arrow()
    assert table.column_names[:2] == ["number", "id"]
    assert [len(accounts) for accounts in table["accounts"]] == [2, 1]
    values = json.loads(json.dumps(found.dicts()))
    assert values[0]["accounts"][1]["words"] == "sanctions might be lifted"
    assert values[0]["accounts"][0]["spans"] == [list(span) for span in found[0].accounts[0].spans]
    assert values[0]["disagreements"][0]["sides"][0] == {"value": "24 May", "accounts": [0]}


def test_an_occurrence_without_accounts_is_shown_too(record: Record) -> None:
    first, *others = woven().occurrences
    put(record.path, replace(woven(), occurrences=(replace(first, accounts=()), *others)))
    assert record.occurrences(limit=1)[0] == replace(first, accounts=())


def test_the_views_have_what_was_woven(record: Record) -> None:
    query = "SELECT article, family, number, members, len(passages) AS passages FROM families ORDER BY number, article"
    assert {tuple(row.values()) for row in record.sql(query).to_pylist()} == {
        (H, H, 1, 2, 0),
        (B, H, 2, 2, 1),
        (L, L, 1, 1, 0),
    }
    query = (
        "SELECT o.id, list(a.origin_id ORDER BY a.number) AS origins "
        "FROM occurrences AS o JOIN accounts AS a ON a.occurrence = o.id WHERE n_texts = 2 GROUP BY o.id"
    )
    assert record.sql(query).to_pylist() == [{"id": "offer", "origins": ["epa", "an official"]}]
    assert record.sql("SELECT steps FROM encounters WHERE name = 'Vent summit'").to_pylist() == [
        {"steps": ["meeting-off"]}
    ]
    cut = "substr(articles.text, spans[1].start + 1, spans[1].end - spans[1].start)"
    query = f"SELECT words, {cut} AS cut FROM accounts JOIN articles ON articles.id = article"
    found = record.sql(query).to_pylist()
    assert len(found) == 5
    assert all(row["words"] == row["cut"] for row in found)
