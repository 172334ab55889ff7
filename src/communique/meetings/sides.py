"""Whose side somebody is on at a table, and whose a place is: what the tables of actors and the text's titles say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from communique.meetings.lexicon import NO_PARTIES, words
from communique.reading import Actor, Mention, Span
from communique.resolve import tables
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import Body
from communique.resolve.who import Who
from communique.resolve.words import Words

# The ends of the codes of bodies that speak for themselves, and of those that speak for their state.
_OWN_SIDE = ("REB", "OPP")
_STATE_SIDE = ("GOV", "MIL", "SPY", "LEG", "PTY")
_INTERNATIONAL = "IGO"
_TITLE = 60  # characters from a body to the person whose title it stands in, at most
_TITLES = words(
    "leader commander negotiator envoy chief spokesman spokeswoman representative president secretary chairman head "
    "coordinator mediator minister official commissioner founder secretary-general general"
)
# Behind these stands somebody else than the one whose title it is.
_ANOTHER = words("and said met told but")
_ABBREVIATED = 5  # letters of a rank with its point, "Capt.", at most: a longer word with one ends the sentence
# Houses and retreats that are no seats of the tables.
_HOUSES = {"oval office": "USA", "west wing": "USA", "mar-a-lago": "USA", "camp david": "USA"}


def sides(who: Who, known: Knowledge) -> dict[str, str | None]:
    """The side of every actor of an article: a state, a group that fights for itself, or a body of no state, by id.

    None where an actor has none: a company, a paper, a domestic group. Persons are of the body that the text or the
    tables give them, else of their state: "UN envoy Hans Grundberg" is of the United Nations.
    """
    own = {actor.id: _side(actor, known) for actor in who.actors}
    return own | _titled_sides(who, {actor.id: actor for actor in who.actors}, own)


def _side(actor: Actor, known: Knowledge) -> str | None:
    if actor.id in NO_PARTIES:
        return None
    if actor.kind == "person":
        return _side_of_person(actor, known)
    if actor.kind in ("organisation", "group"):
        return _side_of_body(actor, known)
    return actor.country if actor.kind == "state" else None


def _side_of_person(actor: Actor, known: Knowledge) -> str | None:
    for office in known.offices.of_person(actor.id):
        if office.code.endswith(_OWN_SIDE) and office.of in known.tables.bodies:
            return office.of
    codes = [role.code for role in actor.roles if role.code is not None]
    if codes and codes[0].startswith(_INTERNATIONAL):
        titles = {role.title for role in actor.roles}
        held = (office.of for office in known.offices.of_person(actor.id) if office.title in titles)
        own = next((body for body in held if body in known.tables.bodies), None)
        return _international().get(codes[0]) or own or actor.country
    return actor.country


def _side_of_body(actor: Actor, known: Knowledge) -> str | None:
    body = known.tables.bodies.get(actor.id)
    if body is None:  # a ministry, or a group or body that only this text names
        return actor.country if actor.kind == "organisation" else None
    code = body.code or ""
    if code.endswith(_OWN_SIDE) or is_group_of_a_desk(body):
        return actor.id
    if code.startswith(_INTERNATIONAL):
        return _international().get(code) or actor.id
    if not code and body.medium is None and body.country is None:
        return actor.id  # a body of no state that a desk adds
    return body.country if code.endswith(_STATE_SIDE) else None


def is_group_of_a_desk(body: Body) -> bool:
    """Whether a body is a group that a user's desk adds: it is listed there for it is at the table."""
    return body.kind == "group" and not body.code


def circles(who: Who, known: Knowledge) -> frozenset[str]:
    """The groups of no country of a user's desk, which are circles of several parties: the contact group, the quartet.

    Their own meetings are encounters.
    """
    bodies = (known.tables.bodies.get(actor.id) for actor in who.actors if actor.kind == "group")
    return frozenset(body.id for body in bodies if body is not None and is_group_of_a_desk(body) and not body.country)


def homes(who: Who, known: Knowledge) -> dict[str, str]:
    """The states of the groups that a user's desk adds and the text names, by the group's id."""
    bodies = (known.tables.bodies.get(actor.id) for actor in who.actors if actor.kind == "group")
    return {b.id: b.country for b in bodies if b is not None and is_group_of_a_desk(b) and b.country}


