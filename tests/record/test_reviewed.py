"""A record that people have reviewed: every answer is as they left it, and the readings stay as they were."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from communique.chronology import chronology, chronology_in
from communique.record import Record
from communique.record.manifest import load
from communique.record.narrow import Narrow
from communique.record.views import Views
from communique.reviews import Entry, Review, correction, entries_of, entry_of, entry_of_account, laid, standing
from communique.reviews.exchange import lines, read
from communique.weave import Occurrence
from tests.reviews.made import accepting, reading_of, readings, rejecting, woven


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reviewed") / "record"
    record = Record.open(folder, create=True)
    record.add(readings())
    record.weave()
    return folder


@pytest.fixture
def record(made: Path) -> Record:
    """The record without a review."""
    for file in made.glob("reviews.*"):
        file.unlink()
    return Record.open(made)


def an_occurrence(kind: str, **values: object) -> tuple[Occurrence, list[Entry]]:
    one = next(
        o
        for o in woven().occurrences
        if o.kind == kind and len(o.accounts) > 1 and all(getattr(o, n) == v for n, v in values.items())
    )
    return one, [entry_of_account(reading_of(a.article), one, a) for a in one.accounts]


def correcting(entry: Entry, **after: object) -> Review:
    return correction(reading_of(entry.article), entry, after, who="Ada")


def test_a_record_without_reviews_is_as_it_was_woven(record: Record) -> None:
    assert record.woven() == record.woven(reviewed=False) == woven()
    assert record.reviews.all() == ()
    assert not (record.path / "reviews.sqlite").exists()


def test_what_is_woven_is_as_people_left_it_from_the_next_question_on(record: Record) -> None:
    _, entries = an_occurrence("move")
    review = record.reviews.add(rejecting(entries[0], "Ada", *entries[1:]))
    assert record.woven() == laid(woven(), standing([review])) != woven()
    assert record.woven(reviewed=False) == woven()
    record.reviews.undo(review.id, "Ada")
    assert record.woven() == woven()


def test_statements_that_were_rejected_are_not_said_and_corrected_ones_are_as_corrected(record: Record) -> None:
    before = list(record.statements())
    gone, other, accepted = (entry_of(reading_of(s.article), "statement", s.statement) for s in before[:3])
    record.reviews.add(rejecting(gone))
    record.reviews.add(correcting(other, speaker="ISL", when=["2031-02-03", "2031-02-03"]))
    record.reviews.add(accepting(accepted))
    after = list(record.statements())
    assert len(after) == len(before) - 1
    assert gone.item not in {s.statement for s in after if s.article == gone.article}
    [corrected] = record.statements(by="Iceland")
    assert (corrected.statement, corrected.article, corrected.date) == (other.item, other.article, "2031-02-03")
    assert corrected.source_name == "Iceland"
    untouched = [s for s in before if (s.article, s.statement) not in {(e.article, e.item) for e in (gone, other)}]
    assert [s for s in after if s != corrected] == untouched
    assert record.reading(gone.article) == reading_of(gone.article)
    assert len(record.sql("SELECT * FROM statements")) == len(after)


def test_a_statement_that_was_rejected_is_not_found(record: Record) -> None:
    one = next(s for s in record.statements() if s.content and len(record.search(f'"{s.content}"', limit=9)) > 1)
    of = f'"{one.content}"'
    before = [(hit.article, hit.statement) for hit in record.search(of, limit=9)]
    record.reviews.add(rejecting(entry_of(reading_of(one.article), "statement", one.statement)))
    after = [(hit.article, hit.statement) for hit in record.search(of, limit=9)]
    assert [found for found in before if found not in after] == [(one.article, one.statement)]
    assert len(record.search(of, limit=1)) == 1
    log, [first, *others] = record.reviews, entries_of(reading_of(one.article), "statement")
    log.add(replace(rejecting(first, "Ben", *others), saw=log.all()[-1].id))
    assert [hit for hit in record.search(of, limit=9) if (hit.article, hit.kind) == (one.article, "statement")] == []


def test_events_are_as_they_were_corrected(record: Record) -> None:
    one = next(e for e in record.events())
    entry = entry_of(reading_of(one.article), "event", one.event)
    record.reviews.add(correcting(entry, type="AID", actor="ISL", place="Kyoto"))
    [corrected] = record.events(actor="Iceland")
    assert (corrected.event, corrected.type, corrected.place, corrected.cameo) == (one.event, "AID", "Kyoto", None)


def test_every_question_about_occurrences_has_what_woven_has(record: Record) -> None:
    move, moves = an_occurrence("move")
    _, statements = an_occurrence("statement")
    held, reports = an_occurrence("meeting", status="held")
    log = record.reviews
    log.add(correcting(moves[0], party="ISL"))
    log.add(rejecting(statements[0], "Ada", *statements[1:]))
    log.add(correcting(reports[0], name="Kyoto summit", place="Kyoto"))
    log.add(Review("split", "Ada", moves[0], others=(moves[1],), saw=log.all()[0].id))
    expected = record.woven()
    answered = {one.id: one for one in record.occurrences()}
    assert answered == {one.id: one for one in expected.occurrences}
    assert {one.id: one for one in record.encounters()} == {one.id: one for one in expected.encounters}
    assert [one.id for one in record.occurrences(actors="Iceland")] == [move.id]
    assert {one.encounter for one in record.occurrences(encounter="Kyoto summit")} == {held.encounter}
    numbers = record.sql("SELECT number FROM occurrences")["number"].to_pylist()
    assert len(set(numbers)) == len(numbers)
    assert record.sql("SELECT count(*) AS n FROM accounts")["n"][0].as_py() == sum(
        len(one.accounts) for one in expected.occurrences
    )


def test_a_narrow_question_has_of_all_that_people_left_what_it_may_be_about(record: Record) -> None:
    _, moves = an_occurrence("move")
    _, statements = an_occurrence("statement")
    _, events = an_occurrence("event")
    held, reports = an_occurrence("meeting", status="held")
    others = next(
        [entry_of_account(reading_of(a.article), o, a) for a in o.accounts]
        for o in woven().occurrences
        if o.kind == "statement" and o.accounts[0].article not in {e.article for e in (*moves, *statements)}
    )
    log = record.reviews
    log.add(correcting(moves[0], party="ISL", kind="refusal"))
    log.add(rejecting(statements[0], "Ada", *statements[1:]))
    log.add(correcting(others[0], speaker="xi-jinping", when=["2031-02-03", "2031-02-03"]))
    log.add(accepting(events[0]))
    log.add(correcting(reports[0], name="Kyoto summit", place="Kyoto", when=["2031-02-04", "2031-02-04"]))
    log.add(Review("split", "Ada", moves[0], others=(moves[1],), saw=log.all()[0].id))
    whole = record.woven()
    some = record.woven(narrow=Narrow(("move",)))
    assert some == replace(
        whole, families=(), occurrences=tuple(o for o in whole.occurrences if o.kind in ("move", "meeting"))
    )
    [event] = {account.article for account in whole.occurrences[0].accounts[:1]}
    told = Narrow(told=tuple((event, a.item) for o in whole.occurrences for a in o.accounts if a.article == event))
    assert {o.id for o in record.woven(narrow=replace(told, theirs=True)).occurrences} >= {
        o.id for o in whole.occurrences if event in {a.article for a in o.accounts}
    }
    asked: list[dict[str, object]] = [
        {"party": "Iceland", "kind": "refusal"},
        {"actors": ("xi-jinping",), "since": "2031"},
        {"actors": ("USA",)},
        {"since": "2031-02-03", "until": "2031-02-04"},
        {"kind": "meeting", "actors": (held.actors[0],)},
    ]
    for question in asked:
        answer, _ = chronology_in(record, **question)
        assert answer.entries
        assert answer == chronology(whole, **question)  # type: ignore[arg-type]


def test_what_was_merely_accepted_changes_no_table(record: Record) -> None:
    _, entries = an_occurrence("move")
    record.reviews.add(accepting(entries[0]))
    assert not Views(record.path, load(record.path), record.reviews.all()).is_changed


def test_what_was_read_or_woven_later_is_laid_over_as_well(record: Record, tmp_path: Path) -> None:
    other = Record.open(tmp_path / "other", create=True)
    other.add(readings()[:10])
    _, entries = an_occurrence("move")
    record.reviews.add(rejecting(entries[0], "Ada", *entries[1:]))
    other.reviews.take(record.reviews.all())
    other.woven()
    other.add(readings()[10:])
    other.weave()
    assert other.woven() == record.woven() != woven()


def test_a_reading_by_another_model_has_the_reviews_laid_over_where_they_fit(record: Record, tmp_path: Path) -> None:
    one, entries = an_occurrence("move")
    record.reviews.add(rejecting(entries[0], "Ada", *entries[1:]))

    def renamed(number: int, item: str) -> str:
        return f"{item[0]}{1000 - number}"

    again = Record.open(tmp_path / "again", create=True)
    again.add(
        replace(reading, moves=tuple(replace(m, id=renamed(n, m.id)) for n, m in enumerate(reversed(reading.moves))))
        for reading in readings()
    )
    again.weave()
    again.reviews.take(record.reviews.all())
    gone = {o.summary for o in again.woven(reviewed=False).occurrences} - {o.summary for o in again.woven().occurrences}
    assert gone == {one.summary}


def test_whatever_a_file_from_elsewhere_says_the_record_can_be_asked(record: Record) -> None:
    statement, move = (next(e for r in readings() for e in entries_of(r, kind)) for kind in ("statement", "move"))
    far = {"spans": [[0, 10**30]], "words": "<script>"}
    hostile = [
        correcting(statement, speaker="<b>\u202enobody"),
        replace(correcting(statement, speaker=None), after={"content": far, "speaker": None}, before={}),
        replace(correcting(move, by=None), after={"gives": [{**far, "issue": "x" * 9_999}]}, before={}),
        correcting(move, party="'; DROP TABLE statements; --"),
    ]
    hostile[0] = replace(hostile[0], note="half \ud800 of a pair")
    text = "\n".join(json.dumps(line) for line in lines(hostile, {}))
    assert record.reviews.take(read(text.splitlines()).reviews).new == 4
    assert len(record.statements()) == len(record.sql("SELECT * FROM statements"))
    assert {one.id: one for one in record.occurrences()} == {one.id: one for one in record.woven().occurrences}
    assert record.sql("SELECT note FROM reviews")["note"].to_pylist()[0] == "half ? of a pair"
    half = text.replace('"speaker": "<b>', '"speaker": "\\ud800')
    assert [unread.line for unread in read(half.splitlines()).unread] == [1]


def test_reviews_can_be_asked_in_sql(record: Record) -> None:
    assert record.sql("SELECT * FROM reviews").num_rows == 0
    _, entries = an_occurrence("move")
    first = record.reviews.add(correcting(entries[0], party="ISL"))
    record.reviews.add(replace(rejecting(entries[0], "Ben", *entries[1:]), saw=first.id))
    record.reviews.undo(first.id, "Ben")
    rows = record.sql("SELECT * FROM reviews ORDER BY number").to_pylist()
    assert [(row["verdict"], row["in_force"], row["others"]) for row in rows] == [
        ("correct", False, 0),
        ("reject", True, len(entries) - 1),
        ("undo", False, 0),
    ]
    assert json.loads(rows[0]["after"]) == {"party": "ISL"}
    assert rows[2]["undoes"] == first.id
    query = "SELECT count(*) AS n FROM reviews JOIN articles ON articles.id = reviews.article"
    assert record.sql(query)["n"][0].as_py() == 3


def test_two_readers_see_the_review_that_either_adds(record: Record) -> None:
    other = Record.open(record.path)
    _, entries = an_occurrence("move")
    before = len(other.occurrences())
    record.reviews.add(rejecting(entries[0], "Ada", *entries[1:]))
    assert len(other.occurrences()) == len(record.occurrences()) == before - 1


def test_no_room_of_reviews_is_imported_for_a_record_that_has_none(record: Record) -> None:
    code = (
        "import sys; from communique import Record; r = Record.open(sys.argv[1]);"
        "list(r.statements(limit=1)); r.woven(); print('communique.reviews' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code, str(record.path)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
