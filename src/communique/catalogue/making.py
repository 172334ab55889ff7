"""Makes the catalogue of a snapshot: one file, written under a temporary name and renamed when it is whole.

Run as a program, `python -m communique.catalogue FOLDER`, it makes the one of the present snapshot; so a server
can have it made in a process of its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from communique.catalogue import (
    actors,
    articles,
    bargaining,
    encounters,
    happenings,
    lines,
    news,
    queue,
    statements,
    told,
)
from communique.errors import CommuniqueError, RecordError
from communique.record import manifest
from communique.record.columns import WOVEN_TABLES
from communique.record.definitions import FOLDED
from communique.record.manifest import DESK, Manifest
from communique.record.views import Views

if TYPE_CHECKING:
    import duckdb

    from communique.weave.occurrence import Occurrence

VERSION = 1
"""To be raised with every change in what a shelf is filled with."""

FOLDER = "catalogue"
SUFFIX = ".duckdb"
NICE = 15

MEMORY = "512MB"
"""What DuckDB may use while a catalogue is made; what does not fit goes to the temporary files."""

CHUNK = 20_000
"""Occurrences that are in memory at once: some 60 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """What shelves are filled from, and where: `connection` has the views of the record, and `shelf`, the new file.

    A shelf is filled by `CREATE TABLE shelf.NAME AS SELECT … FROM VIEW`.
    """

    folder: Path
    manifest: Manifest
    connection: duckdb.DuckDBPyConnection

    def occurrences(self, where: str = "true", *, chunk: int = CHUNK) -> Iterator[Occurrence]:
        """The occurrences that fit a condition of SQL, with their accounts, as they are numbered; some at a time."""
        from communique.record.woven import occurrences_of

        (last,) = self.connection.execute("SELECT coalesce(max(number), 0) FROM occurrences").fetchall()[0]
        for first in range(1, last + 1, chunk):
            among = f"number BETWEEN {first} AND {first + chunk - 1} AND ({where})"
            found = self.connection.sql(f"SELECT * FROM occurrences WHERE {among} ORDER BY number").to_arrow_table()
            accounts = self.connection.sql(
                f"SELECT * FROM accounts WHERE occurrence IN (SELECT id FROM occurrences WHERE {among}) ORDER BY number"
            ).to_arrow_table()
            yield from occurrences_of(found, accounts)

    def numbered(self, numbers: Iterable[int]) -> tuple[Occurrence, ...]:
        """The occurrences of these numbers, with their accounts, in order of the numbers."""
        import pyarrow as pa

        from communique.record.woven import occurrences_of

        with self.connection.cursor() as cursor:
            cursor.register("wanted", pa.table({"number": pa.array(numbers, pa.int32())}))
            chosen = "SELECT * FROM occurrences WHERE number IN (SELECT number FROM wanted)"
            found = cursor.sql(f"{chosen} ORDER BY number").to_arrow_table()
            accounts = cursor.sql(
                f"SELECT * FROM accounts WHERE occurrence IN (SELECT id FROM ({chosen})) ORDER BY number"
            ).to_arrow_table()
        return occurrences_of(found, accounts)


class Shelf(NamedTuple):
    """Some tables of a catalogue. `woven`: filled from what was woven alone, and so the same until that is."""

    name: str
    fill: Callable[[Source], None]
    woven: bool = False


SHELVES = (
    Shelf("articles", articles.fill),
    Shelf("statements", statements.fill),
    Shelf("lines", lines.fill, woven=True),
    Shelf("bargaining", bargaining.fill, woven=True),
    Shelf("encounters", encounters.fill, woven=True),
    Shelf("news", news.fill),
    Shelf("happenings", happenings.fill, woven=True),
    Shelf("actors", actors.fill),
    Shelf("told", told.fill),
    Shelf("queue", queue.fill, woven=True),
)
"""In the order in which they are filled: one may use those before it, but a woven one only what is woven."""

Tell = Callable[[str, int, int], None]
"""Told which shelf is being filled, which one of them that is, and how many there are."""


def path_of(folder: Path, present: Manifest) -> Path:
    """Where the catalogue of a snapshot is, whether or not it has been made."""
    digest = hashlib.sha256(manifest.render(present)).hexdigest()[:16]
    return place(folder) / f"{digest}{_ending(folder, present)}"


def _ending(folder: Path, present: Manifest) -> str:
    """How the names of catalogues end whose woven shelves are the same: made of the same weaving with the same desk."""
    known = hashlib.sha256(repr(present.woven).encode())
    for table in WOVEN_TABLES:
        known.update("".join(part.sha256 for part in present.of(table)).encode())
    with suppress(FileNotFoundError):
        known.update((folder / DESK).read_bytes())
    return f"-{known.hexdigest()[:16]}-{VERSION}{SUFFIX}"


