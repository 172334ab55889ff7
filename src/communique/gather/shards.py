"""Shards: files of articles that are read each on its own, wherever that is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.errors import GatherError
from communique.gather.filesystems import found, is_uri
from communique.gather.sources import STANDARD_INPUT, files_of, is_url, named, read_elsewhere
from communique.gather.unread import Columns, Unread
from communique.reading import Article


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of articles. `path` is what their paths begin with, `place` where whoever reads it finds it.

    `size` in bytes and `changed` in nanoseconds tell it from what lay there before, where its filesystem knows them.
    """

    path: str
    place: str
    size: int | None = None
    changed: int | None = None


def shards_of(sources: Iterable[str | Path]) -> tuple[list[Shard], list[Unread]]:
    """The files behind `sources` (files, folders, globs, URIs such as s3://bucket/*.parquet), in order, each once.

    What lies in a folder and cannot be opened is an Unread. Raises GatherError where a source does not exist, matches
    nothing, or is no file: standard input, a page.
    """
    files: dict[str, Shard] = {}
    unread: list[Unread] = []
    for source in sources:
        for one in _shards(os.fspath(source)):
            if isinstance(one, Unread):
                unread.append(one)
            else:
                files.setdefault(one.place, one)
    return list(files.values()), unread


def articles_of(shard: Shard, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The articles of a shard, as `gather` gives them.

    Raises GatherError, behind all that could be read, where its filesystem failed: it is worth another try then.
    """
    failed: list[OSError] = []
    yield from read_elsewhere(shard.place, shard.path, columns, limit, failed)
    if failed:
        raise GatherError(
            f"{shard.path} could not be read to its end: {failed[0]}",
            cause="its filesystem failed, or it vanished",
            fix="run the same command again",
        )


def _shards(source: str) -> Iterator[Shard | Unread]:
    if source == STANDARD_INPUT or is_url(source):
        raise GatherError(
            f"{source} is no shard",
            cause="on a cluster only files are read: standard input and pages are not",
            fix="leave --engine ray out for it",
        )
    if is_uri(source):
        yield from (Shard(file.shown, file.place, file.size, file.changed) for file in found(source))
        return
    for path in named(source):
        for file in files_of(path):
            yield file if isinstance(file, Unread) else _local(file)


def _local(path: str) -> Shard | Unread:
    try:
        status = Path(path).stat()
    except OSError as error:
        return Unread(path, str(GatherError(f"It cannot be opened: {error.strerror}", fix="check it with ls -l")))
    return Shard(path, str(Path(path).absolute()), status.st_size, status.st_mtime_ns)
