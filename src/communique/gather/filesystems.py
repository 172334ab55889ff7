"""Files on other filesystems: s3://, gs:// and whatever else pyarrow knows, by URI."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import quote

from communique.errors import GatherError

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, FileSystem

_URI = re.compile(r"(?!https?://)[a-z][a-z0-9+.\-]+://", re.IGNORECASE)
_MAGIC = re.compile(r"[*\[]")  # not "?", which begins the options of a filesystem: s3://bucket/a?region=eu-west-1
_SECRET = re.compile(r"^([a-z][a-z0-9+.\-]+://)[^/@]*:[^/@]*@", re.IGNORECASE)
_BUFFER = 1 << 20  # bytes asked for at once: each request to object storage takes some 50 ms, whatever its size


@dataclass(frozen=True, slots=True)
class Found:
    """A file on some filesystem: where it lies, how it is shown, its size in bytes and when it was changed."""

    place: str
    shown: str
    size: int | None
    changed: int | None


def is_uri(path: str) -> bool:
    """Whether `path` is a URI of a file elsewhere; those of pages are not meant."""
    return _URI.match(path) is not None


def shown(place: str) -> str:
    """`place` as it may be shown and kept: without keys to the storage, and without options."""
    return _SECRET.sub(r"\1", place).partition("?")[0] if is_uri(place) else place


def filesystem_of(place: str) -> tuple[FileSystem, str]:
    """The filesystem that a URI or an absolute path is on, and the path there. Raises GatherError where none is."""
    import pyarrow as pa
    from pyarrow.fs import FileSystem

    try:
        return cast("tuple[FileSystem, str]", FileSystem.from_uri(place))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unreachable(place, error) from error


def found(place: str) -> tuple[Found, ...]:
    """The files that a URI names, by name: itself, those in a folder, or those that match its pattern (*, **, […]).

    Raises GatherError where there is none, or its filesystem does not answer.
    """
    from pyarrow.fs import FileSelector, FileType

    path, mark, options = place.partition("?")
    magic = _MAGIC.search(path)
    folder = path[: path.rfind("/", 0, magic.start()) + 1] if magic else path
    filesystem, base = filesystem_of(folder + mark + options)
    try:
        about = filesystem.get_file_info(base)
        if about.type == FileType.File and not magic:
            return (_found(place, about),)
        listed = filesystem.get_file_info(FileSelector(base, allow_not_found=True, recursive=True))
    except OSError as error:
        raise _unreachable(place, error) from error
    pattern = path[len(folder) :].split("/") if magic else ["**"]
    files = []
    for one in listed:
        inner = one.path[len(base) :].strip("/")
        if one.type == FileType.File and _matches(inner.split("/"), pattern):
            files.append(_found(f"{folder.rstrip('/')}/{quote(inner)}{mark}{options}", one))
    if not files:
        raise GatherError(
            f"{f'The pattern {shown(place)} matches' if magic else f'At {shown(place)} there is'} no file",
            cause="it is misspelt, or the files lie elsewhere",
            fix="list it with the storage's own tool, such as aws s3 ls",
        )
    return tuple(sorted(files, key=lambda file: file.shown))


def opened(place: str) -> Watched:
    """The file at a URI or an absolute path, for reading. Raises OSError, or GatherError for one on no filesystem."""
    filesystem, path = filesystem_of(place)
    return Watched(filesystem.open_input_file(path))


class Watched(io.RawIOBase):
    """A file that remembers whether its filesystem failed, which is no fault of the file's own."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.failed: OSError | None = None

    def stream(self) -> BinaryIO:
        """The same with a buffer, as those who read files expect it; closing it closes this."""
        return io.BufferedReader(self, _BUFFER)

    def readinto(self, buffer: Any) -> int:
        """Reads into `buffer`, and gives the number of bytes read."""
        view = memoryview(buffer).cast("B")
        try:
            data = self._file.read(len(view))
        except OSError as error:
            self.failed = error
            raise
        view[: len(data)] = data
        return len(data)

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True: Parquet begins to be read at its end."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place in the file, and gives it."""
        self._file.seek(offset, whence)
        return self.tell()

    def tell(self) -> int:
        """The place in the file."""
        return int(self._file.tell())

    def close(self) -> None:
        """Closes the file."""
        if not self.closed:
            self._file.close()
        super().close()


def _found(place: str, about: FileInfo) -> Found:
    return Found(place, shown(place), about.size, about.mtime_ns)


def _matches(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the names of folders and file fit the pattern, name by name; ** stands for any number of folders."""
    if any(name.startswith((".", "_")) for name in names):  # as Spark and Hive hide what they write beside the data
        return False
    if not pattern:
        return not names
    if pattern[0] == "**":
        rest = pattern[1:] or ["*"]
        return any(_matches(names[n:], rest) for n in range(len(names)))
    return bool(names) and fnmatchcase(names[0], pattern[0]) and _matches(names[1:], pattern[1:])


def _unreachable(place: str, error: BaseException) -> GatherError:
    first = next(iter(f"{error}".replace(place, shown(place)).splitlines()), type(error).__name__)
    return GatherError(
        f"What lies at {shown(place)} cannot be reached: {first}",
        cause="the name is misspelt, the storage does not answer, or the keys to it are not set",
        fix="try it with the storage's own tool, such as aws s3 ls",
    )
