"""The index: which articles and statements have some words, who is meant by a name, which articles tell of an event,
and how often each actor occurs. SQLite, made from the parts.

A row of the index says which part it came from, and a question passes over the rows of parts that its snapshot does
not have. So the index may run ahead of the manifest (a writer fills it just before the swap) and never shows half a
batch. It holds no text: what is found is read from the parts. It may be deleted at any time.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import RecordError
from communique.record import deeds, finding, parts, tallies
from communique.record.finding import Finder
from communique.record.lock import INDEXING, held
from communique.record.manifest import Manifest, Part
from communique.record.words import indexed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

INDEX = "search.sqlite"
TOKENS = "unicode61 remove_diacritics 2"
"""How FTS5 cuts a text into words: runs of letters and digits, lower case, without accents."""

_VERSION = 3

INDEXED = ("articles", "statements", "actors", "mentions")
"""The tables whose parts are taken in."""

_OF_PART = ("rows", "names", "events")
"""The tables of the index whose rows are each of one part."""

_WAIT_SECONDS = 20.0
"""How long to wait for another process that is filling the index."""

_DAMAGE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)

_TABLES = f"""
BEGIN;
CREATE TABLE parts (number INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL);
CREATE TABLE rows (id INTEGER PRIMARY KEY AUTOINCREMENT, part INTEGER NOT NULL, article TEXT NOT NULL, statement TEXT,
    path TEXT);
