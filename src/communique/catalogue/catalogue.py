"""One catalogue, of one snapshot: opened once, asked by many threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import RecordError

if TYPE_CHECKING:
    import duckdb

MEMORY = "384MB"
"""What DuckDB may keep of a catalogue in memory. The pages of a record of 20,000 articles were no quicker with more."""

THREADS = 2

SEARCH = "shelf,memory"
"""Where names are looked up: in the file, then in memory, where what reviews change of it is laid over it."""


@dataclass(frozen=True, slots=True)
class State:
    """What a catalogue is of. `first` and `last` are days of publication, `made` the moment (ISO, UTC) it was made.

    `unwoven` counts the articles whose occurrences are not in it, since the record was not woven after they came.
    """

    snapshot: int
    articles: int
    statements: int
    occurrences: int
    encounters: int
    unwoven: int
    first: str | None
    last: str | None
    made: str


class Catalogue:
    """The catalogue in the file `path`, of the record in `folder`, made by `making.make`. Several threads may ask.

    Raises RecordError where the file cannot be read.
    """

    def __init__(self, folder: Path, path: Path) -> None:
        import duckdb

        self.folder = folder
        self.path = path
        self._connection = duckdb.connect(":memory:", config=config())
        self._of_thread = threading.local()
        quoted = str(path).replace("'", "''")
        try:
            self._connection.execute(f"ATTACH '{quoted}' AS shelf (READ_ONLY)")
        except duckdb.Error as error:
            raise unreadable(path, error) from error

    def ask(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of the answer to a query of our own, over the tables of the shelves."""
        with self._readable():
            return self._cursor.execute(query, list(values)).fetchall()

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The same, each row by the names of its columns."""
        with self._readable():
            found = self._cursor.execute(query, list(values))
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def columns(self, query: str, values: Sequence[Any] = ()) -> dict[str, Any]:
        """The same as columns: an array of numpy for each name. No value may be missing."""
        with self._readable():
            found: dict[str, Any] = self._cursor.execute(query, list(values)).fetchnumpy()
            return found

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Raises RecordError where the file cannot be read."""
        import duckdb

        try:
            yield
        except duckdb.IOException as error:
            raise unreadable(self.path, error) from error

    @cached_property
    def state(self) -> State:
        """What it is of."""
        (row,) = self.rows("SELECT * FROM state")
        days = {name: row[name].isoformat() if row[name] else None for name in ("first", "last")}
        return State(**{**row, **days})

    @property
    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own: one connection answers one thread at a time."""
        found: duckdb.DuckDBPyConnection | None = getattr(self._of_thread, "cursor", None)
        if found is None:
            found = self._of_thread.cursor = self._connection.cursor()
            found.execute(f"SET search_path = '{SEARCH}'")
        return found

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


def config() -> dict[str, str | bool | int | float | list[str]]:
    """How DuckDB is set up for a catalogue."""
    return {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
    }


def unreadable(path: Path, error: Exception) -> RecordError:
    """The error that says that a catalogue cannot be read, and what to do."""
    return RecordError(
        f"The catalogue {path} cannot be read: {error}",
        cause="it was changed or cut off by something other than communique",
        fix="delete the file: it is made again from the record",
    )
