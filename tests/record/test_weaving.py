"""What weaving leaves in a record: the same however the articles came, whole or not at all, and made once."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate import dated
from communique.dispatches import gold
from communique.errors import RecordError
from communique.reading import Meeting, MeetingStatus, Reading, Report
from communique.record import Record, manifest, parts, weaving
from communique.record.columns import FACT_TABLES, FOR_WEAVING
from communique.record.lock import WRITING, held
from communique.record.manifest import MANIFEST, SCRATCH, load
from communique.record.weaving import Tally, telling
from communique.weave import Occurrence, Woven
from communique.weave import weave as from_nothing
from tests.record.samples import BORDER, HARBOUR, border, harbour, identity, letter, many, samples, spans


def later(reading: Reading, day: str) -> Reading:
    """The same story of another day, in a text of its own."""
    text = f"{reading.article.text}\nPrinted on {day}."
    article = replace(reading.article, id=identity(text), text=text, published=day, path=None)
    return replace(reading, article=article)


def meeting(reading: Reading, status: MeetingStatus, *words: str, text: str) -> Reading:
    """The same reading, with a report of a meeting of the two states in it."""
    report = Report(status, spans(text, *words), "QDR")
    of = Meeting("g1", ("ELB", "QDR"), ("pavel-orlok",), "Vent summit", "Vent", None, (report,))
    return replace(reading, meetings=(of,))


STORIES = (
    meeting(harbour(), "proposed", "told envoys", text=HARBOUR),
    meeting(border(), "held", "talks resume", text=BORDER),
    letter(),
    *many(2),
    later(harbour(), "2018-05-20"),
    later(harbour(), "2018-07-01"),
)


def rows(record: Record, table: str) -> list[dict[str, Any]]:
    return [row for p in load(record.path).of(table) for row in parts.load(record.path, p).to_pylist()]  # type: ignore[arg-type]


def test_weaving_a_record_is_weaving_its_readings(record: Record) -> None:
    assert (record.unwoven, record.woven()) == (3, Woven())
    tally = record.weave()
    woven = record.woven()
    assert woven == Record.open(record.path).woven() == from_nothing(samples())
    assert len(woven.occurrences) > 3
    assert tally == Tally(3, len(woven.families), len(woven.occurrences), len(woven.encounters))
    assert (record.unwoven, record.info().snapshot, record.info().woven) == (0, 2, 2)
    assert (record.info().occurrences, record.info().texts) == (len(woven.occurrences), len(woven.families))
    assert record.check() == ()


def test_what_is_added_is_unwoven_until_all_is_woven_again(record: Record) -> None:
    record.weave()
    before = record.woven()
    record.add(many(2))
    assert record.unwoven == record.info().unwoven == 2
    assert record.woven() == before
    assert record.weave().texts < len(record.articles())
    assert record.unwoven == 0


def test_where_nothing_is_unwoven_nothing_is_written(record: Record) -> None:
    tally = record.weave()
    assert record.weave() == tally
    assert record.info().snapshot == 2


def test_an_empty_record_is_woven(folder: Path) -> None:
    record = Record.open(folder, create=True)
    assert record.weave() == Tally(0, 0, 0, 0)
    assert record.woven() == Woven()
    assert (record.info().snapshot, record.info().woven) == (1, 1)


@settings(deadline=None, max_examples=4)
@given(st.permutations(STORIES), st.sets(st.integers(1, len(STORIES) - 1)), st.sets(st.integers(1, len(STORIES))))
def test_the_order_and_the_batches_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[Reading], cuts: set[int], woven_after: set[int]
) -> None:
    record = Record.open(tmp_path_factory.mktemp("record") / "record", create=True)
    edges = [0, *sorted(cuts), len(order)]
    for first, end in pairwise(edges):
        record.add(order[first:end])
        if end in woven_after:
            record.weave()
            assert record.woven() == from_nothing(order[:end])
    record.weave()
    woven = record.woven()
    assert woven == from_nothing(STORIES)
    assert list(record.occurrences()) == sorted(woven.occurrences, key=lambda o: o.when.begin if o.when else "~")
    assert list(record.encounters()) == list(woven.encounters) != []


def test_a_reading_is_not_read_again_to_be_woven(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(line: str) -> Reading:
        raise AssertionError(line)

    monkeypatch.setattr(Reading, "from_json", never)
    record.weave()
    assert record.woven() == from_nothing(samples())


def test_what_was_found_out_is_kept_once(record: Record) -> None:
    record.add(STORIES[3:5])
    record.weave()
    first = rows(record, "compared")
    assert first
    record.add(STORIES[5:])
    record.weave()
    second = rows(record, "compared")
    assert len(second) > len(first)
    assert max(Counter((row["one"], row["other"]) for row in second).values()) == 1
    assert [row for row in second if row in first] == first


def as_of_layout_1(record: Record) -> None:
    """Makes a record as the first release left it: without threads, and without a word of weaving."""
    path = record.path / MANIFEST
    values = json.loads(path.read_bytes())
    for part in values["parts"]:
        if part["table"] in FOR_WEAVING:
            (record.path / "parts" / part["name"]).unlink()
    del values["woven"]
    named = [part for part in values["parts"] if part["table"] not in FOR_WEAVING]
    path.write_text(json.dumps({**values, "layout": 1, "parts": named}))


def test_a_record_of_the_first_layout_is_opened_asked_and_woven(record: Record) -> None:
    as_of_layout_1(record)
    old = Record.open(record.path)
    assert (old.info().layout, old.unwoven, len(old.statements()), len(old.occurrences())) == (1, 3, 7, 0)
    old.weave()
    assert old.woven() == from_nothing(samples())
    assert (old.info().layout, old.unwoven) == (4, 0)
    assert [row["article"] for row in rows(old, "threads")] == [reading.article.id for reading in samples()]
    assert old.check() == ()


def test_a_record_of_the_first_layout_is_added_to_and_then_woven(record: Record) -> None:
    as_of_layout_1(record)
    old = Record.open(record.path)
    old.add(many(2))
    assert (old.info().layout, old.unwoven, len(rows(old, "threads"))) == (4, 5, 2)
    old.weave()
    assert old.woven() == from_nothing([*samples(), *many(2)])
    assert len(rows(old, "threads")) == 5


def test_what_another_version_of_weaving_kept_is_made_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    record.add(many(2))
    record.weave()
    before = {part for part in load(record.path).parts if part.table in (*FOR_WEAVING, *FACT_TABLES)}
    for module in ("manifest", "parts", "weaving.taking", "weaving.weaving"):
        monkeypatch.setattr(f"communique.record.{module}.WEAVING", 99)
    assert record.unwoven == 5
    record.weave()
    assert record.woven() == from_nothing([*samples(), *many(2)])
    after = [part for part in load(record.path).parts if part.table in (*FOR_WEAVING, *FACT_TABLES)]
    assert not before & set(after)
    assert {parts.weaving_of(record.path, part) for part in after} == {99}
    assert sum(part.rows for part in after if part.table == "threads") == 5
    assert record.unwoven == 0


def test_progress_is_told(record: Record) -> None:
    told: list[tuple[int, int]] = []
    record.weave(lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert (told[0][0], told[-1]) == (0, (3, 3))


def test_a_weaving_that_is_interrupted_leaves_the_record_as_it_was(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.weave()
    woven = record.woven()
    record.add(many(2))
    before = load(record.path)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.weave(interrupt)
    monkeypatch.setattr("communique.record.adding.manifest.write", interrupt)
    with pytest.raises(KeyboardInterrupt):
        record.weave()
    assert load(record.path) == before
    assert record.woven() == woven
    assert not (record.path / SCRATCH).exists()
    assert {path.name for path in (record.path / "parts").iterdir()} == {part.name for part in before.parts}


def test_one_weaves_or_adds_at_a_time(record: Record) -> None:
    with held(record.path / WRITING), pytest.raises(RecordError, match="another process"):
        Record.open(record.path).weave()
    assert record.unwoven == 3


def test_a_changed_woven_part_is_named_by_check(record: Record) -> None:
    record.weave()
    (part,) = (record.path / "parts").glob("accounts-*")
    content = bytearray(part.read_bytes())
    content[7] ^= 1
    part.write_bytes(content)
    (fault,) = Record.open(record.path).check()
    assert part.name in fault


def test_who_still_asks_an_older_snapshot_is_answered_by_the_present_one(record: Record) -> None:
    record.weave()
    reader = Record.open(record.path)
    occurrences, encounters = reader.occurrences(since="2018"), reader.encounters()
    statements = reader.statements(since="2018")
    record.add(many(2))
    record.weave()
    record.add(many(1, first=2))
    assert not list((record.path / "parts").glob("occurrences-00000002-*")), "the parts of the first weaving are gone"
    assert list(occurrences) == list(record.occurrences(since="2018"))
    assert occurrences.undated == record.occurrences(since="2018").undated
    assert list(encounters) == list(record.encounters())
    assert statements.undated == 2
    assert reader.woven() == record.woven()


def test_a_reader_in_the_midst_of_a_weaving_takes_the_newest(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    record.weave()
    reader = Record.open(record.path)
    record.add(many(2))
    record.weave()
    wanted = record.woven()
    stale, read = load(record.path), weaving.stored

    def too_late(folder: Path, present: Any) -> Woven:
        # between being told of a snapshot and reading it, another is made, and the parts of this one removed
        if present == stale:
            record.add(many(1, first=2))
            record.weave()
            record.add(many(1, first=3))
        return read(folder, present)

    monkeypatch.setattr(weaving, "stored", too_late)
    assert reader.woven() == record.woven() != wanted


def test_a_manifest_whose_parts_are_gone_before_they_are_looked_at_is_read_again(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.weave()
    old = tmp_path / "old"
    shutil.copytree(record.path, old)
    record.add(many(2))
    record.weave()
    (gone,) = (old / "parts").glob("families-*")
    gone.unlink()
    verify = manifest.verify_sizes

    def replaced(folder: Path, of: Any) -> None:
        # the copy catches up with the record just when the reader has loaded its manifest
        shutil.copytree(record.path, old, dirs_exist_ok=True)
        gone.unlink(missing_ok=True)
        verify(folder, of)

    monkeypatch.setattr(manifest, "verify_sizes", replaced)
    assert Record.open(old).woven() == record.woven()


def test_what_a_weaving_that_died_has_left_is_removed_by_the_next_writer(record: Record) -> None:
    (record.path / SCRATCH).mkdir()
    (record.path / SCRATCH / "accounts.parquet").write_bytes(b"half")
    record.add(many(1))
    assert not (record.path / SCRATCH).exists()


def test_a_part_that_cannot_be_read_is_said_to_be_damaged(record: Record) -> None:
    (part, *_) = (record.path / "parts").glob("items-*")
    part.write_bytes(b"PAR1" + part.read_bytes()[4:-9] + b"x" * 9)
    with pytest.raises(RecordError, match="communique check"):
        record.weave()
    assert record.unwoven == 3


def test_only_what_has_changed_is_told_again(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    record.add(many(3))
    record.weave()
    told: list[int] = []
    add = telling.Files.add

    def counted(files: telling.Files, new: list[Occurrence]) -> None:
        told.append(len(new))
        add(files, new)

    monkeypatch.setattr(telling.Files, "add", counted)
    record.add([later(harbour(), "2018-07-01")])
    record.weave()
    assert record.woven() == from_nothing([*samples(), *many(3), later(harbour(), "2018-07-01")])
    assert 0 < sum(told) < len(record.woven().occurrences) / 2


def test_what_many_articles_tell_is_woven_as_from_nothing(folder: Path) -> None:
    record = Record.open(folder, create=True)
    readings = [replace(reading, article=dated(reading.article, reading.blocks)) for reading in gold().values()]
    random.Random(7).shuffle(readings)
    for first, end in pairwise((0, 15, len(readings))):
        record.add(readings[first:end])
        record.weave()
    woven = record.woven()
    assert woven == from_nothing(readings)
    assert {one.kind for one in woven.occurrences} == {"statement", "move", "event", "meeting"}
