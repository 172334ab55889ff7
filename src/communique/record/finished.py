"""Readings as rows, one an article, with all that a record's tables have of it: how they travel and wait.

Made where the article was read, so that whoever keeps the record has only to cut the rows into its tables: it need not
open a single reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from communique.reading import Reading
from communique.record.columns import READ_TABLES, ReadTable, schemas
from communique.record.parts import pieces
from communique.record.tables import rows

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

COMPRESSION = "zstd"


@cache
def schema() -> pa.Schema:
    """The id of the article, and beside it a list of the rows that it has in each table."""
    import pyarrow as pa

    tables = schemas()
    return pa.schema([("id", pa.string()), *((name, pa.list_(pa.struct(list(tables[name])))) for name in READ_TABLES)])


def table_of(readings: Sequence[Reading]) -> pa.Table:
    """The readings as rows, in their order."""
    import pyarrow as pa

    return pa.Table.from_pylist([{"id": one.article.id, **rows(one)} for one in readings], schema=schema())


def tables_in(finished: pa.Table) -> dict[ReadTable, pa.Table]:
    """The rows of each table of a record that finished readings come to, in order; without tables that have none."""
    import pyarrow as pa

    found: dict[ReadTable, pa.Table] = {}
    for name in READ_TABLES:
        # combined first: of a column in chunks that were filtered, flatten would give the rows left out as well
        flat = pa.concat_arrays(finished[name].chunks or [pa.nulls(0, finished[name].type)]).flatten()
        if len(flat):
            found[name] = pa.Table.from_batches([pa.RecordBatch.from_struct_array(flat)]).cast(schemas()[name])
    return found


def write(readings: Iterable[Reading], sink: Any) -> Iterator[Reading]:
    """Writes readings to a Parquet file, and hands each on once it is written, a few hundred at a time.

    `sink` is a path or an open file. The file is whole when all have been taken.
    """
    import pyarrow.parquet as pq

    with pq.ParquetWriter(sink, schema(), compression=COMPRESSION, write_page_checksum=True) as file:
        for piece in pieces(readings):
            file.write_table(table_of(piece), row_group_size=len(piece))
            yield from piece


@dataclass(frozen=True, slots=True)
class Piece:
    """Some hundred finished readings in a file that is open. What it is asked is read then, and no sooner.

    Raises OSError or pyarrow.ArrowException where the file is damaged.
    """

    file: pq.ParquetFile
    number: int

    def ids(self) -> list[str]:
        """The ids of the articles."""
        found: list[str] = self.file.read_row_group(self.number, columns=["id"], use_threads=False)["id"].to_pylist()
        return found

    def rows(self) -> pa.Table:
        """The readings as rows."""
        return self.file.read_row_group(self.number, use_threads=False)


def read(source: Any) -> Iterator[Piece]:
    """What `write` wrote, piece by piece. Raises OSError or pyarrow.ArrowException where the file is damaged."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(source, page_checksum_verification=True) as file:
        yield from (Piece(file, number) for number in range(file.num_row_groups))
