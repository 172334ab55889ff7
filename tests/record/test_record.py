from __future__ import annotations

import builtins
import importlib
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from communique.errors import CommuniqueError, QuestionError, RecordError
from communique.reading import Reading
from communique.record import Added, Hand, Record, parts
from communique.record.lock import WRITING, held
from communique.record.manifest import MANIFEST
from tests.record.samples import BORDER, HARBOUR, border, harbour, letter, many, samples

H, B, L = harbour().article.id, border().article.id, letter().article.id


def keys(record: Record, **filters: Any) -> list[tuple[str, str]]:
    return [(row.article, row.statement) for row in record.statements(**filters)]


def test_a_record_is_made_only_when_asked(folder: Path) -> None:
    with pytest.raises(RecordError, match="There is no record"):
        Record.open(folder)
    assert not folder.exists()
    assert Record.open(folder, create=True).info().articles == 0
    assert Record.open(folder).info().snapshot == 0


def test_a_folder_of_other_things_is_no_place_for_a_record(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(RecordError, match=r"thesis\.txt"):
        Record.open(tmp_path, create=True)
    with pytest.raises(RecordError, match="cannot be made"):
        Record.open(tmp_path / "thesis.txt", create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_record_that_was_half_made_is_made(folder: Path) -> None:
    (folder / "parts").mkdir(parents=True)
    (folder / WRITING).touch()
    (folder / ".DS_Store").touch()
    assert Record.open(folder, create=True).add(samples()) == Added(new=3, known=0)


def test_readings_come_back_as_they_were(record: Record) -> None:
    for reading in samples():
        assert record.reading(reading.article.id) == reading
    assert record.reading("harbour") == record.reading("inbox/harbour.txt.gz") == harbour()
    assert record.reading(B[:7]) == border()
    with pytest.raises(QuestionError, match="no article"):
        record.reading("valley")


def test_an_article_is_added_once(record: Record, folder: Path) -> None:
    before = record.info()
    assert record.add(samples()) == Added(new=0, known=3)
    assert record.info() == before
    renamed = replace(harbour(), article=replace(harbour().article, path="elsewhere.txt"))
    assert Record.open(folder).add([renamed, *many(2), *many(2)]) == Added(new=2, known=3)
    assert record.reading(H).article.path == "inbox/harbour.txt.gz"
    assert (record.info().articles, record.info().snapshot) == (5, 2)


def test_it_is_known_what_the_record_has(folder: Path) -> None:
    record, other = Record.open(folder, create=True), Record.open(folder, create=True)
    assert not other.knows(H)
    record.add([harbour()])
    assert record.knows(H)
    assert other.knows(H)
    assert not other.knows(B)


def test_a_batch_of_nothing_is_no_snapshot(record: Record) -> None:
    assert record.add([]) == Added(new=0, known=0)
    assert record.info().snapshot == 1


def test_a_batch_of_many_pieces_is_one_snapshot(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PIECE_READINGS", 4)
    record = Record.open(folder, create=True)
    assert record.add(many(10)) == Added(new=10, known=0)
    assert (record.info().articles, record.info().snapshot) == (10, 1)
    assert len(record.statements()) == 30
    assert record.reading("9").article.path == "many/9.txt"


def test_a_batch_that_fails_half_way_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PIECE_READINGS", 2)
    record = Record.open(folder, create=True)

    def failing() -> Any:
        yield from many(5)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record.add(failing())
    assert list((folder / "parts").iterdir()) == []
    assert record.info().articles == 0
    assert not record.knows(next(many(1)).article.id)
    assert record.add(many(5)) == Added(new=5, known=0)


def test_one_writes_at_a_time_and_others_read(record: Record, folder: Path) -> None:
    with held(folder / WRITING):
        with pytest.raises(RecordError, match="another process") as caught:
            Record.open(folder).add(many(1))
        assert "wait" in caught.value.fix
        assert len(Record.open(folder).statements()) == 7
    assert record.add(many(1)).new == 1


def test_what_a_stopped_writer_left_is_passed_over_and_cleaned_up(record: Record, folder: Path) -> None:
    (named,) = (folder / "parts").glob("statements-*")
    strays = [
        folder / "parts" / "statements-00000002-0000-0123456789ab.parquet",
        folder / "parts" / "articles-00000002-0000-0123456789ab.parquet.tmp",
        folder / (MANIFEST + ".tmp"),
    ]
    for stray in strays:
        shutil.copy(named, stray)
    assert len(Record.open(folder).statements()) == 7
    assert all(stray.exists() for stray in strays), "who only reads removes nothing"
    record.add(many(1))
    assert not any(stray.exists() for stray in strays)
    assert len(record.statements()) == 10


@pytest.mark.parametrize("harm", ["missing", "cut off"])
def test_a_lost_or_cut_part_is_named_when_the_record_is_opened(harm: str, record: Record, folder: Path) -> None:
    (part,) = (folder / "parts").glob("mentions-*")
    if harm == "missing":
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(RecordError, match=part.name) as caught:
        Record.open(folder)
    assert "communique repair" in caught.value.fix


def test_a_changed_part_is_named_by_check(record: Record, folder: Path) -> None:
    assert record.check() == ()
    (part,) = (folder / "parts").glob("problems-*")
    content = bytearray(part.read_bytes())
    content[7] ^= 1
    part.write_bytes(content)
    (fault,) = Record.open(folder).check()
    assert part.name in fault
    assert "changed" in fault


def test_a_record_in_figures(record: Record, folder: Path) -> None:
    found = record.info()
    assert (found.articles, found.statements, found.actors, found.outlets) == (3, 7, 5, 2)
    assert (found.first, found.last, found.undated) == ("2018-05-24", "2018-06-01", 1)
    assert (found.layout, found.snapshot, found.path) == (4, 1, str(folder))
    assert found.bytes == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def test_a_statement_has_all_that_was_said(record: Record) -> None:
    (row,) = record.statements(by="pavel-orlok", through="epa")
    assert (row.article, row.statement, row.path) == (H, "s1", "inbox/harbour.txt.gz")
    assert (row.outlet, row.title) == ("The Vent Courier", "Elbonia offers to close its harbour")
    assert (row.published, row.date) == ("2018-05-24", "2018-05-24")
    assert (row.source_actor, row.source_name, row.source) == (
        "pavel-orlok",
        "Pavel Orlok",
        "Elbonian leader Pavel Orlok",
    )
    assert (row.cue, row.content) == ("said", "his country would close the harbour at Vent")
    assert [span.of(HARBOUR) for span in row.spans] == [row.content]
    assert row.chain == (Hand("epa", "Elbonian Press Agency", "reported"),)
    assert (row.quotation, row.certainty, row.score) == ("indirect", "reported", 0.625)
    (official,) = record.statements(certainty="hedged")
    assert official.chain == (Hand(None, "An official", "said"),)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({}, [(H, "s3"), (H, "s1"), (H, "s2"), (B, "s1"), (B, "s2"), (L, "s1"), (L, "s2")]),
        ({"by": "Pavel Orlok"}, [(H, "s1"), (H, "s2"), (L, "s1"), (L, "s2")]),
        ({"by": "QDR"}, [(H, "s3")]),
        ({"by": "qadira"}, [(H, "s3")]),
        ({"by": "Elbonia"}, []),
        ({"country": "Elbonia"}, [(H, "s1"), (H, "s2"), (L, "s1"), (L, "s2")]),
        ({"country": "qdr"}, [(H, "s3"), (B, "s1")]),
        ({"to": "Pavel Orlok"}, [(B, "s1")]),
        ({"through": "Elbonian Press Agency"}, [(H, "s1")]),
        ({"about": "sanctions"}, [(B, "s2"), (L, "s1")]),
        ({"about": "sanction"}, []),
        ({"about": "SANCT*"}, [(B, "s2"), (L, "s1")]),
        ({"about": '"cafe elysee" talks'}, [(B, "s1")]),
        ({"about": '"elysee cafe"'}, []),
        ({"about": "inspections began"}, [(L, "s2")]),
        ({"text": "Café É"}, [(B, "s1")]),
        ({"text": "cafe"}, []),
        ({"text": "100%_"}, []),
        ({"quotation": "direct"}, [(H, "s2"), (B, "s1")]),
        ({"certainty": "denied"}, [(H, "s3")]),
        ({"since": "2018-05-24"}, [(H, "s1"), (H, "s2"), (B, "s1"), (B, "s2")]),
        ({"until": "2018-05-24"}, [(H, "s3"), (H, "s1"), (H, "s2")]),
        ({"since": "2018-06", "until": "2018"}, [(B, "s1"), (B, "s2")]),
        ({"since": date(2018, 5, 3), "until": "2018-05-03"}, [(H, "s3")]),
        ({"until": "2017"}, []),
        ({"article": "border"}, [(B, "s1"), (B, "s2")]),
        ({"article": L[:5], "quotation": "mixed"}, [(L, "s2")]),
        ({"limit": 2}, [(H, "s3"), (H, "s1")]),
        ({"limit": 0}, []),
    ],
    ids=str,
)
def test_filters(filters: dict[str, Any], wanted: list[tuple[str, str]], record: Record) -> None:
    assert keys(record, **filters) == wanted


def test_statements_left_out_for_want_of_a_date_are_counted(record: Record) -> None:
    assert record.statements().undated == 0
    assert record.statements(since="2018").undated == 2
    assert record.statements(until="2018", about="sanctions").undated == 1
    assert record.statements(until="2018", by="qadira").undated == 0
    assert record.articles(since="2018").undated == 1


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"by": "Orlock"}, "pavel-orlok"),
        ({"to": "nobody"}, "no actor"),
        ({"through": "elbonian agency"}, "Did you mean epa"),
        ({"country": "Atlantis"}, "ELB, QDR"),
        ({"quotation": "whole"}, "direct, mixed, indirect"),
        ({"certainty": "sure"}, "hedged"),
        ({"since": "May"}, "2018-05-24"),
        ({"article": "nowhere"}, "no article"),
        ({"about": "!"}, "no word"),
        ({"limit": -1}, "Limit"),
    ],
    ids=str,
)
def test_a_filter_that_cannot_be_understood_says_what_would_be(
    filters: dict[str, Any], said: str, record: Record
) -> None:
    with pytest.raises(QuestionError, match=said):
        record.statements(**filters)