CREATE INDEX rows_of_part ON rows (part);
{finding.TABLES}
{deeds.TABLE}
{tallies.TABLES}
CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='{TOKENS}');
PRAGMA user_version = {_VERSION};
COMMIT;
"""

_FIND = """
SELECT parts.name, rows.article, rows.statement
FROM words JOIN rows ON rows.id = words.rowid JOIN parts ON parts.number = rows.part
WHERE words MATCH ? AND rows.part NOT IN (SELECT value FROM json_each(?))
ORDER BY bm25(words), rows.article, rows.id
LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the index: the part and article it is in; `statement` is None where the article itself is meant."""

    part: Part
    article: str
    statement: str | None


class SearchIndex:
    """The index of the record in `folder`. Several processes, and several threads of each, may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._in_memory: sqlite3.Connection | None = None
        self._one_thread = threading.Lock()

    def update(self, present: Manifest, fresh: Sequence[Part]) -> None:
        """Takes in the parts of a batch that is about to be made visible, and whatever was missing before.

        Only the holder of the writer's lock may call it. An index that cannot be written is left behind, for it is
        no part of the record proper: the next search makes up for it, or says why it cannot.
        """
        wanted = _wanted((*present.parts, *fresh))
        try:
            try:
                self._catch_up(wanted, alone=True)
            except sqlite3.Error as error:
                if _is_damage(error):
                    self._make_anew(wanted)
        except (sqlite3.Error, RecordError):
            return

    def find(self, present: Manifest, expression: str, limit: int) -> list[Found]:
        """The best `limit` rows for an FTS5 query, best first.

        An index that is missing or behind is caught up first, and a damaged one made anew. Where the disk does not
        let us, or another process is at it for too long, one is made in memory instead.
        Raises RecordError where a part cannot be read.
        """
        wanted = _wanted(present.parts)
        for prepare in (self._catch_up, self._make_anew):
            try:
                prepare(wanted)
                with self._opened() as index:
                    return _ask(index, wanted, expression, limit)
            except RecordError:
                break
            except sqlite3.Error as error:
                if not _is_damage(error):
                    break
        return self._find_in_memory(wanted, expression, limit)

    @contextmanager
    def finder(self, present: Manifest) -> Iterator[Finder | None]:
        """What finds names and articles of that snapshot; None where the index is missing, behind or damaged.

        The block is left where a damaged index is asked.
        """
        wanted = _wanted(present.parts)
        with ExitStack() as stack:
            found = None
            with suppress(sqlite3.Error):
                if (self.folder / INDEX).exists():
                    index = stack.enter_context(self._opened())
                    index.execute("BEGIN")
                    known = _known(index)
                    if wanted.keys() <= known.keys():
                        found = Finder.of(index, (number for name, number in known.items() if name not in wanted))
            yield found

    def _catch_up(self, wanted: dict[str, Part], *, alone: bool = False) -> None:
        with self._opened() as index:
            if not alone and wanted.keys() <= _known(index).keys():
                return
        with self._locked(), self._opened() as index:
            index.execute("PRAGMA journal_mode = WAL")
            _fill(index, self.folder, wanted, alone=alone)

    def _make_anew(self, wanted: dict[str, Part]) -> None:
        with self._locked():
            # the log first: one that outlived its index would be played into the new one
            for suffix in ("-wal", "-shm", ""):
                _remove(self.folder / (INDEX + suffix))
            with self._opened() as index:
                index.execute("PRAGMA journal_mode = WAL")
                _fill(index, self.folder, wanted)

    def _find_in_memory(self, wanted: dict[str, Part], expression: str, limit: int) -> list[Found]:
        with self._one_thread:
            try:
                if self._in_memory is None:
                    self._in_memory = sqlite3.connect(":memory:", check_same_thread=False)
                    weakref.finalize(self, self._in_memory.close)
                _fill(self._in_memory, self.folder, wanted)
                return _ask(self._in_memory, wanted, expression, limit)
            except sqlite3.Error as error:
                raise RecordError(
                    f"The record at {self.folder} cannot be searched: {error}",
                    cause="Python's SQLite was built without FTS5, or the memory is full",
                    fix="use a Python from python.org or a package manager",
                ) from error

    @contextmanager
    def merged(self, groups: Mapping[Part, Sequence[Part]]) -> Iterator[None]:
        """Takes the rows of merged parts for those of the new ones, once the block has made these visible.

        Only the holder of the writer's lock may call it. Where that cannot be done the index is left behind: the next
        search takes the new parts in.
        """
        with ExitStack() as stack:
            index = None
            with suppress(sqlite3.Error, RecordError):
                stack.enter_context(self._locked())
                index = stack.enter_context(self._opened())
                index.execute("BEGIN IMMEDIATE")
                _rename(index, groups)
            yield
            with suppress(sqlite3.Error):
                if index is not None and index.in_transaction:
                    index.commit()

    def faults(self) -> Iterator[str]:
        """What is wrong with the index, in words: nothing where there is none, or it is merely behind."""
        if not (self.folder / INDEX).exists():
            return
        try:
            with self._opened() as index:
                if 0 < index.execute("PRAGMA user_version").fetchone()[0] < _VERSION:
                    return  # an older release made it: what is written or searched next makes it anew
                _known(index)
                found = [row[0] for row in index.execute("PRAGMA quick_check(3)")]
                if found == ["ok"]:
                    index.execute("SELECT rowid FROM words WHERE words MATCH '\"a\"' LIMIT 1").fetchall()
        except sqlite3.Error as error:
            yield f"{INDEX} cannot be read: {error}"
            return
        yield from (f"{INDEX} is damaged: {' '.join(line.split())}" for line in found[:1] if line != "ok")

    def anew(self, present: Manifest) -> None:
        """Makes the index anew. Raises RecordError or sqlite3.Error where it cannot be written."""
        self._make_anew(_wanted(present.parts))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.folder / INDEX, timeout=_WAIT_SECONDS)) as connection:
            yield connection

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with held(self.folder / INDEXING, wait_seconds=_WAIT_SECONDS) as taken:
            if not taken:
                raise RecordError(f"The index of {self.folder} is being written by another process")
            yield


def _wanted(named: Sequence[Part]) -> dict[str, Part]:
    return {part.name: part for part in named if part.table in INDEXED}


def _known(index: sqlite3.Connection) -> dict[str, int]:
    """The parts that an index has, with their numbers in it. Raises sqlite3.DatabaseError where it is no index."""
    version = index.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        return {}
    if version != _VERSION:
        raise sqlite3.DatabaseError(f"the index has version {version}")
    return dict(index.execute("SELECT name, number FROM parts"))


