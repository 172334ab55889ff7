"""Names of a desk that mean somebody else too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from communique.desk.desk import DeskActor, Outlet
from communique.desk.laying import keys_of
from communique.desk.lines import Path
from communique.desk.shape import Fault, shown
from communique.resolve.gazetteer import Key
from communique.resolve.tables import Tables, slug
from communique.resolve.words import cut_plain


def names_of(row: DeskActor | Outlet) -> dict[str, tuple[str, ...]]:
    """The names of a row, by key."""
    names: dict[str, tuple[str, ...]] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in ("name", "formal", "family", "given"):
            names[field.name] = (value,) if value is not None else ()
        elif field.name in ("aliases", "adjectives", "capitals", "seats", "takes", "shares"):
            names[field.name] = value
    return names


def owners_of(laid: Tables) -> dict[Key, set[str]]:
    """Who has which name. A state's adjective, capital or building counts as much as its name."""
    owners: dict[Key, set[str]] = {}
    for state in laid.states.values():
        for name in (state.name, state.formal, *state.aliases, *state.adjectives, *state.capitals, *state.seats):
            owners.setdefault(cut_plain(name), set()).add(state.id)
    for body in laid.bodies.values():
        for name in (body.name, *body.aliases):
            owners.setdefault(cut_plain(name), set()).add(body.id)
    for place in laid.places:
        for name in (place.name, *place.aliases):
            owners.setdefault(cut_plain(name), set()).add(slug(place.name))
    for person in laid.people.values():
        for name in (person.name, *person.aliases):
            for key in keys_of(name.removeprefix("~"), person=True):
                owners.setdefault(key, set()).add(person.id)
    return owners


def clashes(
    at: Path, row: DeskActor | Outlet, person: bool, owners: Mapping[Key, set[str]], laid: Tables
) -> Iterator[Fault]:
    """Names of the row that mean somebody else too, unless they are declared to be shared."""
    shares = row.shares if isinstance(row, DeskActor) else ()
    shared = {key for name in shares for key in keys_of(name, person=True)}
    for name_key, texts in names_of(row).items():
        if name_key in ("family", "given", "shares"):
            continue
        for number, text in enumerate(texts):
            keys = keys_of(text, person=person) - shared
            others = sorted({id_ for key in keys for id_ in owners.get(key, ()) if id_ != row.id})
            if not others:
                continue
            where = (*at, name_key) if name_key in ("name", "formal") else (*at, name_key, number)
            very = [id_ for id_ in others if keys & keys_of(_name_of(id_, laid), person=id_ in laid.people)]
            fix = f"write takes = [{shown(text)}] to give the name to {shown(row.id)} alone, or drop {others[0]}"
            if very:
                fix = f"it is the very name of {very[0]}: drop that, or write it anew under another name"
            if person and all(id_ in laid.people for id_ in others):
                fix += f"; shares = [{shown(text)}] where the name is that of both"
            yield Fault(where, f"{shown(text)} already means {' and '.join(others)}", fix=fix)


def _name_of(id_: str, laid: Tables) -> str:
    for table in (laid.states, laid.bodies, laid.people):
        if id_ in table:
            return str(table[id_].name)
    return next(place.name for place in laid.places if slug(place.name) == id_)
