"""The shelf of actors: who they are by the articles, how often they occur, what they did and with whom they met."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.paging import FIRST, Order, Slice, Stretch
from communique.errors import QuestionError
from communique.reading import Actor, MeetingStatus
from communique.record import questions
from communique.record.questions import Condition, holding
from communique.record.results import ActorRow
from communique.weave.occurrence import When

if TYPE_CHECKING:
    from communique.catalogue.making import Source

ORDERS = {
    "speaker": "statements",
    "recipient": "addressed",
    "reporter": "relayed",
    "mentions": "mentions",
    "articles": "articles",
    "name": "lower(name)",
    "last": "last_said",
}
"""By what actors can be ordered: by the parts in which they occur, by name, by the last day on which they spoke."""

BY_SPEECH = Order("speaker", falling=True)

CALLED = 12
"""Of the wordings by which an actor is named, those kept; the rest are rare."""

PEOPLE = 15
"""Of a state's people and bodies, those kept beside it; the rest are listed among the actors."""

MET = ("held", "under way", "ended without agreement")
"""What can become of a meeting in which the parties did meet."""

_ACTORS = f"""
CREATE TABLE shelf.actors AS
WITH named AS (
    SELECT actor AS id, regexp_replace(text, '\\s+', ' ', 'g') AS words, count(*) AS times
    FROM mentions WHERE actor IS NOT NULL AND basis IN ('name', 'metonym') GROUP BY ALL
), called AS (
    SELECT id, list(words ORDER BY times DESC, words)[:{CALLED}] AS called FROM named GROUP BY id
)
SELECT actors.*, coalesce(called, []) AS called,
       folded(name || ' ' || array_to_string(coalesce(called, []), ' ')) AS words, folded(name) AS folded
FROM actors LEFT JOIN called USING (id)
ORDER BY statements DESC, mentions DESC, id
"""

_CALLED = """
CREATE TABLE shelf.actor_called AS
SELECT folded AS words, id, true AS usual, known, mentions FROM shelf.actors
UNION ALL
SELECT folded(unnest(called)), id, false, known, mentions FROM shelf.actors
ORDER BY words
"""

_TOLD = """
CREATE TABLE shelf.actor_told AS
WITH role AS (
    SELECT actors_by_article.id AS actor, unnest(roles) AS role, published
    FROM actors_by_article JOIN articles ON articles.id = actors_by_article.article
), counted AS (
    SELECT actor, role.title AS title, any_value(role.code) AS code, count(*) AS articles, min(published) AS first,
           max(published) AS last
    FROM role GROUP BY actor, role.title
), called AS (
    SELECT actor AS id, list(struct_pack(title, code, articles, first, last) ORDER BY articles DESC, title) AS roles
    FROM counted GROUP BY actor
), own AS (
    SELECT country AS state, count(*) AS many,
           list(struct_pack({columns}) ORDER BY statements DESC, mentions DESC, id)[:{people}] AS people
    FROM shelf.actors WHERE id <> country GROUP BY country
)
SELECT id, to_json(struct_pack(
    actor := struct_pack({columns}), called, roles := coalesce(roles, []), people := coalesce(people, []),
    many := coalesce(many, 0)
))::VARCHAR AS told
FROM shelf.actors LEFT JOIN called USING (id) LEFT JOIN own ON own.state = id AND kind = 'state' ORDER BY id
"""

_DEEDS = """
CREATE TABLE shelf.actor_deeds AS
WITH each AS (
    SELECT unnest(list_distinct(list_concat(actors, [step.party, step.by]))) AS actor, occurrences.* EXCLUDE (actors)
    FROM occurrences WHERE kind IN ('move', 'event')
), single AS (
    SELECT actor, each.id AS occurrence, each.kind AS kind, coalesce(step.kind, '') AS step, number, coalesce(
               CASE WHEN each.kind = 'move' THEN list_contains([step.party, step.by], actor)
                    ELSE starts_with(summary, woven_actors.name) END, false
           ) AS own,
           summary, begin, "end", when_basis AS basis, certainty, n_origins AS origins
    FROM each LEFT JOIN woven_actors ON woven_actors.id = actor
    WHERE actor IS NOT NULL
)
SELECT *, row_number() OVER (PARTITION BY actor ORDER BY own DESC, begin DESC NULLS LAST, number DESC) AS place
FROM single ORDER BY actor, place
"""

