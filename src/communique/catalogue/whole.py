"""Whole occurrences as they were woven, each with all of its accounts, by id: from the shelf of lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.lines.opening import occurrence_of
from communique.weave.occurrence import Occurrence


def whole(catalogue: Catalogue, ids: Iterable[str]) -> Mapping[str, Occurrence]:
    """The occurrences with these ids, by id; those that the record does not have are left out."""
    found = ((id_, _told(catalogue, id_)) for id_ in sorted(set(ids)))
    return {id_: occurrence_of(json.loads(told)) for id_, told in found if told is not None}


def _told(catalogue: Catalogue, id_: str) -> str | None:
    # by the id alone, one by one: the index is not used for more
    rows: list[tuple[int, str]] = catalogue.ask("SELECT line, told FROM line_told WHERE id = ?", [id_])
    if len(rows) > 1:  # one that has the evidence of others on its line stands on a further one as it is alone
        ((own,),) = catalogue.ask("SELECT line FROM lines WHERE own AND line IN (?, ?)", [line for line, _ in rows])
        return next(told for line, told in rows if line == own)
    return rows[0][1] if rows else None
