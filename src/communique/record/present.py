"""The snapshot that questions are put to, with the reviews of it: the newest, or the one that was asked for."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from communique.errors import QuestionError, RecordError
from communique.reading import Reading
from communique.record import history, manifest, parts
from communique.record import questions as q
from communique.record.history import Past, Snapshot
from communique.record.manifest import LOG, Manifest
from communique.record.meant import Meaning, Meant, article_found
from communique.record.names import article_named
from communique.record.rewoven import rewoven
from communique.record.search import SearchIndex
from communique.record.views import Views

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.finding import Finder
    from communique.record.names import Names, Told
    from communique.reviews import Review

T = TypeVar("T")


class Present:
    """The snapshot of the record in `folder` that questions are put to, looked for anew with each of them.

    Of several threads each may ask. Raises RecordError where there is no record, or it is damaged or of another layout
    version; QuestionError where it has no snapshot `as_of`.
    """

    def __init__(self, folder: Path, as_of: int | str | date | None = None) -> None:
        self.folder = folder
        self.as_of = as_of
        self.index = SearchIndex(folder)
        self._one_thread = threading.RLock()
        self._stamp: tuple[int, int, int] | None = None
        self._reviews: tuple[Review, ...] = ()
        self._reviewed = 0
        self._views = Views(folder, Manifest())
        self._past, self._then = Past(Snapshot(0, 0), None), Manifest()
        self._articles: dict[str, str] = {}
        self._read_parts: set[str] = set()
        self.now()

    @property
    def snapshot(self) -> Snapshot:
        """Which it is, when it came and by which command."""
        with self._one_thread:
            self.now()
            return self._past.snapshot if self.as_of is not None else self.history()[-1]

    def history(self) -> tuple[Snapshot, ...]:
        """All snapshots of the record, in order."""
        return history.snapshots(self.folder, manifest.load(self.folder))

    def now(self) -> Views:
        """The newest snapshot, with the newest reviews."""
        with self._one_thread:
            while (stamp := manifest.stamp(self.folder)) != self._stamp:
                newest = manifest.load(self.folder)
                seen = set(self._then.parts)
                try:
                    manifest.verify_sizes(self.folder, tuple(part for part in newest.parts if part not in seen))
                except RecordError:
                    if manifest.stamp(self.folder) == stamp:
                        raise
                    continue  # woven anew meanwhile, and the parts that this snapshot had are gone
                self._views, self._then, self._stamp = self._views_of(newest), newest, stamp
            # Nothing of reviews is imported for a record that has none.
            if (self.folder / LOG).exists():
                from communique.reviews import Reviews

                log = Reviews(self.folder)
                if (newest_review := log.newest) != self._reviewed:
                    self._reviews, self._reviewed = log.all(), newest_review
                    self._views = self._views_of(self._then)
            return self._views

    def put(self, views: Views, ask: Callable[[Views], T]) -> T:
        """What `ask` gives of a snapshot; of the newest, where a later weaving has removed what that one had."""
        while True:
            try:
                return ask(views)
            except (RecordError, QuestionError):
                asked, views = views, self.now()
                if views is asked:
                    raise

    def asker(self, views: Views, query: q.Query) -> Callable[[], pa.Table]:
        """What puts a query to a snapshot, once it is called."""
        return lambda: self.put(views, lambda present: present.put(query))

    def undated(
        self,
        views: Views,
        view: str,
        column: str,
        where: Sequence[q.Condition],
        dates: Sequence[q.Condition],
        counted: Callable[[Finder, Sequence[q.Condition]], int] | None = None,
    ) -> Callable[[], int]:
        """What counts the rows that have no date, but would fit a question for a stretch of time; 0 without one.

        `counted` counts them in the index, where that has them.
        """
        if not dates:
            return lambda: 0
        undated = (*where, q.Condition(f"{column} IS NULL"))
        query = q.count_query(view, undated)

        def count(views: Views) -> int:
            return int(views.put(query)["rows"][0].as_py())

        return self.looked_up(views, lambda _, finder: counted(finder, undated) if counted else None, count)

    def pairs(self, query: str) -> list[tuple[str, str]]:
        """The rows of an answer that has two columns."""
        first, second = self.asker(self.now(), q.Query(query))().columns
        return list(zip(first.to_pylist(), second.to_pylist(), strict=True))

    def names(self) -> Meaning:
        """Who is meant by a name."""

        def whole() -> Names:
            return self.put(self.now(), lambda views: views.names)

        def exact(ids: Iterable[str], value: str) -> list[Told]:
            return self.put(self.now(), lambda views: views.told_of(ids, value))

        changed = self.put(self.now(), lambda views: views.is_changed)
        return Meant(self.find, whole, exact if changed else None)

    def find(self, ask: Callable[[Finder], list[T]]) -> list[T] | None:
        """What the index finds in the snapshot; None where it cannot be asked, or an older one is meant."""
        if self.as_of is not None:
            return None
        with suppress(sqlite3.Error, UnicodeEncodeError), self.index.finder(self.now().manifest) as finder:
            return ask(finder) if finder is not None else None
        return None

    def looked_up(
        self, views: Views, ask: Callable[[Views, Finder], T | None], otherwise: Callable[[Views], T]
    ) -> Callable[[], T]:
        """What the index answers about a snapshot, once it is called; where it cannot, what the snapshot does."""

        def answer(views: Views) -> T:
            if self.as_of is None and not views.is_changed:
                with suppress(sqlite3.Error, UnicodeEncodeError), self.index.finder(views.manifest) as finder:
                    if finder is not None and (found := ask(views, finder)) is not None:
                        return found
            return otherwise(views)

        return lambda: self.put(views, answer)

    def article(self, key: str) -> str:
        """The id of the article that `key` means. Raises QuestionError where none or several are meant."""
        placed = self.find(lambda finder: article_found(key, finder))
        return placed[0].article if placed else article_named(key, self.article_parts(), self._paths)

    def reading(self, article: str) -> Reading:
        """The reading of the article with that id, which the record has."""
        placed = self.find(lambda finder: [found] if (found := finder.article(article)) else [])
        name = placed[0].part if placed else self.article_parts()[article]
        part = next((part for part in self.now().manifest.parts if part.name == name), None)
        if part is None:
            raise RecordError(f"Part {name} of the record at {self.folder} is gone", fix="ask once more")
        row = parts.load(self.folder, part, ["id"])["id"].to_pylist().index(article)
        (found,) = parts.rows_at(self.folder, part, ["reading"], [row])
        return Reading.from_json(found["reading"])

    def readings(self, articles: Iterable[str]) -> Iterator[Reading]:
        """The readings of the articles with these ids, one after the other; those that it has not are passed over."""
        from communique.record.reviewed import readings_of

        views, wanted = self.now(), set(articles)
        while True:
            try:
                for reading in readings_of(self.folder, views.manifest, wanted):
                    wanted.discard(reading.article.id)
                    yield reading
            except RecordError:
                asked, views = views, self.now()
                if views is asked:
                    raise
            else:
                return

    def article_parts(self) -> dict[str, str]:
        """The name of the part that each article is in, by the article's id."""
        with self._one_thread:
            present = self.now().manifest.of("articles")
            if not self._read_parts <= {part.name for part in present}:  # merged, or given up as damaged
                self._articles, self._read_parts = {}, set()
            for part in present:
                if part.name not in self._read_parts:
                    ids = parts.load(self.folder, part, ["id"])["id"].to_pylist()
                    self._articles.update(dict.fromkeys(ids, part.name))
                    self._read_parts.add(part.name)
            return self._articles

    def _paths(self) -> list[tuple[str, str]]:
        return self.pairs("SELECT id, path FROM articles WHERE path IS NOT NULL")

    def _views_of(self, newest: Manifest) -> Views:
        """The snapshot to be asked: the newest, or the older one in terms of its parts."""
        if self.as_of is None:
            return Views(self.folder, newest, self._reviews)
        self._past = history.past(history.snapshots(self.folder, newest), self.as_of)
        then, until = history.of_then(newest, self._past.snapshot), self._past.until
        reviews = [one for one in self._reviews if until is None or datetime.fromisoformat(one.at) <= until]
        if then.woven is None or then.of("families"):
            return Views(self.folder, then, reviews)
        from communique.record import weaving

        articles = history.articles_of_then(newest, then.woven.snapshot)
        again = partial(weaving.again, self.folder, newest, articles)
        return Views(self.folder, then, reviews, lambda: rewoven(self.folder, articles, again))
