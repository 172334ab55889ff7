"""A desk laid over the tables: what is known of actors once the user has had a say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from communique.desk.desk import ActorKind, Desk, DeskActor, DeskRole, Outlet
from communique.resolve.gazetteer import Key, variants
from communique.resolve.grammar import EAST_ASIAN
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import (
    Body,
    Office,
    Person,
    Place,
    State,
    Tables,
    Title,
    first_day,
    last_day,
    slug,
)
from communique.resolve.words import cut_plain

_Row = TypeVar("_Row")
ALWAYS = "0001-01-01"  # the first day of an office without a beginning
DESKS_KEPT = 8  # compiled desks: a process that reads for more than a few negotiations at once is rare


@lru_cache(maxsize=DESKS_KEPT)
def knowledge_of(desk: Desk | None) -> Knowledge:
    """What is known with `desk` laid over the shipped tables, compiled once for each desk; None: the shipped tables."""
    from communique.resolve import knowledge, tables

    return knowledge.shipped() if desk is None else Knowledge.of(with_desk(tables.load(), desk))


def with_desk(shelf: Tables, desk: Desk) -> Tables:
    """The tables `shelf` with `desk` laid over them; `shelf` stays as it is.

    First what the desk drops goes, then each of its rows is added to the row with its id, or put in its place, or
    appended; at last the names that it takes are struck from everybody else.
    """
    shelf = without(shelf, desk.dropped)
    rows: tuple[DeskActor | Outlet, ...] = (*desk.actors, *desk.outlets)
    shelf = _emptied(shelf, frozenset(row.id for row in rows if row.replace))
    for actor in desk.actors:
        shelf = _LAYING[actor.kind or kind_of(actor.id, shelf)](shelf, actor)
    for outlet in desk.outlets:
        shelf = _with_outlet(shelf, outlet)
    for row in rows:
        if row.takes:
            person = isinstance(row, DeskActor) and row.id in shelf.people
            shelf = _taken(shelf, row.id, {key for name in row.takes for key in keys_of(name, person=person)})
    return shelf


def kind_of(id_: str, shelf: Tables) -> ActorKind | None:
    """What the tables say that `id_` is, or None where they have no such row. A place's id is made from its name."""
    if id_ in shelf.states:
        return "state"
    if id_ in shelf.people:
        return "person"
    if id_ in shelf.bodies:
        return "group" if shelf.bodies[id_].kind == "group" else "organisation"
    return "place" if any(slug(place.name) == id_ for place in shelf.places) else None


def keys_of(name: str, *, person: bool) -> frozenset[Key]:
    """The words by which a name is found in a text; none for the single word of a person, which may be others' too."""
    return frozenset(variants(name)) if person else frozenset({cut_plain(name)})


def family_of(name: str, country: str | None) -> str:
    """The family name in `name`, where nobody says which it is: the last word, or the first in East Asia."""
    words = name.split()
    return words[0] if country in EAST_ASIAN else words[-1]


def key_of(role: DeskRole) -> str:
    """The key of the office that the role's own words mean."""
    return slug(role.words[0])


def without(shelf: Tables, ids: tuple[str, ...]) -> Tables:
    """`shelf` without these persons, organisations, groups, outlets and places, and without what leads to them."""
    gone = frozenset(ids)
    if not gone:
        return shelf
    return replace(
        _emptied(shelf, gone),
        titles=tuple(title for title in shelf.titles if title.of not in gone),
        # The words for every state's body stay: without a country, an id is only the latter half of one.
        state_bodies=tuple(body for body in shelf.state_bodies if body.country is None or body.id not in gone),
    )


def _emptied(shelf: Tables, gone: frozenset[str]) -> Tables:
    """`shelf` without the rows of these actors, and without the offices that they held."""
    return replace(
        shelf,
        states={id_: state for id_, state in shelf.states.items() if id_ not in gone},
        bodies={id_: body for id_, body in shelf.bodies.items() if id_ not in gone},
        people={id_: person for id_, person in shelf.people.items() if id_ not in gone},
        offices=tuple(office for office in shelf.offices if office.person not in gone),
        places=tuple(place for place in shelf.places if slug(place.name) not in gone),
    )


def _with_state(shelf: Tables, actor: DeskActor) -> Tables:
    old = shelf.states.get(actor.id)
    if old is None:
        old = State(
            id=actor.id,
            name=actor.name or actor.id,
            formal="",
            aliases=(),
            adjectives=(),
            capitals=(),
            seats=(),
            needs=(),
        )
    name = actor.name or old.name
    state = replace(
        old,
        name=name,
        formal=actor.formal or old.formal,
        aliases=_names(name, old.name, old.aliases, actor.aliases, actor.takes),
        adjectives=_joined(old.adjectives, actor.adjectives),
        capitals=_joined(old.capitals, actor.capitals),
        seats=_joined(old.seats, actor.seats),
    )
    return replace(shelf, states={**shelf.states, actor.id: state})


