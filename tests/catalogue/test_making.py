from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from communique.catalogue import Catalogue, making
from communique.catalogue.making import SHELVES, Shelf, Source, make, path_of, place
from communique.errors import RecordError
from communique.record import Record, manifest
from tests.catalogue.telling import copied, dispatches
from tests.record.samples import harbour, samples


def _tables(path: Path, folder: Path) -> dict[str, list[Any]]:
    """All that a catalogue has, but the moment it was made."""
    with closing(Catalogue(folder, path)) as catalogue:
        names = [name for (name,) in catalogue.ask("SELECT name FROM filled")]
        return {name: sorted(map(repr, catalogue.ask(f'SELECT * FROM "{name}"'))) for name in sorted(names)}


@pytest.fixture
def grown(tmp_path: Path) -> tuple[Record, Path]:
    """A record that was added to after it was woven, and the catalogue of before."""
    record = dispatches(tmp_path / "record")
    before = make(record.path)
    record.add(samples())
    return record, before


def test_what_was_woven_is_taken_over_and_nothing_differs_from_a_catalogue_made_anew(
    grown: tuple[Record, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = grown
    filled: list[str] = []

    def watched(shelf: Shelf) -> Shelf:
        def fill(source: Source) -> None:
            filled.append(shelf.name)
            shelf.fill(source)

        return shelf._replace(fill=fill)

    monkeypatch.setattr(making, "SHELVES", tuple(map(watched, SHELVES)))
    path = make(record.path)
    assert filled == [shelf.name for shelf in SHELVES if not shelf.woven]
    taken_over = _tables(path, record.path)
    path.unlink()
    filled.clear()
    make(record.path)
    assert len(filled) == len(SHELVES)
    assert taken_over == _tables(path, record.path)
    assert len(taken_over) > len(SHELVES)


def test_a_damaged_one_is_not_taken_over(grown: tuple[Record, Path]) -> None:
    record, before = grown
    before.write_bytes(before.read_bytes()[:5000])
    assert _tables(make(record.path), record.path)["articles"]
    assert not before.exists()


def test_another_desk_is_another_catalogue(tmp_path: Path) -> None:
    record = copied(tmp_path / "record")
    before = path_of(record.path, manifest.load(record.path))
    (record.path / "desk.toml").write_text('[[issues]]\nid = "quay"\nname = "The quay"\nwords = ["quay"]\n')
    assert path_of(record.path, manifest.load(record.path)) != before


def test_each_shelf_is_told_as_it_is_filled(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    record.add([harbour()])
    told: list[str] = []
    make(record.path, tell=lambda name, number, of: told.append(f"{name} {number} {of}"))
    assert told == [f"{shelf.name} {number} {len(SHELVES)}" for number, shelf in enumerate(SHELVES, 1)]


def test_a_folder_of_somebody_else_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(tmp_path / "record", create=True)
    (record.path / "catalogue").write_text("in the way")
    monkeypatch.setattr("os.access", lambda path, mode: False)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    outside = place(record.path)
    assert outside.parent == tmp_path
    outside.chmod(0o777)
    with pytest.raises(RecordError, match="not yours alone"):
        place(record.path)
