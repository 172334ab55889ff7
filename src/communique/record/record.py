"""The record: readings of many articles in a folder, and what can be asked of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import RecordError
from communique.reading import Reading
from communique.record import manifest, parts
from communique.record import questions as q
from communique.record.hits import hit_of, hit_schema, hit_values, hits
from communique.record.lock import INDEXING, WRITING, held
from communique.record.manifest import MANIFEST, PARTS, TEMPORARY, Manifest
from communique.record.names import article_named
from communique.record.results import Actors, Articles, Hits, Statements, actor_row, article_row, said
from communique.record.search import INDEX, SearchIndex
from communique.record.views import Views
from communique.record.words import match_expression, terms

if TYPE_CHECKING:
    import pyarrow as pa

_THROUGH = (
    "EXISTS (SELECT 1 FROM chains WHERE chains.actor = ?"
    " AND chains.article = statements.article AND chains.statement = statements.id)"
)

_CREATING_SECONDS = 10.0
"""How long to wait for another process that is making the same record."""

_OURS = ("desk.toml", MANIFEST, MANIFEST + TEMPORARY, PARTS, WRITING, INDEXING, INDEX, f"{INDEX}-wal", f"{INDEX}-shm")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch: how many readings are new, and how many articles the record had already."""

    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Info:
    """A record in figures. `first` and `last` are days of publication, `undated` the articles that have none."""

    path: str
    articles: int
    statements: int
    actors: int
    outlets: int
    first: str | None
    last: str | None
    undated: int
    bytes: int
    layout: int
    snapshot: int


