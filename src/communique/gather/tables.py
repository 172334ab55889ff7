"""Articles in tables: CSV, TSV and Parquet, read row by row."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, BinaryIO, cast

from communique.gather.decode import HEAD, binary, head_of, marked, undecodable
from communique.gather.rows import article_from_row, no_column, too_long
from communique.gather.unread import Columns, Unread, unread
from communique.reading import Article

_DELIMITERS = ",;\t|"
_ENDS = ("\n", "\r")
# A line, and a field over several, may be this many times the limit of an article: there is metadata beside the text.
_LINE = 4
_HEADER = 65_536  # characters of the names of the columns
# A packed Parquet file is unpacked to disk. What is in it is compressed already: it never grows by so much.
_GROWTH = 50
_PIECE = 1_000_000  # bytes unpacked at once
_SMALL = 64_000_000  # bytes that it may have in any case
_ROWS = 64  # rows of a Parquet file in memory at once: articles of the longest kind still fit in a few hundred MB
# What the error handler "surrogateescape" makes of a byte that is not UTF-8.
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")


def read_csv(stream: BinaryIO, path: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The articles of a .csv file, one a row under a header; the delimiter is the one that sets off the text column."""
    yield from _read_delimited(stream, path, columns, limit, _DELIMITERS)


def read_tsv(stream: BinaryIO, path: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The articles of a .tsv file, one a row under a header."""
    yield from _read_delimited(stream, path, columns, limit, "\t")


def _read_delimited(
    stream: BinaryIO, path: str, columns: Columns, limit: int, delimiters: str
) -> Iterator[Article | Unread]:
    head = head_of(stream)
    if problem := binary(head, path):
        yield problem
        return
    mark = marked(head)
    # Rows that are not UTF-8 must not keep back the others; in UTF-16 what follows a broken character is lost anyway.
    errors = "strict" if mark and mark != "utf-8-sig" else "surrogateescape"
    before = csv.field_size_limit(min(_LINE * limit, 2**31 - 1))
    with io.TextIOWrapper(stream, encoding=mark or "utf-8", errors=errors, newline="") as lines:
        try:
            yield from _rows(lines, path, columns, limit, delimiters)
        except UnicodeDecodeError as error:
            yield undecodable(path, error)
        finally:
            csv.field_size_limit(before)  # it is that of the whole process, and others read CSV in it


def _rows(
    lines: io.TextIOWrapper, path: str, columns: Columns, limit: int, delimiters: str
) -> Iterator[Article | Unread]:
    first = lines.readline(_HEADER)
    before = 1
    while first and first.isspace():
        before += first.endswith(_ENDS)
        first = lines.readline(_HEADER)
    if not first:
        return
    if len(first) >= _HEADER:
        yield unread(
            path,
            f"The first line is longer than {_HEADER:,} characters",
            cause="it does not name the columns",
            fix="begin with a line of the columns' names",
            line=before,
        )
        return
    header, delimiter = _header(first, columns, delimiters)
    present = _present(header, columns)
    if present.text not in header:
        yield no_column(path, columns.text, header, line=before)
        return
    yield from _missing(path, header, columns)
    source = _Lines(lines, _LINE * limit)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        line = before + source.number + 1
        try:
            row = next(reader, None)
        except _TooLong:
            yield too_long(path, limit, line=line)
            continue
        except csv.Error as error:
            if str(error).startswith("field larger"):
                yield too_long(path, limit, line=line)
                continue
            yield unread(
                path,
                f"The row is broken: {error}",
                cause="a quotation mark inside a field is not doubled, or the file was cut off",
                fix="write the table again with a CSV library",
                line=line,
            )
            continue
        if row is None:
            return
        if row:
            yield _row(row, header, path, present, limit, line)


class _TooLong(Exception):  # noqa: N818 - what it met, rather than what went wrong
    """A line of a table is longer than any row; what follows it can be read."""


class _Lines:
    """The lines of a table, and how many there were. One of more than `most` characters is passed over: _TooLong."""

    def __init__(self, lines: io.TextIOWrapper, most: int) -> None:
        self._lines, self._most, self.number = lines, most, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(self._most)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) < self._most or line.endswith(_ENDS):
            return line
        while line and not line.endswith(_ENDS):
            line = self._lines.readline(self._most)
        raise _TooLong


def _row(row: list[str], header: Sequence[str], path: str, columns: Columns, limit: int, line: int) -> Article | Unread:
    if len(row) != len(header):
        return unread(
            path,
            f"The row has {len(row)} fields where the header has {len(header)}",
            cause="a text with a delimiter or a line break in it stands without quotation marks",
            fix="write the table again with a CSV library",
            line=line,
        )
    for field in row:
        if broken := _NOT_UTF_8.search(field):
            data = field.encode("utf-8", "surrogateescape")
            position = len(field[: broken.start()].encode())
            error = UnicodeDecodeError("utf-8", data, position, position + 1, "invalid byte")
            return undecodable(path, error, line=line)
    # Of two columns with the same name the first is meant.
    values = dict(zip(reversed(header), reversed(row), strict=True))
    return article_from_row(values, path, columns=columns, limit=limit, line=line, label=str(line))


def _header(first: str, columns: Columns, delimiters: str) -> tuple[list[str], str]:
    for delimiter in delimiters:
        names = _cells(first, delimiter)
        if _present(names, columns).text in names:
            return names, delimiter
    return _cells(first, delimiters[0]), delimiters[0]


def _cells(line: str, delimiter: str) -> list[str]:
    names = next(csv.reader([line], delimiter=delimiter), [])
    return [_NOT_UTF_8.sub("\ufffd", name).strip() for name in names]


def read_parquet(stream: BinaryIO, path: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The articles of a Parquet file, one a row, held in memory a few at a time."""
    with tempfile.TemporaryFile() as unpacked:
        if isinstance(cast("object", stream), gzip.GzipFile):
            most = max(_SMALL, _GROWTH * os.fstat(stream.fileno()).st_size)
            while unpacked.tell() <= most and (data := stream.read(_PIECE)):
                unpacked.write(data)
            if unpacked.tell() > most:
                yield _damaged(path, f"unpacked it is more than {_GROWTH} times as long")
                return
            unpacked.seek(0)
            stream = cast("BinaryIO", unpacked)
        head = stream.read(HEAD)
        stream.seek(0)
        if head and not head.startswith(b"PAR1"):
            yield binary(head, path) or _damaged(path, "it does not begin as one")
        elif head:
            yield from _parquet_rows(stream, path, columns, limit)


def _parquet_rows(stream: BinaryIO, path: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    row = 0
    try:
        file = pq.ParquetFile(stream)
        names = file.schema_arrow.names
        present = _present(names, columns)
        if present.text not in names:
            yield no_column(path, columns.text, names)
            return
        yield from _missing(path, names, columns)
        wanted = [name for name in dict.fromkeys(_names(present)) if name in names]
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
            held = {name: _readable(batch.column(name)) for name in wanted if name in batch.schema.names}
            for index in range(batch.num_rows):
                row += 1
                yield _parquet_row(held, index, path, present, limit, row)
    except (pa.ArrowException, OSError, ValueError, KeyError, OverflowError) as error:
        yield _damaged(path, f"{error}", after=row)


def _parquet_row(
    held: dict[str, Any], index: int, path: str, columns: Columns, limit: int, row: int
) -> Article | Unread:
    values = {}
    for name, column in held.items():
        try:
            value = column[index].as_py()
            values[name] = value.decode() if isinstance(value, bytes) else value
        except UnicodeDecodeError as error:
            return undecodable(path, error, line=row)
        except (ValueError, OverflowError):  # a date beyond the year 9999: unknown, like one that is not given
            values[name] = None
    return article_from_row(values, path, columns=columns, limit=limit, line=row, label=str(row))


def _readable(column: Any) -> Any:
    """The column with times in microseconds, which Python's own datetime has; finer ones raise."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _damaged(path: str, why: str, *, after: int = 0) -> Unread:
    return unread(
        path,
        f"The Parquet file is damaged{f' after row {after}' if after else ''}: {why}",
        cause="it was cut off while it was written or copied, or is of another kind",
        fix="write or copy it again",
    )


def _names(columns: Columns) -> tuple[str, ...]:
    return tuple(getattr(columns, field.name) for field in fields(columns))


def _present(found: Collection[str], columns: Columns) -> Columns:
    """`columns`, each under the name it has in `found`: as it is, or else in other capitals or with spaces about it."""
    alike = {name.strip().casefold(): name for name in reversed(list(found))}
    return replace(
        columns,
        **{
            field.name: name if name in found else alike.get(name.strip().casefold(), name)
            for field in fields(columns)
            for name in (getattr(columns, field.name),)
        },
    )


def _missing(path: str, found: Collection[str], columns: Columns) -> Iterator[Unread]:
    """An Unread for each column that was asked for by a name of its own and is not there."""
    present = _present(found, columns)
    for field in fields(columns):
        asked, name = getattr(columns, field.name), getattr(present, field.name)
        if asked != field.default and name not in found:
            yield unread(
                path,
                f"There is no column {asked!r} for {field.name}; there are: {', '.join(map(str, found))}",
                fix=f"name one that exists: --column {field.name}=NAME",
            )
