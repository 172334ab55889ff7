"""What exports are made of: one snapshot of a record, whole or what fits some filters, read a little at a time.

It is as people left it: their reviews are laid over what was read and woven, unless it is wanted as it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.catalogue.making import Source
from communique.chronology.asked import actor_named, between, ids_of, may_be
from communique.chronology.dates import in_words
from communique.reading import Actor, Role
from communique.record import manifest, weaving
from communique.record.manifest import LOG, MANIFEST, Manifest
from communique.record.views import Views
from communique.signs import counted
from communique.weave.occurrence import When

if TYPE_CHECKING:
    import duckdb

    from communique.chronology import Chronology, Life
    from communique.desk import Desk
    from communique.reviews import Review
    from communique.weave.occurrence import Occurrence, Woven

BATCH = 2_000
"""Rows that are in memory at once. Not tuned: with 200 or 20,000 an export is as fast to within a tenth."""

MEMORY = "512MB"
"""What DuckDB may hold in memory of a question, before it puts the rest on disk: 422,000 accounts are sorted in
it as fast as without a limit."""

_SPEAKERS = """
SELECT s.source_actor
FROM accounts AS a
JOIN occurrences AS o ON o.id = a.occurrence
LEFT JOIN statements AS s ON s.article = a.article AND s.id = a.item AND o.kind = 'statement'
WHERE a.occurrence IN (SELECT id FROM chosen)
ORDER BY o.number, a.number
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a record is wanted: what may have happened from `since` to `until`, in which `actors` all act.

    Days are as a person gives them (a day, a month, a year, both ends included), actors are ids or names. `brief` asks
    for the key days alone, where a form tells a chronology; `as_read` for all as it was read, without people's reviews.
    """

    since: str | date | None = None
    until: str | date | None = None
    actors: tuple[str, ...] = ()
    brief: bool = False
    as_read: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out of the tables."""
        return self.since is None and self.until is None and not self.actors


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Layer:
    """How many reviews of people are in force, the day of the last one, and whether they are laid over the rest."""

    reviews: int = 0
    last: str | None = None
    laid: bool = True

    @property
    def words(self) -> str:
        """A sentence or two that say so."""
        if not self.reviews or self.last is None:
            return "As it was read: no review is in force."
        given = (
            f"{counted(self.reviews, 'review')} in force, the last of {in_words(When(self.last, self.last, 'text'))}"
        )
        return f"As people left it: {given}." if self.laid else f"As it was read: it leaves out {given}."


