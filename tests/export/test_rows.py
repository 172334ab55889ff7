from __future__ import annotations

import json
from dataclasses import fields

from communique.chronology import chronology, meetings
from communique.export import entry_row, life_row
from communique.weave.occurrence import Account, Occurrence
from tests.chronology.samples import OCCURRENCES, SUMMIT, WOVEN

ENTRIES = chronology(WOVEN).entries


def test_an_entry_has_every_field_of_its_occurrence_and_the_words() -> None:
    for entry in ENTRIES:
        row = json.loads(json.dumps(entry_row(entry)))
        assert {field.name for field in fields(Occurrence)} <= set(row)
        assert row["id"] == entry.occurrence.id
        assert (row["articles"], row["texts"]) == (entry.occurrence.articles, entry.occurrence.texts)
        assert row["words"]["when"] == entry.happened
        assert row["words"]["count"] == entry.count


def test_every_account_has_all_its_fields_and_marks_that_hold_in_its_paragraph() -> None:
    for entry in ENTRIES:
        row = json.loads(json.dumps(entry_row(entry)))
        for told, account in zip(row["accounts"], entry.occurrence.accounts, strict=True):
            assert {field.name for field in fields(Account)} <= set(told)
            assert told["spans"] == [[span.start, span.end] for span in account.spans]
            assert " … ".join(told["context"][start:end] for start, end in told["marks"]) == account.words


def test_what_is_unknown_is_null() -> None:
    row = entry_row(ENTRIES[-1])
    assert (row["when"], row["reported"], row["words"]["key"]) == (None, None, None)
    assert row["words"]["when"] == "date unknown"


def test_a_difference_has_its_accounts_by_number() -> None:
    row = entry_row(next(entry for entry in ENTRIES if entry.occurrence == OCCURRENCES[10]))
    sides = json.loads(json.dumps(row["disagreements"]))[0]["sides"]
    assert sides == [{"value": "2021-03-12", "accounts": [0, 1]}, {"value": "2021-03-13", "accounts": [2]}]


def test_a_life_has_its_meeting_and_its_steps() -> None:
    row = json.loads(json.dumps(life_row(meetings(WOVEN)[0])))
    assert (row["id"], row["place"]) == (SUMMIT, "Ostmark")
    assert [step["status"] for step in row["steps"]] == ["proposed", "called off", "reinstated", "held"]
    assert row["words"]["life"].startswith("proposed 12 Jan 2021 → called off")