_MET = """
CREATE TABLE shelf.actor_met AS
WITH stands AS (
    SELECT encounter, list(status ORDER BY number) AS became FROM occurrences
    WHERE encounter IS NOT NULL AND status IS NOT NULL GROUP BY encounter
), members AS (
    SELECT id AS encounter, 0 AS part, generate_subscripts(parties, 1) AS place, unnest(parties) AS actor
    FROM encounters
    UNION ALL
    SELECT id, 1, generate_subscripts(participants, 1), unnest(participants) FROM encounters
), named AS (
    SELECT members.*, struct_pack(id := actor, name := coalesce(name, actor), country := country) AS told
    FROM members LEFT JOIN woven_actors ON woven_actors.id = actor
), together AS (
    SELECT encounter, list_distinct(list(actor)) AS actors, list(told ORDER BY place) FILTER (part = 0) AS parties,
           list(told ORDER BY place) FILTER (part = 1) AS participants
    FROM named GROUP BY encounter
)
SELECT unnest(actors) AS actor, encounters.id AS encounter, name, place, coalesce(together.parties, []) AS parties,
       coalesce(together.participants, []) AS participants, begin, "end", when_basis AS basis,
       coalesce(became, []) AS became
FROM encounters JOIN together ON together.encounter = encounters.id LEFT JOIN stands ON stands.encounter = encounters.id
ORDER BY actor, begin NULLS LAST, encounters.number
"""


@dataclass(frozen=True, slots=True)
class FoundActors:
    """A stretch of the actors that fit, and how many there are of each kind and of each country."""

    rows: Slice[ActorRow]
    kinds: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class RoleTold:
    """A role by which articles call somebody: in how many of them, and the first and last day of their publication."""

    title: str
    code: str | None
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """A move or an event. `own`: the actor did it; else it was done toward the actor. `step` is the kind of a move."""

    occurrence: str
    kind: str
    step: str
    own: bool
    summary: str
    when: When | None
    certainty: str | None
    origins: int


@dataclass(frozen=True, slots=True)
class Deeds:
    """The latest of what an actor did (then, of what was done toward it), how much of each kind it did, how much was
    done toward it, and on which days it did how much, by "move" and "event"."""

    latest: tuple[Deed, ...]
    kinds: tuple[tuple[str, int], ...]
    toward: int
    days: Mapping[str, tuple[tuple[str, int], ...]]

    @property
    def own(self) -> int:
        """How much the actor did."""
        return sum(times for _, times in self.kinds)


@dataclass(frozen=True, slots=True)
class ActorTold:
    """An actor, the words that the articles name it by, and the roles they give it; the most usual first.

    `people` are those of a state who speak most, `many` counts all of them.
    """

    actor: ActorRow
    called: tuple[str, ...]
    roles: tuple[RoleTold, ...]
    people: tuple[ActorRow, ...]
    many: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a meeting. A state's country is itself, where the record says so."""

    id: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class MeetingOf:
    """A meeting that an actor has part in, and what the articles say became of it, in order of time."""

    encounter: str
    name: str | None
    place: str | None
    parties: tuple[Member, ...]
    participants: tuple[Member, ...]
    when: When | None
    became: tuple[MeetingStatus, ...]

    @property
    def met(self) -> bool:
        """Whether any article says that they did meet."""
        return any(status in MET for status in self.became)


def fill(source: Source) -> None:
    """Fills the shelf."""
    for query in (_ACTORS, _CALLED, _TOLD.format(columns=_LISTED, people=PEOPLE), _DEEDS, _MET):
        source.connection.execute(query)


