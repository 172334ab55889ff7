from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from communique.errors import ReadingError, RecordError
from communique.record import manifest, parts
from communique.record.manifest import WEAVING, Manifest
from tests.record.samples import harbour, many, samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    return tmp_path


def test_parts_say_what_they_are_and_hold(folder: Path) -> None:
    written = tuple(parts.write_parts(folder, 1, samples()))
    assert [part.table for part in written] == [
        "articles",
        "statements",
        "mentions",
        "actors",
        "problems",
        "threads",
        "items",
        "sketched",
    ]
    assert [part.rows for part in written] == [3, 7, 3, 7, 2, 3, 7, 3]
    manifest.verify_sizes(folder, written)
    for part in written:
        file = pq.ParquetFile(folder / "parts" / part.name)
        about = file.schema_arrow.metadata
        assert about[b"communique.layout"] == b"4"
        assert about[b"communique.reading"] == b"1"
        assert about[b"communique.weaving"] == str(WEAVING).encode()
        assert about[b"communique.table"] == part.table.encode()
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
        assert list(parts.faults(folder, part)) == []


def test_the_same_readings_give_the_same_bytes(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "parts").mkdir()
    assert list(parts.write_parts(folder, 1, samples())) == list(parts.write_parts(other, 1, samples()))


def test_a_long_batch_is_cut_in_pieces_and_taken_in_one_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PIECE_READINGS", 3)
    source = many(7)
    writing = parts.write_parts(folder, 1, source)
    first = next(writing)
    assert (first.table, first.rows) == ("articles", 3)
    assert next(source).article.path == "many/3.txt", "the fourth is not taken before the first three are written"
    assert [part.rows for part in writing if part.table == "articles"] == [3]


def test_long_texts_end_a_piece_early(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PIECE_CHARACTERS", 1)
    assert [part.rows for part in parts.write_parts(folder, 1, many(2)) if part.table == "articles"] == [1, 1]


def test_half_a_surrogate_pair_is_refused_in_words(folder: Path) -> None:
    broken = replace(harbour(), article=replace(harbour().article, text="\ud83d" * 400))
    with pytest.raises(ReadingError, match="UTF-8"):
        list(parts.write_parts(folder, 1, [broken]))


def test_cleaning_removes_what_is_ours_and_not_named(folder: Path) -> None:
    named = tuple(parts.write_parts(folder, 1, samples()))
    stray = tuple(parts.write_parts(folder, 2, many(2)))
    half = folder / "parts" / (stray[0].name + manifest.TEMPORARY)
    half.write_bytes(b"PAR1")
    theirs = folder / "parts" / "notes.txt"
    theirs.write_text("mine")
    parts.clean(folder, Manifest(1, named))
    assert {path.name for path in (folder / "parts").iterdir()} == {part.name for part in named} | {"notes.txt"}


def test_faults_are_told_by_name(folder: Path) -> None:
    first, second, third, *_ = parts.write_parts(folder, 1, samples())
    changed = folder / "parts" / first.name
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    (folder / "parts" / second.name).unlink()
    assert "was changed" in next(parts.faults(folder, first))
    assert "cannot be read" in next(parts.faults(folder, second))
    assert "has 3 rows where the manifest says 4" in next(parts.faults(folder, replace(third, rows=4)))
    assert all(part.name in fault for part in (first, second) for fault in parts.faults(folder, part))


def test_a_part_cut_off_cannot_be_read(folder: Path) -> None:
    part = next(parts.write_parts(folder, 1, samples()))
    os.truncate(folder / "parts" / part.name, 100)
    with pytest.raises(RecordError, match=part.name):
        parts.load(folder, part)
    with pytest.raises(RecordError, match="has 100 bytes"):
        manifest.verify_sizes(folder, (part,))
