from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from communique.export import atom
from communique.export.material import Material, Wanted
from communique.record import Record

A = "{http://www.w3.org/2005/Atom}"


def _tree(material: Material, path: Path) -> ET.Element:
    atom.write(material, path)
    return ET.parse(path).getroot()


def _parsed(path: Path) -> Any:
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_a_feed_reader_takes_it(material: Material, tmp_path: Path) -> None:
    written = atom.write(material, tmp_path / "f.xml")
    found = _parsed(tmp_path / "f.xml")
    assert found.feed.title == "What is new in record"
    assert len(found.entries) == written.count > 20
    for entry in found.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.title
        assert entry.updated_parsed
        assert entry.content[0].value
        assert [tag.term for tag in entry.tags]
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)


def test_it_has_all_that_rfc_4287_requires(material: Material, tmp_path: Path) -> None:
    feed = _tree(material, tmp_path / "f.xml")
    assert feed.tag == f"{A}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{A}{name}")) == 1
    assert feed.find(f"{A}author/{A}name") is not None
    entries = feed.findall(f"{A}entry")
    for entry in entries:
        for name in ("id", "title", "updated", "content"):
            assert len(entry.findall(f"{A}{name}")) == 1
    ids = [entry.findtext(f"{A}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_news_are_moves_turns_of_positions_and_steps_of_meetings(material: Material) -> None:
    found = list(atom.news(material))
    kinds = {one.kind for one in found}
    assert {"offer", "demand", "meeting", "changed position"} <= kinds
    turned = next(one for one in found if one.kind == "changed position")
    assert "changed from" in turned.title or "takes back" in turned.title
    assert any(one.title == "Singapore summit: called off" for one in found)


def test_what_articles_deny_is_not_told_as_so(material: Material) -> None:
    moves = tuple(replace(one, certainty="denied") for one in material.woven.occurrences if one.step is not None)
    vars(material)["woven"] = replace(material.woven, occurrences=moves)
    found = [one for one in atom.news(material) if one.kind == "offer"]
    assert found
    assert all(one.title.endswith("(denied)") for one in found)


def test_days_that_are_wanted_keep_the_steps_of_these_days(record: Path) -> None:
    wanted = Material(record, Wanted(since="2018-06-12", until="2018-06-12"))
    found = [one.title for one in atom.news(wanted)]
    assert "Singapore summit: held" in found
    assert "Singapore summit: called off" not in found


def test_what_no_dated_article_tells_of_is_left_out_and_counted(material: Material, tmp_path: Path) -> None:
    written = atom.write(material, tmp_path / "f.xml")
    undated = sum(not one.reported for one in atom.news(material))
    assert written.left_out["whose first report is undated"] == undated > 0


def test_ids_and_times_stay_when_more_is_read(record: Path, tmp_path: Path) -> None:
    from communique.cli.demo import gold_readings

    atom.write(Material(record), tmp_path / "record.xml")
    grown = Record.open(tmp_path / "record", create=True)
    grown.add(gold_readings())
    grown.weave()
    atom.write(Material(grown.path), tmp_path / "less.xml")
    times = {entry.id: entry.updated for entry in _parsed(tmp_path / "record.xml").entries}
    less = {entry.id: entry.updated for entry in _parsed(tmp_path / "less.xml").entries}
    assert less
    assert less.items() <= times.items()


def test_the_same_record_gives_the_same_feed(record: Path, tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        atom.write(Material(record), tmp_path / name)
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()


def test_no_more_than_the_latest_are_shown(material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom, "LATEST", 3)
    written = atom.write(material, tmp_path / "f.xml")
    assert written.count == 3
    assert written.left_out["older"] > 0
    assert _parsed(tmp_path / "f.xml").entries[0].updated.startswith("2020-03-07")


def test_hostile_text_is_text(record: Path, tmp_path: Path) -> None:
    atom.write(Material(record, Wanted(actors=("ana-torv",))), tmp_path / "f.xml")
    found = _parsed(tmp_path / "f.xml")
    told = "".join(entry.content[0].value for entry in found.entries)
    assert "alert(1)" in told
    assert "<script" not in (tmp_path / "f.xml").read_text(encoding="utf-8")
    assert "javascript:" not in (tmp_path / "f.xml").read_text(encoding="utf-8")
