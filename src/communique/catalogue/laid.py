"""A catalogue as people's reviews left it: positions, tables, meetings and news say what is corrected, at once.

    the log ─► what of the catalogue it touches ─► laid over that (communique.reviews) ─► worked out anew, for the
    parties and meetings that it is of ─► tables in memory, found before those of the file

Nothing is changed in the file. All that a review does not touch is asked of it as before.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from communique.catalogue import bargaining
from communique.catalogue.catalogue import SEARCH, Catalogue
from communique.catalogue.encounters import meeting_table
from communique.catalogue.evidence import found, keep, table_of
from communique.catalogue.issues import issues_in
from communique.catalogue.remembering import remembered
from communique.catalogue.standing import matters_of
from communique.chronology.dates import in_words
from communique.chronology.lives import Life
from communique.positions import days
from communique.positions.exchange import exchanges
from communique.positions.history import histories
from communique.positions.lines import Exchange
from communique.positions.subjects import Subjects
from communique.reading import Actor
from communique.record.manifest import LOG
from communique.weave.occurrence import Encounter, Occurrence, When

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from communique.reviews import Laid, Standing, State

KEPT = 3
"""States of the reviews whose tables stay in memory, for the requests that still ask an earlier one."""

LAST = 1_000_000
"""The number of what the file does not have: it stands after all that it has."""

_WORDS = {"accept": "accepted", "reject": "rejected", "merge": "merged with another", "split": "split"}


class LaidCatalogue(Catalogue):
    """A catalogue that looks into `schema`, in memory, before it looks into the file."""

    def __init__(self, base: Catalogue, schema: str) -> None:
        self.folder = base.folder
        self.path = base.path
        self._connection = base._connection
        self._of_thread = threading.local()
        self._search = f"memory.{schema},{SEARCH}"
        self.schema = schema

    def drop(self, schema: str) -> None:
        """Lets go of the tables of an earlier state."""
        self._connection.cursor().execute(f"DROP SCHEMA IF EXISTS memory.{schema} CASCADE")

    @property
    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._of_thread, "cursor", None)
        if cursor is None:
            cursor = self._of_thread.cursor = self._connection.cursor()
            cursor.execute(f"SET search_path = '{self._search}'")
        return cursor

    def close(self) -> None:
        """Nothing: the file is the base's."""


@dataclass(slots=True)
class _Kept:
    """What was laid over a catalogue last, and the names of the schemas that are in memory."""

    newest: int = 0
    laid: LaidCatalogue | None = None
    schemas: list[str] = field(default_factory=list)

    def put(self, laid: LaidCatalogue | None) -> None:
        """Takes the place of what was laid before; what nobody can be asking any more is let go of."""
        self.laid = laid
        if laid is not None:
            self.schemas.append(laid.schema)
            while len(self.schemas) > KEPT:
                laid.drop(self.schemas.pop(0))


_KEPT: WeakKeyDictionary[Catalogue, _Kept] = WeakKeyDictionary()
_LAYING = threading.Lock()


def reviewed(catalogue: Catalogue) -> Catalogue:
    """The catalogue as the reviews that there are now left it; itself where they touch nothing of it.

    Whoever asks several questions asks for it once, and puts them all to that. Raises RecordError where the log cannot
    be read.
    """
    if not (catalogue.folder / LOG).exists():  # nothing of reviews is imported for a record that has none
        return catalogue
    from communique.reviews import Reviews

    with _LAYING:
        log = Reviews.open(catalogue.folder)
        kept = _KEPT.setdefault(catalogue, _Kept())
        newest = log.newest
        if newest != kept.newest:
            kept.put(_laid(catalogue, log.standing(), newest))
            kept.newest = newest
        return kept.laid or catalogue


def _laid(catalogue: Catalogue, standing: Standing, newest: int) -> LaidCatalogue | None:
    """The catalogue with these reviews laid over it; None where they touch nothing of it."""
    from communique.reviews import laid_over

    given = _near(catalogue, standing)
    if not given:
        return None
    subjects, actors = _subjects(catalogue)
    laid = laid_over(given, standing, encounters=_encounters(catalogue, given), names=actors)
    subjects = _with(subjects, laid.actors)
    before = {one.id: one for one in given}
    after = {one.id: subjects.named(one) for one in laid.occurrences}
    fresh = [one for id_, one in after.items() if before.get(id_) != one]
    gone = [one for id_, one in before.items() if after.get(id_) != one]
    over = _Over(catalogue, f"reviewed_{newest}", subjects, gone, fresh)
    over.positions()
    over.exchanges()
    over.meetings(laid, given, after, actors)
    over.news()
    over.notes(laid)
    return LaidCatalogue(catalogue, over.schema)


