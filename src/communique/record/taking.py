"""Finished readings into a record: rows of articles that it does not have yet, cut into its tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import FAULT
from communique.record import parts
from communique.record.columns import ReadTable
from communique.record.finished import Piece, tables_in
from communique.record.manifest import Part

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(slots=True)
class Taken:
    """What became of finished readings: the ids of the new ones, and counts.

    `foreign` are kept without being understood; of `faults`, articles that could not be read through a fault of this
    program's own, each has its path or id, and what it was. `known` were in the record already, or came twice.
    """

    new: set[str] = field(default_factory=set)
    known: int = 0
    foreign: int = 0
    statements: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)


def take(
    folder: Path, snapshot: int, finished: Iterable[Piece], known: Collection[str], taken: Taken
) -> Iterator[Part]:
    """Writes what is new among finished readings as parts of a snapshot to come, and counts into `taken`.

    Only the holder of the writer's lock may. Raises RecordError where a part cannot be written.
    """
    for number, piece in enumerate(finished):
        fresh = _fresh(piece.ids(), known, taken)
        if any(fresh):
            rows = piece.rows()
            tables = tables_in(rows if all(fresh) else rows.filter(fresh))
            _count(tables, taken)
            for name, found in tables.items():
                yield parts.write_table(folder, name, snapshot, number, found)


def _fresh(ids: Iterable[str], known: Collection[str], taken: Taken) -> list[bool]:
    mask = []
    for one in ids:
        mask.append(one not in known and one not in taken.new)
        if mask[-1]:
            taken.new.add(one)
        else:
            taken.known += 1
    return mask


def _count(tables: dict[ReadTable, pa.Table], taken: Taken) -> None:
    articles = tables["articles"]
    at_fault: set[str] = set()
    if "problems" in tables:
        problems = tables["problems"]
        for article, path, message in zip(
            *(problems[name].to_pylist() for name in ("article", "path", "message")), strict=True
        ):
            if message.startswith(FAULT) and article not in at_fault:
                at_fault.add(article)
                taken.faults.append((path or article, message))
    for article, language, statements in zip(
        *(articles[name].to_pylist() for name in ("id", "language", "statements")), strict=True
    ):
        if article not in at_fault:
            taken.foreign += language not in (None, "en")
            taken.statements += statements