def test_articles_are_listed_by_date(record: Record) -> None:
    assert [row.id for row in record.articles()] == [H, B, L]
    assert [row.id for row in record.articles(about="harbour*")] == [H, L]
    assert [row.id for row in record.articles(since="2018-06")] == [B]
    row = record.articles(limit=1)[0]
    assert (row.characters, row.statements, row.problems, row.language) == (len(HARBOUR), 3, 2, "en")
    assert (row.published, row.published_basis) == ("2018-05-24", "metadata")


def test_actors_are_listed_by_what_they_said(record: Record) -> None:
    first = record.actors()[0]
    assert (first.id, first.articles, first.mentions, first.statements) == ("pavel-orlok", 2, 2, 4)
    assert (first.first_said, first.last_said) == ("2018-05-24", "2018-05-24")
    assert [row.id for row in record.actors(named="zoe")] == ["zoe-ruiz"]
    assert [row.id for row in record.actors(kind="state")] == ["QDR", "ELB"]
    assert [row.id for row in record.actors(country="Elbonia", limit=2)] == ["pavel-orlok", "ELB"]
    with pytest.raises(QuestionError, match="person"):
        record.actors(kind="people")


def test_actors_are_sorted_by_how_often_they_occur_in_a_part(record: Record) -> None:
    (reporter,) = record.actors(by="reporter", limit=1)
    assert (reporter.id, reporter.relayed, reporter.statements) == ("epa", 1, 0)
    (recipient,) = record.actors(by="recipient", limit=1)
    assert (recipient.id, recipient.addressed) == ("pavel-orlok", 1)
    assert [row.articles for row in record.actors(by="articles")] == [2, 2, 1, 1, 1]
    assert [row.id for row in record.actors(by="speaker")] == [row.id for row in record.actors()]
    with pytest.raises(QuestionError, match="speaker, recipient, reporter, mentions, articles"):
        record.actors(by="statements DESC; DROP")


