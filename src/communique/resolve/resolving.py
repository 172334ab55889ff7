"""The order in which the mentions of an article are worked out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from communique.encoder.understanding import Understanding
from communique.reading import Actor, Article, Block, Mention, Role, Span
from communique.resolve import knowledge, persons, pronouns, roles, states, titles
from communique.resolve.draft import Draft, Found, Known
from communique.resolve.knowledge import Knowledge
from communique.resolve.titles import Phrase
from communique.resolve.who import Who
from communique.resolve.words import cut


def resolve(
    article: Article, blocks: Sequence[Block], understanding: Understanding, known: Knowledge | None = None
) -> Who:
    """Who is meant in `article`: every mention in its headline, body, captions and dateline, and the actors mentioned.

    Names come from the tables and from `understanding.names`; titles are resolved by the article's date, or, where it
    has none, by the holders whom the text itself names. `known` are the tables, by default the shipped ones. The result
    depends on nothing but the arguments.
    """
    known = known or knowledge.shipped()
    shelf, names = known.tables, known.gazetteer
    words = cut(article.text, blocks)
    raw = names.find(words)
    there = states.named(raw, shelf)
    hits = states.with_state_bodies(states.settled(raw, there, words), words, names)
    day = article.published[:10] if article.published and len(article.published) >= 10 else None
    starts, ends = {hit.first: hit for hit in hits}, {hit.after: hit for hit in hits}
    draft = Draft(words, shelf, names, known.offices, day, hits, there, bytearray(len(words.folded)), starts, ends)

    full = persons.in_full(draft, understanding.names)
    phrases = titles.phrases(draft, names.find_titles(words))
    starting = {f.first: f for f in full}
    ending = {f.after: f for f in full}
    beside = {phrase.first: titles.attach(draft, phrase, starting, ending) for phrase in phrases}
    titled = {phrase.end: phrase.first for phrase in phrases if phrase.after == phrase.end}
    full = [replace(found, start=titled.get(found.start, found.start)) for found in full]
    for found in full:
        draft.add(found)
        roles.describe(draft, found)
    persons.family_first(draft)
    for found in persons.by_family(draft, phrases):
        draft.add(found)
    for phrase in phrases:
        _title(draft, phrase, beside[phrase.first])
    for found in states.mentions(draft, understanding.names):
        draft.add(found)
    running = [s for s in understanding.sentences if not _in_caption(s, blocks)]
    for found in pronouns.resolve(draft, running, [a.source for a in understanding.attributions]):
        draft.add(found)

    ordered = sorted(draft.found, key=lambda f: (f.first, f.after))
    mentions = tuple(
        Mention(f"m{number}", words.span(f.first, f.after), f.kind, f.actor, f.basis)
        for number, f in enumerate(ordered, 1)
    )
    extents = tuple(words.span(f.start, f.after) for f in ordered)
    actors = tuple(_actor(draft, id_) for id_ in dict.fromkeys(f.actor for f in ordered if f.actor is not None))
    return Who(mentions, actors, words, extents, tuple(m.span.start for m in mentions))


def _in_caption(sentence: Span, blocks: Sequence[Block]) -> bool:
    """Whether a sentence stands in a block that interrupts the running text: the story goes on behind it."""
    at = bisect_right(blocks, sentence.start, key=lambda block: block.span.start) - 1
    return at >= 0 and blocks[at].kind not in ("body", "headline")


def _title(draft: Draft, phrase: Phrase, beside: str | None) -> None:
    """A title phrase as a mention of its own, unless it belongs to the name behind it."""
    if phrase.first in draft.personal:
        draft.take(phrase.first, phrase.end)
        return
    if not draft.free(phrase.first, phrase.end):
        return
    actor = beside if beside is not None else titles.holder(draft, phrase)
    if actor is None:
        if phrase.of:
            _spare_owner(draft, phrase)
        return
    person = draft.people[actor] if actor in draft.people else draft.know(actor)
    person.keys |= phrase.keys
    draft.add(Found(phrase.first, phrase.after, "person", actor, "title", phrase.first))


def _spare_owner(draft: Draft, phrase: Phrase) -> None:
    """Keeps the state in "a North Korea leader" from being a mention of the state; a possessive one ("Iran's …") is."""
    words = draft.words.folded
    if "'s" not in words[phrase.first : phrase.end] and phrase.after == phrase.end:
        owner = draft.starts.get(phrase.first)
        if owner is not None and owner.entry.kind != "body":
            draft.take(phrase.first, phrase.end)


def _actor(draft: Draft, id_: str) -> Actor:
    shelf = draft.tables
    if id_ in shelf.states:
        return Actor(id_, shelf.states[id_].name, "state", id_)
    if id_ in shelf.bodies:
        body = shelf.bodies[id_]
        return Actor(id_, body.name, "group" if body.kind == "group" else "organisation", body.country)
    if id_ in draft.others:
        name, other_kind, country = draft.others[id_]
        return Actor(id_, name, other_kind, country, (), country is not None)
    return _person(draft, draft.people[id_] if id_ in draft.people else draft.know(id_))


def _person(draft: Draft, person: Known) -> Actor:
    if person.in_table:
        given: tuple[Role, ...] = draft.offices.roles(person.id, draft.day, person.keys)
    else:
        codes = {o.code for key in person.keys for o in draft.offices.by_key.get(key, ()) if o.code}
        code = next(iter(codes)) if len(codes) == 1 else None
        given = tuple(Role(title, code) for title in dict.fromkeys(person.titles[:1]))
    return Actor(person.id, person.name, "person", person.country, given, person.in_table)
