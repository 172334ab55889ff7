"""A sentence in pieces: each mention, with its title, is one, each time expression another, and every other word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from communique.meetings.lexicon import NO_PARTIES, ORDINALS, POSSESSIVES, words
from communique.reading import Actor, Mention, Span, Time
from communique.resolve import tables
from communique.resolve.who import Who
from communique.resolve.words import Words
from communique.statements.phrases import media

GUEST, PLACE, TIME, MEDIUM = "N", "P", "T", "M"
_BOTH_KOREAS = frozenset({"KOR", "PRK"})
_INTER_KOREAN = ("inter", "-", "korean")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or the words `[first, after)` of a mention or a time.

    `text` is the word in lower case, or `N` for somebody who could be at a meeting, `P` for a place, `T` for a time,
    `M` for a news medium. `parties` are the sides that a guest is of, `actor` is the person or body meant; `time` the
    time expression. `adjective`: the word can only stand before a noun, as "Iranian".
    """

    text: str
    first: int
    after: int
    parties: frozenset[str] = frozenset()
    actor: str | None = None
    time: Time | None = None
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """Whom and what the words of one article mean, for cutting its sentences into pieces."""

    words: Words
    actors: Mapping[str, Actor]
    sides: Mapping[str, str | None]
    times: Sequence[Time]
    opening: Mapping[int, tuple[int, Mention]]

    @classmethod
    def of(cls, who: Who, times: Sequence[Time]) -> House:
        """The house of an article whose mentions are `who` and whose time expressions are `times`."""
        actors = {actor.id: actor for actor in who.actors}
        opening: dict[int, tuple[int, Mention]] = {}
        for mention, extent in zip(who.heads, who.extents, strict=True):
            first, after = who.words.range(extent)[0], who.words.range(mention.span)[1]
            if first < after and (first not in opening or after > opening[first][0]):
                opening[first] = after, mention
        sides = {actor.id: _side(actor) for actor in who.actors} | _sides(who, actors)
        return cls(who.words, actors, sides, times, opening)

    def parties(self, mention: Mention) -> frozenset[str]:
        """The sides that somebody mentioned is of: states by id, groups and international bodies by their own."""
        if mention.kind == "state" and mention.actor is None:
            return _BOTH_KOREAS if mention.span.of(self.words.text) == "Koreas" else frozenset()
        side = self.sides.get(mention.actor or "") if mention.kind != "place" else None
        return frozenset({side}) if side is not None else frozenset()

    def side(self, actor: str) -> str | None:
        """The side that an actor is of, None where it has none."""
        return self.sides.get(actor)

    def is_person(self, actor: str) -> bool:
        """Whether the actor is a person."""
        return actor in self.actors and self.actors[actor].kind == "person"

    def cut(self, first: int, after: int) -> list[Piece]:
        """The words `[first, after)` in pieces."""
        words, pieces, index = self.words, list[Piece](), first
        at = bisect_left(self.times, words.starts[first], key=lambda time: time.span.start) if first < after else 0
        while index < after:
            while at < len(self.times) and self.times[at].span.start < words.starts[index]:
                at += 1
            if at < len(self.times) and self.times[at].span.start == words.starts[index]:
                end = max(words.range(self.times[at].span)[1], index + 1)
                text = ORDINALS.get(words.lower[index], TIME)
                pieces.append(Piece(TIME if text == TIME or end - index > 1 else text, index, end, time=self.times[at]))
                index = end
            elif index in self.opening:
                end, mention = self.opening[index]
                end = max(end, index + 1)
                pieces.append(self._mention(mention, index, end))
                index = end
            elif tuple(words.lower[index : index + 3]) == _INTER_KOREAN:
                pieces.append(Piece(GUEST, index, index + 3, _BOTH_KOREAS))
                index += 3
            else:
                word = words.lower[index]
                apart = word in ("-", "--") and words.text[words.starts[index] - 1 : words.starts[index]] == " "
                pieces.append(Piece("–" if apart else word, index, index + 1))
                index += 1
        return pieces

    def span(self, pieces: Sequence[Piece]) -> Span:
        """The characters from the first to the last of `pieces`."""
        return self.words.span(pieces[0].first, pieces[-1].after)

    def _mention(self, mention: Mention, first: int, after: int) -> Piece:
        if mention.kind == "place":
            return Piece(PLACE, first, after)
        if mention.kind == "organisation" and media(mention.span.of(self.words.text)):
            return Piece(MEDIUM, first, after)
        parties, words = self.parties(mention), self.words
        actor = mention.actor if mention.kind in ("person", "organisation") and mention.basis != "description" else None
        if mention.basis == "pronoun" and words.lower[first] in POSSESSIVES:
            return Piece(words.lower[first], first, after, parties, actor)
        adjective = mention.kind == "state" and " ".join(words.folded[first:after]) in _adjectives()
        return Piece(GUEST, first, after, parties, actor, adjective=adjective)


