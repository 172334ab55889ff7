"""Descriptions that have one answer in the text: "the agency", "his office", "its foreign ministry", "the regime"."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from communique.encoder.understanding import Attribution
from communique.reading import MentionKind
from communique.resolve.draft import Draft, Found, Known
from communique.resolve.grammar import GOVERNMENTS, LEADING, ORGANISATIONS, ROLE_NOUNS
from communique.resolve.who import Who
from communique.resolve.words import Words

# Nouns for a government, and the states whose governments are called so without their name.
_RULERS: dict[str, frozenset[str]] = {
    "administration": frozenset({"USA"}),
    "regime": frozenset({"PRK", "IRN", "SYR", "IRQ", "CUB", "VEN", "MMR", "BLR", "LBY"}),
}
_COUNTRIES = frozenset({"country", "nation", "government", "administration", "regime"})
_POSSESSIVES = {"his": "m", "her": "f"}
_OFFICE = ("presidential", "office")
# The bodies around a head of state that the tables give no common noun: by state.
_OFFICES = {"USA": "white-house"}
# Attributions that may begin before a word and reach it: one within another.
_SPEAKING = 4
# Sentences back within which "its" must have its state.
_BACK = 1


@dataclass(frozen=True, slots=True)
class _Party:
    """A named actor at a word, and, for a body, what it may be called."""

    first: int
    actor: str
    nouns: frozenset[str] = field(default=frozenset())


def resolve(draft: Draft, who: Who, attributions: Sequence[Attribution]) -> list[Found]:
    """The descriptions that lead to one actor; those that could mean two, or nobody in the text, are left out.

    `who` is what the names say; `attributions` tell whose "his country" is in reported speech.
    """
    lower, speakers = draft.words.lower, _speakers(draft, who, attributions)
    bodies, states = _bodies(draft), _states(draft)
    sources = _sources(draft, who, attributions)
    first: dict[str, int] = {}
    for party in states:
        first.setdefault(party.actor, party.first)
    found = []
    for index in range(len(lower) - 2):
        word, noun = lower[index], lower[index + 1]
        if draft.taken[index + 1] or not draft.words.told[index]:
            continue
        if noun == "state" and (spoken := _state_medium(draft, index, sources)) is not None:
            found.append(spoken)
            continue
        if word == "the" and lower[index + 2] not in ROLE_NOUNS and lower[index + 2] not in ("of", "for"):
            mention = (
                _located(draft, index) or _body_before(draft.words, index, noun, bodies) or _ruler(index, noun, first)
            )
            if mention is not None and mention.actor is not None and noun in ORGANISATIONS:
                insort(bodies, _Party(index, mention.actor, frozenset({noun})), key=lambda party: party.first)
        elif word in _POSSESSIVES:
            mention = _persons(draft, index, speakers.get(index))
        elif word == "its":
            mention = _its(draft, index, states, speakers.get(index))
        elif word == "the":
            mention = _located(draft, index)
        elif word == "'s" and noun == "office":
            mention = _office_of(draft, index)
        else:
            continue
        if mention is not None:
            found.append(mention)
    return found


def _speakers(draft: Draft, who: Who, attributions: Sequence[Attribution]) -> dict[int, tuple[str, int]]:
    """Whose words "his" and "its" stand in, by word, where the text says it: the actor, and where the words begin."""
    spoken: dict[int, tuple[str, int]] = {}
    for attribution in attributions:
        actor, _ = who.actor_of(attribution.source)
        for span in attribution.content if actor is not None else ():
            first, after = draft.words.range(span)
            for index in range(first, after):
                if actor is not None and draft.words.lower[index] in ("his", "her", "its"):
                    spoken[index] = actor, first
    return spoken


def _bodies(draft: Draft) -> list[_Party]:
    out = []
    for found in draft.found:
        if found.kind != "organisation" or found.actor is None:
            continue
        body = draft.tables.bodies.get(found.actor)
        name = draft.others[found.actor][0] if found.actor in draft.others else ""
        words = " ".join((name, body.name, *body.aliases) if body is not None else (name,)).lower().split()
        medium = body.medium if body is not None else None
        nouns = frozenset(n for n, media in ORGANISATIONS.items() if medium in media or (n in words and not medium))
        if medium == "wire":
            nouns |= {"agency"}
        out.append(_Party(found.first, found.actor, nouns))
    return sorted(out, key=lambda p: p.first)


def _states(draft: Draft) -> list[_Party]:
    out = [_Party(f.first, f.actor) for f in draft.found if f.kind == "state" and f.actor is not None and not f.aside]
    return sorted(out, key=lambda p: p.first)


def _body_before(words: Words, index: int, noun: str, bodies: Sequence[_Party]) -> Found | None:
    """The one body before `index` that goes by the noun: in the paragraph, else in the one before, else in the text."""
    if noun not in ORGANISATIONS:
        return None
    at = bisect_left(words.breaks, index)
    end = bisect_left(bodies, index, key=lambda party: party.first)
    for number in (at - 1, at - 2, -1):
        begin = bisect_left(bodies, words.breaks[number], key=lambda party: party.first) if number >= 0 else 0
        fitting = {party.actor for party in bodies[begin:end] if noun in party.nouns}
        if fitting or number < 0:
            return _found(index, index + 2, "organisation", fitting)
    return None


def _sources(draft: Draft, who: Who, attributions: Sequence[Attribution]) -> list[tuple[int, int, str]]:
    """The words over which each attribution goes, and the state of its source where it has one."""
    told = []
    for attribution in attributions:
        actor, _ = who.actor_of(attribution.source)
        state = _state_of(draft, actor) if actor is not None else None
        if state is not None and attribution.cue:
            ranges = [draft.words.range(span) for span in (*attribution.source, *attribution.cue)]
            told.append((min(a for a, _ in ranges), max(b for _, b in ranges), state))
    return sorted(told)


def _state_of(draft: Draft, actor: str) -> str | None:
    if actor in draft.people:
        return draft.people[actor].country
    body = draft.tables.bodies.get(actor)
    return body.country if body is not None else actor if actor in draft.tables.states else None


def _state_medium(draft: Draft, index: int, sources: Sequence[tuple[int, int, str]]) -> Found | None:
    """ "Berg told state television": the medium of the speaker's state, right behind the words of the speaking."""
    first = index if draft.words.lower[index] == "the" else index + 1
    end = bisect_left(sources, (first,))
    for begin, after, state in sources[max(end - _SPEAKING, 0) : end]:
        match = draft.gazetteer.state_body(state, draft.words, index + 1)
        if begin < first <= after + 1 and match is not None and first < match[1]:
            actor = draft.body_of(state, match[0])
            return Found(first, match[1], "organisation", actor, "description", first)
    return None


