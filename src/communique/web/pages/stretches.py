"""Which stretch of a list a page shows."""

from __future__ import annotations

from communique.catalogue.paging import STRETCH, Stretch
from communique.web.house import Visit

WHOLE = 100_000
"""Rows of a download that is made in one go."""

DOWNLOADED = 1000
"""Rows of a long download that are made at a time."""


def stretch_of(visit: Visit, page: int, count: int = STRETCH, *, long: bool = False) -> Stretch:
    """The rows of a page, counted from 1. Where they are downloaded as CSV, all of them; of a `long` list many."""
    if visit.request.query_params.get("as") != "csv":
        return Stretch.of_page(page, count)
    return Stretch.of_page(page, DOWNLOADED) if long else Stretch(0, WHOLE)
