"""Which stretch of a list a page shows."""

from __future__ import annotations

from communique.catalogue.paging import STRETCH, Stretch
from communique.web.house import Visit

WHOLE = 100_000
"""Rows of a download, which has no pages."""


def stretch_of(visit: Visit, page: int, count: int = STRETCH) -> Stretch:
    """The rows of a page, counted from 1; all of them where they are downloaded as CSV."""
    if visit.request.query_params.get("as") == "csv":
        return Stretch(0, WHOLE)
    return Stretch.of_page(page, count)
