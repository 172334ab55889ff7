"""Lines as entries, with their evidence: what `communique chronology` shows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.lines.index import Index
from communique.chronology import Entry, Life
from communique.chronology.entries import entry_of
from communique.chronology.lives import life_of
from communique.plain import typed
from communique.reading import Span
from communique.weave.occurrence import Account, Disagreement, Encounter, Occurrence, Origin, Step, When

_LEAST_OF_ID = 6

TOGETHER = 500
"""Values that are looked up at once: of more than some thousand, DuckDB reads the whole table."""


def occurrences_at(catalogue: Catalogue, index: Index, lines: Sequence[int]) -> dict[int, Occurrence]:
    """The occurrences on these lines of the index, by line."""
    stored = {int(index.stored[line]): line for line in lines if index.stored[line] >= 0}
    found = {stored[line]: one for line, one in stored_at(catalogue, list(stored)).items()}
    fresh = index.fresh
    return found | ({line: fresh.told[line] for line in lines if line in fresh.told} if fresh else {})


def entries_at(catalogue: Catalogue, index: Index, lines: Sequence[int]) -> tuple[Entry, ...]:
    """The entries on these lines, numbered as they stand in the chronology of all."""
    told = occurrences_at(catalogue, index, lines)
    return tuple(entry_of(told[line], int(np.count_nonzero(index.listed[: line + 1])), index.actors) for line in lines)


def lines_of(catalogue: Catalogue, index: Index, ids: Iterable[str]) -> dict[str, int]:
    """The line on which each of some occurrences stands: where it has the evidence of others, that one."""
    wanted = list(ids)
    found = stored_of(catalogue, wanted)
    if index.fresh is not None:
        places = index.fresh.places
        found = {id_: tuple(int(places[line]) for line in its if places[line] >= 0) for id_, its in found.items()}
        found |= {id_: index.fresh.by_id[id_] for id_ in wanted if id_ in index.fresh.by_id}
    return {id_: max(its, key=lambda line: bool(index.listed[line])) for id_, its in found.items() if its}


def line_named(catalogue: Catalogue, index: Index, key: str) -> int | None:
    """The line of the occurrence with the id `key`, or with the only id that begins so; None where there is none.

    One that people found to be the same as another leads to that.
    """
    if index.fresh is not None:
        seen = set()
        while key in index.fresh.became and key not in seen:
            seen.add(key)
            key = index.fresh.became[key] or key
    found = lines_of(catalogue, index, [key])
    if not found and len(key) >= _LEAST_OF_ID:
        ids = catalogue.ask("SELECT DISTINCT id FROM line_told WHERE starts_with(id, ?) LIMIT 2", [key])
        if len(ids) == 1:
            found = lines_of(catalogue, index, [ids[0][0]])
    return next(iter(found.values()), None)


def life_at(catalogue: Catalogue, index: Index, encounter: str) -> Life | None:
    """The life of a meeting, by its id; None where there is none."""
    meeting: Encounter | None
    if index.fresh is not None and encounter in index.fresh.encounters:
        meeting = index.fresh.encounters[encounter]
    else:
        meeting = meetings_with(catalogue, [encounter]).get(encounter)
    if meeting is None:
        return None
    lines = lines_of(catalogue, index, meeting.steps)
    told = {one.id: one for one in occurrences_at(catalogue, index, list(lines.values())).values()}
    return life_of(meeting, told, index.actors)


def covering(index: Index, line: int) -> list[int]:
    """The lines that stand in the chronology for one that is not listed, in order."""
    return sorted(index.covers[index.covered == line].tolist())


def among(catalogue: Catalogue, query: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that ends in the name of a column, where that has one of the values; some at a time."""
    wanted = list(values)
    for first in range(0, len(wanted), TOGETHER):
        some = wanted[first : first + TOGETHER]
        yield from catalogue.ask(f"{query} IN ({', '.join('?' * len(some))})", some)


def stored_at(catalogue: Catalogue, lines: Sequence[int]) -> dict[int, Occurrence]:
    """The occurrences on these lines of the file, by line."""
    rows = among(catalogue, "SELECT line, told FROM line_told WHERE line", lines)
    return {line: occurrence_of(json.loads(told)) for line, told in rows}


def occurrence_of(told: dict[str, Any]) -> Occurrence:
    """An occurrence from what `plain` gives of it; by hand, since `typed` takes three times as long for a page."""
    step = told["step"]
    return Occurrence(
        id=told["id"],
        kind=told["kind"],
        summary=told["summary"],
        actors=tuple(told["actors"]),
        when=_when(told["when"]),
        reported=_when(told["reported"]),
        accounts=tuple(map(_account, told["accounts"])),
        origins=tuple(Origin(**origin) for origin in told["origins"]),
        status=told["status"],
        encounter=told["encounter"],
        place=told["place"],
        certainty=told["certainty"],
        disagreements=tuple(typed(Disagreement, found) for found in told["disagreements"]),
        step=None if step is None else typed(Step, step),
        related=tuple(told["related"]),
    )


def _account(told: dict[str, Any]) -> Account:
    return Account(
        **{
            **told,
            "spans": tuple(Span(start, end) for start, end in told["spans"]),
            "origin": Origin(**told["origin"]),
            "chain": tuple(told["chain"]),
            "when": _when(told["when"]),
            "published": _when(told["published"]),
        }
    )


def _when(told: dict[str, Any] | None) -> When | None:
    return None if told is None else When(**told)


def stored_of(catalogue: Catalogue, ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lines of the file on which each of some occurrences stands."""
    found: dict[str, tuple[int, ...]] = {}
    for id_, line in among(catalogue, "SELECT id, line FROM line_told WHERE id", ids):
        found[id_] = (*found.get(id_, ()), line)
    return found


def meetings_with(catalogue: Catalogue, ids: Iterable[str]) -> dict[str, Encounter]:
    """The meetings of these ids as they are in the file, by id."""
    rows = among(catalogue, "SELECT id, told FROM line_encounters WHERE id", ids)
    return {id_: typed(Encounter, json.loads(told)) for id_, told in rows}
