"""Who can act in a sentence: the names, pronouns and nouns for people and bodies in it, each with its phrase."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from communique.encoder.understanding import Reference
from communique.events.lexicon import lexicon
from communique.meetings.sides import adjectives, circles, is_group_of_a_desk, sides, state_at
from communique.reading import Actor, Mention, Span
from communique.resolve import tables
from communique.resolve.knowledge import Knowledge
from communique.resolve.who import Who

NEAR = 15  # words before a title in which its bearer is looked for
REACH = 8  # words behind a head that still say more of it, at most
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_REFLEXIVE = frozenset({"mine", "himself", "herself", "itself", "themselves", "ourselves", "myself"})
_SMALL = frozenset({"the", "a", "an", "its", "his", "her", "their"})
_LEADS = frozenset({"on", "against", "of", "by", "to", "for", "over", "in"})
# No head of a phrase that a name before them is in.
_NO_HEAD = _LEADS | {"and", ",", "or"}
_OPEN = frozenset({"he", "she", "they", "him", "them", "we"})
_MANY = frozenset({"they", "we", "them", "us"})
_COUNTED = frozenset({"two", "three", "four", "five", "six"})
_BEHIND_THE_COUNTED = frozenset(
    {"had", "have", "will", "would", "were", "are", "agreed", "met", "spoke", "signed", "also"}
)
_SIDES = "COL"  # nouns for the sides at a table, which no code says more of
_OF_THINGS = frozenset({"party", "head", "side"})
QUOTES = frozenset({'"', "“", "”", "‘", "’"})
_OF = frozenset({"of", "from", "for", "in"})


class Party(NamedTuple):
    """Somebody in a sentence: the words `[first, after)`, up to `reach` with what is said of them behind the head.

    `span` is their place in the text. `actor` is who is meant, None where it is nobody in particular; `code` the code
    of their role, None where nothing is known of one. `owner`: they stand for whose the following thing is; `many`: for
    several; `place`: for a place; `sides`: for the sides at a
    table, without a name; `listed`: for a group that the user's desk adds.
    """

    first: int
    after: int
    reach: int
    span: Span
    actor: str | None
    code: str | None
    owner: bool
    many: bool
    place: bool = False
    sides: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Agents:
    codes: Mapping[str, str]
    whole: frozenset[str]


class _Phrase(NamedTuple):
    """A noun phrase: the words `[first, reach)`, its head ending before the word `after`."""

    first: int
    head: int
    after: int
    reach: int


class Parties:
    """The parties of an article, found once: `within` has those of a stretch of its words, `sides` the side of each."""

    def __init__(self, who: Who, references: Sequence[Reference], known: Knowledge, day: str | None = None) -> None:
        self._who, self._known, self._day = who, known, day
        self._own: Mapping[str, Actor] = {actor.id: actor for actor in who.actors}
        self._circles, self.sides = circles(who, known), sides(who, known)
        # The mentions with the words of each: where its title begins, and where its name ends.
        extents = [(*who.words.range(extent), mention) for mention, extent in zip(who.heads, who.extents, strict=True)]
        self._named_after = {after for _, after, mention in extents if mention.kind != "place"}
        self._persons = {first: mention for first, _, mention in extents if mention.kind == "person"}
        self._person_ends = {after for _, after, mention in extents if mention.kind == "person"}
        phrases = [_Phrase(*_phrase(who, reference)) for reference in references]
        named = self._named(extents, phrases)
        counted = [*self._counted()]
        titled = [party for party in named if party.first in self._persons and not party.owner]
        found = [*titled, *counted, *self._described(phrases), *named, *self._pronouns(phrases)]
        taken: set[int] = set()
        kept: list[Party] = []
        # Of two that share words the first counts: a person with a title, a description, the names in it.
        for party in found:
            if taken.isdisjoint(range(party.first, party.after)):
                taken.update(range(party.first, party.after))
                kept.append(party)
        self._parties = sorted(kept)
        self._firsts = [party.first for party in self._parties]

    def within(self, first: int, after: int) -> Sequence[Party]:
        """The parties whose words begin in `[first, after)`, in order."""
        return self._parties[bisect_left(self._firsts, first) : bisect_left(self._firsts, after)]

    def _pronouns(self, phrases: Sequence[_Phrase]) -> Iterator[Party]:
        """The pronouns for persons of which it is open whom they stand for."""
        for first, _, after, _ in phrases:
            word = self._who.words.lower[first]
            if after - first == 1 and word in _OPEN:
                yield Party(first, after, after, self._who.words.span(first, after), None, None, False, word in _MANY)

    def _counted(self) -> Iterator[Party]:
        """Those of whom only the number is told: "the two | agreed to wait"."""
        lower = self._who.words.lower
        for n, word in enumerate(lower[:-2]):
            if word == "the" and lower[n + 1] in _COUNTED and lower[n + 2] in _BEHIND_THE_COUNTED:
                yield Party(n, n + 2, n + 2, self._who.words.span(n, n + 2), None, None, False, True, sides=True)

    def _described(self, phrases: Sequence[_Phrase]) -> Iterator[Party]:
        """Parties told by what they are: "Israeli warplanes", "the rebels", "a senior official of the ministry"."""
        seen: set[int] = set()
        for phrase in phrases:
            whole = phrase.first <= phrase.head < phrase.after
            if not whole or phrase.after in self._named_after or phrase.after in seen:
                continue
            party = self._description(phrase)
            if party is not None:
                seen.add(phrase.after)
                yield party

    def _description(self, phrase: _Phrase) -> Party | None:
        lower, after = self._who.words.lower, phrase.after
        noun, following = lower[after - 1], lower[after]
        people = _peoples().get(noun) or _peoples().get(" ".join(lower[max(after - 2, phrase.first) : after]))
        code = _agent(noun) or ("CVL" if people is not None else None)
        # A name that follows bears the title; "the head of", "the side of" are of things as well.
        if code is None or after in self._persons or (following == "of" and noun in _OF_THINGS):
            return None
        comma = next((k for k in range(phrase.head, phrase.first - 1, -1) if lower[k] == ","), None)
        if comma is not None and comma in self._person_ends:
            return None  # it says more of the one named before it
        first = phrase.first if comma is None else comma + 1
        while first < phrase.head and lower[first] in _MARKS | QUOTES:
            first += 1
        reach = min(phrase.reach, after + REACH)
        beside = [m for m in self._between(first, after) if m.kind != "place" or self._country(m) is not None]
        side = people or next((s for m in [*beside, *self._of(after, reach)] if (s := self._country(m))), None)
        head = self._who.head(self._who.words.span(first, after))
        if head is None and following == "," and first < phrase.head:
            head = self._persons.get(after + 1)
        actor = head.actor if head is not None else None
        if actor is None and people is not None and lower[first] == "the":
            actor, code = people, "GOV"  # "the North Koreans" at a table; "three Americans" are nobody's envoys
        elif actor is None and noun == "side" and lower[first] in _POSSESSIVES:
            actor = next((self.sides.get(m.actor) for m in beside if m.actor is not None), None)
        elif (
            actor is None
            and side is not None
            and (_singular(noun) in _agents().whole or self._unnamed(first, after, beside))
        ):
            actor = side
        elif actor is None and after - first == 2 and lower[first] == "the" and following != "of":
            actor = self._titled(first, noun)
        many = people is not None or noun != _singular(noun)
        return Party(
            first,
            after,
            reach,
            self._who.words.span(first, after),
            actor,
            self._role(actor, side, code),
            following in _MARKS,
            many,
            sides=code == _SIDES and many and side is None and actor is None,
        )

    def _unnamed(self, first: int, after: int, beside: Sequence[Mention]) -> bool:
        """Whether nothing is told but whose officials they are, who then act for their state: "Chilean officials"."""
        words = self._who.words
        ends = words.lower[after - 1] == "officials" and bool(beside) and beside[0].kind == "state"
        return ends and beside[0].span == words.span(first, after - 1)

    def _titled(self, first: int, title: str) -> str | None:
        """The only person shortly before the word `first` with that title: "Berg's aide said | the minister"."""
        low = bisect_left(self._who.starts, self._who.words.starts[max(first - NEAR, 0)])
        high = bisect_left(self._who.starts, self._who.words.starts[first])
        near = {m.actor for m in self._who.heads[low:high] if m.kind == "person" and m.actor is not None}
        bearers = [person for person in near if title in self._titles(person)]
        return bearers[0] if len(bearers) == 1 else None

    def _titles(self, person: str) -> set[str]:
        offices = self._known.offices.of_person(person)
        held = [office.title for office in offices if self._day is None or office.on(self._day)]
        told = [role.title for role in self._own[person].roles] if person in self._own else []
        return {word for title in (*held, *told) for word in title.lower().split()}

    def _role(self, actor: str | None, side: str | None, code: str) -> str | None:
        """The code of somebody told by a noun with `code`: that of the person meant, else the side's with it."""
        own = self._own.get(actor or "")
        if own is not None and own.kind == "person" and (known := self._code(own.id)) is not None:
            return known
        suffix = "" if code == _SIDES else code
        return f"{side}{suffix or 'GOV'}" if side is not None else suffix or None

    def _named(self, extents: Sequence[tuple[int, int, Mention]], phrases: Sequence[_Phrase]) -> list[Party]:
        """Parties told by name or pronoun, the longest first."""
        # A name inside a phrase whose head stands behind it is an attribute: "US sanctions".
        heads: dict[int, int] = {}
        for phrase in phrases:
            heads[phrase.first] = max(heads.get(phrase.first, -1), phrase.after - 1)
        found = [party for extent in extents if (party := self._name(*extent, heads)) is not None]
        return sorted(found, key=lambda party: (party.first - party.after, party.first))

    def _name(self, first: int, after: int, mention: Mention, heads: Mapping[int, int]) -> Party | None:
        words, lower = self._who.words, self._who.words.lower
        if after <= first or (mention.basis == "pronoun" and lower[first] in _REFLEXIVE):
            return None
        following, next_ = lower[after], lower[after + 1] if after + 1 < len(lower) else ""
        begin = first - 1 if first and lower[first - 1] in _SMALL else first
        headed = max(heads.get(first, -1), heads.get(begin, -1)) >= after and following not in _NO_HEAD
        # What follows may be the verb of its clause: "If Iran | attacks Israel", but "Iran | attacks on Israel".
        headed = headed and not (following in lexicon().verbs and next_ not in _LEADS)
        blow = following in lexicon().nouns and next_ in _LEADS and mention.kind in ("group", "organisation")
        state = mention.kind in ("state", "place") and " ".join(words.folded[first:after]) in adjectives()
        possessive = following in _MARKS or (after - first == 1 and lower[first] in _POSSESSIVES)
        place = mention.kind == "place"
        actor = mention.actor or (self._state_of(mention) if place else None)
        return Party(
            first,
            after,
            after,
            words.span(first, after),
            actor,
            self._code(actor, lower[after - 1]) if actor is not None else None,
            possessive or state or blow or (mention.kind == "state" and headed),
            (lower[after - 1] in _MANY and mention.actor is None) or actor in self._circles,
            place,
            listed=self._is_listed(actor),
        )

    def _is_listed(self, actor: str | None) -> bool:
        body = self._known.tables.bodies.get(actor or "")
        return body is not None and is_group_of_a_desk(body)

    def _between(self, first: int, after: int) -> list[Mention]:
        words, who = self._who.words, self._who
        low = bisect_left(who.starts, words.starts[first])
        high = bisect_left(who.starts, words.ends[after - 1])
        return list(who.heads[low:high])

    def _of(self, after: int, reach: int) -> list[Mention]:
        """The names behind a head that say whose or where it is: "the leaders of | North Korea"."""
        if after >= reach or self._who.words.lower[after] not in _OF:
            return []
        return self._between(after, reach)

    def _country(self, mention: Mention) -> str | None:
        if mention.kind == "place":
            return self._state_of(mention)
        actor = self._own.get(mention.actor or "")
        return actor.country if actor is not None else None

    def _state_of(self, place: Mention) -> str | None:
        """The state that a place is or is in; one whose own name means others as well only where it is named besides.

        "Georgia" is a state of America too.
        """
        name = place.span.of(self._who.words.text)
        state = state_at(name)
        row = self._known.tables.states.get(state or "")
        alike = row is not None and row.name == name and name in row.needs
        return None if alike and state not in self._own else state

    def _code(self, actor: str, noun: str = "") -> str | None:
        """The code of an actor's role: the first of the text's, that of a body, the government's of a state.

        A state's own body ("the Iraqi parliament") has that of its `noun`.
        """
        own = self._own.get(actor)
        body = self._known.tables.bodies.get(actor)
        if own is not None and (code := next((role.code for role in own.roles if role.code), None)):
            return code
        if body is not None and body.code:
            return body.code
        offices = [o for o in self._known.offices.of_person(actor) if o.code and (self._day is None or o.on(self._day))]
        if offices:
            return Counter(office.code for office in offices).most_common(1)[0][0]
        if own is None:
            return f"{actor}GOV" if actor in self._known.tables.states else None
        if own.kind == "state" and own.country:
            return f"{own.country}GOV"
        if own.kind == "organisation" and own.country and (suffix := _agent(noun)) is not None:
            return f"{own.country}{suffix}"
        return own.country


