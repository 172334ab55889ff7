"""Who can act in a sentence: the names, pronouns and nouns for people and bodies in it, each with its phrase."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from communique.encoder.understanding import Reference
from communique.events.lexicon import lexicon
from communique.meetings.sides import adjectives, state_at
from communique.reading import Actor, Mention, Span
from communique.resolve import tables
from communique.resolve.knowledge import Knowledge
from communique.resolve.who import Who

REACH = 8  # words behind a head that still say more of it, at most
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_GIVEN_UP = frozenset({"mine", "himself", "herself", "itself", "themselves", "ourselves", "myself"})
_QUOTED = frozenset({'"', "“", "”", "‘", "’"})
_SMALL = frozenset({"the", "a", "an", "its", "his", "her", "their"})
_LEADS = frozenset({"on", "against", "of", "by", "to", "for", "over", "in"})
_OF = frozenset({"of", "from", "for", "in"})


class Party(NamedTuple):
    """Somebody in a sentence: the words `[first, after)`, up to `reach` with what is said of them behind the head.

    `span` is their place in the text. `actor` is who is meant, None where it is nobody in particular; `code` the code
    of their role, None where nothing is known of one. `owner`: they stand for whose the following thing is; `many`: for
    several; `place`: for a place; `sides`: for the sides at a
    table, without a name.
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


@dataclass(frozen=True, slots=True)
class _Agents:
    codes: Mapping[str, str]
    whole: frozenset[str]


