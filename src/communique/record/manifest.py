"""The manifest: which parts make up the present snapshot. One small file, swapped in one rename."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from communique.errors import RecordError
from communique.record.columns import REPLACED, TABLES, TableName

LAYOUT = 4
"""The version of the folder's layout and of the columns of its parts."""

READABLE = (1, 2, 3, LAYOUT)
"""The layouts that are read. Layout 1 knew no weaving, layout 2 no moves among the occurrences (the columns that its
woven tables lack are empty), and layout 3 none of the tables that are woven from without being held in memory. Whatever
is added to such a record makes it one of the present layout."""

WEAVING = 5
"""The version of weaving. To be raised with every change in what a thread has, in how threads are compared or in what
comes of it: then what an older release kept for weaving is made anew from the readings, and all is woven again."""

MANIFEST = "manifest.json"
COPY = "manifest.copy.json"
"""The same once more, written after it: what a record is mended from whose manifest is damaged."""
PARTS = "parts"
DESK = "desk.toml"  # the desk that a record's folder may hold
LOG = "reviews.sqlite"
TEMPORARY = ".tmp"
SCRATCH = f".weaving{TEMPORARY}"  # the folder in which a record is woven, while it is

_REPLACING_SECONDS = 2.0
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of the record, never changed once it is named here. `name` is relative to the parts folder.

    `origins`, of a part that was merged from several: the snapshots that its rows came with, and how many with each,
    in order. Of an older snapshot such a part may be the first `rows` of its file alone.
    """

    table: TableName
    name: str
    rows: int
    bytes: int
    sha256: str
    origins: tuple[tuple[int, int], ...] = ()

    @property
    def cut(self) -> bool:
        """Whether not all rows of the file are meant."""
        return bool(self.origins) and self.rows < sum(rows for _, rows in self.origins)


@dataclass(frozen=True, slots=True)
class Weaving:
    """When the woven tables were made: the snapshot that first had them, of how many articles, by which version."""

    snapshot: int
    articles: int
    version: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot: the parts that make it up, in the order they were added. `woven` is None where nothing is."""

    snapshot: int = 0
    parts: tuple[Part, ...] = ()
    layout: int = LAYOUT
    woven: Weaving | None = None

    def of(self, table: TableName) -> tuple[Part, ...]:
        """The parts of one table."""
        return tuple(part for part in self.parts if part.table == table)

    def rows(self, table: TableName) -> int:
        """How many rows one table has."""
        return sum(part.rows for part in self.of(table))

    def unwoven(self) -> int:
        """How many articles the woven tables leave out: those added since; all, where another version made them."""
        woven = self.woven.articles if self.woven and self.woven.version == WEAVING else 0
        return self.rows("articles") - woven

    def added(self, fresh: Iterable[Part]) -> Manifest:
        """The next snapshot, with parts added to those of this one. What was woven stays as it was."""
        return Manifest(self.snapshot + 1, (*self.parts, *fresh), woven=self.woven)

    def merged(self, groups: Mapping[Part, Sequence[Part]]) -> Manifest:
        """The next snapshot, in which each key stands where the first of its parts stood, in the place of them all."""
        first = {group[0]: new for new, group in groups.items()}
        gone = {part for group in groups.values() for part in group}
        stay = (first.get(part, part) for part in self.parts if part in first or part not in gone)
        return Manifest(self.snapshot + 1, tuple(stay), woven=self.woven)

    def rewoven(self, fresh: Iterable[Part], unfit: Collection[Part] = ()) -> Manifest:
        """The next snapshot, with all woven tables replaced by those among the fresh parts, and without unfit parts."""
        stay = (part for part in self.parts if part.table not in REPLACED and part not in unfit)
        woven = Weaving(self.snapshot + 1, self.rows("articles"), WEAVING)
        return Manifest(self.snapshot + 1, (*stay, *fresh), woven=woven)


def render(manifest: Manifest) -> bytes:
    """The manifest as the bytes of its file: JSON, one part a line."""
    parts = ",\n".join(json.dumps(_values(part)) for part in manifest.parts)
    woven = json.dumps(asdict(manifest.woven) if manifest.woven else None)
    head = f'{{\n"layout": {manifest.layout},\n"snapshot": {manifest.snapshot},\n"woven": {woven},\n"parts": ['
    return "\n".join((head, parts, "]}", "")).encode()


def parse(content: bytes, path: Path) -> Manifest:
    """The manifest that `render` wrote. Raises RecordError where it is none, or of a layout that is not read."""
    try:
        values = json.loads(content)
        layout = values["layout"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(path, error) from error
    if layout not in READABLE:
        raise _other_layout(path.parent, layout)
    try:
        parts = tuple(_part(part) for part in values["parts"])
        return Manifest(_count(values["snapshot"]), parts, layout, _weaving(values.get("woven")))
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path, error) from error


def load(folder: Path) -> Manifest:
    """The folder's present snapshot. Raises RecordError where there is none, or it is damaged or of another layout."""
    path = folder / MANIFEST
    try:
        return parse(path.read_bytes(), path)
    except OSError as error:
        raise _unreadable(folder, error) from error


