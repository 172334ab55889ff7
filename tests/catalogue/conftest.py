"""Catalogues that tests only ask: made once for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from communique.catalogue import Catalogue
from tests.catalogue.telling import catalogue_of, dispatches, invented


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Of the shipped dispatches."""
    catalogue = catalogue_of(dispatches(tmp_path_factory.mktemp("dispatches") / "record"))
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Of a few invented statements."""
    catalogue = catalogue_of(invented(tmp_path_factory.mktemp("invented") / "record"))
    yield catalogue
    catalogue.close()
