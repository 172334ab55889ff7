"""Moves in a record: kept, asked, in SQL; and what a record of the layout before them has."""

from __future__ import annotations

import json
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from communique.reading import Move, Span, Term
from communique.record import Record, manifest, parts
from communique.record.columns import WOVEN_TABLES
from communique.record.manifest import MANIFEST, PARTS
from communique.weave import weave
from tests.record.samples import HARBOUR, harbour, samples
from tests.record.wovens import put, with_a_move


@pytest.fixture
def moved(record: Record) -> Record:
    put(record.path, with_a_move())
    return record


def test_moves_come_back_with_their_steps(moved: Record) -> None:
    assert moved.woven() == with_a_move()
    assert tuple(moved.occurrences()) == with_a_move().occurrences


@pytest.mark.parametrize(("kind", "wanted"), [("move", ["move"]), ("offer", ["move"]), ("demand", [])])
def test_moves_are_asked_by_kind(kind: str, wanted: list[str], moved: Record) -> None:
    assert [occurrence.id for occurrence in moved.occurrences(kind=kind)] == wanted


def test_moves_have_a_view_and_their_terms_another(moved: Record) -> None:
    (row,) = moved.sql("SELECT id, kind, party, toward, made_by, n_articles, related FROM moves").to_pylist()
    assert list(row.values()) == ["move", "offer", "ELB", "QDR", "pavel-orlok", 1, ["offer"]]
    terms = moved.sql("SELECT move, role, position, text, issue FROM terms ORDER BY role DESC, position").to_pylist()
    assert [tuple(term.values()) for term in terms] == [
        ("move", "gives", 1, "close the harbour at Vent", "harbour"),
        ("move", "condition", 1, "if Qadira writes", None),
        ("move", "asks", 1, "an end to sanctions", "sanctions"),
        ("move", "asks", 2, "a letter", None),
    ]


def test_moves_of_readings_are_woven() -> None:
    start = HARBOUR.index("close the harbour at Vent")
    span = Span(start, start + len("close the harbour at Vent"))
    move = Move("v1", "commitment", "ELB", None, "pavel-orlok", (Term((span,), span.of(HARBOUR)),), spans=(span,))
    reading = replace(harbour(), moves=(move,))
    (found,) = (occurrence for occurrence in weave([reading]).occurrences if occurrence.kind == "move")
    assert found.accounts[0].words == "close the harbour at Vent"


def as_of_layout_2(record: Record) -> None:
    """Makes a woven record as the release before moves left it: without the columns that moves brought."""
    path = record.path / MANIFEST
    values = json.loads(path.read_bytes())
    for part in values["parts"]:
        if part["table"] in ("occurrences", "threads", "kept"):
            file = record.path / PARTS / part["name"]
            table = pq.read_table(file)
            about = {**(table.schema.metadata or {}), b"communique.weaving": b"1", b"communique.layout": b"2"}
            old = table.drop_columns([name for name in ("step", "related") if name in table.column_names])
            pq.write_table(old.replace_schema_metadata(about), file)
            part["bytes"] = file.stat().st_size
    values["woven"]["version"] = 1
    path.write_text(json.dumps({**values, "layout": 2}))


def test_a_record_of_the_layout_before_moves_is_asked_as_it_was(record: Record) -> None:
    record.weave()
    wanted = record.woven()
    assert wanted.occurrences
    as_of_layout_2(record)
    old = Record.open(record.path)
    assert old.unwoven == len(samples())
    without = tuple(replace(occurrence, step=None, related=()) for occurrence in wanted.occurrences)
    assert old.woven() == replace(wanted, occurrences=without)
    assert sorted(o.id for o in old.occurrences()) == sorted(o.id for o in without)
    assert old.sql("SELECT count(*) AS n FROM moves").to_pylist() == [{"n": 0}]
    assert old.sql("SELECT count(*) AS n FROM occurrences").to_pylist() == [{"n": len(without)}]


def test_and_is_woven_again_without_loss(record: Record) -> None:
    record.weave()
    as_of_layout_2(record)
    old = Record.open(record.path)
    old.weave()
    assert old.woven() == weave(samples())
    present = manifest.load(old.path)
    assert present.layout == manifest.LAYOUT
    assert old.unwoven == 0
    assert {parts.weaving_of(old.path, part) for part in present.parts if part.table in WOVEN_TABLES} == {
        manifest.WEAVING
    }
    assert [old.reading(reading.article.id) for reading in samples()] == list(samples())