def test_the_name_of_an_actor_is_the_one_it_is_known_by(folder: Path) -> None:
    def naming(reading: Reading, name: str, *, known: bool) -> Reading:
        return replace(reading, actors=(replace(reading.actors[0], id="x", name=name, known=known),), statements=())

    record = Record.open(folder, create=True)
    named = [("Unknown Spelling", False), ("Unknown Spelling", False), ("B Name", True), ("A Name", True)]
    record.add(naming(reading, name, known=known) for reading, (name, known) in zip(many(4), named, strict=True))
    (actor,) = record.actors()
    assert (actor.name, actor.known, actor.articles) == ("A Name", True, 4)


def test_a_result_can_be_had_in_every_form(record: Record) -> None:
    found = record.statements(by="pavel-orlok")
    assert len(found) == 4
    assert found[0] == next(iter(found))
    assert found[1:3] == (found[1], found[2])
    assert found[-1].statement == "s2"
    assert repr(found) == "<Statements: 4 rows>"
    table = found.arrow()
    assert table.column_names == list(found[0].__dataclass_fields__)
    assert table["content"].to_pylist() == [row.content for row in found]
    values = json.loads(json.dumps(found.dicts()))
    assert values[0]["chain"] == [{"actor": "epa", "name": "Elbonian Press Agency", "relation": "reported"}]
    assert values[1]["spans"] == [list(span) for span in found[1].spans]


