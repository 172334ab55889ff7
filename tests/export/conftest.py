from __future__ import annotations

from pathlib import Path

import pytest

from communique.export.material import Material
from tests.export.samples import make


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("exported") / "record")


@pytest.fixture
def material(record: Path) -> Material:
    """All of the record."""
    return Material(record)
