from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from communique.record import Record
from tests.record.samples import samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "record"


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Record.open(tmp_path_factory.mktemp("model") / "record", create=True)
    made.add(samples())
    return made.path


@pytest.fixture
def record(model: Path, folder: Path) -> Record:
    """A record of the three samples."""
    shutil.copytree(model, folder)
    return Record.open(folder)
