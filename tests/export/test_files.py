from __future__ import annotations

import os
from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.export.files import PACKAGE, whole_file, whole_folder


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fail(path: Path) -> None:
    """Writes half of a file, and fails."""
    path.write_text("half")
    raise ZeroDivisionError


def test_a_file_is_there_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with whole_file(path) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert _names(tmp_path) == ["a.txt"]


def test_or_it_is_not_there_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), whole_file(path) as temporary:
        _fail(temporary)
    assert path.read_text() == "old"
    assert _names(tmp_path) == ["a.txt"]


def test_a_folder_takes_the_place_of_an_earlier_export(tmp_path: Path) -> None:
    path = tmp_path / "tables"
    for number in (1, 2):
        with whole_folder(path) as temporary:
            (temporary / PACKAGE).write_text("{}")
            (temporary / f"{number}.csv").write_text("")
    assert _names(path) == ["2.csv", PACKAGE]
    assert _names(tmp_path) == ["tables"]


def test_a_folder_of_somebodys_own_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.mkdir()
    (path / "letter.txt").write_text("dear")
    with pytest.raises(CommuniqueError, match="not from an earlier export"), whole_folder(path):
        pass
    assert (path / "letter.txt").read_text() == "dear"


def test_a_folder_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "tables"
    with whole_folder(path) as temporary:
        (temporary / PACKAGE).write_text("{}")
    with pytest.raises(ZeroDivisionError), whole_folder(path) as temporary:
        _fail(temporary / "half.csv")
    assert _names(path) == [PACKAGE]
    assert _names(tmp_path) == ["tables"]


@pytest.mark.parametrize("whole", [whole_file, whole_folder])
def test_a_place_that_is_not_there_is_an_error(tmp_path: Path, whole: object) -> None:
    with pytest.raises(CommuniqueError, match="There is no folder"), whole(tmp_path / "no" / "a"):  # type: ignore[operator]
        pass


def test_a_file_is_not_written_over_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError, match="is a folder"), whole_file(tmp_path):
        pass


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_others_may_read_what_they_may_read_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    with whole_file(tmp_path / "made") as temporary:
        temporary.write_text("")
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode
