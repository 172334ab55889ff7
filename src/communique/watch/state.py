"""What is known of each source and each page it named, kept so that a restart misses and repeats nothing.

A page is waiting (named by a list), then handed (on its way into the record, with the ids of its articles), then done
(the record has it) or left (it gave nothing, and will not). What a list names is kept in the same step as the marks
(ETag, Last-Modified) that make a host say "nothing new" the next time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from communique.errors import RecordError
from communique.gather.web import Link

STATE = "watching.sqlite"
FORMAT = 2
KEPT_SECONDS = 90 * 86_400.0
"""How long a page is remembered that its list names no more; after that, its text alone tells that it is known."""

_SCHEMA = f"""
CREATE TABLE source (
  url TEXT PRIMARY KEY, looked REAL, next REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, trouble TEXT,
  came INTEGER, news REAL
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

_FROM_1 = f"""
ALTER TABLE source ADD COLUMN came INTEGER;
ALTER TABLE source ADD COLUMN news REAL;
PRAGMA user_version = {FORMAT};
"""
"""A file of the first format does not know what came with the last look, nor when anything new came."""

_KEPT = """
SELECT url, looked, nullif(next, 0), failures, trouble, came, news, waiting, pages, without, articles
FROM (SELECT url FROM source UNION SELECT source FROM page)
LEFT JOIN source USING (url)
LEFT JOIN (
  SELECT source AS url, count(*) FILTER (WHERE standing IN ('waiting', 'handed')) AS waiting,
         count(*) FILTER (WHERE standing = 'done') AS pages, count(*) FILTER (WHERE standing = 'left') AS without,
         sum(length(articles) - length(replace(articles, ' ', '')) + 1)
           FILTER (WHERE standing = 'done' AND articles <> '') AS articles
  FROM page GROUP BY source
) USING (url)
ORDER BY url
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is known of a source. Times are seconds since 1970; what is not known is None.

    `looked` is when its list was last asked for, `came` how many new pages were named then, `news` when any came last,
    `next` when it is due, `failures` how often in a row it has failed and `trouble` why. Of the pages that it named, as
    far back as they are remembered, `waiting` are to be fetched or read, `pages` are in the record with so many
    `articles`, and `without` gave none.
    """

    url: str
    looked: float | None = None
    next: float | None = None
    failures: int = 0
    trouble: str | None = None
    came: int | None = None
    news: float | None = None
    waiting: int = 0
    pages: int = 0
    without: int = 0
    articles: int = 0


def kept(folder: Path) -> dict[str, Kept]:
    """What is known of each source that was ever watched for the record in a folder, by its URL. Nothing is changed.

    Raises RecordError where the file cannot be read.
    """
    path = folder / STATE
    if not path.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                return {}  # its making was stopped before anything was in it
            if version > FORMAT:
                raise _newer(path, version)
            query = _KEPT if version == FORMAT else _KEPT.replace("came, news", "NULL, NULL")
            rows = db.execute(query).fetchall()
    except sqlite3.Error as error:
        raise _damaged(path, error) from error
    names = [field.name for field in fields(Kept)]  # in the order of the query's columns
    found = ({name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows)
    return {values["url"]: Kept(**values) for values in found}


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
            elif version == 1:
                self._db.executescript(f"BEGIN IMMEDIATE;{_FROM_1}COMMIT;")
        except sqlite3.Error as error:
            raise _damaged(self._path, error) from error
        if version > FORMAT:
            self._db.close()
            raise _newer(self._path, version)

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

    def looked(self, source: str, now: float, next_: float, trouble: str | None = None, *, came: int = 0) -> None:
        """A look at the source is over, which named so many new pages; it failed where there is `trouble`."""
        with self._step() as db:
            db.execute("INSERT OR IGNORE INTO source (url) VALUES (?)", (source,))
            db.execute(
                "UPDATE source SET looked = ?1, next = ?2, trouble = ?3, failures = iif(?3 IS NULL, 0, failures + 1), "
                "came = ?5, news = iif(?5 > 0, ?1, news) WHERE url = ?4",
                (now, next_, trouble, source, came),
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


def _newer(path: Path, version: int) -> RecordError:
    return RecordError(
        f"{path} is of another release (format {version})",
        cause="a newer communique has watched for this record",
        fix="use that release",
    )


def _damaged(path: Path, error: sqlite3.Error) -> RecordError:
    return RecordError(
        f"{path}, in which it is kept what has been watched, cannot be used: {error}",
        cause="the file is damaged, or its disk is full or read-only",
        fix="free the disk; a damaged file can be moved away: what is still listed is then fetched again, and what the "
        "record holds is known by its text",
    )
