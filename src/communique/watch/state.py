"""What is known of each source and each page it named, kept so that a restart misses and repeats nothing.

A page is waiting (named by a list), then handed (on its way into the record, with the ids of its articles), then done
(the record has it) or left (it gave nothing, and will not). What a list names is kept in the same step as the marks
(ETag, Last-Modified) that make a host say "nothing new" the next time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.errors import RecordError
from communique.gather.web import Link

STATE = "watching.sqlite"
FORMAT = 1
KEPT_SECONDS = 90 * 86_400.0
"""How long a page is remembered that its list names no more; after that, its text alone tells that it is known."""

_SCHEMA = f"""
CREATE TABLE source (
  url TEXT PRIMARY KEY, looked REAL, next REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, trouble TEXT
) WITHOUT ROWID;
CREATE TABLE list (url TEXT PRIMARY KEY, etag TEXT, modified TEXT) WITHOUT ROWID;
CREATE TABLE page (
  url TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT, published TEXT, standing TEXT NOT NULL DEFAULT 'waiting',
  articles TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0, next REAL NOT NULL DEFAULT 0,
  listed REAL NOT NULL, trouble TEXT
);
CREATE INDEX page_waiting ON page (source, next) WHERE standing = 'waiting';
CREATE INDEX page_listed ON page (source, listed);
PRAGMA user_version = {FORMAT};
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source is doing: when it was looked at and is next (seconds since 1970), and what its trouble is."""

    looked: float | None = None
    next: float = 0.0
    failures: int = 0
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page to be fetched, and how often that has failed."""

    link: Link
    tries: int


class State:
    """The file in a record's folder. Threads may share it; each method is one step, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / STATE
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None)
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._db.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")
        except sqlite3.Error as error:
            raise _damaged(self._path, error) from error
        if version not in (0, FORMAT):
            self._db.close()
            raise RecordError(
                f"{self._path} is of another release (format {version})",
                cause="a newer communique has watched for this record",
                fix="use that release",
            )

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def recover(self, knows: Callable[[str], bool]) -> None:
        """Settle what an earlier run left half done: pages on their way that the record has are done, others wait."""
        with self._step() as db:
            rows = db.execute("SELECT url, articles FROM page WHERE standing = 'handed'").fetchall()
            for url, articles in rows:
                standing = "done" if all(knows(article) for article in articles.split()) else "waiting"
                db.execute("UPDATE page SET standing = ? WHERE url = ?", (standing, url))

    def standing(self, source: str) -> Standing:
        """How the source is doing."""
        with self._step() as db:
            row = db.execute("SELECT looked, next, failures, trouble FROM source WHERE url = ?", (source,)).fetchone()
        return Standing(*row) if row else Standing()

    def marks(self, url: str) -> tuple[str | None, str | None]:
        """The ETag and the Last-Modified of a list as it was last taken in."""
        with self._step() as db:
            row = db.execute("SELECT etag, modified FROM list WHERE url = ?", (url,)).fetchone()
        return row or (None, None)

    def listed(
        self, source: str, url: str, links: Iterable[Link], marks: tuple[str | None, str | None], now: float
    ) -> int:
        """Keep what the list at `url` names, and its marks; returns how many of the links are new."""
        with self._step() as db:
            new = 0
            for link in links:
                new += db.execute(
                    "INSERT OR IGNORE INTO page (url, source, title, published, listed) VALUES (?, ?, ?, ?, ?)",
                    (link.url, source, link.title, link.published, now),
                ).rowcount
                # Whichever source names it still is the one that fetches it, should another be watched no more.
                db.execute(
                    "UPDATE page SET listed = ?, source = iif(standing = 'waiting', ?, source) WHERE url = ?",
                    (now, source, link.url),
                )
            db.execute(
                "INSERT INTO list VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET etag = ?2, modified = ?3",
                (url, *marks),
            )
            db.execute(
                "DELETE FROM page WHERE source = ? AND listed < ? AND standing IN ('done', 'left')",
                (source, now - KEPT_SECONDS),
            )
            return new

    def looked(self, source: str, now: float, next_: float, trouble: str | None = None) -> None:
        """A look at the source is over; it failed where there is `trouble`."""
        with self._step() as db:
            db.execute("INSERT OR IGNORE INTO source (url) VALUES (?)", (source,))
            db.execute(
                "UPDATE source SET looked = ?, next = ?, trouble = ?3, failures = iif(?3 IS NULL, 0, failures + 1) "
                "WHERE url = ?4",
                (now, next_, trouble, source),
            )

    def waiting(self, source: str, now: float, longest: float) -> list[Waiting]:
        """The pages of the source that are to be fetched now, in the order in which they were named.

        One that is to wait for more than `longest` seconds is among them: the clock was set back since.
        """
        with self._step() as db:
            rows = db.execute(
                "SELECT url, title, published, tries FROM page WHERE source = ? AND standing = 'waiting' "
                "AND (next <= ? OR next > ?) ORDER BY tries, rowid",
                (source, now, now + longest),
            ).fetchall()
        return [Waiting(Link(url, title, published), tries) for url, title, published, tries in rows]

    def handed(self, pages: Iterable[tuple[str, Iterable[str]]]) -> None:
        """These pages, with the ids of their articles, are about to be added to the record."""
        with self._step() as db:
            db.executemany(
                "UPDATE page SET standing = 'handed', articles = ? WHERE url = ?",
                [(" ".join(articles), url) for url, articles in pages],
            )

    def done(self, pages: Iterable[str]) -> None:
        """The record has the articles of these pages."""
        with self._step() as db:
            db.executemany("UPDATE page SET standing = 'done', trouble = NULL WHERE url = ?", [(url,) for url in pages])

    def later(self, page: str, next_: float, trouble: str, *, tried: bool) -> None:
        """The page is to be fetched again; `tried` counts this as one failure of its own."""
        with self._step() as db:
            db.execute(
                "UPDATE page SET next = ?, trouble = ?, tries = tries + ? WHERE url = ?",
                (next_, trouble, int(tried), page),
            )

    def left(self, page: str, trouble: str) -> None:
        """The page gave no article, and is not asked for again."""
        with self._step() as db:
            db.execute("UPDATE page SET standing = 'left', trouble = ? WHERE url = ?", (trouble, page))

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield self._db
                except BaseException:
                    self._db.execute("ROLLBACK")
                    raise
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise _damaged(self._path, error) from error


def _damaged(path: Path, error: sqlite3.Error) -> RecordError:
    return RecordError(
        f"{path}, in which it is kept what has been watched, cannot be used: {error}",
        cause="the file is damaged, or its disk is full or read-only",
        fix="free the disk; a damaged file can be moved away: what is still listed is then fetched again, and what the "
        "record holds is known by its text",
    )
