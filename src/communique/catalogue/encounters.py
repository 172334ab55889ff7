"""The shelf of meetings: which there were and are to be, where they stand, and the life of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.evidence import found, keep, kept, shown, table_of
from communique.catalogue.paging import FIRST, Order, Slice, Stretch
from communique.catalogue.remembering import remembered
from communique.chronology.entries import Entry
from communique.chronology.lives import Life, life_of
from communique.reading import MeetingStatus
from communique.record.names import Names
from communique.record.questions import Condition, holding, one_of

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.catalogue.making import Source
    from communique.weave.occurrence import Encounter, Occurrence

ORDERS = {
    "when": 'coalesce("begin", last_begin)',
    "name": "lower(name)",
    "place": "lower(place)",
    "status": "status",
    "origins": "origins",
}
"""By what meetings can be ordered; one whose own days are unknown stands where it was told of last."""

LATEST = Order("when", falling=True)
STATUSES = get_args(MeetingStatus)
TO_COME = ("proposed", "planned", "reinstated")
"""What became last of a meeting that is still to come."""

MOST = 12  # of one facet
LISTS_KEPT = 64  # filters whose facets are remembered


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting as a list has it.

    `when` and `line` are in words: the days of the meeting, and its life. `status` is what became of it last, `told`
    when that was, in words. `begin` and `end` are its days, None where they are unknown. `origins` counts the
    independent ones over its life, `steps` what is told of it.
    """

    id: str
    name: str
    place: str | None
    begin: str | None
    end: str | None
    when: str
    status: str | None
    told: str
    line: str
    parties: tuple[str, ...]
    party_names: tuple[str, ...]
    participants: tuple[str, ...]
    participant_names: tuple[str, ...]
    origins: int
    steps: int


@dataclass(frozen=True, slots=True)
class LifeTold:
    """The life of a meeting, each step with the first texts that tell of it, and without its accounts.

    `articles` and `texts` count, for each step, all that tell of it.
    """

    life: Life
    articles: tuple[int, ...]
    texts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the meetings that were asked for have a status, a place, a party: values, words and counts."""

    statuses: tuple[tuple[str, str, int], ...]
    actors: tuple[tuple[str, str, int], ...]
    places: tuple[tuple[str, str, int], ...]


def fill(source: Source) -> None:
    """Fills the shelf `meetings`; that of bargaining is filled before."""
    from communique.record.woven import encounters_of

    occurrences = {one.id: one for one in source.occurrences("encounter IS NOT NULL")}
    named = source.connection.execute("SELECT id, name, country FROM woven_actors").fetchall()
    names = {id_: name for id_, name, _ in named}
    countries = {id_: country for id_, _, country in named if country}
    table = source.connection.sql("SELECT * FROM encounters ORDER BY number").to_arrow_table()
    keep(source.connection, "shelf.meetings", meeting_table(encounters_of(table), occurrences, names, countries))


def meeting_table(
    encounters: Iterable[Encounter],
    occurrences: Mapping[str, Occurrence],
    names: Mapping[str, str],
    countries: Mapping[str, str],
) -> pa.Table:
    """Encounters as rows of the shelf; `occurrences` has those of their steps, `names` and `countries` the actors'."""
    import pyarrow as pa

    text, count, texts = pa.string(), pa.int32(), pa.list_(pa.string())
    counts = pa.list_(count)
    columns = {
        **dict.fromkeys(("id", "name", "place", "begin", "end", "when", "status", "told", "last_begin"), text),
        "line": text,
        **dict.fromkeys(("parties", "party_names", "participants", "participant_names", "members"), texts),
        "times": pa.list_(pa.struct([("begin", text), ("end", text)])),
        "origins": count,
        "steps": count,
        "n_articles": counts,
        "n_texts": counts,
        "life": text,
    }
    return table_of(columns, (_row(encounter, occurrences, names, countries) for encounter in encounters))


def meetings(
    catalogue: Catalogue,
    *,
    actors: Sequence[str] = (),
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: str | None = None,
    origins: int = 1,
    order: Order = LATEST,
    stretch: Stretch = FIRST,
) -> Slice[Met]:
    """The meetings that fit all of these.

    `actors` must all take part, a state by its people too. `since` and `until` keep a meeting if it, or a step of its
    life, may be in these days; what has no date is kept. `status` is what became of it last, `origins` the least number
    of independent ones. Raises QuestionError where one of these cannot be understood.
    """
    clause, values = _where(catalogue, actors, place, since, until, status, origins)
    ((total,),) = catalogue.ask(f"SELECT count(*) FROM meetings WHERE {clause}", values)
    rows = catalogue.ask(
        f"SELECT {_MET} FROM meetings WHERE {clause} ORDER BY {order.sql(ORDERS, 'id')} LIMIT ? OFFSET ?",
        [*values, stretch.count, stretch.first],
    )
    return Slice(tuple(map(_met, rows)), total, stretch.first)


