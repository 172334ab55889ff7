from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from communique.errors import CommuniqueError, RecordError
from communique.export.formats import FORMATS, export
from communique.export.material import Material, Wanted
from communique.gather import article_of
from communique.reading import Reading
from communique.record import Record
from communique.record.manifest import PARTS
from communique.weave.occurrence import When


def test_every_format_has_its_writer() -> None:
    for one in FORMATS.values():
        module, _, name = one.writer.partition(":")
        assert callable(getattr(import_module(f"communique.export.{module}"), name))
        assert one.about.endswith(".")


def test_a_format_that_is_not_there_is_an_error(material: Material, tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError, match=r"There is no format 'xlsx'\. Use one of csv, parquet"):
        export(material, "xlsx", tmp_path / "x")


@pytest.fixture(scope="module")
def overtaken(record: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Material]:
    """What each format is to export, of a record that was woven twice since: the parts of then are removed."""
    opened = Record.open(shutil.copytree(record, tmp_path_factory.mktemp("overtaken") / "record"))
    before = {name: Material(opened.path) for name in FORMATS}
    for number in (1, 2):  # the parts of the snapshot before the last are removed
        opened.add([Reading(article_of(f"Nothing was said, {number}."))])
        opened.weave()
    return before


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_woven_anew_meanwhile_is_exported_from_the_newest(
    name: str, overtaken: dict[str, Material], tmp_path: Path
) -> None:
    assert export(overtaken[name], name, tmp_path / "made").count > 0


@pytest.mark.parametrize("name", ["csv", "polecat", "jsonld", "atom"])
def test_a_part_that_is_gone_is_told(name: str, record: Path, tmp_path: Path) -> None:
    shutil.copytree(record, tmp_path / "record")
    for part in (tmp_path / "record" / PARTS).glob("*accounts*"):
        part.unlink()
    with pytest.raises(RecordError, match=r"was changed or removed|is missing|only half copied"):
        export(Material(tmp_path / "record"), name, tmp_path / "made")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_record_gives_an_empty_export(name: str, tmp_path: Path) -> None:
    empty = Record.open(tmp_path / "record", create=True)
    assert export(Material(empty.path), name, tmp_path / "made").count == 0
    assert (tmp_path / "made").exists()


def test_days_and_actors_that_are_wanted(record: Path) -> None:
    wanted = Material(record, Wanted(since="2020-03-05", until="2020-03-05", actors=("Sweden",)))
    found = list(wanted.occurrences())
    assert {one.kind for one in found} == {"event", "meeting"}
    assert all(one.when == When("2020-03-04", "2020-03-06", "text") for one in found)
    assert [actor.id for actor in wanted.acting] == ["DNK", "SWE", "ana-torv"]
    assert [life.encounter.place for life in wanted.lives] == ["Zell"]
    assert wanted.parties == {"SWE"}


def test_who_speaks_stands_beside_each_account(material: Material) -> None:
    told = {occurrence.id: (occurrence, speakers) for occurrence, speakers in material.told()}
    assert len(told) == len(material.woven.occurrences)
    for occurrence, speakers in told.values():
        assert len(speakers) == len(occurrence.accounts)
        if occurrence.kind == "statement":
            assert set(speakers) - {None} <= set(occurrence.actors)
        else:
            assert set(speakers) == {None}
