"""Compacting: many small parts become few. The same rows in the same order, and which snapshot brought each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from communique.record import parts
from communique.record.columns import FACT_TABLES, FOR_WEAVING, READ_TABLES, TableName
from communique.record.manifest import WEAVING, Manifest, Part

TARGET_BYTES = 16_000_000
"""A merged part is no larger. Of articles it holds some 5,000, which take 200 MB of memory while they are merged."""

ENOUGH_BYTES = TARGET_BYTES // 2
"""A part of this size is left as it is: merged again and again, a growing record would be written many times over."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many parts there were before, and how many there are after."""

    before: int
    after: int


def merge(folder: Path, present: Manifest) -> dict[Part, tuple[Part, ...]]:
    """Writes merged parts, and gives each with those whose place it can take; nothing where none is worth merging.

    Only the holder of the writer's lock may. Raises RecordError where a part cannot be read or written.
    """
    tables: tuple[TableName, ...] = (*READ_TABLES, *FACT_TABLES)
    made: dict[Part, tuple[Part, ...]] = {}
    for table in tables:
        for number, group in enumerate(_groups(folder, present.of(table))):
            made[_merged(folder, table, present.snapshot + 1, number, group)] = group
    return made


def _groups(folder: Path, of: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Small parts that stand one after another, as many together as make up one large one."""
    group: list[Part] = []
    for part, small in ((part, _is_small(folder, part)) for part in of):
        if group and (not small or sum(p.bytes for p in group) + part.bytes > TARGET_BYTES):
            if len(group) > 1:
                yield tuple(group)
            group = []
        if small:
            group.append(part)
    if len(group) > 1:
        yield tuple(group)


def _is_small(folder: Path, part: Part) -> bool:
    # what another version of weaving kept is about to be made anew
    of_weaving = part.table in (*FOR_WEAVING, *FACT_TABLES)
    return part.bytes < ENOUGH_BYTES and (not of_weaving or parts.weaving_of(folder, part) == WEAVING)


def _merged(folder: Path, table: TableName, snapshot: int, number: int, group: Sequence[Part]) -> Part:
    import pyarrow as pa

    rows = pa.concat_tables([parts.whole(table, parts.load(folder, part)) for part in group]).combine_chunks()
    written = parts.write_table(folder, table, snapshot, number, rows)
    return replace(written, origins=joined([pair for part in group for pair in parts.origins(part)]))


def joined(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same origins, those of one snapshot that stand together in one."""
    return tuple(
        (snapshot, sum(rows for _, rows in together)) for snapshot, together in groupby(pairs, key=lambda p: p[0])
    )