def _phrase(who: Who, reference: Reference) -> tuple[int, int, int, int]:
    first, reach = who.words.range(reference.span)
    head, after = who.words.range(reference.head)
    return first, head, after, reach


def _agent(noun: str) -> str | None:
    return _agents().codes.get(_singular(noun))


def _singular(noun: str) -> str:
    codes = _agents().codes
    if noun in codes:
        return noun
    for ending, instead in (("ies", "y"), ("men", "man"), ("women", "woman"), ("es", ""), ("s", "")):
        if noun.endswith(ending) and noun.removesuffix(ending) + instead in codes:
            return noun.removesuffix(ending) + instead
    return noun


@cache
def _peoples() -> Mapping[str, str]:
    """The state of each noun for its people, in the plural: "Chileans", "north koreans"."""
    states = tables.load().states.values()
    return {f"{word.lower()}s": state.id for state in states for word in state.adjectives if word.endswith(("n", "i"))}


@cache
def _agents() -> _Agents:
    table = tomllib.loads(Path(__file__).with_name("agents.toml").read_text("utf8"))
    codes = {noun: code for code, nouns in table["nouns"].items() for noun in nouns.split()}
    return _Agents(codes, frozenset(table["whole"]["nouns"].split()))


def is_political(party: Party) -> bool:
    """Whether a party is known to act in politics: a state, or one with a role in government, arms or protest."""
    return party.sides or party.listed or (party.code is not None and (len(party.code) > 3 or party.code in _ALONE))


_ALONE = frozenset({"GOV", "MIL", "REB", "COP", "LEG", "JUD", "OPP", "PTY", "SPY"})