@remembered(LISTS_KEPT)
def facets(
    catalogue: Catalogue,
    *,
    actors: Sequence[str] = (),
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: str | None = None,
    origins: int = 1,
) -> Facets:
    """What the meetings that fit have, as `meetings` takes the questions: the most frequent of each first."""
    clause, values = _where(catalogue, actors, place, since, until, status, origins)
    rows = catalogue.ask(
        f"""
        WITH fit AS (SELECT * FROM meetings WHERE {clause}),
        told AS (
            SELECT 'status' AS facet, status AS value, status AS words FROM fit
            UNION ALL SELECT 'place', place, place FROM fit
            UNION ALL SELECT 'actor', unnest(parties), unnest(party_names) FROM fit
        )
        SELECT facet, value, any_value(words), count(*) AS times FROM told WHERE value IS NOT NULL
        GROUP BY facet, value QUALIFY row_number() OVER (PARTITION BY facet ORDER BY times DESC, value) <= {MOST}
        ORDER BY times DESC, value
        """,
        values,
    )
    of = {
        name: tuple((value, words, n) for facet, value, words, n in rows if facet == name)
        for name in ("status", "actor", "place")
    }
    return Facets(of["status"], of["actor"], of["place"])


@remembered()
def to_come(catalogue: Catalogue, day: str, most: int) -> tuple[Met, ...]:
    """The meetings that are proposed or planned for days after `day`, the next first."""
    return _some(
        catalogue,
        f"""status IN {TO_COME} AND "begin" > ? ORDER BY "begin", id LIMIT ?""",
        [day, most],
    )


@remembered()
def latest(catalogue: Catalogue, day: str, most: int) -> tuple[Met, ...]:
    """The meetings of which something became known last, by `day`; those with most origins of them first."""
    return _some(
        catalogue,
        f"""
        NOT coalesce(status IN {TO_COME} AND "begin" > ?, false) AND last_begin IS NOT NULL
        ORDER BY last_begin DESC, origins DESC, id LIMIT ?
        """,
        [day, most],
    )


def life(catalogue: Catalogue, key: str) -> LifeTold | None:
    """The life of the meeting with the id `key`; None without one."""
    rows = catalogue.ask("SELECT life, n_articles, n_texts FROM meetings WHERE id = ?", [key])
    return LifeTold(found(Life, rows[0][0]), tuple(rows[0][1]), tuple(rows[0][2])) if rows else None


_COLUMNS = (
    "id", "name", "place", '"begin"', '"end"', '"when"', "status", "told", "line", "parties", "party_names",
    "participants", "participant_names", "origins", "steps",
)  # fmt: skip
_MET = ", ".join(_COLUMNS)


def _some(catalogue: Catalogue, rest: str, values: Sequence[Any]) -> tuple[Met, ...]:
    return tuple(map(_met, catalogue.ask(f"SELECT {_MET} FROM meetings WHERE {rest}", values)))


def _met(row: tuple[Any, ...]) -> Met:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return Met(*values)


def _where(
    catalogue: Catalogue,
    actors: Sequence[str],
    place: str | None,
    since: str | None,
    until: str | None,
    status: str | None,
    origins: int,
) -> tuple[str, list[Any]]:
    where = [Condition("origins >= ?", (origins,))]
    where += [Condition("list_contains(members, ?)", (_actor(catalogue, actor),)) for actor in actors]
    if place:
        where += holding("place", place)
    if status:
        where.append(Condition("status = ?", (one_of("status", status, STATUSES),)))
    where += _may_be(since, until)
    return " AND ".join(one.clause for one in where), [value for one in where for value in one.values]


def _may_be(since: str | None, until: str | None) -> Iterator[Condition]:
    from communique.chronology.asked import between

    first, last = between(since, until)
    if first or last:
        clause = """len(list_filter(times, lambda t: t."begin" IS NULL OR (t."end" >= ? AND t."begin" <= ?))) > 0"""
        yield Condition(clause, (first or "", last or "~"))


def _actor(catalogue: Catalogue, value: str) -> str:
    """The id of an actor by its id, which links have, or by a name, for which all names must be known."""
    known = catalogue.ask("SELECT 1 FROM known_actors WHERE id = ?", [value])
    return value if known else _names(catalogue).actor(value)


@remembered()
def _names(catalogue: Catalogue) -> Names:
    return Names.of(catalogue.ask("SELECT id, name, known, country FROM known_actors"))


def _row(
    encounter: Encounter,
    occurrences: Mapping[str, Occurrence],
    names: Mapping[str, str],
    countries: Mapping[str, str],
) -> Sequence[Any]:
    life = life_of(encounter, occurrences, names)
    steps = [step.occurrence for step in life.steps]
    last = life.steps[-1] if life.steps else None
    who = (*encounter.parties, *encounter.participants)
    times = [encounter.when, *(step.when for step in steps)]
    made = last.occurrence.when or last.occurrence.reported if last else None
    return (
        encounter.id,
        life.name,
        encounter.place,
        encounter.when.begin if encounter.when else None,
        encounter.when.end if encounter.when else None,
        life.when,
        last.occurrence.status if last else None,
        last.happened if last else "",
        made.begin if made else None,
        life.line,
        list(encounter.parties),
        list(life.parties),
        list(encounter.participants),
        list(life.participants),
        sorted({*who, *(countries[one] for one in who if one in countries)}),
        [{"begin": when.begin if when else None, "end": when.end if when else None} for when in times],
        life.origins,
        len(steps),
        [step.articles for step in steps],
        [step.texts for step in steps],
        kept(replace(life, steps=tuple(_lean(step, names) for step in life.steps))),
    )


def _lean(step: Entry, names: Mapping[str, str]) -> Entry:
    """A step with the first few of those that tell of it."""
    occurrence: Occurrence = step.occurrence
    return replace(step, tellings=shown(occurrence, names), occurrence=replace(occurrence, accounts=()))