def notes(catalogue: Catalogue, occurrences: Iterable[str]) -> dict[str, str]:
    """What people found of some occurrences, in words, by id; nothing of those that nobody reviewed."""
    if not isinstance(catalogue, LaidCatalogue):
        return {}
    query = "SELECT occurrence, words FROM reviewed WHERE list_contains(?, occurrence)"
    return dict(catalogue.ask(query, [[*occurrences]]))


@dataclass(frozen=True, slots=True)
class Rejected:
    """Evidence that people rejected, so that it is left out. `words` say who did, and when."""

    occurrence: str
    summary: str
    article: str
    item: str
    words: str


def rejected(catalogue: Catalogue, *, party: str | None = None, encounter: str | None = None) -> tuple[Rejected, ...]:
    """What was rejected of the moves of a party, or of the life of a meeting."""
    if not isinstance(catalogue, LaidCatalogue):
        return ()
    query = """
        SELECT occurrence, summary, article, item, words FROM rejected WHERE party = ? OR encounter = ? ORDER BY ALL
    """
    return tuple(Rejected(*row) for row in catalogue.ask(query, [party, encounter]))


class _Over:
    """Makes the tables of one state of the reviews: `gone` are no more as they were, `fresh` stand in their place."""

    def __init__(
        self,
        base: Catalogue,
        schema: str,
        subjects: Subjects,
        gone: Sequence[Occurrence],
        fresh: Sequence[Occurrence],
    ) -> None:
        self.base = base
        self.schema = schema
        self.subjects = subjects
        self.gone = gone
        self.fresh = fresh
        self.connection = base._connection.cursor()
        self.connection.execute(f"DROP SCHEMA IF EXISTS memory.{schema} CASCADE")
        self.connection.execute(f"CREATE SCHEMA memory.{schema}")

    def positions(self) -> None:
        """The positions of every party that any of it is of."""
        sides = (bargaining.side_of(one, self.subjects) for one in (*self.gone, *self.fresh))
        parties = sorted({side for side in sides if side is not None})
        told = self._told("list_contains(?, party)", [parties])
        found = tuple(one for one in histories(told, self.subjects) if one.party in parties)
        rows = bargaining.position_rows(found, {one.id: one for one in told}, self.subjects)
        self._keep("parties", table_of({"party": bargaining.columns()["sides"]["party"]}, [(one,) for one in parties]))
        for name, its in rows.items():
            self._keep(f"{name}_fresh", table_of(bargaining.columns()[name], its))
        others = f"WHERE party NOT IN (SELECT party FROM {self._name('parties')})"
        for name in ("positions", "stands"):
            self._view(name, f"SELECT * FROM shelf.{name} {others} UNION ALL SELECT * FROM {self._name(name)}_fresh")
        self._view(
            "sides",
            f"""
            SELECT * FROM shelf.sides {others} UNION ALL
            SELECT coalesce(was.number, {LAST}), fresh.party, fresh.name, fresh.stands
            FROM {self._name("sides")}_fresh AS fresh LEFT JOIN shelf.sides AS was ON was.party = fresh.party
            """,
        )
        self._view(
            "issues_held",
            f"""
            SELECT * FROM shelf.issues_held UNION ALL
            SELECT {LAST}, issue, name, stands FROM {self._name("issues_held")}_fresh
            WHERE coalesce(issue, '') NOT IN (SELECT coalesce(issue, '') FROM shelf.issues_held)
            """,
        )

    def exchanges(self) -> None:
        """The tables of the pairs that any of it is of: that it stands in, or will stand in."""
        ids = [one.id for one in (*self.gone, *self.fresh)]
        query = """
            SELECT one, other FROM exchanges WHERE len(list_filter(?, lambda id: contains(exchange, id))) > 0
        """
        pairs = set(self.base.ask(query, [ids]))
        for occurrence in self.fresh:
            step = occurrence.step
            if step is not None and step.party and step.toward:
                pairs.add((min(step.party, step.toward), max(step.party, step.toward)))
            elif occurrence.kind == "meeting":
                query = "SELECT one, other FROM exchanges WHERE list_contains(?, one) AND list_contains(?, other)"
                pairs |= set(self.base.ask(query, [[*occurrence.actors]] * 2))
        found = [exchange for pair in sorted(pairs) for exchange in self._exchanges(pair)]
        rows = bargaining.exchange_rows(found, self.subjects.names)
        self._keep("exchanges_fresh", table_of(bargaining.columns()["exchanges"], rows))
        kinds = bargaining.columns()["sides"]
        self._keep("pairs", table_of({"one": kinds["party"], "other": kinds["party"]}, sorted(pairs)))
        self._view(
            "exchanges",
            f"""
            SELECT * FROM shelf.exchanges WHERE (one, other) NOT IN (SELECT (one, other) FROM {self._name("pairs")})
            UNION ALL
            SELECT coalesce(was.number, {LAST}), fresh.* EXCLUDE (number)
            FROM {self._name("exchanges")}_fresh AS fresh
                 LEFT JOIN shelf.exchanges AS was ON was.one = fresh.one AND was.other = fresh.other
            """,
        )

    def _exchanges(self, pair: tuple[str, str]) -> tuple[Exchange, ...]:
        clause = """
            list_contains(?, party) OR list_contains(?, toward) OR (party IS NULL AND list_has_all(actors, ?))
        """
        told = self._told(clause, [[*pair]] * 3)
        return exchanges(told, self.subjects.matters, self.subjects.persons, pair)

    def meetings(
        self, laid: Laid, given: Iterable[Occurrence], after: Mapping[str, Occurrence], actors: Mapping[str, Actor]
    ) -> None:
        """The meetings that any of it is a step of."""
        countries = {id_: actor.country for id_, actor in actors.items() if actor.country}
        lives = {one.encounter for one in given if one.encounter} | {one.id for one in laid.encounters}
        kind = bargaining.columns()["sides"]["party"]
        self._keep("lives", table_of({"id": kind}, [(one,) for one in sorted(lives)]))
        self._keep("meetings_fresh", meeting_table(laid.encounters, after, self.subjects.names, countries))
        self._view(
            "meetings",
            f"""
            SELECT * FROM shelf.meetings WHERE id NOT IN (SELECT id FROM {self._name("lives")})
            UNION ALL SELECT * FROM {self._name("meetings")}_fresh
            """,
        )

    def news(self) -> None:
        """What came in, and what happened when."""
        import pyarrow as pa

        text, count = pa.string(), pa.int32()
        articles = {account.article for one in (*self.gone, *self.fresh) for account in one.accounts}
        added = dict(self.base.ask("SELECT id, added FROM articles WHERE list_contains(?, id)", [[*articles]]))
        self._keep("gone", table_of({"id": text}, [(one.id,) for one in self.gone]))
        names = ("occurrence", "kind", "step", "status", "summary", "encounter", "certainty", "begin", "end", "basis")
        columns = {**dict.fromkeys(names, text), "origins": count, "first_added": count, "last_added": count}
        listed = [one for one in self.fresh if one.kind in ("move", "meeting") and one.accounts]
        self._keep("news_fresh", table_of(columns, (_news(one, added) for one in listed)))
        self._view(
            "news",
            f"""
            SELECT * FROM shelf.news WHERE occurrence NOT IN (SELECT id FROM {self._name("gone")})
            UNION ALL BY NAME SELECT * FROM {self._name("news")}_fresh
            """,
        )
        changes = [(one, -1) for one in self.gone] + [(one, 1) for one in listed]
        came = (
            (one.kind, min(added[account.article] for account in one.accounts), times)
            for one, times in changes
            if one.accounts
        )
        self._keep("arrivals_fresh", table_of({"kind": text, "added": count, "times": count}, came))
        happened = (row for one, times in changes for row in self._happened(one, times))
        columns = {**dict.fromkeys(("party", "kind", "begin", "end"), text), "times": count}
        self._keep("happenings_fresh", table_of(columns, happened))
        for name in ("arrivals", "happenings"):
            self._view(name, f"SELECT * FROM shelf.{name} UNION ALL SELECT * FROM {self._name(name)}_fresh")

    def _happened(self, one: Occurrence, times: int) -> Iterable[Sequence[Any]]:
        when, parties = one.when, {one.step.party} if one.step else set()
        if one.step is not None:
            when = days.made(one.when, one.reported)
        elif one.kind == "meeting":
            parties = {self.subjects.sides.get(actor) for actor in one.actors}
        for party in sorted(filter(None, parties)):
            yield party, one.kind, when.begin if when else None, when.end if when else None, times

    def notes(self, laid: Laid) -> None:
        """Who found what."""
        found = ((id_, _in_words(states)) for id_, states in laid.states.items() if any(s.reviews for s in states))
        self._keep("reviewed", table_of(bargaining.columns()["reviewed"], found))
        dropped = (
            (
                one.occurrence.id,
                bargaining.side_of(one.occurrence, self.subjects),
                one.occurrence.encounter,
                one.occurrence.summary,
                one.account.article,
                one.account.item,
                _in_words([one.state]),
            )
            for one in laid.dropped
        )
        self._keep("rejected", table_of(bargaining.columns()["rejected"], dropped))

    def _told(self, clause: str, values: Sequence[Any]) -> list[Occurrence]:
        """The occurrences of the file that fit, without those that are gone, and all fresh ones."""
        rows = self.base.ask(f"SELECT occurrence FROM bargained WHERE ({clause})", values)
        gone = {one.id for one in self.gone}
        kept: list[Occurrence] = [found(Occurrence, words) for (words,) in rows]
        return [*(one for one in kept if one.id not in gone), *self.fresh]

    def _name(self, table: str) -> str:
        return f"memory.{self.schema}.{table}"

    def _keep(self, name: str, table: pa.Table) -> None:
        keep(self.connection, self._name(name), table)

    def _view(self, name: str, query: str) -> None:
        self.connection.execute(f"CREATE VIEW {self._name(name)} AS {query}")