class Parties:
    """The parties of an article, found once; `within` gives those of a stretch of its words."""

    def __init__(self, who: Who, references: Sequence[Reference], known: Knowledge, day: str | None = None) -> None:
        self._who, self._known, self._day = who, known, day
        self._own: Mapping[str, Actor] = {actor.id: actor for actor in who.actors}
        found = [*self._described(references), *self._named(references)]
        taken: set[int] = set()
        kept: list[Party] = []
        # Of two that share words the first counts; descriptions come before the names in them.
        for party in found:
            if taken.isdisjoint(range(party.first, party.after)):
                taken.update(range(party.first, party.after))
                kept.append(party)
        self._parties = sorted(kept)
        self._firsts = [party.first for party in self._parties]

    def within(self, first: int, after: int) -> Sequence[Party]:
        """The parties whose words begin in `[first, after)`, in order."""
        return self._parties[bisect_left(self._firsts, first) : bisect_left(self._firsts, after)]

    def _described(self, references: Sequence[Reference]) -> list[Party]:
        """Parties told by what they are: "Israeli warplanes", "the rebels", "a senior official of the ministry"."""
        words, found = self._who.words, list[Party]()
        named = {
            words.range(e)[1] for m, e in zip(self._who.heads, self._who.extents, strict=True) if m.kind != "place"
        }
        begins = {
            words.range(e)[0]: m for m, e in zip(self._who.heads, self._who.extents, strict=True) if m.kind == "person"
        }
        ends = {words.range(m.span)[1] for m in self._who.heads if m.kind == "person"}
        aside: dict[int, Mention] = {}
        seen: set[int] = set()
        for reference in references:
            first, reach = words.range(reference.span)
            head, after = words.range(reference.head)
            if after <= head or after in named or after in seen or not first <= head:
                continue
            noun = words.lower[after - 1]
            people = _peoples().get(noun) or _peoples().get(" ".join(words.lower[max(after - 2, first) : after]))
            code = _agent(noun) or ("CVL" if people is not None else None)
            if code is None or (words.lower[after : after + 1] == ["of"] and noun in ("party", "head", "side")):
                continue
            comma = next((k for k in range(head, first - 1, -1) if words.lower[k] == ","), None)
            if comma is not None and comma in ends:
                continue  # it says more of the one named before it
            first = first if comma is None else comma + 1
            while first < head and (words.lower[first] in _MARKS or words.lower[first] in _QUOTED):
                first += 1
            if after in begins or (words.lower[after : after + 1] == [","] and after + 1 in begins and head > first):
                named_at = begins.get(after) or begins[after + 1]
                if after in begins:
                    continue  # the name bears the title
                aside[after] = named_at
            inside = [m for m in self._between(first, after) if m.kind != "place" or state_at(m.span.of(words.text))]
            behind = self._of(after, min(reach, after + REACH))
            who = self._who.head(words.span(first, after))
            side = next((s for m in [*inside, *behind] if (s := self._country(m)) is not None), None)
            actor = who.actor if who is not None else aside[after].actor if after in aside else None
            side = people or side
            if actor is None and people is not None and words.lower[first] == "the":
                actor = people  # "the North Koreans" at a table; "three Americans" are nobody's envoys
                code = "GOV"
            if actor is None and side is not None and _singular(noun) in _agents().whole:
                actor = side
            seen.add(after)
            suffix = "" if code == "COL" else code
            role = f"{side}{suffix or 'GOV'}" if side is not None else suffix or None
            if actor is not None and actor in self._own and self._own[actor].kind == "person":
                role = self._code(actor) or role
            owner = words.lower[after : after + 1] != [] and words.lower[after] in _MARKS
            many = people is not None or noun != _singular(noun)
            found.append(
                Party(
                    first,
                    after,
                    min(reach, after + REACH),
                    words.span(first, after),
                    actor,
                    role,
                    owner,
                    many,
                    sides=code == "COL" and many and side is None and actor is None,
                )
            )
        return found

    def _named(self, references: Sequence[Reference]) -> list[Party]:
        words = self._who.words
        # A name inside a phrase whose head stands behind it is an attribute: "US sanctions".
        heads = sorted((words.range(r.span)[0], words.range(r.head)[1] - 1) for r in references)
        within: dict[int, int] = {}
        for start, at in heads:
            within[start] = max(within.get(start, -1), at)
        found = []
        for mention, extent in zip(self._who.heads, self._who.extents, strict=True):
            first, after = words.range(extent)[0], words.range(mention.span)[1]
            first = min(first, words.range(mention.span)[0])
            low = words.lower[first:after]
            if after <= first or (mention.basis == "pronoun" and low[0] in _GIVEN_UP):
                continue
            following = words.lower[after] if after < len(words.lower) else ""
            adjective = mention.kind in ("state", "place") and " ".join(words.folded[first:after]) in adjectives()
            begin = first - 1 if first and words.lower[first - 1] in _SMALL else first
            inner = max(within.get(first, -1), within.get(begin, -1)) >= after and following not in _LEADS | {
                "and",
                ",",
                "or",
            }
            told = (
                following in lexicon().verbs
                and words.lower[after + 1 : after + 2] != []
                and words.lower[after + 1] not in _LEADS
            )
            inner = inner and not told
            acts = following in lexicon().nouns and words.lower[after + 1 : after + 2] != [] and not told
            acts = acts and words.lower[after + 1] in _LEADS and mention.kind in ("group", "organisation")
            owner = (
                following in _MARKS
                or adjective
                or acts
                or low[0] in _POSSESSIVES
                or (mention.kind == "state" and inner)
            )
            place = mention.kind == "place"
            actor = mention.actor or (state_at(mention.span.of(words.text)) if place else None)
            code = self._code(actor, low[-1]) if actor is not None else None
            many = low[-1] in ("they", "we", "them", "us") and mention.actor is None
            found.append(Party(first, after, after, words.span(first, after), actor, code, owner, many, place))
        found.sort(key=lambda p: (p.first - p.after, p.first))
        return found

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
            return state_at(mention.span.of(self._who.words.text))
        actor = self._own.get(mention.actor or "")
        return actor.country if actor is not None else None

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
    return party.sides or (party.code is not None and (len(party.code) > 3 or party.code in _ALONE))


_ALONE = frozenset({"GOV", "MIL", "REB", "COP", "LEG", "JUD", "OPP", "PTY", "SPY"})
