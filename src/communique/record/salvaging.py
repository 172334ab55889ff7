"""Salvaging: what of a damaged part of articles is as it was written.

Every page of a part has a checksum of its own (Parquet's CRC-32), and every article's id is a digest of its text. So
one byte that was changed costs the readings of one row group and no more, and of those mostly the text is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import GatherError
from communique.gather import article_of
from communique.reading import Reading
from communique.record import parts
from communique.record.manifest import PARTS, Part

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_ABOUT = ("path", "url", "outlet", "title", "byline", "published", "published_basis")


def readings(folder: Path, part: Part) -> Iterator[tuple[int, Reading]]:
    """The readings in a damaged part that are as they were written, each with the snapshot that it came with."""
    came = parts.added(part)
    for group in _Groups(folder, part):
        ids, lines = group.column("id"), group.column("reading")
        for row, id_, line in zip(group.rows, ids, lines, strict=True):
            with suppress(ValueError, KeyError, TypeError, GatherError):
                found = Reading.from_json(line)
                if id_ == found.article.id == article_of(found.article.text).id:
                    yield came[row], found


def articles(folder: Path, part: Part) -> Iterator[dict[str, Any]]:
    """What else is left of the articles in a damaged part, an object each, with what is None where it is not known.

    They are in the form in which `gather` reads JSON; `id` and `path` are beside it.
    """
    for group in _Groups(folder, part):
        columns = {name: group.column(name) for name in ("id", "text", *_ABOUT)}
        for values in zip(*columns.values(), strict=True):
            row = dict(zip(columns, values, strict=True))
            if row["text"] is not None:
                digest = article_of(row["text"]).id
                if row["id"] not in (None, digest):
                    continue  # one of the two is damaged all the same
                row["id"] = digest
            day = row["published"] if row.pop("published_basis") == "metadata" else None
            if row["id"] is not None:
                yield {**row, "published": day.isoformat() if day else None}


class _Groups:
    """The row groups of a part; none where the file cannot be made out at all, or its pages have no checksums."""

    def __init__(self, folder: Path, part: Part) -> None:
        self._path, self._part = folder / PARTS / part.name, part

    def __iter__(self) -> Iterator[_Group]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        with suppress(OSError, pa.ArrowException), pq.ParquetFile(self._path, page_checksum_verification=True) as file:
            sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
            if sum(sizes) != self._part.rows or not parts.has_page_checksums(file):
                return
            first = 0
            for number, size in enumerate(sizes):
                yield _Group(file, number, range(first, first + size))
                first += size


class _Group:
    """One row group, of which some columns may be damaged."""

    def __init__(self, file: pq.ParquetFile, number: int, rows: Sequence[int]) -> None:
        self._file, self._number, self.rows = file, number, rows

    def column(self, name: str) -> list[Any]:
        """The values of a column; all None where any of them is damaged."""
        import pyarrow as pa

        nothing: list[Any] = [None] * len(self.rows)
        with suppress(OSError, ValueError, KeyError, pa.ArrowException):
            found: list[Any] = self._file.read_row_group(self._number, columns=[name], use_threads=False)[
                name
            ].to_pylist()
            return found if len(found) == len(nothing) else nothing
        return nothing
