"""Makes the catalogue of a snapshot: one file, written under a temporary name and renamed when it is whole.

Run as a program, `python -m communique.catalogue.making FOLDER`, it makes the one of the present snapshot; so a server
can have it made in a process of its own.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

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
from communique.errors import CommuniqueError
from communique.record import manifest
from communique.record.manifest import Manifest
from communique.record.views import FOLDED, Views

if TYPE_CHECKING:
    import duckdb

    from communique.weave.occurrence import Occurrence

VERSION = 1
"""To be raised with every change in what a shelf is filled with."""

FOLDER = "catalogue"
SUFFIX = ".duckdb"
NICE = 15

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


SHELVES: tuple[Callable[[Source], None], ...] = (
    articles.fill,
    statements.fill,
    lines.fill,
    bargaining.fill,
    encounters.fill,
    news.fill,
    happenings.fill,
    actors.fill,
    told.fill,
    queue.fill,
)
"""What fills each shelf, in order: one may use those before it."""


def path_of(folder: Path, present: Manifest) -> Path:
    """Where the catalogue of a snapshot is, whether or not it has been made."""
    digest = hashlib.sha256(manifest.render(present)).hexdigest()[:16]
    return place(folder) / f"{digest}-{VERSION}{SUFFIX}"


def place(folder: Path) -> Path:
    """The folder for catalogues: in the record, or where that cannot be written, among the temporary files."""
    inside = folder / FOLDER
    with suppress(OSError):
        inside.mkdir(exist_ok=True)
    if os.access(inside, os.W_OK):
        return inside
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    # not by a name that others can guess and have made before us
    outside = Path(tempfile.gettempdir()) / f"communique-{os.getuid() if hasattr(os, 'getuid') else 0}-{name}"
    outside.mkdir(mode=0o700, exist_ok=True)
    return outside


def make(folder: Path, present: Manifest | None = None) -> Path:
    """The path of the catalogue of a snapshot, the present one by default; makes it where it has not been made.

    Earlier ones are removed: whoever has one of them open keeps it. Raises RecordError where a part cannot be read.
    """
    present = manifest.load(folder) if present is None else present
    path = path_of(folder, present)
    if not path.exists():
        # named by the process: two may make the same one, and the later rename changes nothing
        temporary = path.with_name(f"{path.name}{manifest.TEMPORARY}-{os.getpid()}")
        try:
            _fill(folder, present, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    _clean(path)
    return path


def _fill(folder: Path, present: Manifest, path: Path) -> None:
    connection = Views(folder, present).connection
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS shelf")
    source = Source(folder, present, connection)
    connection.execute(FOLDED.replace("folded", "shelf.folded", 1))
    for fill in SHELVES:
        fill(source)
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
    connection.execute("DETACH shelf")
    connection.close()


def _clean(newest: Path) -> None:
    for path in newest.parent.glob(f"*{SUFFIX}"):
        if path != newest:
            with suppress(OSError):  # Windows keeps what another process has open; the next one made removes it
                path.unlink()


def main() -> None:
    """Makes the catalogue of the record in the folder that is named. An error is one line, and exit code 1.

    At a low priority: the pages of the one before are being read meanwhile.
    """
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        make(Path(sys.argv[1]))
    except CommuniqueError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