def test_a_result_turns_into_pandas(record: Record) -> None:
    pytest.importorskip("pandas")
    frame = record.statements().pandas()
    assert list(frame["statement"]) == [row.statement for row in record.statements()]


def test_without_pandas_the_command_is_named(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, package: str | None = None) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(CommuniqueError, match="pip install pandas"):
        record.statements().pandas()
    assert builtins.len(record.statements()) == 7


def test_a_result_is_of_the_snapshot_it_was_asked_of(record: Record) -> None:
    found = record.statements()
    searched = record.search("harbour")
    record.add(many(3))
    assert (len(found), len(searched)) == (7, 2)
    assert (len(record.statements()), len(record.search("harbour"))) == (16, 8)


def test_the_order_of_adding_changes_no_answer(tmp_path: Path) -> None:
    first, second = (Record.open(tmp_path / name, create=True) for name in ("first", "second"))
    first.add(samples())
    for reading in reversed(samples()):
        second.add([reading])
    assert list(first.statements()) == list(second.statements())
    assert list(first.actors()) == list(second.actors())
    assert list(first.articles()) == list(second.articles())
    assert {(h.article, h.statement) for h in first.search("sanctions")} == {
        (h.article, h.statement) for h in second.search("sanctions")
    }
    for view in ("statements", "chains", "mentions", "actors_by_article", "problems"):
        query = f"SELECT * FROM {view} ORDER BY ALL"
        assert first.sql(query).equals(second.sql(query))


def test_a_record_without_an_index_or_statements_is_asked(folder: Path) -> None:
    record = Record.open(folder, create=True)
    record.add([Reading(letter().article)])
    assert len(record.statements()) == 0
    assert len(record.actors()) == 0
    assert len(record.articles(about="letter")) == 1
    assert [hit.kind for hit in record.search("letter")] == ["article"]
    with pytest.raises(QuestionError, match="no actor"):
        record.statements(by="anyone")


def test_a_record_can_be_moved(record: Record, folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "moved")
    moved = Record.open(tmp_path / "moved")
    assert len(moved.statements()) == 7
    assert len(moved.search("harbour")) == 2
    assert moved.reading("border").article.text == BORDER
