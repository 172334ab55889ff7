"""The record: readings of many articles in a folder, and what can be asked of them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from communique.errors import QuestionError, RecordError
from communique.reading import Reading
from communique.record import compacting, history, manifest, parts
from communique.record import questions as q
from communique.record import woven_questions as wq
from communique.record.accounts import with_accounts
from communique.record.batch import Added, Unknown
from communique.record.compacting import Compacted
from communique.record.figures import Info, figures
from communique.record.finished import Piece
from communique.record.history import HISTORY, Past, Snapshot
from communique.record.hits import hit_of, hit_schema, hit_values, hits
from communique.record.lock import NONE, Patience, writing
from communique.record.making import create as make
from communique.record.manifest import COPY, LOG, MANIFEST, PARTS, Manifest
from communique.record.meant import Meaning, Meant, article_found
from communique.record.names import article_named, encounter_named
from communique.record.narrow import Narrow, narrowed
from communique.record.results import (
    Actors,
    Articles,
    Encounters,
    Events,
    Hits,
    Occurrences,
    Statements,
    actor_row,
    article_row,
    each,
    encounters,
    event_row,
    occurrences,
    said,
)
from communique.record.rewoven import rewoven
from communique.record.search import INDEX, SearchIndex
from communique.record.taking import Taken, take
from communique.record.views import Views
from communique.record.words import match_expression, terms

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.desk import Desk
    from communique.positions import Positions, Table
    from communique.record.finding import Finder
    from communique.record.names import Names, Told
    from communique.record.weaving import Tally, Tell
    from communique.reviews import Review, Reviews
    from communique.weave import Woven

T = TypeVar("T")

_THROUGH = (
    "EXISTS (SELECT 1 FROM chains WHERE chains.actor = ?"
    " AND chains.article = statements.article AND chains.statement = statements.id)"
)


class Record:
    """A record on disk, for reading and adding. Make one with `Record.open`.

    Every question is put to the newest snapshot, or to the one that was asked for. One process may add while others
    ask; nobody sees half a batch.
    """

    def __init__(self, folder: Path, as_of: int | str | date | None = None, patience: Patience = NONE) -> None:
        self.path = folder
        self._patience = patience
        self._index = SearchIndex(folder)
        self._one_thread = threading.RLock()
        self._stamp: tuple[int, int, int] | None = None
        self._reviews: tuple[Review, ...] = ()
        self._reviewed = 0
        self._views = Views(folder, Manifest())
        self._as_of, self._past, self._then = as_of, Past(Snapshot(0, 0), None), Manifest()
        self._articles: dict[str, str] = {}
        self._read_parts: set[str] = set()
        self._now()

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        as_of: int | str | date | None = None,
        patience: Patience = NONE,
    ) -> Record:
        """The record in the folder `path`; with `create`, an empty one where there is none.

        `as_of` is the number of a snapshot, a day or a moment (in UTC where it names no zone): then every question is
        answered as the record would have answered it then, with the reviews of then, at the end of the day. What was
        woven is woven again by this release, when something woven is asked first, and kept for the next time. Such a
        record is not added to. With `patience`, whatever writes waits for another process that is writing. Raises
        RecordError where there is no record, or it is damaged or of another layout
        version; QuestionError where it has no such snapshot.
        """
        folder = Path(path).expanduser().absolute()
        if create and not (folder / MANIFEST).exists():
            make(folder)
        return cls(folder, as_of, patience)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that questions are put to."""
        with self._one_thread:
            self._now()
            return self._past.snapshot if self._as_of is not None else self.history()[-1]

    def history(self) -> tuple[Snapshot, ...]:
        """All snapshots of the record, in order: when each came and by which command, as far as that is known."""
        return history.snapshots(self.path, manifest.load(self.path))

    def add(self, readings: Iterable[Reading]) -> Added:
        """Adds readings as one batch: all of it is in the record when this returns, none of it until then.

        An article that the record has already is passed over. The readings are taken one by one, and only a few
        hundred are held in memory at a time. Raises RecordError where another process is adding, or the disk is full.
        """
        with self._written() as present:
            batch = Unknown(readings, self._article_parts())
            fresh = tuple(parts.write_parts(self.path, present.snapshot + 1, batch))
            if fresh:
                self._index.update(present, fresh)
                history.swap(self.path, present.added(fresh), "read")
            return Added(new=len(batch.new), known=batch.known)

    def take(self, finished: Iterable[Piece]) -> Taken:
        """Adds finished readings (`record.finished`) as one batch, as `add` does; no reading is opened for that.

        An article that the record has already is passed over. Raises RecordError as `add` does.
        """
        with self._written() as present:
            taken = Taken()
            fresh = tuple(take(self.path, present.snapshot + 1, finished, self._article_parts(), taken))
            if fresh:
                self._index.update(present, fresh)
                history.swap(self.path, present.added(fresh), "read")
            return taken

    def weave(self, progress: Tell | None = None) -> Tally:
        """Weaves all articles: until this returns the record has what was woven before, then what came of it now.

        Returns the figures of what is woven; `woven` has all of it. Where nothing was added since, nothing is done.
        What is woven is never all in memory. `progress` is told how far it is, in articles, and how many there are.
        Raises RecordError where another process is adding or weaving, or the disk is
        full.
        """
        from communique.record import weaving

        with self._written() as present:
            if present.woven and not present.unwoven():
                return weaving.counted(self.path, present)
            self._index.update(present, ())  # where another release made it, or it was left behind
            tally, newest = weaving.weave(self.path, present, progress)
            history.swap(self.path, newest, "weave")
            return tally

    def compact(self) -> Compacted:
        """Merges small parts. What the record answers stays the same, as do its older snapshots.

        Raises RecordError where another process is adding or weaving, or the disk is full.
        """
        with self._written() as present:
            groups = compacting.merge(self.path, present)
            if groups:
                with self._index.merged(groups):
                    history.swap(self.path, present.merged(groups), "compact")
            return Compacted(len(present.parts), len(present.parts) - sum(map(len, groups.values())) + len(groups))

    @property
    def unwoven(self) -> int:
        """How many articles were added since the record was woven; all, where none or another release did that."""
        return self._now().manifest.unwoven()

    @property
    def happenings(self) -> int:
        """How many occurrences are woven, as people's reviews left them."""
        return len(self._asker(self._now(), q.Query("SELECT number FROM occurrences"))())

    def woven(self, *, reviewed: bool = True, narrow: Narrow | None = None) -> Woven:
        """What came of the last weaving, as people's reviews left it; empty where there was none.

        Without `reviewed`, or where nobody has reviewed anything, it is equal to what `communique.weave.weave` gives.
        With `narrow` at least the occurrences that are meant by it, where there are no reviews these alone, and perhaps
        no families.
        """
        from communique.record import weaving

        views = self._now()
        if narrow is not None and views.standing is None:
            return self._put(views, lambda views: narrowed(views, narrow))
        found = self._put(views, lambda views: views.woven or weaving.stored(self.path, views.manifest))
        if not (reviewed and views.standing):
            return found
        from communique.reviews import laid

        return laid(found, views.standing)

    @property
    def reviews(self) -> Reviews:
        """The log of what people found of its entries, to be asked and added to."""
        from communique.reviews import Reviews

        return Reviews(self.path)

    def positions(
        self,
        *,
        party: str | None = None,
        issue: str | None = None,
        at: str | date | None = None,
        desk: Desk | None = None,
    ) -> Positions:
        """What each party holds on each issue, when it last said so, and how that changed, as far as it is woven.

        `party` is an id or a name; `issue` one of the desk's, or of the shipped ones where it has none; `at` a day, a
        month or a year, as of the end of which it is told. Raises QuestionError where one cannot be understood.
        """
        from communique.positions import POSITIONS, positions

        return positions(self.woven(narrow=POSITIONS), party=party, issue=issue, at=at, desk=desk)

    def table(
        self,
        *,
        parties: Sequence[str] = (),
        issue: str | None = None,
        at: str | date | None = None,
        desk: Desk | None = None,
    ) -> Table:
        """What each party gives and asks of another, and how the other answered: a pair of parties after the other.

        `parties`: one, the pairs that it is of; two or more, the pairs of these. The others are as in `positions`.
        """
        from communique.positions import TABLE, table

        return table(self.woven(narrow=TABLE), parties=parties, issue=issue, at=at, desk=desk)

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
        views, names = self._now(), self._names()
        actors = [
            (clause, names.actor(value))
            for value, clause in (
                (by, "source_actor = ?"),
                (to, "addressee_actor = ?"),
                (through, _THROUGH),
            )
            if value is not None
        ]
        where = [q.Condition(clause, (actor,)) for clause, actor in actors]
        if country is not None:
            where.append(q.Condition("source_country = ?", (names.country(country),)))
        if about is not None:
            where += q.telling("content", about)
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
        return Statements(
            self._asker(views, query), each(said), self._undated(views, "statements", "date", where, dates)
        )

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        status: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> Events:
        """Who did what to whom: the events that fit all of these, by date, then article, then place in the text.

        Each telling is one: an event told by three articles stands three times (`occurrences` has it once). `actor` and
        `recipient` take an id or a name, `kind` is one of PLOVER's types; the others are as in `statements`. Raises
        QuestionError where one of them cannot be understood.
        """
        views, names = self._now(), self._names()
        where = [
            q.Condition(clause, (names.actor(value),))
            for value, clause in ((actor, "actor = ?"), (recipient, "recipient = ?"))
            if value is not None
        ]
        if kind is not None:
            where.append(q.Condition("type = ?", (q.event_type(kind),)))
        if status is not None:
            where.append(q.Condition("status = ?", (q.event_status(status),)))
        if article is not None:
            where.append(q.Condition("article = ?", (self._article(article),)))
        dates = q.between("date", since, until)
        query = q.events_query((*where, *dates), q.checked_limit(limit))
        return Events(self._asker(views, query), each(event_row), self._undated(views, "events", "date", where, dates))

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
        where = q.telling("concat_ws(' ', title, text)", about) if about is not None else []
        dates = q.between("published", since, until)
        query = q.articles_query((*where, *dates), q.checked_limit(limit))
        return Articles(
            self._asker(views, query), each(article_row), self._undated(views, "articles", "published", where, dates)
        )

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
        views, names = self._now(), self._names()
        where = q.holding("name", named) if named is not None else []
        if kind is not None:
            where.append(q.Condition("kind = ?", (q.kind(kind),)))
        if country is not None:
            where.append(q.Condition("country = ?", (names.country(country),)))
        return Actors(self._asker(views, q.actors_query(where, q.checked_limit(limit), by)), each(actor_row))

    def occurrences(
        self,
        *,
        actors: str | Iterable[str] | None = None,
        kind: str | None = None,
        status: str | None = None,
        place: str | None = None,
        about: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        origins: int | None = None,
        encounter: str | None = None,
        limit: int | None = None,
    ) -> Occurrences:
        """The occurrences that fit all of these, with their accounts, by the first day on which they may have happened.

        `actors` are ids or names, all of whom act in it; `kind` is one of occurrences or of moves; `about` has words to
        be found in the summary or the accounts;
        `origins` is the least number of independent ones. `since` and `until` are as in `statements`: an occurrence
        fits where one of its days does. `encounter` is an id or a name, or the beginning of an id. Only what is woven
        is found (`unwoven`). Raises QuestionError where one of them cannot be understood.
        """
        views, names = self._now(), self._names()
        where = wq.occurrence_conditions(names, actors, kind, status, place, about, origins)
        if encounter is not None:
            pairs = self._pairs("SELECT id, name FROM encounters")
            where.append(q.Condition("encounter = ?", (encounter_named(encounter, pairs),)))
        dates = q.overlapping("begin", '"end"', since, until)
        query = wq.chosen_query((*where, *dates), q.checked_limit(limit))
        return Occurrences(
            lambda: self._put(views, lambda present: with_accounts(present, query)),
            occurrences,
            self._undated(views, "occurrences", "begin", where, dates),
        )

    def encounters(
        self,
        *,
        actors: str | Iterable[str] | None = None,
        named: str | None = None,
        place: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        limit: int | None = None,
    ) -> Encounters:
        """The encounters that fit all of these, by the first day on which they may have been.

        `actors` are its parties or participants, `named` has words to be found in its name; the others are as in
        `occurrences`. Raises QuestionError where one of them cannot be understood.
        """
        views, names = self._now(), self._names()
        where = wq.encounter_conditions(names, actors, place, named)
        dates = q.overlapping("begin", '"end"', since, until)
        query = wq.encounters_query((*where, *dates), q.checked_limit(limit))
        return Encounters(
            self._asker(views, query), encounters, self._undated(views, "encounters", "begin", where, dates)
        )

    def reading(self, article: str) -> Reading:
        """The reading of one article, equal to the one that was added.

        `article` is its id, its path, its file's name with or without the ending, or the beginning of its id that no
        other has. Raises QuestionError where none or several are meant.
        """
        key = self._article(article)
        return self._put(self._now(), lambda _: self._reading(key))

    def readings(self, articles: Iterable[str]) -> Iterator[Reading]:
        """The readings of the articles with these ids, one after the other; those that it has not are passed over."""
        from communique.record.reviewed import readings_of

        views, wanted = self._now(), set(articles)
        while True:
            try:
                for reading in readings_of(self.path, views.manifest, wanted):
                    wanted.discard(reading.article.id)
                    yield reading
            except RecordError:
                asked, views = views, self._now()
                if views is asked:
                    raise
            else:
                return

    def search(self, words: str, *, limit: int = 20, marks: tuple[str, str] = ("**", "**")) -> Hits:
        """The articles and statements that have all the words, best first.

        Words in "quotation marks" are to stand together, a word ending in * may go on; nothing else is an operator.
        `marks` stand around the words that were found, in each hit's snippet. Raises QuestionError without a word.
        """
        expression = match_expression(terms(words))
        most = q.checked_limit(limit)

        def ask(views: Views) -> pa.Table:
            import pyarrow as pa

            rejected, cut = views.rejected, any(part.cut for part in views.manifest.parts)
            known = self._article_parts() if cut else None
            found = self._index.find(views.manifest, expression, -1 if most is None or cut else most + len(rejected))
            left = [
                one
                for one in found
                if (one.article, one.statement) not in rejected and (known is None or one.article in known)
            ]
            rows = [hit_values(hit) for hit in hits(self.path, left[:most], expression, marks)]
            return pa.Table.from_pylist(rows, schema=hit_schema())

        views = self._now()
        return Hits(lambda: self._put(views, ask), each(hit_of))

    def sql(self, query: str) -> pa.Table:
        """The answer to one SELECT over the views, as an Arrow table. It can change nothing and reach no file.

        The views: articles, statements, chains, mentions, actors (one row an actor), actors_by_article, events,
        problems; and of what is woven families (one row an article), occurrences, accounts, encounters, woven_actors,
        moves (those occurrences that are moves) and terms (one row a term of a move); and reviews (one row a review).
        Raises QuestionError where the query is anything else, or fails.
        """
        return self._put(self._now(), lambda views: views.sql(query))

    def info(self) -> Info:
        """The record in figures."""
        return self._put(self._now(), lambda views: figures(views, self._files(views.manifest)))

    def check(self) -> tuple[str, ...]:
        """What is wrong with the parts, one sentence each: none where every byte is as it was written."""
        views = self._now()
        while True:
            found = tuple(fault for part in views.manifest.parts for fault in parts.faults(self.path, part))
            seen, views = views, self._now()
            if not found or views is seen:
                return found

    def __repr__(self) -> str:
        return f"Record({str(self.path)!r})"

    @contextmanager
    def _written(self) -> Iterator[Manifest]:
        """The present snapshot, for the block to write the next; nothing of that stays if the block ends in an error.

        Raises RecordError where another process is writing.
        """
        if self._as_of is not None:
            raise RecordError(
                f"An older snapshot of the record at {self.path} is not added to",
                cause="it was opened with as_of",
                fix="open it without",
            )
        with writing(self.path, self._patience):
            present = self._now().manifest
            parts.clean(self.path, present)
            try:
                yield present
            except BaseException:
                # not only errors: a key pressed in mid-batch should not leave its parts behind either
                parts.clean(self.path, manifest.load(self.path))
                raise

    def _now(self) -> Views:
        """The newest snapshot, with the newest reviews."""
        with self._one_thread:
            while (stamp := manifest.stamp(self.path)) != self._stamp:
                newest = manifest.load(self.path)
                seen = set(self._then.parts)
                try:
                    manifest.verify_sizes(self.path, tuple(part for part in newest.parts if part not in seen))
                except RecordError:
                    if manifest.stamp(self.path) == stamp:
                        raise
                    continue  # woven anew meanwhile, and the parts that this snapshot had are gone
                self._views, self._then, self._stamp = self._views_of(newest), newest, stamp
            # Nothing of reviews is imported for a record that has none.
            if (self.path / LOG).exists() and (newest_review := self.reviews.newest) != self._reviewed:
                self._reviews, self._reviewed = self.reviews.all(), newest_review
                self._views = self._views_of(self._then)
            return self._views

    def _views_of(self, newest: Manifest) -> Views:
        """The snapshot to be asked: the newest, or the older one in terms of its parts."""
        if self._as_of is None:
            return Views(self.path, newest, self._reviews)
        self._past = history.past(history.snapshots(self.path, newest), self._as_of)
        then, until = history.of_then(newest, self._past.snapshot), self._past.until
        reviews = [one for one in self._reviews if until is None or datetime.fromisoformat(one.at) <= until]
        if then.woven is None or then.of("families"):
            return Views(self.path, then, reviews)
        from communique.record import weaving

        articles = history.articles_of_then(newest, then.woven.snapshot)
        again = partial(weaving.again, self.path, newest, articles)
        return Views(self.path, then, reviews, lambda: rewoven(self.path, articles, again))

    def _reading(self, key: str) -> Reading:
        placed = self._find(lambda finder: [found] if (found := finder.article(key)) else [])
        name = placed[0].part if placed else self._article_parts()[key]
        part = next((part for part in self._now().manifest.parts if part.name == name), None)
        if part is None:
            raise RecordError(f"Part {name} of the record at {self.path} is gone", fix="ask once more")
        row = parts.load(self.path, part, ["id"])["id"].to_pylist().index(key)
        (line,) = parts.lines(self.path, part, "reading", [row])
        return Reading.from_json(line)

    def _put(self, views: Views, ask: Callable[[Views], T]) -> T:
        """What `ask` gives of a snapshot; of the newest, where a later weaving has removed what that one had."""
        while True:
            try:
                return ask(views)
            except (RecordError, QuestionError):
                asked, views = views, self._now()
                if views is asked:
                    raise

    def _article_parts(self) -> dict[str, str]:
        """The name of the part that each article is in, by the article's id."""
        with self._one_thread:
            present = self._now().manifest.of("articles")
            if not self._read_parts <= {part.name for part in present}:  # merged, or given up as damaged
                self._articles, self._read_parts = {}, set()
            for part in present:
                if part.name not in self._read_parts:
                    ids = parts.load(self.path, part, ["id"])["id"].to_pylist()
                    self._articles.update(dict.fromkeys(ids, part.name))
                    self._read_parts.add(part.name)
            return self._articles

    def _asker(self, views: Views, query: q.Query) -> Callable[[], pa.Table]:
        return lambda: self._put(views, lambda present: present.ask(query.text, query.values))

    def _undated(
        self, views: Views, view: str, column: str, where: Sequence[q.Condition], dates: Sequence[q.Condition]
    ) -> Callable[[], int]:
        if not dates:
            return lambda: 0
        count = self._asker(views, q.count_query(view, (*where, q.Condition(f"{column} IS NULL"))))
        return lambda: int(count()["rows"][0].as_py())

    def _article(self, key: str) -> str:
        placed = self._find(lambda finder: article_found(key, finder))
        return placed[0].article if placed else article_named(key, self._article_parts(), self._paths)

    def _paths(self) -> list[tuple[str, str]]:
        return self._pairs("SELECT id, path FROM articles WHERE path IS NOT NULL")

    def _pairs(self, query: str) -> list[tuple[str, str]]:
        """The rows of an answer that has two columns."""
        first, second = self._asker(self._now(), q.Query(query))().columns
        return list(zip(first.to_pylist(), second.to_pylist(), strict=True))

    def _names(self) -> Meaning:
        def whole() -> Names:
            return self._put(self._now(), lambda views: views.names)

        def exact(ids: Iterable[str], value: str) -> list[Told]:
            return self._put(self._now(), lambda views: views.told_of(ids, value))

        changed = self._put(self._now(), lambda views: views.is_changed)
        return Meant(self._find, whole, exact if changed else None)

    def _find(self, ask: Callable[[Finder], list[T]]) -> list[T] | None:
        """What the index finds in the present snapshot; None where it cannot be asked, or an older one is meant."""
        if self._as_of is not None:
            return None
        with suppress(sqlite3.Error, UnicodeEncodeError), self._index.finder(self._now().manifest) as finder:
            return ask(finder) if finder is not None else None
        return None

    def _files(self, present: Manifest) -> Iterator[Path]:
        yield from (self.path / PARTS / part.name for part in present.parts)
        yield from (self.path / name for name in (MANIFEST, COPY, HISTORY, INDEX, f"{INDEX}-wal"))