@cache
def _international() -> dict[str, str]:
    """The body that each code of an international body stands for: the first of its family in the table."""
    found: dict[str, str] = {}
    for body in tables.load().bodies.values():
        if body.code is not None and body.code.startswith(_INTERNATIONAL) and body.code != _INTERNATIONAL:
            found.setdefault(body.code, body.id)
    return found


def is_international(side: str) -> bool:
    """Whether a side is a body of many states."""
    body = tables.load().bodies.get(side)
    return body is not None and (body.code or "").startswith(_INTERNATIONAL)


def _titled_sides(who: Who, actors: Mapping[str, Actor], own: Mapping[str, str | None]) -> dict[str, str | None]:
    """The sides of the persons whom the text calls by a body or a group, but for those whom the tables give one."""
    found: dict[str, str | None] = {}
    body: Mention | None = None
    person: tuple[str, Span] | None = None
    for mention, extent in zip(who.heads, who.extents, strict=True):
        actor = actors.get(mention.actor or "")
        if actor is None or mention.basis == "pronoun":
            continue
        if actor.kind == "person":
            person = actor.id, extent
            if (
                body is not None
                and own[actor.id] in (None, actor.country)
                and _is_titled(who.words, body.span, mention.span, extent)
            ):
                found.setdefault(actor.id, own[body.actor or ""])
        elif actor.kind in ("group", "organisation") and own[actor.id] not in (None, actor.country):
            body = mention
            if person is not None and _says_more(who.words, person[1], mention.span):
                bearer = actors[person[0]]
                if own[bearer.id] in (None, bearer.country):
                    found.setdefault(bearer.id, own[actor.id])
    return found


def _is_titled(words_: Words, body: Span, person: Span, extent: Span) -> bool:
    """Whether a body stands in a person's title: "EU negotiator Berg", "the UN envoy to Yemen, Hans Berg"."""
    if extent.start <= body.start:
        return True
    if not 0 <= person.start - body.end <= _TITLE:
        return False
    between = words_.text[body.end : person.start].lower().replace("’", "'").removeprefix("'s")
    title = between.replace(",", " ").split()
    comma = between.rstrip().endswith(",") or not between.count(",")
    if not _ANOTHER.isdisjoint(title) or any(word.endswith(".") and len(word) > _ABBREVIATED for word in title):
        return False  # "Harbour Front envoy Jan Ek told Berg", "… envoy Jan Ek.  Berg": the title is another's
    return 0 < len(title) <= 6 and comma and _are_title(title)


def _are_title(title: Iterable[str]) -> bool:
    first = [*title][:3]
    return not _TITLES.isdisjoint(first) and _ANOTHER.isdisjoint(first)


def _says_more(words_: Words, person: Span, body: Span) -> bool:
    """Whether a body belongs to the title of the person before it: "Berg, the EU's envoy"."""
    if body.end <= person.end:
        return person.start <= body.start
    if words_.text[person.end : body.start].strip(", ").lower() not in ("the", ""):
        return False
    after = words_.range(body)[1]
    return words_.lower[words_.range(person)[1]] == "," and not _TITLES.isdisjoint(words_.lower[after : after + 4])


@cache
def adjectives() -> frozenset[str]:
    """What can only be an adjective of a state: "Iranian", not "US"."""
    states = tables.load().states.values()
    nouns = {name.replace(".", "") for state in states for name in (state.name, *state.aliases)}
    return frozenset(word for state in states for word in state.adjectives) - nouns


@cache
def _states_of_places() -> dict[str, str]:
    """The state in which a capital or a seat is, or which it is, by name in lower case."""
    found = dict(_HOUSES)
    for state in tables.load().states.values():
        for name in (*state.seats, *state.capitals, state.name, *state.aliases):
            found.setdefault(name.lower(), state.id)
    return found


def state_at(place: str) -> str | None:
    """The state that a place is the name, the capital or a seat of; None where the tables do not say."""
    return _states_of_places().get(place.lower().removeprefix("the "))


def is_state(place: str) -> bool:
    """Whether a place is the name of a state, not of a town in it."""
    state = state_at(place)
    return state is not None and place in (tables.load().states[state].name, *tables.load().states[state].aliases)
