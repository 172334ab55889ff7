"""The log of reviews: `reviews.sqlite` in a record's folder, which is only ever added to.

It is the one thing in a record that a person typed, so it is the one file that is never made anew. Several processes,
and several threads of each, may add and ask at once: a review is in the log, on the disk, when `add` returns.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from communique.errors import MetFirst, RecordError, ReviewError
from communique.record.lock import held
from communique.record.manifest import LOG
from communique.reviews.entry import Entry, Key
from communique.reviews.review import Review, check, numbered, undoing
from communique.reviews.standing import Standing, not_undone, standing

T = TypeVar("T")

MAKING = "reviews.lock"
VERSION = 1

_WAIT_SECONDS = 20.0
"""How long to wait for another process that is adding: a review takes milliseconds, an import of thousands seconds."""

_TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE reviews (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    verdict TEXT NOT NULL,
    article TEXT NOT NULL,
    undoes TEXT,
    review TEXT NOT NULL
);
CREATE TABLE touched (number INTEGER NOT NULL REFERENCES reviews, article TEXT NOT NULL, entry TEXT NOT NULL);
CREATE INDEX touched_entry ON touched (entry, number);
CREATE INDEX touched_article ON touched (article, number);
CREATE INDEX undone ON reviews (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER reviews_stay BEFORE DELETE ON reviews
    BEGIN SELECT raise(ABORT, 'a review is never removed: undo it'); END;
CREATE TRIGGER reviews_stay_as_they_are BEFORE UPDATE ON reviews
    BEGIN SELECT raise(ABORT, 'a review is never changed: undo it'); END;
-- INSERT OR REPLACE would remove the row that it replaces, and no trigger hears of that
CREATE TRIGGER reviews_are_not_replaced BEFORE INSERT ON reviews
    WHEN EXISTS (SELECT 1 FROM reviews WHERE number = NEW.number OR id = NEW.id)
    BEGIN SELECT raise(ABORT, 'a review is never replaced'); END;
CREATE TRIGGER touched_stay BEFORE DELETE ON touched
    BEGIN SELECT raise(ABORT, 'a review is never removed: undo it'); END;
CREATE TRIGGER touched_stay_as_they_are BEFORE UPDATE ON touched
    BEGIN SELECT raise(ABORT, 'a review is never changed: undo it'); END;
PRAGMA user_version = {VERSION};
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking reviews in from elsewhere: how many are new, and how many the log had already."""

    new: int
    known: int