def actors(
    catalogue: Catalogue,
    *,
    q: str | None = None,
    kind: str | None = None,
    country: str | None = None,
    known: bool | None = None,
    order: Order = BY_SPEECH,
    stretch: Stretch = FIRST,
) -> FoundActors:
    """The actors that fit all of these; `q` are words of their names, or of what the articles call them by.

    Raises QuestionError where there is no such order or kind.
    """
    questions.one_of("order", order.by, ORDERS)
    where = [
        *((Condition(c.clause.replace("folded(words)", "words"), c.values) for c in holding("words", q)) if q else ()),
        *((Condition("kind = ?", (questions.kind(kind),)),) if kind else ()),
        *((Condition("country = ?", (country,)),) if country else ()),
        *((Condition("known = ?", (known,)),) if known is not None else ()),
    ]
    clause = " AND ".join(condition.clause for condition in where) or "true"
    values = [value for condition in where for value in condition.values]
    counts = catalogue.ask(
        f"SELECT kind, country, known, count(*) AS times FROM actors WHERE {clause} "
        "GROUP BY GROUPING SETS ((kind), (country), (known)) ORDER BY times DESC, kind, country",
        values,
    )
    kinds = tuple((value, times) for value, _, _, times in counts if value is not None)
    countries = tuple((value, times) for _, value, _, times in counts if value is not None)
    ordered = order.sql(ORDERS, "statements DESC, mentions DESC, id")
    rows = catalogue.rows(
        f"SELECT {_LISTED} FROM actors WHERE {clause} ORDER BY {ordered} LIMIT ? OFFSET ?",
        [*values, stretch.count, stretch.first],
    )
    return FoundActors(
        Slice(tuple(map(_actor, rows)), sum(times for _, times in kinds), stretch.first),
        kinds,
        countries,
        sum(times for _, _, is_known, times in counts if is_known is False),
    )


def actor(catalogue: Catalogue, id_: str) -> ActorTold | None:
    """An actor by its id; None where there is none."""
    rows = catalogue.ask("SELECT told FROM actor_told WHERE id = ?", [id_])
    if not rows:
        return None
    told = json.loads(rows[0][0])
    roles = tuple(RoleTold(**role) for role in told["roles"])
    people = tuple(ActorRow(**one) for one in told["people"])
    return ActorTold(ActorRow(**told["actor"]), tuple(told["called"]), roles, people, told["many"])


