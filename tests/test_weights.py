from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import communique
from communique import weights
from communique.encoder.model import OnnxEncoder, shipped_digest
from communique.errors import ModelError
from communique.events.finding import Finder
from communique.events.pairs import PairHead
from communique.issues.meanings import Meanings
from communique.weights import FOLDERS, SUMS, note, verified

HOUSE = Path(communique.__file__).parent
SEED = 20180612
FLIPS = 3


def files() -> list[Path]:
    found = [folder / line.split("  ")[1] for folder in FOLDERS for line in (folder / SUMS).read_text().splitlines()]
    assert len(found) > len(FOLDERS)
    return found


def test_every_file_of_weights_in_the_house_has_its_checksum_and_is_as_it_was_made() -> None:
    assert list(weights.faults()) == []
    there = {path for path in HOUSE.glob("*/weights/*") if path.name != SUMS} | {*HOUSE.rglob("*.npz")}
    assert {*files()} == there, "a file of weights that nobody looks at"
    for path in files():
        assert verified(path) == path.read_bytes()


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_a_byte_that_was_changed_anywhere_is_noticed(path: Path, tmp_path: Path) -> None:
    chance, copy = random.Random(SEED), Path(shutil.copytree(path.parent, tmp_path / "weights"))
    content = path.read_bytes()
    for place in (0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(FLIPS))):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        (copy / path.name).write_bytes(changed)
        with pytest.raises(ModelError, match=rf"{path.name} was changed: SHA-256 .*pip install"):
            opened(copy, path.name, path.parent.parent.name)


def opened(folder: Path, name: str, room: str) -> None:
    """Opens a file as its room does."""
    if room == "encoder":
        OnnxEncoder(folder)
    elif room == "issues":
        Meanings.open(verified(folder / name))
    elif room == "weave":
        verified(folder / name)
    elif name.startswith(("finder", "gate")):
        Finder.open(folder, encoder=shipped_digest())
    else:
        PairHead(folder, encoder=shipped_digest())


def test_what_has_no_checksum_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"graph")
    with pytest.raises(ModelError, match="cannot be read"):
        verified(tmp_path / "model.onnx")
    (tmp_path / SUMS).write_text("", encoding="ascii")
    with pytest.raises(ModelError, match="has no checksum"):
        verified(tmp_path / "model.onnx")
    note(tmp_path)
    assert verified(tmp_path / "model.onnx") == b"graph"
    (tmp_path / SUMS).write_text("no sums", encoding="ascii")
    with pytest.raises(ModelError, match="cannot be read"):
        verified(tmp_path / "model.onnx")