def _side(actor: Actor) -> str | None:
    """The side that an actor is of by itself: a group its own, all others their state's; None where it has none.

    A body of no state is a side where the tables know it, as the United Nations.
    """
    if actor.id in NO_PARTIES:
        return None
    if actor.kind == "group":
        return actor.id
    if actor.country is not None:
        return actor.country
    return actor.id if actor.kind == "organisation" and actor.id in tables.load().bodies else None


def _sides(who: Who, actors: Mapping[str, Actor]) -> dict[str, str]:
    """The persons whom the text calls by a body or a group: "UN envoy Hans Grundberg" is of the United Nations."""
    sides: dict[str, str] = {}
    body: Mention | None = None
    person: tuple[str, Span] | None = None
    for mention, extent in zip(who.heads, who.extents, strict=True):
        actor = actors.get(mention.actor or "")
        if actor is None or mention.basis == "pronoun":
            continue
        if actor.kind == "person":
            person = actor.id, extent
            if body is not None and (
                extent.start <= body.span.start or _titled(who.words, body.span.end, mention.span.start)
            ):
                sides.setdefault(actor.id, body.actor or "")
        elif actor.kind == "group" or (actor.kind == "organisation" and _side(actor) == actor.id):
            body = mention
            if person is not None and _says_more(who.words, person[1], mention.span):
                sides.setdefault(person[0], actor.id)
    return sides


def _says_more(words: Words, person: Span, body: Span) -> bool:
    """Whether a body belongs to the title of the person before it: "Berg, the EU's envoy"."""
    if body.end <= person.end:
        return person.start <= body.start
    if words.text[person.end : body.start].strip(", ").lower() not in ("the", ""):
        return False
    after = words.range(body)[1]
    return words.lower[words.range(person)[1]] == "," and not _TITLES.isdisjoint(words.lower[after : after + 4])


def _titled(words: Words, end: int, start: int) -> bool:
    """Whether only a title stands between a body and a person: "the EU's chief negotiator, Michel Barnier"."""
    if not 0 <= start - end <= _TITLE:
        return False
    between = words.text[end:start].lower().replace("’", "'").removeprefix("'s").replace(",", " ").split()
    return 0 < len(between) <= 4 and between[-1] in _TITLES


_TITLE = 40  # characters: the longest title that stood so in what was read while writing
_TITLES = words(
    "leader commander negotiator envoy chief spokesman spokeswoman representative president secretary chairman head "
    "coordinator mediator minister official commissioner founder secretary-general general"
)


@cache
def _adjectives() -> frozenset[str]:
    """What can only be an adjective of a state: "Iranian", not "US"."""
    states = tables.load().states.values()
    nouns = {name.replace(".", "") for state in states for name in (state.name, *state.aliases)}
    return frozenset(word for state in states for word in state.adjectives) - nouns


@cache
def _states_of_places() -> dict[str, str]:
    """The state in which a capital or a seat is, or which it is, by name in lower case."""
    found: dict[str, str] = {}
    for state in tables.load().states.values():
        for name in (*state.seats, *state.capitals, state.name, *state.aliases):
            found.setdefault(name.lower(), state.id)
    return found


def state_at(place: str) -> str | None:
    """The state that a place is the name, the capital or a seat of; None where the tables do not say."""
    name = place.lower().removeprefix("the ")
    return _states_of_places().get(name) or _HOUSES.get(name)


def is_state(place: str) -> bool:
    """Whether a place is the name of a state, not of a town in it."""
    state = state_at(place)
    return state is not None and place in (tables.load().states[state].name, *tables.load().states[state].aliases)


_HOUSES = {"oval office": "USA", "west wing": "USA", "mar-a-lago": "USA", "camp david": "USA", "new york": "USA"}