def _fill(index: sqlite3.Connection, folder: Path, wanted: dict[str, Part], *, alone: bool = False) -> None:
    """Adds what the index lacks, one part a transaction.

    `alone`: nobody else can know of other parts, so those that the index has were left by a writer that died.
    """
    known = _known(index)
    if not known and index.execute("PRAGMA user_version").fetchone()[0] == 0:
        index.executescript(_TABLES)
    gone = sorted(known.keys() - wanted.keys()) if alone else []
    if gone:
        with index:
            for name in gone:
                # their words stay in the FTS table, under row numbers that are never given out again
                for table in _OF_PART:
                    index.execute(f"DELETE FROM {table} WHERE part = ?", (known[name],))
                index.execute("DELETE FROM parts WHERE number = ?", (known[name],))
            # a name stands with the first part that has it, and later ones may have it, too; sums are of all parts
            tallies.clear(index)
            for part in wanted.values():
                if part.name in known:
                    _add_actors(index, folder, part, known[part.name])
    missing = [part for part in wanted.values() if part.name not in known]
    if not missing:
        return
    with closing(deeds.reader()) as read:
        for part in missing:
            with index:
                _add(index, folder, part, read)


def _rename(index: sqlite3.Connection, groups: Mapping[Part, Sequence[Part]]) -> None:
    """Gives the rows of parts to the part that they were merged in, where the index has all of them."""
    known = _known(index)
    for new, group in groups.items():
        numbers = [known[part.name] for part in group if part.name in known]
        if new.name in known or len(numbers) != len(group):
            continue
        into = index.execute("INSERT INTO parts (name) VALUES (?)", (new.name,)).lastrowid
        for table in _OF_PART:
            index.executemany(f"UPDATE {table} SET part = ? WHERE part = ?", [(into, number) for number in numbers])
        index.executemany("DELETE FROM parts WHERE number = ?", [(number,) for number in numbers])


def _add(index: sqlite3.Connection, folder: Path, part: Part, read: duckdb.DuckDBPyConnection) -> None:
    number = index.execute("INSERT INTO parts (name) VALUES (?)", (part.name,)).lastrowid or 0
    _add_actors(index, folder, part, number)
    if part.table == "articles":
        found = parts.load(folder, part, ["id", "title", "text", "path"])
        _add_rows(index, number, found, "id", None, "title", "text", "path")
        deeds.add_events(index, folder, part, number, read)
    elif part.table == "statements":
        found = parts.load(folder, part, ["article", "id", "content"])
        _add_rows(index, number, found, "article", "id", None, "content", None)


def _add_actors(index: sqlite3.Connection, folder: Path, part: Part, number: int) -> None:
    if part.table in finding.NAMING:
        finding.add_names(index, folder, part, number)
    if part.table in tallies.SUMMED:
        tallies.add_tallies(index, folder, part)


def _add_rows(index: sqlite3.Connection, number: int, found: pa.Table, *columns: str | None) -> None:
    """Takes in the article, statement, title, text and path of each row, from the columns of these names."""
    last = index.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'rows'").fetchone()[0]
    ids = range(last + 1, last + 1 + found.num_rows)
    none = [None] * len(ids)
    articles, statements, titles, texts, paths = (none if c is None else found[c].to_pylist() for c in columns)
    index.executemany(
        "INSERT INTO rows VALUES (?, ?, ?, ?, ?)",
        zip(ids, [number] * len(ids), articles, statements, paths, strict=True),
    )
    words = zip(ids, map(indexed, titles), map(indexed, texts), strict=True)
    index.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", words)
    finding.add_keys(index, ids, paths)


def _ask(index: sqlite3.Connection, wanted: dict[str, Part], expression: str, limit: int) -> list[Found]:
    # one transaction, one state of the index: a part that a writer adds between the two would be in neither list
    index.execute("BEGIN")
    try:
        later = [number for name, number in _known(index).items() if name not in wanted]
        found = index.execute(_FIND, (expression, json.dumps(later), limit)).fetchall()
    finally:
        index.rollback()
    return [Found(wanted[part], article, statement) for part, article, statement in found]


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the index file itself is at fault, not the disk, the rights to it or another process."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGE


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise RecordError(f"The damaged index {path} cannot be removed: {error}") from error