def _news(one: Occurrence, added: Mapping[str, int]) -> Sequence[Any]:
    when, came = one.when, [added[account.article] for account in one.accounts]
    return (
        one.id,
        one.kind,
        one.step.kind if one.step else one.kind,
        one.status,
        one.summary,
        one.encounter,
        one.certainty,
        when.begin if when else None,
        when.end if when else None,
        when.basis if when else None,
        len(one.origins),
        min(came),
        max(came),
    )


def _near(catalogue: Catalogue, standing: Standing) -> tuple[Occurrence, ...]:
    """What the reviews may touch: what their articles tell of, and the whole lives of the meetings among that."""
    rows = catalogue.ask(
        """
        WITH near AS (
            SELECT id, encounter FROM bargained
            WHERE id IN (SELECT occurrence FROM bargained_articles WHERE list_contains(?, article))
        )
        SELECT occurrence FROM bargained
        WHERE id IN (SELECT id FROM near) OR encounter IN (SELECT encounter FROM near WHERE encounter IS NOT NULL)
        ORDER BY id
        """,
        [sorted(standing.articles)],
    )
    return tuple(found(Occurrence, words) for (words,) in rows)


def _encounters(catalogue: Catalogue, given: Iterable[Occurrence]) -> tuple[Encounter, ...]:
    lives = sorted({one.encounter for one in given if one.encounter is not None})
    rows = catalogue.ask("SELECT life FROM meetings WHERE list_contains(?, id) ORDER BY id", [lives])
    return tuple(found(Life, words).encounter for (words,) in rows)


