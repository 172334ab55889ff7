"""The actors that corrections name: a person may choose one whom nothing in the article, or the record, had named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from communique.reading import Actor

ONE = ("speaker", "addressee", "party", "toward", "by", "actor", "recipient")
SEVERAL = ("parties", "participants")


def named(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of all actors in the fields of an entry, each once."""
    found = [values[name] for name in ONE if values.get(name) is not None]
    found += [id_ for name in SEVERAL for id_ in values.get(name) or ()]
    found += [hand["actor"] for hand in values.get("chain") or () if hand["actor"] is not None]
    return tuple(dict.fromkeys(found))


def actors_of(ids: Iterable[str], known: Mapping[str, Actor]) -> dict[str, Actor]:
    """The actors with these ids: as they are known, else as the shipped tables have them, else by the id alone."""
    return {id_: known[id_] if id_ in known else _of_tables(id_) for id_ in ids}


def _of_tables(id_: str) -> Actor:
    from communique.resolve import tables

    shelf = tables.load()
    person = shelf.people.get(id_)
    if person is not None:
        return Actor(id_, person.name, "person", person.country)
    return shelf.actor(id_) or Actor(id_, id_, "other", known=False)