def stamp(folder: Path) -> tuple[int, int, int]:
    """Something that is another after every swap of the manifest. Raises RecordError where there is no manifest."""
    try:
        found = (folder / MANIFEST).stat()
    except OSError as error:
        raise _unreadable(folder, error) from error
    return found.st_mtime_ns, found.st_size, found.st_ino


def write(folder: Path, manifest: Manifest) -> None:
    """Makes `manifest` the folder's snapshot: after this returns it is on disk, before that the old one is.

    Raises RecordError where it cannot be written.
    """
    path = folder / MANIFEST
    try:
        # a manifest must never outlive, in a power cut, the entries of the parts that it names
        _sync_folder(folder / PARTS)
        put(path, render(manifest))
        _sync_folder(folder)
    except OSError as error:
        raise unwritable(path, error) from error
    with suppress(RecordError):  # the snapshot is on disk already, whether or not there is room for its copy
        put(folder / COPY, render(manifest))


def put(path: Path, content: bytes) -> None:
    """Writes a file so that it is there whole or not at all. Raises RecordError where it cannot be written."""
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace(temporary, path)
    except OSError as error:
        raise unwritable(path, error) from error


def verify_sizes(folder: Path, parts: tuple[Part, ...]) -> None:
    """Raises RecordError naming the first part that is missing or has another size than the manifest says."""
    for part in parts:
        try:
            size = (folder / PARTS / part.name).stat().st_size
        except OSError as error:
            raise damaged_part(folder, part, "is missing") from error
        if size != part.bytes:
            raise damaged_part(folder, part, f"has {size} bytes where the manifest says {part.bytes}")


def damaged_part(folder: Path, part: Part, what: str) -> RecordError:
    """The error that says what is wrong with a part, and what to do."""
    return RecordError(
        f"Part {PARTS}/{part.name} of the record at {folder} {what}",
        cause="the file was removed, changed or only half copied by something other than communique",
        fix=f"see what is lost with: communique check --record {folder}, and go on without it with: communique repair",
    )


def unwritable(path: Path, error: OSError) -> RecordError:
    """The error that says that something in a record cannot be written, and what to do."""
    return RecordError(
        f"{path} cannot be written: {error}",
        cause="the disk is full or read-only, or the folder belongs to another user",
        fix="make room and run the same command again: what the record has already is not read twice",
    )


def _part(values: Mapping[str, Any]) -> Part:
    name, table = values["name"], values["table"]
    if (
        not isinstance(name, str)
        or not name
        or not name.isprintable()
        or "/" in name
        or "\\" in name
        or name in (".", "..")
    ):
        raise ValueError(f"{name!r} is no name of a part")
    if table not in TABLES:
        raise ValueError(f"{table!r} is no table of a record")
    origins = tuple((_count(snapshot), _count(rows)) for snapshot, rows in values.get("origins", ()))
    return Part(table, name, _count(values["rows"]), _count(values["bytes"]), str(values["sha256"]), origins)


def _values(part: Part) -> dict[str, Any]:
    # without origins the line is as it was before there were any
    return {name: value for name, value in asdict(part).items() if name != "origins" or value}


def _weaving(values: Mapping[str, Any] | None) -> Weaving | None:
    return None if values is None else Weaving(*(_count(values[field.name]) for field in fields(Weaving)))


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value


def _unreadable(folder: Path, error: OSError) -> RecordError:
    if (folder / COPY).exists() and isinstance(error, FileNotFoundError):
        return RecordError(
            f"The manifest of the record at {folder} is gone",
            cause="it was removed, or only half of the folder was copied",
            fix=f"communique repair --record {folder} mends it from its copy, {COPY}",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return RecordError(
            f"There is no record at {folder}",
            cause="the path is mistyped, or nothing has been read into it yet",
            fix=f"make one with: communique read PATHS --record {folder}",
        )
    return RecordError(
        f"The record at {folder} cannot be read: {error}",
        cause="the folder belongs to another user, or its disk is gone",
        fix="check who may read the folder",
    )


def _damaged(path: Path, error: Exception) -> RecordError:
    return RecordError(
        f"The manifest {path} is damaged: {error!r}",
        cause="it was edited by hand, or cut off by a full or failing disk",
        fix=f"communique repair --record {path.parent} mends it from its copy, {COPY}"
        if path.name == MANIFEST and (path.parent / COPY).exists()
        else "restore it from a copy, or read the articles again into a new record",
    )


def _other_layout(folder: Path, layout: object) -> RecordError:
    newer = isinstance(layout, int) and layout > LAYOUT
    read = " and ".join(map(str, READABLE))
    return RecordError(
        f"The record at {folder} has layout version {layout!r}, this program reads versions {read}",
        cause=f"it was written by {'a newer' if newer else 'another'} release of communique",
        fix="install the newest release: pip install --upgrade communique"
        if newer
        else "read the articles again into a new record",
    )


def replace(temporary: Path, path: Path) -> None:
    """Renames, again and again for a while: Windows refuses as long as somebody is reading the file of that name."""
    until = time.monotonic() + _REPLACING_SECONDS
    while True:
        try:
            temporary.replace(path)
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Puts the folder's own entries on disk. Windows has no way to ask for that, and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