def _office_of(draft: Draft, index: int) -> Found | None:
    """ "Mr Berg's office": that of the state that he leads, where he leads one."""
    owner = draft.persons.get(index)
    person = draft.people.get(owner.actor or "") if owner is not None else None
    if owner is None or person is None or person.country is None or not _leads(draft, person):
        return None
    presiding = draft.offices.has_held(person.id, [("president", person.country)])
    return _office(draft, owner.start, index + 2, person.country, presiding=presiding)


def _ruler(index: int, noun: str, first: Mapping[str, int]) -> Found | None:
    """The one state named before "the regime" or "the administration" whose government is called so.

    `first` is where each state is named first.
    """
    fitting = {state for state in _RULERS.get(noun, ()) if first.get(state, index) < index}
    return _found(index, index + 2, "state", fitting)


def _located(draft: Draft, index: int) -> Found | None:
    """ "The presidential office in Seoul", "the foreign ministry of Belarus": what follows says whose it is."""
    lower = draft.words.lower
    for at in range(index + 2, min(index + 6, len(lower) - 1)):
        hit = draft.starts.get(at + 1)
        if hit is None or (lower[at], hit.entry.kind) not in (("in", "capital"), ("of", "state")):
            continue
        state = hit.entry.ids[0]
        if at == index + 2 and lower[index + 1] in GOVERNMENTS - {"side", "delegation"}:
            return Found(index, hit.after, "state", state, "description", index)
        match = draft.gazetteer.state_body(state, draft.words, index + 1)
        if match is not None and match[1] == at:
            return Found(index, hit.after, "organisation", _id(draft, state, index + 1), "description", index)
    return None


