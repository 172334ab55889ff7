"""Exports of a record that people have reviewed: as they left it, or, where that is asked for, as it was read."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from communique.export.atom import _id
from communique.export.coded import number_of
from communique.export.formats import FORMATS, export
from communique.export.material import Material, Wanted
from communique.record import Record
from communique.reviews import Entry, Review, correction, entry_of_account
from communique.weave import Occurrence
from tests.reviews.made import reading_of, readings

FEW = readings()[:14]
AS_READ = Wanted(as_read=True)
SHOWN = {
    **dict.fromkeys(("jsonld", "followthemoney", "csv", "parquet", "sqlite"), 3),
    **dict.fromkeys(("dossier", "timelinejs"), 2),
    "icalendar": 0,
}
"""How many of a statement, a move and an event each format shows; those of event data and of news one of them."""

SAYING = {
    **dict.fromkeys(("csv", "parquet", "sqlite", "jsonld", "dossier", "timelinejs"), "{}"),
    "atom": "<subtitle>{}",
    "icalendar": "X-WR-CALDESC:{}",
}
"""Where a format says whether reviews are laid over what was read."""


class Reviewed:
    """A record, and what people made of it: rejected, corrected, merged."""

    def __init__(self, folder: Path) -> None:
        self.record = Record.open(folder, create=True)
        self.record.add(FEW)
        self.record.weave()
        self.taken: set[str] = set()
        event, other = self.one("event"), self.one("event")
        self.rejected = (self.one("statement"), self.one("move"), event)
        self.corrected, self.move, self.meeting = other, self.one("move"), self.one("meeting", "held")
        self.merged = (self.one("statement"), self.one("statement"))
        log = self.record.reviews
        for one in self.rejected:
            first, *others = self.entries(one)
            log.add(Review("reject", "Ada Lund", first, others=tuple(others)))
        for one, after in (
            (self.corrected, {"actor": "ISL", "place": "Reykjavik"}),
            (self.move, {"party": "ISL"}),
            (self.meeting, {"name": "Kyoto summit", "place": "Kyoto"}),
        ):
            for entry in self.entries(one):
                log.add(correction(reading_of(entry.article), entry, after, who="Ada Lund"))
        entry, another = (self.entries(one)[0] for one in self.merged)
        log.add(Review("merge", "Ada Lund", entry, others=(another,)))
        self.count = len(log.all())

    def one(self, kind: str, status: str | None = None) -> Occurrence:
        """A dated occurrence of that kind that no review is of yet, told as done where it is an event."""
        done = {(event.article, event.event) for event in self.record.events(status="actual")}
        found = next(
            one
            for one in self.record.woven(reviewed=False).occurrences
            if (one.kind, one.status) == (kind, status)
            and one.id not in self.taken
            and one.when is not None
            and one.reported is not None
            and one.reported.begin == one.reported.end
            and not one.disagreements
            and (kind != "event" or (one.accounts[0].article, one.accounts[0].item) in done)
        )
        self.taken.add(found.id)
        return found

    def entries(self, one: Occurrence) -> list[Entry]:
        return [entry_of_account(reading_of(a.article), one, a) for a in one.accounts]


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    return Reviewed(tmp_path_factory.mktemp("reviewed") / "record")


def told(path: Path) -> str:
    """All that stands in an export, as text."""
    if not path.is_dir():
        if path.read_bytes().startswith(b"SQLite"):
            with closing(sqlite3.connect(path)) as connection:
                return "\n".join(connection.iterdump())
        return path.read_text(encoding="utf-8").replace("\n ", "").replace("\r\n ", "")
    return "\n".join(
        str(pq.read_table(file).to_pylist()) if file.suffix == ".parquet" else file.read_text(encoding="utf-8")
        for file in sorted(path.iterdir())
    )


def marks(one: Occurrence, name: str) -> tuple[str, ...]:
    """How a format calls an occurrence."""
    if name == "atom":
        return (_id(f"move:{one.id}"),)
    return (str(number_of(one.id)),) if name in ("icews", "gdelt", "gdelt-mentions") else (one.id,)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_as_people_left_it_or_as_it_was_read(name: str, reviewed: Reviewed, tmp_path: Path) -> None:
    export(Material(reviewed.record.path), name, tmp_path / "left")
    export(Material(reviewed.record.path, AS_READ), name, tmp_path / "read")
    left, read = told(tmp_path / "left"), told(tmp_path / "read")
    shown = [mark for one in reviewed.rejected for mark in marks(one, name) if mark in read]
    assert len(shown) == SHOWN.get(name, 1)
    assert not [mark for mark in shown if mark in left]
    corrected = {"icalendar": "kyoto summit", "gdelt-mentions": ", reviewed"}.get(name, "iceland")
    assert corrected in left.lower()
    assert corrected not in read.lower()
    if SHOWN.get(name) == 3:
        merged = [mark for one in reviewed.merged for mark in marks(one, name)]
        assert [sum(mark in text for mark in merged) for text in (left, read)] == [1, 2]
    if name in SAYING:
        assert SAYING[name].format(f"As people left it: {reviewed.count} reviews in force") in left
        assert SAYING[name].format(f"As it was read: it leaves out {reviewed.count} reviews in force") in read
    elif name != "gdelt":  # whose columns have no room for it
        assert [", reviewed" in text for text in (left, read)] == [True, False]


def test_as_read_is_what_was_written_before_anybody_reviewed_anything(reviewed: Reviewed, tmp_path: Path) -> None:
    calm = Record.open(tmp_path / "calm", create=True)
    calm.add(FEW)
    calm.weave()
    export(Material(calm.path), "csv", tmp_path / "before")
    export(Material(reviewed.record.path, AS_READ), "csv", tmp_path / "after")
    for file in (tmp_path / "before").glob("*.csv"):
        assert (tmp_path / "after" / file.name).read_bytes() == file.read_bytes()
    about = json.loads((tmp_path / "before" / "datapackage.json").read_text(encoding="utf-8"))["communique"]
    assert (about["reviews"], about["reviews_are"]) == (0, None)


def test_the_tables_have_what_the_record_answers(reviewed: Reviewed, tmp_path: Path) -> None:
    export(Material(reviewed.record.path), "csv", tmp_path / "made")
    for table in ("statements", "occurrences", "accounts", "meetings"):
        with (tmp_path / "made" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = len(list(csv.DictReader(file)))
        view = {"meetings": "encounters"}.get(table, table)
        assert rows == reviewed.record.sql(f"SELECT count(*) AS n FROM {view}")["n"][0].as_py()