class Record:
    """A record on disk, for reading and adding. Make one with `Record.open`.

    Every question is put to the newest snapshot. One process may add while others ask; nobody sees half a batch.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self._index = SearchIndex(folder)
        self._one_thread = threading.RLock()
        self._stamp: tuple[int, int, int] | None = None
        self._views = Views(folder, Manifest())
        self._articles: dict[str, str] = {}
        self._read_parts: set[str] = set()
        self._now()

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> Record:
        """The record in the folder `path`; with `create`, an empty one where there is none.

        Raises RecordError where there is no record, or it is damaged or of another layout version.
        """
        folder = Path(path).expanduser().absolute()
        if create and not (folder / MANIFEST).exists():
            _create(folder)
        return cls(folder)

    def add(self, readings: Iterable[Reading]) -> Added:
        """Adds readings as one batch: all of it is in the record when this returns, none of it until then.

        An article that the record has already is passed over. The readings are taken one by one, and only a few
        hundred are held in memory at a time. Raises RecordError where another process is adding, or the disk is full.
        """
        with held(self.path / WRITING) as taken:
            if not taken:
                raise RecordError(
                    f"The record at {self.path} is being written by another process",
                    cause="another communique read is at work on it",
                    fix="wait until it is done, or read into another record",
                )
            present = self._now().manifest
            parts.clean(self.path, present)
            batch = _Unknown(readings, self._article_parts())
            try:
                fresh = tuple(parts.write_parts(self.path, present.snapshot + 1, batch))
                if fresh:
                    self._index.update(present, fresh)
                    manifest.write(self.path, Manifest(present.snapshot + 1, (*present.parts, *fresh)))
            except BaseException:
                # not only errors: a key pressed in mid-batch should not leave its parts behind either
                parts.clean(self.path, manifest.load(self.path))
                raise
            return Added(new=len(batch.new), known=batch.known)

    def knows(self, article: str) -> bool:
        """Whether the record has the article with this id."""
        return article in self._article_parts()

    def statements(
        self,
        *,
        by: str | None = None,
        to: str | None = None,
        about: str | None = None,
        through: str | None = None,
        country: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        quotation: str | None = None,
        certainty: str | None = None,
        text: str | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> Statements:
        """Who said what: the statements that fit all of these, by date, then article, then place in the text.

        `by`, `to` and `through` (anyone who handed it on) take an actor's id or name; `country` is that of the source.
        `about` has words, "phrases" and prefixes* to be found in the content, `text` its exact characters. `since`
        and `until` are a day, a month or a year, both included, and leave out what has no date (`.undated`).
        `article` is as in `reading`. Raises QuestionError where one of them cannot be understood.
        """
        views = self._now()
        actors = [
            (clause, views.names.actor(value))
            for value, clause in (
                (by, "source_actor = ?"),
                (to, "addressee_actor = ?"),
                (through, _THROUGH),
            )
            if value is not None
        ]
        where = [q.Condition(clause, (actor,)) for clause, actor in actors]
        if country is not None:
            where.append(q.Condition("source_country = ?", (views.names.country(country),)))
        if about is not None:
            where += q.holding("content", about)
        if quotation is not None:
            where.append(q.Condition("quotation = ?", (q.quotation(quotation),)))
        if certainty is not None:
            where.append(q.Condition("certainty = ?", (q.certainty(certainty),)))
        if text is not None:
            where.append(q.Condition("contains(content, ?)", (text,)))
        if article is not None:
            where.append(q.Condition("article = ?", (self._article(article),)))
        dates = q.between("date", since, until)
        query = q.statements_query((*where, *dates), q.checked_limit(limit))
        return Statements(_asker(views, query), said, _undated(views, "statements", "date", where, dates))

    def articles(
        self,
        *,
        about: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        limit: int | None = None,
    ) -> Articles:
        """The articles that fit all of these, by date of publication, then id.

        `about` has words to be found in the title or the text; `since` and `until` are as in `statements`.
        """
        views = self._now()
        where = q.holding("concat_ws(' ', title, text)", about) if about is not None else []
        dates = q.between("published", since, until)
        query = q.articles_query((*where, *dates), q.checked_limit(limit))
        return Articles(_asker(views, query), article_row, _undated(views, "articles", "published", where, dates))

    def actors(
        self,
        *,
        named: str | None = None,
        kind: str | None = None,
        country: str | None = None,
        by: str = "speaker",
        limit: int | None = None,
    ) -> Actors:
        """The actors that fit all of these, those who occur most often in one part first.

        `named` has words to be found in the name; `country` is a state's id or name; `by` is the part: "speaker",
        "recipient", "reporter", "mentions" or "articles". Raises QuestionError where one cannot be understood.
        """
        views = self._now()
        where = q.holding("name", named) if named is not None else []
        if kind is not None:
            where.append(q.Condition("kind = ?", (q.kind(kind),)))
        if country is not None:
            where.append(q.Condition("country = ?", (views.names.country(country),)))
        return Actors(_asker(views, q.actors_query(where, q.checked_limit(limit), by)), actor_row)

    def reading(self, article: str) -> Reading:
        """The reading of one article, equal to the one that was added.

        `article` is its id, its path, its file's name with or without the ending, or the beginning of its id that no
        other has. Raises QuestionError where none or several are meant.
        """
        views, key = self._now(), self._article(article)
        name = self._article_parts()[key]
        part = next(part for part in views.manifest.parts if part.name == name)
        table = parts.load(self.path, part, ["id", "reading"])
        line: str = table["reading"][table["id"].to_pylist().index(key)].as_py()
        return Reading.from_json(line)

    def search(self, words: str, *, limit: int = 20, marks: tuple[str, str] = ("**", "**")) -> Hits:
        """The articles and statements that have all the words, best first.

        Words in "quotation marks" are to stand together, a word ending in * may go on; nothing else is an operator.
        `marks` stand around the words that were found, in each hit's snippet. Raises QuestionError without a word.
        """
        expression = match_expression(terms(words))
        present, most = self._now().manifest, q.checked_limit(limit)

        def ask() -> pa.Table:
            import pyarrow as pa

            found = self._index.find(present, expression, -1 if most is None else most)
            rows = [hit_values(hit) for hit in hits(self.path, found, expression, marks)]
            return pa.Table.from_pylist(rows, schema=hit_schema())

        return Hits(ask, hit_of)

    def sql(self, query: str) -> pa.Table:
        """The answer to one SELECT over the views, as an Arrow table. It can change nothing and reach no file.

        The views: articles, statements, chains, mentions, actors (one row an actor), actors_by_article, problems.
        Raises QuestionError where the query is anything else, or fails.
        """
        return self._now().sql(query)

    def info(self) -> Info:
        """The record in figures."""
        views = self._now()
        articles = views.ask(
            "SELECT count(DISTINCT outlet) AS outlets, min(published) AS first, max(published) AS last, "
            "count(*) - count(published) AS undated FROM articles"
        ).to_pylist()[0]
        actors = views.ask("SELECT count(DISTINCT id) AS actors FROM actors_by_article").to_pylist()[0]
        return Info(
            path=str(self.path),
            articles=views.manifest.rows("articles"),
            statements=views.manifest.rows("statements"),
            actors=actors["actors"],
            outlets=articles["outlets"],
            first=articles["first"].isoformat() if articles["first"] else None,
            last=articles["last"].isoformat() if articles["last"] else None,
            undated=articles["undated"],
            bytes=sum(path.stat().st_size for path in self._files(views.manifest) if path.exists()),
            layout=views.manifest.layout,
            snapshot=views.manifest.snapshot,
        )

    def check(self) -> tuple[str, ...]:
        """What is wrong with the parts, one sentence each: none where every byte is as it was written."""
        return tuple(fault for part in self._now().manifest.parts for fault in parts.faults(self.path, part))

    def __repr__(self) -> str:
        return f"Record({str(self.path)!r})"

    def _now(self) -> Views:
        """The newest snapshot."""
        with self._one_thread:
            stamp = manifest.stamp(self.path)
            if stamp != self._stamp:
                newest = manifest.load(self.path)
                seen = set(self._views.manifest.parts)
                manifest.verify_sizes(self.path, tuple(part for part in newest.parts if part not in seen))
                self._views, self._stamp = Views(self.path, newest), stamp
            return self._views

    def _article_parts(self) -> dict[str, str]:
        """The name of the part that each article is in, by the article's id."""
        with self._one_thread:
            for part in self._now().manifest.of("articles"):
                if part.name not in self._read_parts:
                    ids = parts.load(self.path, part, ["id"])["id"].to_pylist()
                    self._articles.update(dict.fromkeys(ids, part.name))
                    self._read_parts.add(part.name)
            return self._articles

    def _article(self, key: str) -> str:
        return article_named(key, self._article_parts(), self._paths)

    def _paths(self) -> list[tuple[str, str]]:
        table = self._now().ask("SELECT id, path FROM articles WHERE path IS NOT NULL")
        return list(zip(table["id"].to_pylist(), table["path"].to_pylist(), strict=True))

    def _files(self, present: Manifest) -> Iterator[Path]:
        yield from (self.path / PARTS / part.name for part in present.parts)
        yield from (self.path / name for name in (MANIFEST, INDEX, f"{INDEX}-wal"))