class Reviews:
    """The log of the record in a folder. Make one with `Reviews.open`; it holds nothing open between calls."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / LOG

    @classmethod
    def open(cls, folder: str | Path) -> Reviews:
        """The log of the record in `folder`. Nothing is written before the first review is added."""
        return cls(Path(folder).expanduser().absolute())

    @property
    def newest(self) -> int:
        """The number of the last review, 0 where there is none: what changes with each review. Cheap to ask."""
        return self._ask(lambda log: int(log.execute("SELECT coalesce(max(number), 0) FROM reviews").fetchone()[0]), 0)

    def all(self) -> tuple[Review, ...]:
        """All reviews, in order. Raises RecordError where the log cannot be read."""
        return self.since(0)

    def since(self, number: int) -> tuple[Review, ...]:
        """The reviews after the one with that number, in order."""
        return self._reviews("SELECT number, review FROM reviews WHERE number > ? ORDER BY number", number)

    def of(self, *entries: Entry) -> tuple[Review, ...]:
        """The reviews that touch any of these entries, in order; those of the same reading alone (see `fitting`)."""
        return self._ask(lambda log: _touching(log, (entry.key for entry in entries)), ())

    def of_article(self, article: str) -> tuple[Review, ...]:
        """The reviews that touch any entry of an article, in order."""
        return self._reviews(
            "SELECT number, review FROM reviews WHERE number IN (SELECT number FROM touched WHERE article = ?)"
            " ORDER BY number",
            article,
        )

    def review(self, id_: str) -> Review:
        """The review with that id. Raises ReviewError where the log has none."""
        found = self._reviews("SELECT number, review FROM reviews WHERE id = ?", id_)
        if not found:
            raise _no_review(id_)
        return found[0]

    def standing(self) -> Standing:
        """What is in force."""
        return standing(self.all())

    def add(self, review: Review) -> Review:
        """Adds a review, and gives it with its number.

        Raises MetFirst, and adds nothing, where any of its entries, or of those of the review that it `saw`, has a
        newer review than that one; ReviewError where it is none by the vocabulary, or names a review that is not there.
        """
        check(review)
        with self._adding() as log:
            if _known(log, review.id):
                raise ReviewError(
                    f"The log has a review {review.id!r} already", cause="the same one was sent twice", fix="look it up"
                )
            seen = _one(log, review.saw) if review.saw is not None else None
            undone = _one(log, review.undoes) if review.undoes is not None else None
            keys = review.keys | (seen.keys if seen else frozenset()) | (undone.keys if undone else frozenset())
            newer = [one for one in _touching(log, keys) if one.number > (seen.number if seen else 0)]
            if newer:
                raise MetFirst(newer)
            return _insert(log, review)

    def undo(self, id_: str, who: str, *, note: str | None = None) -> Review:
        """Says that the review with that id no longer holds; what held before it, holds again. Gives the undoing.

        Undo an undoing, and what was undone holds again. Raises ReviewError where there is no such review; MetFirst
        where it was undone already, with what undid it.
        """
        with self._adding() as log:
            review = _one(log, id_)
            made = undoing(review, who, note=note)
            check(made)
            about = _touching(log, review.keys)
            if all(one.id != id_ for one in not_undone(about)):
                raise MetFirst([one for one in about if one.undoes == id_])
            return _insert(log, made)

    def take(self, reviews: Iterable[Review]) -> Taken:
        """Takes in reviews that were made in another record, in their order, with their ids, authors and moments.

        All are taken in or none; those that the log has already are passed over. Nobody is asked what they had seen:
        they follow what is there. Raises ReviewError where one is none by the vocabulary.
        """
        checked = tuple(reviews)
        for review in checked:
            check(review)
        if not checked:
            return Taken(0, 0)
        new = 0
        with self._adding() as log:
            for review in checked:
                if not _known(log, review.id):
                    _insert(log, review)
                    new += 1
        return Taken(new, len(checked) - new)

    def __repr__(self) -> str:
        return f"Reviews({str(self.folder)!r})"

    def _reviews(self, query: str, value: object) -> tuple[Review, ...]:
        return self._ask(lambda log: tuple(map(_review, log.execute(query, (value,)))), ())

    def _ask(self, ask: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """What `ask` gives of the log; `nothing` where there is none yet."""
        if not self.path.exists():
            return nothing
        try:
            try:
                with closing(self._connection()) as log:
                    return ask(log) if self._version(log) else nothing
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _UNWRITABLE:
                    raise
                # A folder that may only be read: nobody can be adding, so the file is taken as it lies.
                with closing(self._connection("mode=ro&immutable=1")) as log:
                    return ask(log) if self._version(log) else nothing
        except sqlite3.Error as error:
            raise self._unusable(error, "read") from error

    @contextmanager
    def _adding(self) -> Iterator[sqlite3.Connection]:
        """The log, for one transaction that nobody else's can come between; nothing of it stays where it fails."""
        try:
            if not self.path.exists():
                self._make()
            with closing(self._connection("mode=rw")) as log:
                if not self._version(log):
                    self._make()
                log.execute("BEGIN IMMEDIATE")
                try:
                    yield log
                except BaseException:
                    log.rollback()
                    raise
                log.commit()
        except sqlite3.Error as error:
            raise self._unusable(error, "written") from error

    def _make(self) -> None:
        with held(self.folder / MAKING, wait_seconds=_WAIT_SECONDS) as taken:
            if not taken:
                raise RecordError(f"The reviews of {self.folder} are being made by another process")
            with closing(self._connection("mode=rwc")) as log:
                if not self._version(log):
                    log.execute("PRAGMA journal_mode = WAL")
                    log.executescript(_TABLES)

    def _connection(self, mode: str = "mode=rw") -> sqlite3.Connection:
        # autocommit: transactions are begun where they are needed, and nowhere else
        log = sqlite3.connect(f"{self.path.as_uri()}?{mode}", timeout=_WAIT_SECONDS, uri=True, isolation_level=None)
        log.execute("PRAGMA synchronous = FULL")
        return log

    def _version(self, log: sqlite3.Connection) -> int:
        """The version of the log, 0 while it is being made. Raises RecordError where it is a later one."""
        version = int(log.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise RecordError(
                f"The reviews in {self.path} have version {version}, this program knows version {VERSION}",
                cause="a later release of communique made them",
                fix="use that release",
            )
        return version

    def _unusable(self, error: sqlite3.Error, what: str) -> RecordError:
        return RecordError(
            f"The reviews in {self.path} cannot be {what}: {error}",
            cause="the disk is full or read-only, another process is adding for too long, or the file is damaged",
            fix="check the disk; a damaged file is restored from a copy, and is never made anew by this program",
        )


_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _review(row: tuple[int, str]) -> Review:
    number, line = row
    return Review.from_dict(json.loads(line), number)


def _insert(log: sqlite3.Connection, review: Review) -> Review:
    number = int(log.execute("SELECT coalesce(max(number), 0) + 1 FROM reviews").fetchone()[0])
    # in ASCII: a text may hold half of a surrogate pair, which SQLite does not take
    line = json.dumps(review.to_dict(), ensure_ascii=True, separators=(",", ":"))
    row = (number, review.id, review.at, review.who, review.verdict, review.entry.article, review.undoes, line)
    log.execute("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    places = [(number, entry.article, _digest(entry.key)) for entry in review.touched]
    log.executemany("INSERT INTO touched VALUES (?, ?, ?)", places)
    return numbered(review, number)


def _touching(log: sqlite3.Connection, keys: Iterable[Key]) -> tuple[Review, ...]:
    wanted = json.dumps([*map(_digest, keys)])
    query = (
        "SELECT number, review FROM reviews WHERE number IN"
        " (SELECT number FROM touched WHERE entry IN (SELECT value FROM json_each(?))) ORDER BY number"
    )
    return tuple(map(_review, log.execute(query, (wanted,))))


def _known(log: sqlite3.Connection, id_: str) -> bool:
    return log.execute("SELECT 1 FROM reviews WHERE id = ?", (id_,)).fetchone() is not None


def _one(log: sqlite3.Connection, id_: str) -> Review:
    row = log.execute("SELECT number, review FROM reviews WHERE id = ?", (id_,)).fetchone()
    if row is None:
        raise _no_review(id_)
    return _review(row)


def _digest(key: Key) -> str:
    return hashlib.sha256(json.dumps(key).encode("ascii")).hexdigest()[:32]


def _no_review(id_: str) -> ReviewError:
    return ReviewError(f"There is no review {id_!r} in this record", cause="the id is of another record, or mistyped")