def _persons(draft: Draft, index: int, speaker: tuple[str, int] | None) -> Found | None:
    """ "His country", "her ministry", "his office in Seoul": of the speaker, or of the one person in the sentence."""
    lower, noun = draft.words.lower, draft.words.lower[index + 1]
    capital = draft.starts.get(index + 3) if noun == "office" and lower[index + 2] == "in" else None
    if capital is not None and capital.entry.kind == "capital":
        return _office(draft, index, capital.after, capital.entry.ids[0])
    owner = _owner(draft, index, speaker, leading=noun == "office")
    state = draft.people[owner].country if owner is not None and owner in draft.people else None
    if owner is None or state is None:
        return None
    if noun in _COUNTRIES:
        return Found(index, index + 2, "state", state, "description", index)
    if noun == "office":
        return _office(draft, index, index + 2, state) if _leads(draft, draft.people[owner]) else None
    match = draft.gazetteer.state_body(state, draft.words, index + 1)
    if match is None:
        return None
    return Found(index, match[1], "organisation", _id(draft, state, index + 1), "description", index)


def _its(draft: Draft, index: int, states: Sequence[_Party], speaker: tuple[str, int] | None) -> Found | None:
    """ "Its foreign ministry", "its government": of the speaking state, or of the one state a little before."""
    state = speaker[0] if speaker is not None and speaker[0] in draft.tables.states else None
    end = bisect_left(states, index, key=lambda party: party.first)
    since = draft.words.sentence(index)
    for _ in range(_BACK + 1):
        begin = bisect_left(states, since, key=lambda party: party.first)
        named = {party.actor for party in states[begin:end]}
        if state is not None or named:
            break
        since = draft.words.sentence(max(since - 1, 0))
    else:
        return None
    if state is None and len(named) != 1:
        return None
    state = state or next(iter(named))
    if draft.words.lower[index + 1] in _RULERS or draft.words.lower[index + 1] == "government":
        return Found(index, index + 2, "state", state, "description", index)
    match = draft.gazetteer.state_body(state, draft.words, index + 1)
    if match is None:
        return None
    return Found(index, match[1], "organisation", _id(draft, state, index + 1), "description", index)


def _owner(draft: Draft, index: int, speaker: tuple[str, int] | None, *, leading: bool) -> str | None:
    """The person whom "his" or "her" means: as the pronouns say, else the speaker, where the words name nobody else
    before; else the only one before it in the sentence. `leading`: only those who lead a state count.
    """
    gender = _POSSESSIVES[draft.words.lower[index]]
    if draft.taken[index]:
        pronoun = draft.persons.get(index + 1)
        return pronoun.actor if pronoun is not None else None
    if speaker is not None and speaker[0] in draft.people and not leading:
        since = max(speaker[1], draft.words.sentence(index))
        others = _before(draft, since, index, gender, leading=False) - {speaker[0]}
        return speaker[0] if draft.people[speaker[0]].gender == gender and not others else None
    before = _before(draft, draft.words.sentence(index), index, gender, leading=leading)
    return next(iter(before)) if len(before) == 1 else None


def _before(draft: Draft, first: int, after: int, gender: str, *, leading: bool) -> set[str | None]:
    """Who of the gender is named in the words `[first, after)`; None among them stands for somebody unknown."""
    there: set[str | None] = set()
    for at in range(first, after):
        found = draft.opening.get(at)
        person = draft.people.get(found.actor or "") if found is not None else None
        if found is None or found.aside:
            continue
        if person is None or (person.gender in (gender, None) and (not leading or _leads(draft, person))):
            there.add(found.actor)
    return there


def _leads(draft: Draft, person: Known) -> bool:
    state = person.country
    return state is not None and draft.offices.has_held(person.id, ((key, state) for key in LEADING))


def _office(draft: Draft, first: int, after: int, state: str, *, presiding: bool = False) -> Found | None:
    """The office of the one who leads a state; `presiding`: a president, so that any state's will do."""
    own, row = (draft.gazetteer.state_bodies.get((key, _OFFICE)) for key in (state, None))
    actor = _OFFICES.get(state) or (own.id if own is not None else None)
    if actor is None and row is not None and presiding:
        actor = draft.body_of(state, row)
    return Found(first, after, "organisation", actor, "description", first) if actor is not None else None


def _id(draft: Draft, state: str, index: int) -> str | None:
    """The id of the body of `state` whose common noun is at `index`, noted as an actor where no table has it."""
    match = draft.gazetteer.state_body(state, draft.words, index)
    return draft.body_of(state, match[0]) if match is not None else None


def _found(first: int, after: int, kind: MentionKind, fitting: set[str]) -> Found | None:
    return Found(first, after, kind, next(iter(fitting)), "description", first) if len(fitting) == 1 else None
