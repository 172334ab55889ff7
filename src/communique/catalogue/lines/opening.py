"""Lines as entries, with their evidence: what `communique chronology` shows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.lines.index import index_of
from communique.chronology import Entry, Life
from communique.chronology.entries import entry_of
from communique.chronology.lives import life_of
from communique.plain import typed
from communique.weave.occurrence import Encounter, Occurrence

_LEAST_OF_ID = 6


def occurrences_at(catalogue: Catalogue, lines: Sequence[int]) -> dict[int, Occurrence]:
    """The occurrences on these lines, by line."""
    marks = ", ".join("?" * len(lines))
    rows = catalogue.ask(f"SELECT line, told FROM line_told WHERE line IN ({marks})", lines) if lines else []
    return {line: typed(Occurrence, json.loads(told)) for line, told in rows}


def entries_at(catalogue: Catalogue, lines: Sequence[int]) -> tuple[Entry, ...]:
    """The entries on these lines, numbered as they stand in the chronology of all."""
    listed = index_of(catalogue).listed
    told, names = occurrences_at(catalogue, lines), index_of(catalogue).actors
    return tuple(entry_of(told[line], int(np.count_nonzero(listed[: line + 1])), names) for line in lines)


def lines_of(catalogue: Catalogue, ids: Iterable[str]) -> dict[str, int]:
    """The line on which each of some occurrences stands: where it has the evidence of others, that one."""
    wanted = list(ids)
    marks = ", ".join("?" * len(wanted))
    rows = catalogue.ask(f"SELECT id, line FROM line_told WHERE id IN ({marks})", wanted) if wanted else []
    listed = index_of(catalogue).listed
    return dict(sorted(rows, key=lambda row: bool(listed[row[1]])))


def line_named(catalogue: Catalogue, key: str) -> int | None:
    """The line of the occurrence with the id `key`, or with the only id that begins so; None where there is none."""
    found = lines_of(catalogue, [key])
    if not found and len(key) >= _LEAST_OF_ID:
        ids = catalogue.ask("SELECT DISTINCT id FROM line_told WHERE starts_with(id, ?) LIMIT 2", [key])
        if len(ids) == 1:
            found = lines_of(catalogue, [ids[0][0]])
    return next(iter(found.values()), None)


def life_at(catalogue: Catalogue, encounter: str) -> Life | None:
    """The life of a meeting, by its id; None where there is none."""
    rows = catalogue.ask("SELECT told FROM line_encounters WHERE id = ?", [encounter])
    if not rows:
        return None
    meeting = typed(Encounter, json.loads(rows[0][0]))
    lines = lines_of(catalogue, meeting.steps)
    told = {one.id: one for one in occurrences_at(catalogue, list(lines.values())).values()}
    return life_of(meeting, told, index_of(catalogue).actors)


def covering(catalogue: Catalogue, line: int) -> list[int]:
    """The lines that stand in the chronology for one that is not listed, in order."""
    index = index_of(catalogue)
    return sorted(index.covers[index.covered == line].tolist())