@remembered()
def _subjects(catalogue: Catalogue) -> tuple[Subjects, Mapping[str, Actor]]:
    """The subjects of the record, as they were when the file was made, and its actors."""
    rows = catalogue.ask("SELECT id, name, kind, country, known FROM known_actors")
    actors = {id_: Actor(id_, name, kind, country, known=known) for id_, name, kind, country, known in rows}
    sides = {id_: id_ if actor.kind == "state" else actor.country for id_, actor in actors.items()}
    subjects = Subjects(
        issues_in(catalogue.folder),
        matters_of(catalogue),
        {id_: side for id_, side in sides.items() if side},
        {id_: actor.name for id_, actor in actors.items()},
        {id_: frozenset(words) for id_, words in catalogue.ask("SELECT id, words FROM persons")},
    )
    return subjects, actors


def _with(subjects: Subjects, actors: Sequence[Actor]) -> Subjects:
    """The subjects, and those whom corrections name and nobody had named before."""
    if not actors:
        return subjects
    sides = {one.id: one.id if one.kind == "state" else one.country for one in actors}
    return replace(
        subjects,
        names={**subjects.names, **{one.id: one.name for one in actors}},
        sides={**subjects.sides, **{id_: side for id_, side in sides.items() if side}},
    )


def _in_words(states: Iterable[State]) -> str:
    """`accepted by Ada, 3 Mar 2019; date corrected by Ben, 4 Mar 2019`: each person's once."""
    told = []
    for review in (review for state in states for review in state.reviews):
        what = _WORDS.get(review.verdict, review.verdict)
        if review.verdict == "correct":
            what = f"{' and '.join(name.replace('_', ' ') for name in review.after) or 'fields'} corrected"
        told.append(f"{what} by {review.who}, {in_words(When(review.at[:10], review.at[:10], 'text'))}")
    return "; ".join(dict.fromkeys(told))