def names(catalogue: Catalogue, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of actors by their ids, as far as the record has them."""
    wanted = sorted({id_ for id_ in ids if id_})
    if not wanted:
        return {}
    return dict(
        catalogue.ask("SELECT id, name FROM actors JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)", [wanted])
    )


def as_actors(catalogue: Catalogue, ids: Iterable[str]) -> dict[str, Actor]:
    """Actors as readings have them, by their ids, as far as the record has them; without their roles."""
    rows = catalogue.ask(
        "SELECT id, name, kind, country, known FROM actors JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)",
        [sorted(set(ids))],
    )
    return {id_: Actor(id_, name, kind, country, (), known) for id_, name, kind, country, known in rows}


def actor_named(catalogue: Catalogue, value: str) -> str:
    """The id of the actor that `value` names: by its id, its name, what articles call it, or as the shipped tables do.

    Raises QuestionError where there is none, with those spelt most like it, or where it may be several.
    """
    from communique.resolve.explain import usual_id

    if catalogue.ask("SELECT id FROM actors WHERE id = ?", [value]):
        return value
    found = catalogue.ask(
        "SELECT DISTINCT id, usual, known, mentions FROM actor_called WHERE words = folded(?) "
        "ORDER BY usual DESC, known DESC, mentions DESC, id",
        [value],
    )
    best = [str(id_) for id_, usual, known, _ in found if (usual, known) == found[0][1:3]]
    if len(best) == 1:
        return best[0]
    if best:
        raise QuestionError(
            f"{value!r} may be {' or '.join(best[:5])}", cause="several actors are called so", fix="use an id"
        )
    usual = usual_id(value)
    if usual is not None and catalogue.ask("SELECT id FROM actors WHERE id = ?", [usual]):
        return usual
    near = catalogue.ask(
        "SELECT id FROM actors WHERE jaro_winkler_similarity(folded, folded(?)) > 0.85 "
        "ORDER BY jaro_winkler_similarity(folded, folded(?)) DESC, mentions DESC LIMIT 3",
        [value, value],
    )
    raise QuestionError(
        f"The record knows no actor {value!r}",
        cause="the name is spelt otherwise, or nobody of that name is in these articles",
        fix=f"did you mean {' or '.join(id_ for (id_,) in near)}?"
        if near
        else "look for a part of it among the actors",
    )


def country_named(catalogue: Catalogue, value: str) -> str:
    """The code of the country that `value` names, by its code or its state's name.

    Raises QuestionError where no actor of the record is of such a country.
    """
    found = catalogue.ask(
        "SELECT DISTINCT country FROM actors WHERE country = upper(?) "
        "OR country IN (SELECT id FROM actors WHERE kind = 'state' AND folded = folded(?))",
        [value, value],
    )
    if len(found) == 1:
        return str(found[0][0])
    raise QuestionError(
        f"The record knows nobody of the country {value!r}",
        cause="the name is mistyped, or these articles name nobody of that country",
        fix="use a state's name or its code of three letters, as PRK",
    )


def deeds(catalogue: Catalogue, id_: str, most: int) -> Deeds:
    """The moves and events that an actor has part in: the latest `most` of its own, and how many there are in all."""
    names = 'occurrence, kind, step, own, summary, begin, "end", basis, certainty, origins'
    rows = catalogue.rows(
        f"SELECT {names} FROM actor_deeds WHERE actor = ? AND place <= ? ORDER BY place",
        [id_, most],
    )
    counts = catalogue.ask(
        'SELECT kind, step, own, CASE WHEN begin = "end" THEN begin END AS day, count(*) FROM actor_deeds '
        "WHERE actor = ? GROUP BY ALL ORDER BY ALL",
        [id_],
    )
    kinds: Counter[str] = Counter()
    days: dict[str, list[tuple[str, int]]] = {}
    for kind, step, own, day, times in counts:
        if own:
            kinds[step or kind] += times
        if own and day:
            days.setdefault(kind, []).append((day.isoformat(), times))
    return Deeds(
        tuple(Deed(when=_when(row), **row) for row in rows),
        tuple(kinds.most_common()),
        sum(times for _, _, own, _, times in counts if not own),
        {kind: tuple(told) for kind, told in days.items()},
    )


def meetings(catalogue: Catalogue, id_: str) -> tuple[MeetingOf, ...]:
    """The meetings that an actor has part in, in order of time, those of unknown time last."""
    rows = catalogue.ask(
        'SELECT encounter, name, place, parties, participants, begin, "end", basis, became '
        "FROM actor_met WHERE actor = ?",
        [id_],
    )
    return tuple(
        MeetingOf(encounter, name, place, _members(parties), _members(participants), _days(*when), tuple(became))
        for encounter, name, place, parties, participants, *when, became in rows
    )


def _members(told: Iterable[dict[str, Any]]) -> tuple[Member, ...]:
    return tuple(Member(**one) for one in told)


def _when(row: dict[str, Any]) -> When | None:
    """When it was, taken out of a row."""
    return _days(row.pop("begin"), row.pop("end"), row.pop("basis"))


def _days(begin: date | None, end: date | None, basis: Any) -> When | None:
    return When(begin.isoformat(), end.isoformat(), basis) if begin and end and basis else None


def _actor(row: dict[str, Any]) -> ActorRow:
    return ActorRow(**{**row, **{name: _iso(row[name]) for name in ("first_said", "last_said")}})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_LISTED = ", ".join(field.name for field in fields(ActorRow))