def place(folder: Path) -> Path:
    """The folder for catalogues: in the record, or where that cannot be written, among the temporary files.

    Raises RecordError where somebody else has a folder of that name there.
    """
    inside = folder / FOLDER
    with suppress(OSError):
        inside.mkdir(exist_ok=True)
    if os.access(inside, os.W_OK):
        return inside
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    outside = Path(tempfile.gettempdir()) / f"communique-{name}"
    outside.mkdir(mode=0o700, exist_ok=True)
    found = outside.lstat()
    if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o077 or outside.is_symlink()):
        raise RecordError(
            f"The folder {outside} is not yours alone",
            cause="somebody else has made it; what is in it cannot be trusted",
            fix="remove it, or let yourself write to the record's folder",
        )
    return outside


def make(folder: Path, present: Manifest | None = None, tell: Tell | None = None) -> Path:
    """The path of the catalogue of a snapshot, the present one by default; makes it where it has not been made.

    Where an earlier one has the same weaving, its woven shelves are taken over. Earlier ones are removed: whoever has
    one of them open keeps it. Raises RecordError where a part cannot be read.
    """
    import duckdb

    present = manifest.load(folder) if present is None else present
    path = path_of(folder, present)
    if not path.exists():
        # named by the process: two may make the same one, and the later rename changes nothing
        temporary = path.with_name(f"{path.name}{manifest.TEMPORARY}-{os.getpid()}")
        try:
            before = _taken_over(folder, present, temporary)
            try:
                _fill(folder, present, temporary, tell, kept=before is not None)
            except duckdb.Error:
                if before is None:
                    raise
                for damaged in (before, temporary):  # what is wrong with one that is taken over is in no new one
                    damaged.unlink(missing_ok=True)
                _fill(folder, present, temporary, tell, kept=False)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    _clean(path)
    return path


def _fill(folder: Path, present: Manifest, path: Path, tell: Tell | None, *, kept: bool) -> None:
    with closing(Views(folder, present).connection) as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS shelf")
        if kept:
            _empty(connection)
        else:
            connection.execute("CREATE TABLE shelf.filled (shelf VARCHAR, name VARCHAR)")
            connection.execute(FOLDED.replace("folded", "shelf.folded", 1))
        source = Source(folder, present, connection)
        for number, shelf in enumerate(SHELVES, 1):
            if tell is not None:
                tell(shelf.name, number, len(SHELVES))
            if not (kept and shelf.woven):
                before = _tables(connection)
                shelf.fill(source)
                fresh = sorted(_tables(connection) - before)
                connection.executemany("INSERT INTO shelf.filled VALUES (?, ?)", [(shelf.name, name) for name in fresh])
        _state(connection, present)
        connection.execute("DETACH shelf")


def _taken_over(folder: Path, present: Manifest, path: Path) -> Path | None:
    """An earlier catalogue with the same weaving, which is at `path` too now; None where there is none."""
    for before in path.parent.glob(f"*{_ending(folder, present)}"):
        with suppress(OSError):  # gone meanwhile
            shutil.copyfile(before, path)
            return before
    return None


def _empty(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes away what is to be filled anew."""
    woven = [shelf.name for shelf in SHELVES if shelf.woven]
    kept = "shelf IN (SELECT unnest(?::VARCHAR[]))"
    for (name,) in connection.execute(f"SELECT name FROM shelf.filled WHERE NOT {kept}", [woven]).fetchall():
        connection.execute(f'DROP TABLE shelf."{name}"')
    connection.execute(f"DELETE FROM shelf.filled WHERE NOT {kept}", [woven])
    connection.execute("DROP TABLE shelf.state")


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'shelf'")
    return {name for (name,) in found.fetchall()}


def _state(connection: duckdb.DuckDBPyConnection, present: Manifest) -> None:
    connection.execute(
        """
        CREATE TABLE shelf.state AS
        SELECT ?::INTEGER AS snapshot, ?::INTEGER AS articles, ?::INTEGER AS statements, ?::INTEGER AS occurrences,
               ?::INTEGER AS encounters, ?::INTEGER AS unwoven, min(published) AS first, max(published) AS last,
               ?::VARCHAR AS made
        FROM articles
        """,
        [
            present.snapshot,
            *(present.rows(table) for table in ("articles", "statements", "occurrences", "encounters")),
            present.unwoven(),
            datetime.now(UTC).isoformat(timespec="seconds"),
        ],
    )


def _clean(newest: Path) -> None:
    for path in newest.parent.glob(f"*{SUFFIX}"):
        if path != newest:
            with suppress(OSError):  # Windows keeps what another process has open; the next one made removes it
                path.unlink()


def main() -> None:
    """Makes the catalogue of the record in the folder that is named, and says how far it is, a line a shelf.

    With `--quiet` at a low priority and without a word: the pages of the one before are being read meanwhile. An error
    is one line, and exit code 1.
    """
    folder, *options = sys.argv[1:]
    quiet = "--quiet" in options
    if quiet and hasattr(os, "nice"):
        os.nice(NICE)
    try:
        make(Path(folder), tell=None if quiet else _say)
    except CommuniqueError as error:
        sys.exit(str(error))


def _say(shelf: str, number: int, of: int) -> None:
    sys.stdout.write(f"{shelf} ({number} of {of})\n")
    sys.stdout.flush()
