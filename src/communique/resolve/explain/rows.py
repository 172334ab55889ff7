"""The row of the tables that leads from the words to an actor, and all that the tables say of the actor."""

from __future__ import annotations

from communique.reading import Actor, Role
from communique.resolve import knowledge
from communique.resolve.explain.answer import How, Match, Tenure, tenure
from communique.resolve.explain.looking import HALVES, Look, look
from communique.resolve.explain.stretch import Stretch
from communique.resolve.gazetteer import variants
from communique.resolve.grammar import GOVERNMENTS
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import Person, State
from communique.resolve.words import cut_plain

_SHARED = "~"


def row(seen: Look, actor: Actor, on: Stretch, known: Knowledge) -> tuple[Match, Tenure | None]:
    """The row of the tables that leads to `actor`, and the time in office that decides, where one does."""
    mention, phrase = seen.mention, seen.phrase
    if mention is None:
        return Match(seen.text, "name", table(actor.id, known), actor.id), None
    if mention.basis == "title" and phrase is not None:
        keys = {title.key for title in phrase.titles}
        held = [o for o in known.offices.of_person(actor.id) if any((key, o.of) in phrase.keys for key in o.keys)]
        held = held or [o for o in known.offices.of_person(actor.id) if keys & set(o.keys)]
        held = [o for o in held if on.holds(o)] or [o for o in held if on.perhaps(o)] or sorted(held, key=on.apart)
        key = next((k for o in held for k in o.keys if k in keys), phrase.titles[0].key)
        shipped = set(knowledge.shipped().tables.titles)
        where = "titles" if any(title.key == key and title in shipped for title in phrase.titles) else "desk"
        return Match(seen.title, "title", where, key), tenure(held[0], known.tables) if held else None
    key_words = seen.key(mention)
    person = known.tables.people.get(actor.id)
    if person is not None:
        serving = [o for o in known.offices.of_person(person.id) if on.holds(o)]
        return _of_person(person, key_words, known), tenure(serving[0], known.tables) if serving else None
    state = known.tables.states.get(actor.id)
    if state is not None:
        found = _of_state(state, key_words, known)
        return found or _of_leader(seen, state, key_words, known), None
    return _of_body(actor.id, key_words, known), None


def _of_person(person: Person, key: tuple[str, ...], known: Knowledge) -> Match:
    if key in variants(person.name) or key == cut_plain(person.name):
        return Match(person.name, "name", table(person.id, known), person.id)
    for name in person.aliases:
        plain = name.removeprefix(_SHARED)
        if key in variants(plain) or key == cut_plain(plain):
            return Match(plain, "alias", table(person.id, known), person.id)
    return Match(person.family, "family name", table(person.id, known), person.id)


def _of_state(state: State, key: tuple[str, ...], known: Knowledge) -> Match | None:
    where = table(state.id, known)
    columns: tuple[tuple[How, tuple[str, ...]], ...] = (
        ("name", (state.name,)), ("formal name", (state.formal,)), ("alias", state.aliases),
        ("capital", state.capitals), ("seat", state.seats), ("adjective", state.adjectives),
    )  # fmt: skip
    for how, names in columns:
        for name in names:
            if name and _begins(key, cut_plain(name)):
                return Match(name, how, where, state.id)
    if set(key) & HALVES:
        return Match(" ".join(key), "direction", where, state.id)
    for name in state.adjectives:
        if key == (f"{name}s",):
            return Match(f"{name}s", "people", where, state.id)
    return None


def _of_leader(seen: Look, state: State, key: tuple[str, ...], known: Knowledge) -> Match:
    """The row of the person who leads "the Trump administration"; the state's where the words name nobody."""
    for family in known.gazetteer.families:
        leader = look(" ".join(family), seen.day, seen.context, known).actor if _begins(key, family) else None
        if leader is not None and leader.kind == "person":
            return Match(" ".join(family), "family name", table(leader.id, known), leader.id)
    return Match(" ".join(key), "common noun", table(state.id, known), state.id)


def _begins(key: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether `key` is the name, alone or with a word for its government behind it."""
    return key[: len(name)] == name and all(w.lower() in GOVERNMENTS or w == "'s" for w in key[len(name) :])


def _of_body(id_: str, key: tuple[str, ...], known: Knowledge) -> Match:
    body = known.tables.bodies.get(id_)
    if body is not None:
        if key == cut_plain(body.name):
            return Match(body.name, "name", table(id_, known), id_)
        for name in body.aliases:
            if key == cut_plain(name):
                return Match(name, "alias", table(id_, known), id_)
        for name in (body.name, *body.aliases):
            plain = cut_plain(name)
            if key[-len(plain) :] == plain:
                return Match(name, "name" if name == body.name else "alias", table(id_, known), id_)
    lower = tuple(word.lower() for word in key)
    for common in known.tables.state_bodies:
        if common.id in (id_, id_[4:]):
            for words in common.words:
                plain = tuple(word.lower() for word in cut_plain(words))
                if lower[-len(plain) :] == plain:
                    return Match(words, "common noun", "bodies", common.id)
    return Match(" ".join(key), "name", table(id_, known), id_)


def common_body(id_: str, known: Knowledge) -> str | None:
    """The words for a body that every state has, where `id_` is the id of one: "North Korea's foreign ministry"."""
    state = known.tables.states.get(id_[:3].upper())
    if state is None or id_[:3].isupper() or id_[3:4] != "-":
        return None
    bodies = (body for body in known.tables.state_bodies if body.country is None and body.id == id_[4:])
    return next((f"{state.name}'s {body.words[0]}" for body in bodies), None)


def table(id_: str, known: Knowledge) -> str:
    """The table that has the row: one of the shipped ones, or "desk" where the row is no shipped one."""
    shipped, shelf = knowledge.shipped().tables, known.tables
    if id_ in shelf.people:
        return "people" if shelf.people[id_] == shipped.people.get(id_) else "desk"
    if id_ in shelf.states:
        return "states" if shelf.states[id_] == shipped.states.get(id_) else "desk"
    if id_ in shelf.bodies:
        body = shelf.bodies[id_]
        return "desk" if body != shipped.bodies.get(id_) else "agencies" if body.medium else "organisations"
    return "bodies"


def names(id_: str, known: Knowledge) -> tuple[str, ...]:
    """All names that the tables have for an actor: the usual one first, a state's capital and seats among them."""
    shelf = known.tables
    if id_ in shelf.people:
        found = (shelf.people[id_].name, *(name.removeprefix(_SHARED) for name in shelf.people[id_].aliases))
    elif id_ in shelf.states:
        s = shelf.states[id_]
        found = (s.name, s.formal, *s.aliases, *s.adjectives, *s.capitals, *s.seats)
    elif id_ in shelf.bodies:
        found = (shelf.bodies[id_].name, *shelf.bodies[id_].aliases)
    else:
        found = ()
    return tuple(dict.fromkeys(name for name in found if name))


def actor(id_: str, on: Stretch, known: Knowledge) -> Actor:
    """The actor of a row of the tables, with the roles of the days asked about."""
    if (found := known.tables.actor(id_)) is not None:
        return found
    person = known.tables.people[id_]
    roles = dict.fromkeys(Role(o.title, o.code or None) for o in known.offices.of_person(id_) if on.holds(o))
    return Actor(id_, person.name, "person", person.country, tuple(roles))