class Material:
    """One snapshot of the record in a folder, and what of it is wanted. Later snapshots and reviews do not change it.

    `desk` is the one by whose issues positions are told. `parties` are the sides that the wanted actors are on.

    Raises RecordError where there is no record, and QuestionError where what is wanted cannot be understood.
    """

    def __init__(self, folder: str | Path, wanted: Wanted = EVERYTHING, desk: Desk | None = None) -> None:
        self.folder = Path(folder).expanduser().absolute()
        self.wanted = wanted
        self.desk = desk
        self.manifest: Manifest = manifest.load(self.folder)
        # Nothing of reviews is imported for a record that has none.
        self._given = _reviews(self.folder) if (self.folder / LOG).exists() else ()
        self._views = Views(self.folder, self.manifest, () if wanted.as_read else self._given)
        self.made = datetime.fromtimestamp(int((self.folder / MANIFEST).stat().st_mtime), UTC)
        self.first, self.last = between(wanted.since, wanted.until)
        named = [actor_named(value, self.actors) for value in wanted.actors]
        self.parties = frozenset(actor.country or actor.id for actor in named)
        self._ids = [ids_of(actor, self.actors) for actor in named]

    def again(self) -> Material:
        """The same, of the newest snapshot."""
        return Material(self.folder, self.wanted, self.desk)

    @property
    def name(self) -> str:
        """What the record is called: its folder's name."""
        return self.folder.name

    @cached_property
    def layer(self) -> Layer:
        """What people's reviews have to do with what is written."""
        if not self._given:
            return Layer()
        from communique.reviews.standing import in_force

        held = in_force(self._given)
        return Layer(len(held), held[-1].at[:10] if held else None, laid=not self.wanted.as_read)

    @property
    def provenance(self) -> dict[str, str | int | None]:
        """Where what is written comes from: for programs, by name."""
        from communique import __version__

        return {
            "program": f"communique {__version__}",
            "record": self.name,
            "snapshot": self.manifest.snapshot,
            "reviews": self.layer.reviews,
            "last_review": self.layer.last,
            "reviews_are": ("laid over" if self.layer.laid else "left out") if self.layer.reviews else None,
            "meaning": self.layer.words,
        }

    @property
    def version(self) -> str:
        """`communique 0.1.0`, and `communique 0.1.0, reviewed` where reviews are laid over what was read."""
        from communique import __version__

        return f"communique {__version__}{', reviewed' if self.layer.reviews and self.layer.laid else ''}"

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody who acts in anything that is woven, in order of their ids."""
        rows = self._views.ask("SELECT * FROM woven_actors ORDER BY id").to_pylist()
        return tuple(Actor(**{**row, "roles": tuple(Role(**role) for role in row["roles"])}) for row in rows)

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """The same by their ids."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def acting(self) -> tuple[Actor, ...]:
        """Those who act in any of what is wanted, in order of their ids."""
        rows = self.rows("SELECT DISTINCT unnest(actors) AS id FROM occurrences JOIN chosen USING (id) ORDER BY 1")
        return tuple(self.by_id[row["id"]] for row in rows if row["id"] in self.by_id)

    @cached_property
    def woven(self) -> Woven:
        """All that is woven, in memory: for what is told of as a whole."""
        found = weaving.stored(self.folder, self.manifest)
        if not self._views.standing:
            return found
        from communique.reviews import laid

        return laid(found, self._views.standing)

    @cached_property
    def undated(self) -> int:
        """How many occurrences fit but for their days, and have none: the days that are asked for leave them out."""
        if self.first is None and self.last is None:
            return 0
        where, values = self.condition()
        query = f"SELECT count(*) FROM occurrences WHERE begin IS NULL AND {where}"
        return int(self.connection.execute(query, values).fetchall()[0][0])

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The views of the record, and the table `chosen` with the ids of the occurrences that are wanted."""
        connection = self._views.connection
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        where, values = self.condition()
        if self.first is not None:
            where, values = f'{where} AND "end" >= ?::DATE', [*values, self.first]
        if self.last is not None:
            where, values = f"{where} AND begin <= ?::DATE", [*values, self.last]
        connection.execute(f"CREATE TABLE chosen AS SELECT id FROM occurrences WHERE {where}", values)
        return connection

    def occurrences(self) -> Iterator[Occurrence]:
        """The occurrences that are wanted, with their accounts, in order of time, some at a time."""
        return Source(self.folder, self.manifest, self.connection).occurrences("id IN (SELECT id FROM chosen)")

    @cached_property
    def chronology(self) -> Chronology:
        """What is wanted, as a chronology. It has what is undated, too, which may lie outside the days asked for."""
        from communique.chronology import chronology

        wanted = self.wanted
        return chronology(self.woven, actors=wanted.actors, since=wanted.since, until=wanted.until, brief=wanted.brief)

    @cached_property
    def lives(self) -> tuple[Life, ...]:
        """The lives of the meetings that are wanted: the meeting, or a step of its life, may be in the days."""
        from communique.chronology import meetings
        from communique.record.woven import encounters_of
        from communique.weave.occurrence import Woven

        # Their steps alone, and not all that is woven: a record has few meetings.
        steps = Source(self.folder, self.manifest, self.connection).occurrences("encounter IS NOT NULL")
        encounters = encounters_of(self.batches("SELECT * FROM encounters ORDER BY number").read_all())
        found = meetings(Woven((), tuple(steps), encounters, self.actors), actors=self.wanted.actors)
        if self.first is None and self.last is None:
            return found
        return tuple(
            life
            for life in found
            if any(map(self.among_days, (life.encounter.when, *(step.occurrence.when for step in life.steps))))
        )

    def among_days(self, when: When | None) -> bool:
        """Whether something may have happened in the days asked for; what has no date is among all days alone."""
        if when is None:
            return self.first is None and self.last is None
        return may_be(when, self.first, self.last)

    def told(self) -> Iterator[tuple[Occurrence, tuple[str | None, ...]]]:
        """The occurrences that are wanted, each with who speaks in its accounts, one by one: None but in statements."""
        speakers = (row["source_actor"] for row in self.rows(_SPEAKERS))
        for occurrence in self.occurrences():
            yield occurrence, tuple(islice(speakers, len(occurrence.accounts)))

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """The rows of an answer, a few at a time."""
        for batch in self.batches(query, values):
            yield from batch.to_pylist()

    def batches(self, query: str, values: Sequence[Any] = ()) -> Any:
        """The answer to a query as a reader of Arrow batches, with its schema."""
        return self.connection.cursor().sql(query, params=list(values)).to_arrow_reader(BATCH)

    def condition(self) -> tuple[str, list[Any]]:
        """The condition of SQL for all the wanted actors to act in an occurrence, and the values for it."""
        where = " AND ".join(["true", *("list_has_any(actors, ?)" for _ in self._ids)])
        return where, [sorted(ids) for ids in self._ids]


def _reviews(folder: Path) -> tuple[Review, ...]:
    from communique.reviews import Reviews

    return Reviews(folder).all()
