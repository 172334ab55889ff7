"""From what the user named to the files behind it, and from each file to its articles."""

from __future__ import annotations

import glob
import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from communique.errors import GatherError
from communique.gather.decode import decoded
from communique.gather.filesystems import found, is_uri, shown
from communique.gather.json_files import read_json, read_json_lines
from communique.gather.pages import read_page
from communique.gather.rows import article_from_text, too_long
from communique.gather.tables import read_csv, read_parquet, read_tsv
from communique.gather.unread import Columns, Unread, unread
from communique.gather.warc import read_warc
from communique.reading import Article

if TYPE_CHECKING:
    from communique.gather.filesystems import Watched
    from communique.gather.web import Fetcher

Reader = Callable[[BinaryIO, str, Columns, int], Iterator[Article | Unread]]

STANDARD_INPUT = "-"
LIMIT = 5_000_000  # bytes an article


def gather(
    sources: Iterable[str | Path], *, columns: Columns | None = None, limit: int = LIMIT, private: bool = False
) -> Iterator[Article | Unread]:
    """Every article behind `sources`, in their order, and an Unread for whatever gives none.

    A source is a file (one of KINDS, each also with .gz added), a folder (read through in the order of the names;
    hidden files are skipped), a glob pattern, the URI of files on another filesystem (s3://bucket/*.parquet), "-" for
    standard input (plain text, or JSON Lines where it begins with a brace), or an http(s) URL of a page, a feed or a
    sitemap. URLs are fetched politely, within limits, and from public addresses only, unless `private` allows others.
    `columns` names the columns of tables and JSON objects. `limit` is the size of the longest article that is read, in
    bytes.

    Raises GatherError, before anything is read, where a path does not exist or a pattern matches nothing.
    """
    given = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    paths = [path for source in given for path in named(source)]
    return _gathered(paths, columns or Columns(), limit, private)


def _gathered(paths: Iterable[str], columns: Columns, limit: int, private: bool) -> Iterator[Article | Unread]:
    fetcher: Fetcher | None = None
    for path in paths:
        if is_url(path):
            from communique.gather.web import Fetcher, read_url

            fetcher = fetcher or Fetcher(private=private)
            yield from _never_empty(path, read_url(path, fetcher, columns, limit))
        elif path == STANDARD_INPUT:
            yield from _never_empty(path, _read_standard_input(columns, limit))
        elif is_uri(path):
            yield from read_elsewhere(path, shown(path), columns, limit, [])
        elif Path(path).is_dir():
            yield from _never_empty(path, _read_folder(path, columns, limit))
        else:
            yield from _read_file(path, columns, limit)


def named(source: str | Path) -> list[str]:
    """The paths that a source stands for: itself, or the files that its pattern matches, in order.

    Raises GatherError where there is nothing.
    """
    path = os.fspath(source)
    if path == STANDARD_INPUT or is_url(path) or os.path.lexists(path):
        return [path]
    if is_uri(path):
        return [file.place for file in found(path)]
    if glob.has_magic(path):
        if matches := sorted(glob.glob(path, recursive=True)):  # noqa: PTH207 — Path.glob takes no absolute pattern
            return matches
        raise GatherError(
            f"The pattern {path} matches no file",
            cause="it is misspelt, or the files lie elsewhere",
            fix="check it with ls",
        )
    raise GatherError(
        f"There is no file or folder {path!r}",
        cause="the path is misspelt, or relative to another folder",
        fix="check it with ls; standard input is -",
    )


def is_url(path: str) -> bool:
    """Whether `path` is the address of a page."""
    return path[:8].lower().startswith(("http://", "https://"))


def files_of(path: str) -> Iterator[str | Unread]:
    """The files in a folder, in the order of their names, without the hidden ones; of any other path, itself."""
    if not Path(path).is_dir():
        yield path
        return
    entered = set()  # a link back to a folder above would lead round for ever
    problems: list[OSError] = []
    for inner, folders, files in os.walk(path, onerror=problems.append, followlinks=True):
        status = Path(inner).stat()
        if (status.st_dev, status.st_ino) in entered:
            folders.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(inner) / name) for name in sorted(files) if not name.startswith("."))
        yield from _unopened(problems)
    yield from _unopened(problems)


