"""The parts: Parquet files, written whole under a temporary name and then renamed, never changed afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import ReadingError, RecordError
from communique.reading import VERSION, Reading
from communique.record import manifest
from communique.record.columns import READ_TABLES, TABLES, ReadTable, Row, TableName, schemas
from communique.record.manifest import LAYOUT, MANIFEST, PARTS, SCRATCH, TEMPORARY, WEAVING, Manifest, Part
from communique.record.tables import rows

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

PIECE_READINGS = 500
PIECE_CHARACTERS = 16_000_000
"""A part holds at most so many readings, and stops growing once their texts are so long: what a writer keeps in
memory stays bounded, however large the batch. Both were set by what a machine with 4 GB can spare, not tuned."""

GROUP_ROWS = 50_000
"""Rows of a row group: several groups in the part of a large table, so that several threads can look through it."""

GROUP_READINGS = 250
"""Articles of a row group: one of them is read without the whole part, and where it is damaged no more are lost than
come in with one batch of `read`."""

_DIGITS = 12
"""Hexadecimal digits of a checksum that are shown, and that stand in the name of a part."""

_LAYOUT, _READING, _WEAVING, _TABLE, _PAGES = (
    f"communique.{name}" for name in ("layout", "reading", "weaving", "table", "pages")
)

_CHECKED = "crc32"

_OURS = re.compile(
    rf"({'|'.join(TABLES)})-(?P<snapshot>\d{{8}})-\d{{4,}}-[0-9a-f]{{12}}\.parquet({re.escape(TEMPORARY)})?"
)


def write_parts(folder: Path, snapshot: int, readings: Iterable[Reading]) -> Iterator[Part]:
    """Writes readings as parts of a snapshot to come, a few hundred at a time; gives each part once it is on disk."""
    for number, piece in enumerate(pieces(readings)):
        tables: dict[ReadTable, list[Row]] = {table: [] for table in READ_TABLES}
        for reading in piece:
            for table, found in rows(reading).items():
                tables[table].extend(found)
        for table, found in tables.items():
            if found:
                yield write_rows(folder, table, snapshot, number, found)


def write_rows(folder: Path, table: TableName, snapshot: int, number: int, found: list[Row]) -> Part:
    """Writes rows as one part of a snapshot to come; `number` tells it from the other parts of its table there.

    Raises ReadingError where the rows do not fit the table, RecordError where the part cannot be written.
    """
    import pyarrow as pa

    try:
        values = pa.Table.from_pylist(found, schema=schemas()[table])
    except (UnicodeEncodeError, pa.ArrowException) as error:
        raise ReadingError(
            f"A reading cannot be written: {error}",
            cause="a value is of another kind than the schema says, or half of a surrogate pair stands in its text",
            fix="make the reading with communique.annotate, from text that can be encoded as UTF-8",
        ) from error
    return write_table(folder, table, snapshot, number, values)


def write_table(folder: Path, table: TableName, snapshot: int, number: int, values: pa.Table) -> Part:
    """The same for rows that are an Arrow table already. Raises RecordError where the part cannot be written."""
    content = _parquet(table, values)
    digest = hashlib.sha256(content).hexdigest()
    name = f"{table}-{snapshot:08d}-{number:04d}-{digest[:_DIGITS]}.parquet"
    manifest.put(folder / PARTS / name, content)
    return Part(table, name, values.num_rows, len(content), digest)


def write_batches(
    folder: Path, table: TableName, snapshot: int, number: int, batches: Iterable[pa.RecordBatch]
) -> Part | None:
    """The same for rows that come a batch at a time, and are never all in memory; None where there are none.

    Raises RecordError where the part cannot be written.
    """
    import pyarrow.parquet as pq

    name = f"{table}-{snapshot:08d}-{number:04d}-{{}}.parquet"
    temporary = folder / PARTS / (name.format("0" * _DIGITS) + TEMPORARY)
    schema = schemas()[table].with_metadata(_about(table))
    rows = 0
    try:
        with pq.ParquetWriter(temporary, schema, compression="zstd", write_page_checksum=True) as file:
            for batch in batches:
                file.write_batch(batch.cast(schema))
                rows += batch.num_rows
        if not rows:
            temporary.unlink()
            return None
        with temporary.open("rb+") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
            os.fsync(written.fileno())
        size = temporary.stat().st_size
        name = name.format(digest[:_DIGITS])
        manifest.replace(temporary, folder / PARTS / name)
    except OSError as error:
        raise manifest.unwritable(temporary, error) from error
    return Part(table, name, rows, size, digest)


def origins(part: Part) -> tuple[tuple[int, int], ...]:
    """The snapshots that the rows of a part came with, and how many with each, in order."""
    if part.origins:
        return part.origins
    found = _OURS.fullmatch(part.name)
    return ((int(found["snapshot"]) if found else 0, part.rows),)


def added(part: Part) -> list[int]:
    """The snapshot that each row of a part came with."""
    return [snapshot for snapshot, rows in origins(part) for _ in range(rows)][: part.rows]


def clean(folder: Path, present: Manifest) -> None:
    """Removes the parts that no snapshot names any more, and what writers that were stopped have left behind.

    Only the holder of the writer's lock may. What an older snapshot alone has is gone then: whoever still asks that
    one is to ask the present one instead.

    Raises RecordError where the folder cannot be written.
    """
    named = {part.name for part in present.parts}
    try:
        (folder / PARTS).mkdir(exist_ok=True)
        for path in (folder / PARTS).iterdir():
            if path.name not in named and _OURS.fullmatch(path.name):
                _remove(path)
        (folder / (MANIFEST + TEMPORARY)).unlink(missing_ok=True)
        shutil.rmtree(folder / SCRATCH, ignore_errors=True)
    except OSError as error:
        raise manifest.unwritable(folder / PARTS, error) from error


def load(folder: Path, part: Part, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of one part, or some of their columns. Raises RecordError where the file cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # not read_table, which would take a folder's name such as year=2018 for a column
        with pq.ParquetFile(folder / PARTS / part.name) as file:
            rows = file.read(columns=None if columns is None else list(columns), use_threads=False)
            return rows.slice(0, part.rows) if part.cut else rows
    except (OSError, pa.ArrowException) as error:
        raise manifest.damaged_part(folder, part, f"cannot be read ({error})") from error


def rows_at(folder: Path, part: Part, columns: Sequence[str], rows: Sequence[int]) -> Iterator[Row]:
    """Some columns of some rows, in ascending order, without reading all of a large part.

    Raises RecordError where they cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(folder / PARTS / part.name) as file:
            first = 0
            for number in range(file.num_row_groups):
                following = first + file.metadata.row_group(number).num_rows
                wanted = [row - first for row in rows if first <= row < following]
                if wanted:
                    found = file.read_row_group(number, columns=list(columns), use_threads=False)
                    yield from (found.slice(row, 1).to_pylist()[0] for row in wanted)
                first = following
    except (OSError, pa.ArrowException) as error:
        raise manifest.damaged_part(folder, part, f"cannot be read ({error})") from error


