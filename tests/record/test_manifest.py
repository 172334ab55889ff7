from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from communique.errors import RecordError
from communique.record import manifest
from communique.record.manifest import LAYOUT, MANIFEST, PARTS, Manifest, Part

NAMED = (
    Part("articles", "articles-00000001-0000-0123456789ab.parquet", 2, 1234, "0" * 64),
    Part("statements", "statements-00000001-0000-0123456789ab.parquet", 9, 99, "f" * 64),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / PARTS).mkdir()
    return tmp_path


def written(change: dict[str, Any]) -> bytes:
    return json.dumps({**json.loads(manifest.render(Manifest(3, NAMED))), **change}).encode()


@pytest.mark.parametrize("present", [Manifest(), Manifest(3, NAMED)])
def test_a_manifest_comes_back_as_it_was(present: Manifest, folder: Path) -> None:
    manifest.write(folder, present)
    assert manifest.load(folder) == present
    assert {path.name for path in folder.iterdir()} == {MANIFEST, manifest.COPY, PARTS}


def test_rows_are_counted_table_by_table() -> None:
    present = Manifest(1, (*NAMED, NAMED[1]))
    assert (present.rows("articles"), present.rows("statements"), present.rows("problems")) == (2, 18, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        manifest.render(Manifest(3, NAMED))[:-40],
        written({"snapshot": -1}),
        written({"snapshot": "3"}),
        written({"parts": [{"name": "a"}]}),
        written({"parts": [{**json.loads(written({}))["parts"][0], "name": "../../elsewhere"}]}),
        written({"parts": [{**json.loads(written({}))["parts"][0], "table": "secrets"}]}),
    ],
)
def test_a_damaged_manifest_is_said_to_be_damaged(content: bytes, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(RecordError, match="is damaged") as caught:
        manifest.load(tmp_path)
    assert MANIFEST in str(caught.value)
    assert "restore" in caught.value.fix


@pytest.mark.parametrize(("layout", "fix"), [(LAYOUT + 1, "--upgrade"), (0, "new record"), ("x", "new record")])
def test_another_layout_says_what_to_do(layout: object, fix: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(written({"layout": layout, "parts": "of another shape"}))
    with pytest.raises(RecordError, match="layout version") as caught:
        manifest.load(tmp_path)
    assert fix in caught.value.fix


def test_no_manifest_is_no_record(tmp_path: Path) -> None:
    for look in (manifest.load, manifest.stamp):
        with pytest.raises(RecordError, match="There is no record") as caught:
            look(tmp_path)
        assert "communique read" in caught.value.fix


def test_every_swap_changes_the_stamp(folder: Path) -> None:
    stamps = set()
    for snapshot in range(5):
        manifest.write(folder, Manifest(snapshot, NAMED[:1] * snapshot))
        stamps.add(manifest.stamp(folder))
    assert len(stamps) == 5


def test_what_cannot_be_written_says_so_and_leaves_the_old_file(folder: Path) -> None:
    manifest.write(folder, Manifest(1))
    (folder / (MANIFEST + manifest.TEMPORARY)).mkdir()
    with pytest.raises(RecordError, match="cannot be written"):
        manifest.write(folder, Manifest(2))
    assert manifest.load(folder).snapshot == 1


def test_a_rename_that_is_refused_for_a_moment_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, refusals = Path.replace, [PermissionError(13, "in use"), PermissionError(13, "in use")]

    def busy(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    manifest.write(folder, Manifest(7))
    assert manifest.load(folder).snapshot == 7
    assert not refusals