def _read_folder(folder: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    for file in files_of(folder):
        if isinstance(file, Unread):
            yield file
        else:
            yield from _read_file(file, columns, limit)


def _unopened(problems: list[OSError]) -> Iterator[Unread]:
    while problems:
        error = problems.pop()
        yield _cannot_open(str(error.filename), error)


def _read_file(path: str, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    name = _printable(path)
    if Path(path).exists() and not Path(path).is_file():
        if _reader(path)[0] is None:
            yield _unknown(name)
        else:
            yield unread(name, "This is a device or a pipe, not a file", fix="send it to standard input: -")
    else:
        yield from _read(path, name, lambda: _open(path), columns, limit)


def _open(path: str) -> BinaryIO:
    return cast("BinaryIO", Path(path).open("rb"))


def read_elsewhere(
    place: str, path: str, columns: Columns, limit: int, failed: list[OSError]
) -> Iterator[Article | Unread]:
    """The articles of the file at `place`, a URI or an absolute path; `path` is how it is shown.

    Where its filesystem fails, that is told like anything else that is not read, and stands in `failed` behind it.
    """
    from communique.gather.filesystems import opened

    watched: list[Watched] = []

    def open_it() -> BinaryIO:
        try:
            watched.append(opened(place))
        except (OSError, GatherError) as error:
            failed.append(OSError(f"{error}"))
            raise failed[-1] from error
        return watched[0].stream()

    yield from _read(path, _printable(path), open_it, columns, limit)
    failed.extend(file.failed for file in watched if file.failed is not None)


def _read(
    path: str, name: str, open_it: Callable[[], BinaryIO], columns: Columns, limit: int
) -> Iterator[Article | Unread]:
    reader, packed = _reader(path)
    if reader is None:
        yield _unknown(name)
    else:
        yield from _never_empty(name, _read_with(reader, open_it, name, packed, columns, limit))


def _printable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _unknown(name: str) -> Unread:
    return unread(
        name,
        "Files of this kind are not read",
        cause=f"the name ends in none of {' '.join(KINDS)}, with or without .gz",
        fix="convert it, or rename it if it is one of these",
    )


def _read_with(
    reader: Reader, open_it: Callable[[], BinaryIO], shown: str, packed: bool, columns: Columns, limit: int
) -> Iterator[Article | Unread]:
    try:
        with open_it() as file:
            if not packed:
                yield from reader(file, shown, columns, limit)
                return
            with gzip.open(file, "rb") as unpacked:
                yield from reader(cast("BinaryIO", unpacked), shown, columns, limit)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield unread(
            shown,
            f"The gzip file is damaged: {error}",
            cause="it was cut off while it was written or copied, or is not gzip",
            fix="copy it again",
        )
    except OSError as error:
        yield _cannot_open(shown, error)


def _cannot_open(path: str, error: OSError) -> Unread:
    return unread(
        path,
        f"It cannot be opened: {error.strerror or error}",
        cause="it may not be read by this user, or its disk has a fault",
        fix="check it with ls -l",
    )


def _never_empty(path: str, found: Iterator[Article | Unread]) -> Iterator[Article | Unread]:
    empty = True
    for item in found:
        empty = False
        yield item
    if empty:
        yield unread(path, "There is no article in it", cause="it is empty", fix="check that it is the right one")


def _read_standard_input(columns: Columns, limit: int) -> Iterator[Article | Unread]:
    stream = sys.stdin.buffer
    head = stream.peek(1) if hasattr(stream, "peek") else b""
    is_json = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    reader = read_json_lines if is_json else read_text
    yield from reader(cast("BinaryIO", stream), STANDARD_INPUT, columns, limit)


def read_text(stream: BinaryIO, path: str, _columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The one article of a text file, its text exactly as decoded."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield too_long(path, limit)
        return
    text = decoded(data, path)
    yield text if isinstance(text, Unread) else article_from_text(text, path, limit=limit)


_READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": read_parquet,
    ".warc": read_warc,
    ".wet": read_warc,
}
KINDS = tuple(_READERS)


def _reader(path: str) -> tuple[Reader | None, bool]:
    """What reads the file, by the end of its name, and whether it must be unpacked for it."""
    name = Path(path.lower())
    packed = name.suffix == ".gz"
    reader = _READERS.get(Path(name.stem).suffix if packed else name.suffix)
    return reader, packed and reader is not read_warc