def _with_person(shelf: Tables, actor: DeskActor) -> Tables:
    old = shelf.people.get(actor.id)
    if old is None:
        name = actor.name or actor.id
        old = Person(
            id=actor.id,
            name=name,
            family=family_of(name, actor.country),
            given="",
            gender=None,
            country=None,
            alone=(),
            aliases=(),
        )
    name, country = actor.name or old.name, actor.country or old.country
    family = actor.family or (old.family if old.family in name else family_of(name, country))
    person = replace(
        old,
        name=name,
        family=family,
        given=actor.given or (old.given if old.given in name else "") or " ".join(name.replace(family, "").split()),
        gender=actor.gender or old.gender,
        country=country,
        alone=old.alone if actor.alone is None else actor.alone,
        aliases=_names(name, old.name, old.aliases, actor.aliases, actor.takes, actor.shares),
    )
    return replace(
        shelf,
        people={**shelf.people, actor.id: person},
        offices=(*shelf.offices, *(_office(actor.id, role) for role in actor.roles)),
        titles=_joined(shelf.titles, tuple(_title(role) for role in actor.roles if role.words)),
    )


def _with_body(shelf: Tables, actor: DeskActor) -> Tables:
    old = shelf.bodies.get(actor.id)
    kind = actor.kind or (old.kind if old is not None else "organisation")
    if old is None:
        old = Body(id=actor.id, name=actor.name or actor.id, kind=kind, country=None, code=None, seat=False, aliases=())
    name = actor.name or old.name
    # A body's adjectives are names of it: what stands before a title may be the name of any body.
    aliases = _names(name, old.name, old.aliases, _opening(actor.aliases), _opening(actor.adjectives), actor.takes)
    body = replace(old, name=name, kind=kind, country=actor.country or old.country, aliases=aliases)
    return replace(shelf, bodies={**shelf.bodies, actor.id: body})


def _with_place(shelf: Tables, actor: DeskActor) -> Tables:
    old = next((place for place in shelf.places if slug(place.name) == actor.id), None)
    others = tuple(place for place in shelf.places if place is not old)
    if old is None:
        old = Place(name=actor.name or actor.id, country=None, aliases=())
    name = actor.name or old.name
    place = replace(
        old,
        name=name,
        country=actor.country or old.country,
        aliases=_names(name, old.name, old.aliases, actor.aliases, actor.takes),
    )
    return replace(shelf, places=(*others, place))


def _with_outlet(shelf: Tables, outlet: Outlet) -> Tables:
    old = shelf.bodies.get(outlet.id)
    if old is None:
        name = outlet.name or outlet.id
        old = Body(id=outlet.id, name=name, kind="organisation", country=None, code=None, seat=False, aliases=())
    name, country = outlet.name or old.name, outlet.country or old.country
    aliases = _names(name, old.name, old.aliases, outlet.aliases, outlet.takes)
    code = f"{country}MED" if country else old.code
    body = replace(
        old,
        name=name,
        country=country,
        code=code,
        aliases=aliases,
        medium=_MEDIA.get(outlet.kind, outlet.kind) or old.medium,
    )
    return replace(shelf, bodies={**shelf.bodies, outlet.id: body})


# What the tables call the kinds of outlets that they name otherwise.
_MEDIA: dict[str | None, str] = {"state media": "organisation"}

_LAYING: dict[ActorKind | None, Callable[[Tables, DeskActor], Tables]] = {
    "state": _with_state,
    "person": _with_person,
    "organisation": _with_body,
    "group": _with_body,
    "place": _with_place,
}


def _office(person: str, role: DeskRole) -> Office:
    return Office(
        person=person,
        keys=(*role.keys, *((key_of(role),) if role.words and key_of(role) not in role.keys else ())),
        of=role.of,
        title=role.title,
        code=role.code or "",
        since=first_day(role.since) if role.since else ALWAYS,
        until=last_day(role.until or "now"),
        earliest=last_day(role.since) if role.since else ALWAYS,
        latest=first_day(role.until) if role.until else None,
    )


def _title(role: DeskRole) -> Title:
    return Title(key=key_of(role), of=role.of, words=role.words, bare="")


def _names(name: str, old: str, *groups: tuple[str, ...]) -> tuple[str, ...]:
    """The other names of somebody called `name` and once `old`, each once."""
    return tuple(dict.fromkeys(n for group in ((old,), *groups) for n in group if n != name))


def _opening(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, those in small letters also as they open a sentence: "rebels", "Rebels"."""
    return tuple(form for n in names for form in dict.fromkeys((n, n[:1].upper() + n[1:])))


def _joined(old: tuple[_Row, ...], new: tuple[_Row, ...]) -> tuple[_Row, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def _taken(shelf: Tables, taker: str, taken: set[Key]) -> Tables:
    """`shelf` in which nobody but `taker` has one of the names `taken` as an alias. What somebody is called stays."""

    def left(names: tuple[str, ...], owner: str, *, person: bool = False) -> tuple[str, ...]:
        if owner == taker:
            return names
        return tuple(n for n in names if not taken & keys_of(n.removeprefix("~"), person=person))

    return replace(
        shelf,
        states={
            id_: replace(
                state,
                formal=next(iter(left((state.formal,), id_)), ""),
                aliases=left(state.aliases, id_),
                adjectives=left(state.adjectives, id_),
                capitals=left(state.capitals, id_),
                seats=left(state.seats, id_),
            )
            for id_, state in shelf.states.items()
        },
        bodies={id_: replace(body, aliases=left(body.aliases, id_)) for id_, body in shelf.bodies.items()},
        people={
            id_: replace(person, aliases=left(person.aliases, id_, person=True)) for id_, person in shelf.people.items()
        },
        places=tuple(replace(place, aliases=left(place.aliases, slug(place.name))) for place in shelf.places),
    )
