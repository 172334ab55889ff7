"""The parts: Parquet files, written whole under a temporary name and then renamed, never changed afterwards."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import ReadingError, RecordError
from communique.reading import VERSION, Reading
from communique.record import manifest
from communique.record.manifest import LAYOUT, MANIFEST, PARTS, TEMPORARY, Manifest, Part
from communique.record.tables import TABLES, Row, TableName, rows, schemas

if TYPE_CHECKING:
    import pyarrow as pa

PIECE_READINGS = 500
PIECE_CHARACTERS = 16_000_000
"""A part holds at most so many readings, and stops growing once their texts are so long: what a writer keeps in
memory stays bounded, however large the batch. Both were set by what a machine with 4 GB can spare, not tuned."""

_OURS = re.compile(rf"({'|'.join(TABLES)})-\d{{8}}-\d{{4,}}-[0-9a-f]{{12}}\.parquet({re.escape(TEMPORARY)})?")


def write_parts(folder: Path, snapshot: int, readings: Iterable[Reading]) -> Iterator[Part]:
    """Writes readings as parts of a snapshot to come, a few hundred at a time; gives each part once it is on disk."""
    for number, piece in enumerate(_pieces(readings)):
        tables: dict[TableName, list[Row]] = {table: [] for table in TABLES}
        for reading in piece:
            for table, found in rows(reading).items():
                tables[table].extend(found)
        for table, found in tables.items():
            if found:
                yield _write(folder, table, f"{table}-{snapshot:08d}-{number:04d}", found)


def clean(folder: Path, present: Manifest) -> None:
    """Removes what writers that were stopped have left behind. Only the holder of the writer's lock may.

    Raises RecordError where the folder cannot be written.
    """
    named = {part.name for part in present.parts}
    try:
        (folder / PARTS).mkdir(exist_ok=True)
        for path in (folder / PARTS).iterdir():
            if path.name not in named and _OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)
        (folder / (MANIFEST + TEMPORARY)).unlink(missing_ok=True)
    except OSError as error:
        raise manifest.unwritable(folder / PARTS, error) from error


def load(folder: Path, part: Part, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of one part, or some of their columns. Raises RecordError where the file cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # not read_table, which would take a folder's name such as year=2018 for a column
        with pq.ParquetFile(folder / PARTS / part.name) as file:
            return file.read(columns=None if columns is None else list(columns), use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise manifest.damaged_part(folder, part, f"cannot be read ({error})") from error


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
        yield f"{name} was changed: its SHA-256 is {digest}, the manifest says {part.sha256}"
        return
    try:
        found = load(folder, part, columns=[]).num_rows
    except RecordError as error:
        yield error.what
        return
    if found != part.rows:
        yield f"{name} has {found} rows where the manifest says {part.rows}"


def _pieces(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
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


def _write(folder: Path, table: TableName, stem: str, found: list[Row]) -> Part:
    content = _parquet(table, found)
    digest = hashlib.sha256(content).hexdigest()
    name = f"{stem}-{digest[:12]}.parquet"
    manifest.put(folder / PARTS / name, content)
    return Part(table, name, len(found), len(content), digest)


def _parquet(table: TableName, found: list[Row]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    about = {"communique.layout": str(LAYOUT), "communique.reading": str(VERSION), "communique.table": table}
    try:
        values = pa.Table.from_pylist(found, schema=schemas()[table].with_metadata(about))
    except (UnicodeEncodeError, pa.ArrowException) as error:
        raise ReadingError(
            f"A reading cannot be written: {error}",
            cause="a value is of another kind than the schema says, or half of a surrogate pair stands in its text",
            fix="make the reading with communique.annotate, from text that can be encoded as UTF-8",
        ) from error
    sink = pa.BufferOutputStream()
    pq.write_table(values, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content
