"""A sentence in pieces: each mention, with its title, is one, each time expression another, and every other word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from communique.meetings.lexicon import NO_VENUES, ORDINALS, POSSESSIVES, words
from communique.meetings.sides import adjectives, circles, homes, is_state, sides, state_at
from communique.reading import Actor, Mention, Span, Time
from communique.resolve.knowledge import Knowledge
from communique.resolve.who import Who
from communique.resolve.words import Words
from communique.statements.phrases import media

GUEST, BODY, PLACE, TIME, MEDIUM = "N", "O", "P", "T", "M"
_BOTH_KOREAS = frozenset({"KOR", "PRK"})
_HYPHENS = frozenset({"-", "--"})
_INTER_KOREAN = ("inter", "-", "korean")
_PLACING = words("in at near outside inside to from across throughout visit visited visiting")


class Piece(NamedTuple):
    """A word, or the words `[first, after)` of a mention or a time.

    `text` is the word in lower case, or `N` for somebody who could be at a meeting, `O` for a body that comes to no
    table as a side, `P` for a place, `T` for a time, `M` for a news medium. `parties` are the sides that a guest is of,
    `actor` is the person or body meant, `time` the time expression. `adjective`: the word can only stand before a noun,
    as "Iranian". `wide`: the place is a part of the world, where nobody meets.
    """

    text: str
    first: int
    after: int
    parties: frozenset[str] = frozenset()
    actor: str | None = None
    time: Time | None = None
    adjective: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """Whom and what the words of one article mean, for cutting its sentences into pieces.

    `circles` are the sides that are several parties under one name, `homes` the states of the groups that a desk adds,
    `there` all actors and sides by id.
    """

    words: Words
    actors: Mapping[str, Actor]
    sides: Mapping[str, str | None]
    timed: Mapping[int, Time]
    opening: Mapping[int, tuple[int, Mention]]
    circles: frozenset[str] = frozenset()
    homes: Mapping[str, str] = field(default_factory=dict)
    there: frozenset[str] = frozenset()

    @classmethod
    def of(cls, who: Who, times: Sequence[Time], known: Knowledge) -> House:
        """The house of an article with the mentions `who` and the time expressions `times`; `known` are the tables."""
        actors = {actor.id: actor for actor in who.actors}
        opening: dict[int, tuple[int, Mention]] = {}
        for mention, extent in zip(who.heads, who.extents, strict=True):
            first, after = who.words.range(extent)[0], who.words.range(mention.span)[1]
            if first < after and (first not in opening or after > opening[first][0]):
                opening[first] = after, mention
        timed = {who.words.range(time.span)[0]: time for time in times}
        of = sides(who, known)
        there = frozenset(actors).union(side for side in of.values() if side is not None)
        return cls(who.words, actors, of, timed, opening, circles(who, known), homes(who, known), there)

    def parties(self, mention: Mention) -> frozenset[str]:
        """The sides that somebody mentioned is of: states by id, groups and international bodies by their own."""
        side = self.sides.get(mention.actor or "") if mention.kind != "place" else None
        return frozenset({side}) if side is not None else frozenset()

    def side(self, actor: str) -> str | None:
        """The side that an actor is of, None where it has none."""
        return self.sides.get(actor)

    def is_circle(self, parties: frozenset[str]) -> bool:
        """Whether these are no more than a circle of several parties under one name."""
        return len(parties) == 1 and parties <= self.circles

    def is_person(self, actor: str) -> bool:
        """Whether the actor is a person."""
        return actor in self.actors and self.actors[actor].kind == "person"

    def is_called(self, actor: str, title: str) -> bool:
        """Whether a word of a title of the actor's is `title`: of a president "president"."""
        roles = self.actors[actor].roles if actor in self.actors else ()
        return any(title in role.title.lower().split() for role in roles)

    def cut(self, first: int, after: int) -> list[Piece]:
        """The words `[first, after)` in pieces."""
        words, pieces, index = self.words, list[Piece](), first
        while index < after:
            word = words.lower[index]
            if index in self.timed:
                time = self.timed[index]
                end = max(words.range(time.span)[1], index + 1)
                text = ORDINALS.get(word, TIME) if end - index == 1 else TIME  # "the second summit"
                pieces.append(Piece(text, index, end, time=time))
                index = end
            elif word == "koreas":
                pieces.append(Piece(GUEST, index, index + 1, _BOTH_KOREAS))
                index += 1
            elif index in self.opening:
                end, mention = self.opening[index]
                end = max(end, index + 1)
                pieces.append(self._mention(mention, index, end))
                index = end
            elif word == "inter" and tuple(words.lower[index : index + 3]) == _INTER_KOREAN:
                pieces.append(Piece(GUEST, index, index + 3, _BOTH_KOREAS))
                index += 3
            elif word == "'" and self._is_genitive(first, index):
                pieces.append(Piece("'s", index, index + 1))
                index += 1
            else:
                apart = word in _HYPHENS and words.text[words.starts[index] - 1 : words.starts[index]] == " "
                pieces.append(Piece("–" if apart else word, index, index + 1))
                index += 1
        return self._listed(_without_asides(pieces))

    def _is_genitive(self, first: int, at: int) -> bool:
        """Whether an apostrophe makes a genitive: "the Philippines' banks"; none that closes what is quoted."""
        words = self.words
        glued = at > first and words.span(at - 1, at).end == words.starts[at]
        return glued and words.lower[at - 1].endswith("s") and "‘" not in words.lower[first:at]

    def _listed(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces, a state that was taken for a place being a guest beside another: "China, Japan and Russia"."""
        for n, piece in enumerate(pieces[:-2]):
            if piece.text == PLACE and pieces[n + 1].text in ("and", ",") and pieces[n + 2].text == GUEST:
                before = pieces[n - 1].text if n else "in"
                name = self.span((piece,)).of(self.words.text)
                state = state_at(name) if before not in _PLACING and is_state(name) else None
                if state is not None:
                    pieces[n] = Piece(GUEST, piece.first, piece.after, frozenset({state}))
        return pieces

    def span(self, pieces: Sequence[Piece]) -> Span:
        """The characters from the first to the last of `pieces`."""
        return self.words.span(pieces[0].first, pieces[-1].after)

    def _mention(self, mention: Mention, first: int, after: int) -> Piece:
        if mention.kind == "place":
            return Piece(PLACE, first, after, wide=self.words.lower[after - 1] in NO_VENUES)
        if mention.kind == "organisation" and media(mention.span.of(self.words.text)):
            return Piece(MEDIUM, first, after)
        parties, words = self.parties(mention), self.words
        actor = mention.actor if mention.kind in ("person", "organisation") and mention.basis != "description" else None
        if mention.basis == "pronoun" and words.lower[first] in POSSESSIVES:
            return Piece(words.lower[first], first, after, parties, actor)
        if mention.kind == "organisation" and not parties:
            return Piece(BODY, first, after, actor=actor)
        adjective = mention.kind == "state" and " ".join(words.folded[first:after]) in adjectives()
        return Piece(GUEST, first, after, parties, actor, adjective=adjective)


def _without_asides(pieces: list[Piece]) -> list[Piece]:
    """The pieces without what stands alone in brackets: "the Movement of Farmers (MOF)", "Berg (left)"."""
    texts = [piece.text for piece in pieces]
    if "(" not in texts:
        return pieces
    asides = [n for n in range(len(texts) - 2) if texts[n] == "(" and texts[n + 2] == ")"]
    return [piece for n, piece in enumerate(pieces) if not any(aside <= n < aside + 3 for aside in asides)]
