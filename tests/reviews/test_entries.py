from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communique.errors import ReviewError
from communique.reviews import FIELDS, KINDS, Review, correction, digest, entries_of, entry_of, entry_of_account
from communique.reviews.fields import check_read
from tests.reviews.made import an_entry, reading_of, readings, woven


def test_every_account_has_its_entry_with_its_own_spans_and_words() -> None:
    for occurrence in woven().occurrences:
        for account in occurrence.accounts:
            entry = entry_of_account(reading_of(account.article), occurrence, account)
            assert (entry.item, entry.spans, entry.words) == (account.item, account.spans, account.words)
            assert entry.kind == occurrence.kind


def test_an_entry_has_every_field_of_its_kind_as_it_was_read() -> None:
    for kind in KINDS:
        for reading in readings():
            for entry in entries_of(reading, kind):
                assert entry.values.keys() == FIELDS[kind].keys()
                check_read(kind, entry.values)
                assert all(field.allowed(entry.values[name]) for name, field in FIELDS[kind].items())


def test_a_digest_is_of_what_was_read_and_not_of_where_the_file_lay() -> None:
    reading = readings()[0]
    moved = replace(reading, article=replace(reading.article, path="elsewhere/file.txt"))
    assert digest(moved) == digest(reading)
    assert digest(replace(reading, statements=reading.statements[1:])) != digest(reading)


def test_an_item_that_is_not_there_is_named() -> None:
    with pytest.raises(ReviewError, match="has no move 's1'"):
        entry_of(readings()[0], "move", "s1")


def test_a_correction_takes_the_words_from_the_text() -> None:
    entry = an_entry("statement")
    reading = reading_of(entry.article)
    start, end = entry.values["content"]["spans"][0]
    review = correction(reading, entry, {"content": {"spans": [(start, end - 5)]}, "certainty": "hedged"}, who="Ada")
    assert review.after["content"]["words"] == " ".join(reading.article.text[start : end - 5].split())
    assert review.before == {name: entry.values[name] for name in review.after}


def test_a_term_that_stays_keeps_its_words_and_is_no_change() -> None:
    entry = next(e for r in readings() for e in entries_of(r, "move") if e.values["gives"])
    terms = [{"spans": term["spans"], "issue": term["issue"]} for term in entry.values["gives"]]
    with pytest.raises(ReviewError, match="correct lacks"):
        correction(reading_of(entry.article), entry, {"gives": terms}, who="Ada")


@pytest.mark.parametrize(
    ("kind", "after", "message"),
    [
        ("move", {"colour": "red"}, "A move has no field 'colour'"),
        ("move", {"kind": "bribe"}, "offer, demand"),
        ("move", {"party": ""}, "the id of an actor"),
        ("statement", {"when": ["2018-06-13", "2018-06-12"]}, "the first and the last day"),
        ("statement", {"when": ["2018-02-30", "2018-03-01"]}, "the first and the last day"),
        ("statement", {"content": {"spans": [[5, 4]]}}, "No such place"),
        ("statement", {"content": {"spans": [[0, 9_999_999]]}}, "No such place"),
        ("statement", {"content": {"spans": "all"}}, "No such place"),
        ("statement", {"content": [1]}, "its spans and words"),
        ("meeting", {"parties": "PRK"}, "a list of actors"),
        ("meeting", {"status": None}, "proposed, planned"),
        ("event", {"type": "TALK"}, "AGREE, CONSULT"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused(kind: str, after: dict[str, Any], message: str) -> None:
    entry = an_entry(kind)
    with pytest.raises(ReviewError, match=message):
        correction(reading_of(entry.article), entry, after, who="Ada")


def test_a_review_comes_back_from_json_as_it_was() -> None:
    entry = an_entry("meeting")
    made = correction(reading_of(entry.article), entry, {"status": "refused", "when": None}, who="Ada Lund")
    made = replace(made, others=(an_entry("meeting", 1),), note="Not held: “refused”.", saw="x")
    assert Review.from_dict(made.to_dict()) == made


@pytest.mark.parametrize(
    "change",
    [
        {"who": " "},
        {"who": "Ada\u202egnud"},
        {"at": "yesterday"},
        {"verdict": "like"},
        {"verdict": "correct"},
        {"verdict": "undo"},
        {"verdict": "merge"},
        {"undoes": "x"},
        {"entry": None},
        {"id": ""},
        {"more": 1},
        {"note": 7},
    ],
)
def test_a_line_that_is_no_review_is_refused(change: dict[str, Any]) -> None:
    values = Review("accept", "Ada", an_entry()).to_dict()
    with pytest.raises(ReviewError):
        Review.from_dict({**values, **change})