def whole(table: TableName, rows: pa.Table) -> pa.Table:
    """Rows as their table has them now; columns that a part of an older layout lacks are empty."""
    import pyarrow as pa

    schema = schemas()[table]
    columns = [
        rows[field.name] if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type) for field in schema
    ]
    return pa.table(columns, schema=schema)


def weaving_of(folder: Path, part: Part) -> int:
    """The version of weaving by which a part was made; 0 for a part from before there was any.

    Raises RecordError where the file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        about = pq.read_schema(folder / PARTS / part.name).metadata or {}
    except (OSError, pa.ArrowException) as error:
        raise manifest.damaged_part(folder, part, f"cannot be read ({error})") from error
    return int(about.get(_WEAVING.encode(), b"0"))


def faults(folder: Path, part: Part) -> Iterator[str]:
    """What is wrong with one part, in words: nothing where its bytes are the ones that were written."""
    name = f"{PARTS}/{part.name}"
    try:
        with (folder / PARTS / part.name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        yield f"{name} cannot be read: {error.strerror}"
        return
    if digest != part.sha256:
        shown = slice(0, _DIGITS)
        yield f"{name} was changed: SHA-256 {digest[shown]}…, where {part.sha256[shown]}… was written"
        return
    try:
        found = load(folder, part, columns=[]).num_rows
    except RecordError as error:
        yield error.what
        return
    if found != part.rows:
        yield f"{name} has {found} rows where the manifest says {part.rows}"


def has_page_checksums(file: pq.ParquetFile) -> bool:
    """Whether each page of a part has a checksum of its own: those of older releases have none."""
    return (file.schema_arrow.metadata or {}).get(_PAGES.encode()) == _CHECKED.encode()


def _remove(path: Path) -> None:
    if os.name != "nt":
        path.unlink(missing_ok=True)
        return
    # Windows refuses while a reader has the file open: then the next writer removes it
    with suppress(PermissionError):
        path.unlink(missing_ok=True)


def pieces(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Readings in lists that may be held in memory at once."""
    piece: list[Reading] = []
    characters = 0
    for reading in readings:
        piece.append(reading)
        characters += len(reading.article.text)
        if len(piece) >= PIECE_READINGS or characters >= PIECE_CHARACTERS:
            yield piece
            piece, characters = [], 0
    if piece:
        yield piece


def _parquet(table: TableName, values: pa.Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(
        values.replace_schema_metadata(_about(table)),
        sink,
        compression="zstd",
        row_group_size=GROUP_READINGS if table == "articles" else GROUP_ROWS,
        write_page_checksum=True,
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _about(table: TableName) -> dict[str, str]:
    """What the file of a part says of itself."""
    return {_LAYOUT: str(LAYOUT), _READING: str(VERSION), _WEAVING: str(WEAVING), _TABLE: table, _PAGES: _CHECKED}