class _Unknown:
    """Readings of a batch whose articles the record does not have, once each; counts the others as they go by."""

    def __init__(self, readings: Iterable[Reading], known: dict[str, str]) -> None:
        self._readings, self._known_ids = readings, known
        self.new: set[str] = set()
        self.known = 0

    def __iter__(self) -> Iterator[Reading]:
        for reading in self._readings:
            article = reading.article.id
            if article in self._known_ids or article in self.new:
                self.known += 1
            else:
                self.new.add(article)
                yield reading


def _create(folder: Path) -> None:
    """Makes an empty record. Raises RecordError where the folder holds other files, or cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(p.name for p in folder.iterdir() if p.name not in _OURS and not p.name.startswith("."))
        if others:
            raise RecordError(
                f"{folder} holds other files ({others[0]}), and no record",
                cause="the path is one of something else",
                fix="give a folder that is empty or not there yet",
            )
        (folder / PARTS).mkdir(exist_ok=True)
    except OSError as error:
        raise RecordError(
            f"A record cannot be made at {folder}: {error}",
            cause="a file has that name, or the folder above it belongs to another user",
            fix="give another path",
        ) from error
    with held(folder / WRITING, wait_seconds=_CREATING_SECONDS):
        if not (folder / MANIFEST).exists():
            manifest.write(folder, Manifest())


def _asker(views: Views, query: q.Query) -> Callable[[], pa.Table]:
    return lambda: views.ask(query.text, query.values)


def _undated(
    views: Views, view: str, column: str, where: Sequence[q.Condition], dates: Sequence[q.Condition]
) -> Callable[[], int]:
    if not dates:
        return lambda: 0
    query = q.count_query(view, (*where, q.Condition(f"{column} IS NULL")))

    def count() -> int:
        rows: list[dict[str, Any]] = views.ask(query.text, query.values).to_pylist()
        return int(rows[0]["rows"])

    return count
