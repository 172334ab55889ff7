"""The folder in which finished shards wait to be taken up by a record: on any filesystem that pyarrow knows.

Of each shard there is a Parquet file with its readings, and beside it, written last, a marker that says what became of
the shard. Both are written under a temporary name and then renamed. A shard without a marker is not finished.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from uuid import uuid4

from communique.desk import Desk
from communique.errors import EngineError
from communique.gather import Columns, Unread
from communique.gather.filesystems import filesystem_of, shown
from communique.gather.shards import Shard
from communique.reading import VERSION
from communique.record.finished import Piece, read
from communique.record.manifest import LAYOUT, WEAVING

_READINGS, _MARKER, _TEMPORARY = ".parquet", ".json", ".temporary"
_DIGITS = 16  # hexadecimal, of the key in a name
_STEM = 60  # characters of a shard's own name in that of its files
_TOLD = 1_000  # inputs that were not read are told one by one up to so many a shard, and counted beyond


@dataclass(frozen=True, slots=True)
class Job:
    """How shards are read: whatever, beside a shard itself, its readings depend on."""

    columns: Columns
    limit: int
    desk: Desk | None = None

    def key(self) -> str:
        """A digest of this and of the release that reads: of other readings the key is another."""
        return _digest([asdict(self.columns), self.limit, repr(self.desk), release()])


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a shard: how many articles were read, how many of them came twice, and what was not read.

    `untold` counts the inputs that were not read beyond those in `unread`.
    """

    shard: str
    articles: int
    repeated: int = 0
    unread: tuple[Unread, ...] = ()
    untold: int = 0


class Work:
    """Finished shards at `place`, a folder or a URI. Raises GatherError where there can be none."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._filesystem, self._folder = filesystem_of(place)

    def name(self, shard: Shard, key: str) -> str:
        """The name under which a shard is kept, read in the way of `key`. A shard that was changed has another."""
        own = re.sub(r"[^A-Za-z0-9._-]", "_", PurePosixPath(shard.path.replace("\\", "/")).name)[:_STEM]
        return f"{own}-{_digest([shard.path, shard.size, shard.changed, key])}"

    def prepare(self) -> None:
        """Makes the folder, and removes what a run that died has left half written. Raises EngineError."""
        from pyarrow.fs import FileSelector

        try:
            self._filesystem.create_dir(self._folder, recursive=True)
            for file in self._filesystem.get_file_info(FileSelector(self._folder)):
                if file.path.endswith(_TEMPORARY):
                    self._filesystem.delete_file(file.path)
        except OSError as error:
            raise self._unwritable(error) from error

    def names(self) -> set[str]:
        """The names of the shards that are finished."""
        from pyarrow.fs import FileSelector

        try:
            found = self._filesystem.get_file_info(FileSelector(self._folder, allow_not_found=True))
        except OSError as error:
            raise self._unwritable(error) from error
        return {PurePosixPath(file.path).name.removesuffix(_MARKER) for file in found if file.path.endswith(_MARKER)}

    def put(self, name: str, readings: BinaryIO, finished: Finished) -> None:
        """Keeps a file of readings, then its marker. Raises EngineError where they cannot be written."""
        marker = json.dumps(asdict(finished), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        try:
            with self._written(name + _READINGS) as file:
                shutil.copyfileobj(readings, file, 1 << 20)
            with self._written(name + _MARKER) as file:
                file.write(marker)
        except OSError as error:
            raise self._unwritable(error) from error

    def finished(self, name: str) -> Finished:
        """What the marker of a finished shard says. Raises OSError or ValueError where it is damaged."""
        with self._filesystem.open_input_stream(f"{self._folder}/{name}{_MARKER}", compression=None) as file:
            values = json.loads(file.read())
        try:
            return Finished(**values | {"unread": tuple(Unread(**one) for one in values["unread"])})
        except (TypeError, KeyError) as error:
            raise ValueError(f"it is no marker: {error}") from error

    def pieces(self, name: str) -> Iterator[Piece]:
        """The readings of a finished shard. Raises OSError or pyarrow.ArrowException where the file is damaged."""
        with self._filesystem.open_input_file(f"{self._folder}/{name}{_READINGS}") as file:
            yield from read(file)

    def forget(self, name: str) -> None:
        """Takes a shard for one that is not finished. Raises EngineError where that cannot be written."""
        try:
            self._filesystem.delete_file(f"{self._folder}/{name}{_MARKER}")
        except OSError as error:
            raise self._unwritable(error) from error

    @contextmanager
    def _written(self, name: str) -> Iterator[Any]:
        path = f"{self._folder}/{name}"
        temporary = f"{path}.{uuid4().hex}{_TEMPORARY}"  # of its own: a shard that was given up may still be written
        with self._filesystem.open_output_stream(temporary, compression=None) as file:
            yield file
        self._filesystem.move(temporary, path)

    def _unwritable(self, error: OSError) -> EngineError:
        return EngineError(
            f"Finished shards cannot be kept at {shown(self.place)}: {error}",
            cause="it may not be written by this user, the disk is full, or the storage does not answer",
            fix="make room, or name another folder with --work",
        )


def told(shard: Shard, articles: int, repeated: int, unread: list[Unread]) -> Finished:
    """What became of a shard; only the first of the inputs that were not read are told one by one."""
    return Finished(shard.path, articles, repeated, tuple(unread[:_TOLD]), len(unread[_TOLD:]))


def release() -> tuple[str, ...]:
    """What tells a release of this program from others, as far as its readings are concerned."""
    import communique
    from communique.encoder.model import digest, shipped

    return communique.__version__, digest(shipped()), f"{VERSION} {LAYOUT} {WEAVING}"


def _digest(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:_DIGITS]
