"""What the tests of the pages share: two records, each read once. Who changes one copies it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.annotate import annotate_many
from communique.cli.demo import copy_dispatches
from communique.gather import Unread, gather
from communique.record import Record
from tests.web.hostile import hostile_record


@pytest.fixture(scope="session")
def dispatches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record of the shipped dispatches, woven."""
    folder = tmp_path_factory.mktemp("dispatches")
    copy_dispatches(folder / "articles")
    record = Record.open(folder / "record", create=True)
    articles = (item for item in gather([folder / "articles"]) if not isinstance(item, Unread))
    record.add(annotate_many(articles))
    record.weave()
    return folder / "record"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record of articles that mean harm."""
    return hostile_record(tmp_path_factory.mktemp("hostile") / "record")
