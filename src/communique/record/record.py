"""The record: readings of many articles in a folder, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from communique.reading import Reading
from communique.record import adding, parts
from communique.record import questions as q
from communique.record import woven_questions as wq
from communique.record.accounts import with_accounts
from communique.record.batch import Added
from communique.record.compacting import Compacted
from communique.record.figures import Info, figures
from communique.record.finished import Piece
from communique.record.history import Snapshot
from communique.record.hits import hit_of, searched
from communique.record.lock import NONE, Patience
from communique.record.looked_up import actors_in, count_events, events_in
from communique.record.making import create as make
from communique.record.manifest import MANIFEST
from communique.record.names import encounter_named
from communique.record.narrow import Narrow, narrowed
from communique.record.present import Present
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
from communique.record.taking import Taken
from communique.record.views import Views
from communique.record.words import match_expression, terms

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.desk import Desk
    from communique.positions import Positions, Table
    from communique.record.weaving import Tally, Tell
    from communique.reviews import Reviews
    from communique.weave import Woven


class Record:
    """A record on disk, for reading and adding. Make one with `Record.open`.

    Every question is put to the newest snapshot, or to the one that was asked for. One process may add while others
    ask; nobody sees half a batch.
    """

    def __init__(self, folder: Path, as_of: int | str | date | None = None, patience: Patience = NONE) -> None:
        self.path = folder
        self._patience = patience
        self._present = Present(folder, as_of)

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
        return self._present.snapshot

    def history(self) -> tuple[Snapshot, ...]:
        """All snapshots of the record, in order: when each came and by which command, as far as that is known."""
        return self._present.history()

    def add(self, readings: Iterable[Reading]) -> Added:
        """Adds readings as one batch: all of it is in the record when this returns, none of it until then.

        An article that the record has already is passed over. The readings are taken one by one, and only a few
        hundred are held in memory at a time. Raises RecordError where another process is adding, or the disk is full.
        """
        return adding.add(self._present, self._patience, readings)

    def take(self, finished: Iterable[Piece]) -> Taken:
        """Adds finished readings (`record.finished`) as one batch, as `add` does; no reading is opened for that.

        An article that the record has already is passed over. Raises RecordError as `add` does.
        """
        return adding.add_finished(self._present, self._patience, finished)

    def weave(self, progress: Tell | None = None) -> Tally:
        """Weaves all articles: until this returns the record has what was woven before, then what came of it now.

        Returns the figures of what is woven; `woven` has all of it. Where nothing was added since, nothing is done.
        What is woven is never all in memory. `progress` is told how far it is, in articles, and how many there are.
        Raises RecordError where another process is adding or weaving, or the disk is
        full.
        """
        return adding.weave(self._present, self._patience, progress)

    def compact(self) -> Compacted:
        """Merges small parts. What the record answers stays the same, as do its older snapshots.

        Raises RecordError where another process is adding or weaving, or the disk is full.
        """
        return adding.compact(self._present, self._patience)

    @property
    def unwoven(self) -> int:
        """How many articles were added since the record was woven; all, where none or another release did that."""
        return self._present.now().manifest.unwoven()

    @property
    def happenings(self) -> int:
        """How many occurrences are woven, as people's reviews left them."""
        count = self._present.asker(self._present.now(), q.count_query("occurrences", ()))
        return int(count()["rows"][0].as_py())

    def woven(self, *, reviewed: bool = True, narrow: Narrow | None = None) -> Woven:
        """What came of the last weaving, as people's reviews left it; empty where there was none.

        Without `reviewed`, or where nobody has reviewed anything, it is equal to what `communique.weave.weave` gives.
        With `narrow` the occurrences that are meant by it, and perhaps others and no families.
        """
        from communique.record import weaving

        views = self._present.now()
        if narrow is not None and reviewed:
            return self._present.put(views, lambda views: narrowed(views, narrow))
        found = self._present.put(views, lambda views: views.woven or weaving.stored(self.path, views.manifest))
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
        return article in self._present.article_parts()

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
        views, names = self._present.now(), self._present.names()
        where = q.statement_conditions(names, by, to, through, country, about, quotation, certainty, text)
        if article is not None:
            where.append(q.Condition("article = ?", (self._present.article(article),)))
        dates = q.between("date", since, until)
        query = q.statements_query((*where, *dates), q.checked_limit(limit))
        return Statements(
            self._present.asker(views, query),
            each(said),
            self._present.undated(views, "statements", "date", where, dates),
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
        views, names = self._present.now(), self._present.names()
        where = q.event_conditions(names, actor, recipient, kind, status)
        if article is not None:
            where.append(q.Condition("article = ?", (self._present.article(article),)))
        dates = q.between("date", since, until)
        most, of_these = q.checked_limit(limit), (*where, *dates)
        query = q.events_query(of_these, most)
        return Events(
            self._present.looked_up(
                views, lambda views, finder: events_in(views, finder, of_these, most), lambda views: views.put(query)
            ),
            each(event_row),
            self._present.undated(views, "events", "date", where, dates, count_events),
        )

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
        views = self._present.now()
        where = q.telling("concat_ws(' ', title, text)", about) if about is not None else []
        dates = q.between("published", since, until)
        query = q.articles_query((*where, *dates), q.checked_limit(limit))
        return Articles(
            self._present.asker(views, query),
            each(article_row),
            self._present.undated(views, "articles", "published", where, dates),
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
        views, names = self._present.now(), self._present.names()
        holding = q.telling("name", named) if named is not None else []
        where = []
        if kind is not None:
            where.append(q.Condition("kind = ?", (q.kind(kind),)))
        if country is not None:
            where.append(q.Condition("country = ?", (names.country(country),)))
        most = q.checked_limit(limit)
        query = q.actors_query((*where, *holding), most, by)
        return Actors(
            self._present.looked_up(
                views,
                lambda views, finder: actors_in(views, finder, where, holding, most, by),
                lambda views: views.put(query),
            ),
            each(actor_row),
        )

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
        views, names = self._present.now(), self._present.names()
        where = wq.occurrence_conditions(names, actors, kind, status, place, about, origins)
        if encounter is not None:
            pairs = self._present.pairs("SELECT id, name FROM encounters")
            where.append(q.Condition("encounter = ?", (encounter_named(encounter, pairs),)))
        dates = q.overlapping("begin", '"end"', since, until)
        query = wq.chosen_query((*where, *dates), q.checked_limit(limit))
        return Occurrences(
            lambda: self._present.put(views, lambda present: with_accounts(present, query)),
            occurrences,
            self._present.undated(views, "occurrences", "begin", where, dates),
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
        views, names = self._present.now(), self._present.names()
        where = wq.encounter_conditions(names, actors, place, named)
        dates = q.overlapping("begin", '"end"', since, until)
        query = wq.encounters_query((*where, *dates), q.checked_limit(limit))
        return Encounters(
            self._present.asker(views, query),
            encounters,
            self._present.undated(views, "encounters", "begin", where, dates),
        )

    def reading(self, article: str) -> Reading:
        """The reading of one article, equal to the one that was added.

        `article` is its id, its path, its file's name with or without the ending, or the beginning of its id that no
        other has. Raises QuestionError where none or several are meant.
        """
        key = self._present.article(article)
        return self._present.put(self._present.now(), lambda _: self._present.reading(key))

    def readings(self, articles: Iterable[str]) -> Iterator[Reading]:
        """The readings of the articles with these ids, one after the other; those that it has not are passed over."""
        return self._present.readings(articles)

    def search(self, words: str, *, limit: int = 20, marks: tuple[str, str] = ("**", "**")) -> Hits:
        """The articles and statements that have all the words, best first.

        Words in "quotation marks" are to stand together, a word ending in * may go on; nothing else is an operator.
        `marks` stand around the words that were found, in each hit's snippet. Raises QuestionError without a word.
        """
        expression = match_expression(terms(words))
        most = q.checked_limit(limit)
        index, articles = self._present.index, self._present.article_parts

        def ask(views: Views) -> pa.Table:
            return searched(views, index, expression, most, marks, articles)

        views = self._present.now()
        return Hits(lambda: self._present.put(views, ask), each(hit_of))

    def sql(self, query: str) -> pa.Table:
        """The answer to one SELECT over the views, as an Arrow table. It can change nothing and reach no file.

        The views: articles, statements, chains, mentions, actors (one row an actor), actors_by_article, events,
        problems; and of what is woven families (one row an article), occurrences, accounts, encounters, woven_actors,
        moves (those occurrences that are moves) and terms (one row a term of a move); and reviews (one row a review).
        Raises QuestionError where the query is anything else, or fails.
        """
        return self._present.put(self._present.now(), lambda views: views.sql(query))

    def info(self) -> Info:
        """The record in figures."""
        return self._present.put(self._present.now(), figures)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the parts, one sentence each: none where every byte is as it was written."""
        views = self._present.now()
        while True:
            found = tuple(fault for part in views.manifest.parts for fault in parts.faults(self.path, part))
            seen, views = views, self._present.now()
            if not found or views is seen:
                return found

    def __repr__(self) -> str:
        return f"Record({str(self.path)!r})"
