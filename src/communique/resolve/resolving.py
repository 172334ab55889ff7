"""The order in which the mentions of an article are worked out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from communique.encoder.understanding import Understanding
from communique.reading import Actor, Article, Block, Mention, Role, Span
from communique.resolve import (
    bound,
    families,
    groups,
    holders,
    knowledge,
    ledes,
    persons,
    pronouns,
    quoted,
    references,
    roles,
    speaking,
    states,
    titles,
    unsettled,
    voices,
)
from communique.resolve.draft import Draft, Found, Known
from communique.resolve.knowledge import Knowledge
from communique.resolve.titles import Phrase
from communique.resolve.who import Who
from communique.resolve.words import cut


def resolve(
    article: Article, blocks: Sequence[Block], understanding: Understanding, known: Knowledge | None = None
) -> Who:
    """Who is meant in `article`: every mention in its headline and body, and the actors mentioned.

    Names come from the tables and from `understanding.names`; titles are resolved by the article's date, or, where it
    has none, by the holders whom the text itself names. `known` are the tables, by default the shipped ones. The result
    depends on nothing but the arguments.
    """
    draft = begin(article, blocks, known or knowledge.shipped())
    _persons(draft, understanding)
    for found in states.mentions(draft, understanding.names):
        draft.add(found)
    running = [s for s in understanding.sentences if not _in_caption(s, blocks)]
    heard = voices.heard(draft, understanding.attributions)
    for found in pronouns.resolve(draft, running, [a.source for a in understanding.attributions], heard):
        draft.add(found)
    for found in speaking.resolve(draft, _heads(draft), understanding.attributions, heard):
        draft.add(found)
    draft.found += draft.within
    draft.found += states.inside(draft)
    for found in bound.resolve(draft, _heads(draft), understanding.attributions, understanding.references):
        draft.add(found)
    for found in references.resolve(draft, understanding.references, heard):
        draft.add(found)
    so_far = _heads(draft)
    draft.found += [
        *ledes.resolve(draft),
        *groups.resolve(draft, so_far, understanding.attributions),
        *quoted.resolve(draft, so_far, understanding.attributions),
    ]
    return _answer(draft, list(unsettled.resolve(draft, understanding.references)))


def begin(article: Article, blocks: Sequence[Block], known: Knowledge) -> Draft:
    """The draft of `article` before any mention is worked out: its words, and the names of the tables in them."""
    words = cut(article.text, blocks, known.gazetteer.acronyms)
    raw = known.gazetteer.find(words)
    there = states.named(raw, known.tables)
    inner = states.settled(raw, there, words)
    hits = states.with_state_bodies(inner, words, known.gazetteer)
    day = article.published[:10] if article.published and len(article.published) >= 10 else None
    starts, ends = {hit.first: hit for hit in hits}, {hit.after: hit for hit in hits}
    taken = bytearray(len(words.folded))
    return Draft(
        words, known.tables, known.gazetteer, known.offices, day, hits, there, taken, starts, ends, inner=inner
    )


def _heads(draft: Draft) -> Who:
    """What the draft has found so far, for asking whom a source means; nothing that a reading shows."""
    ordered = sorted(draft.found, key=_in_order)
    heads = tuple(Mention("", draft.words.span(f.first, f.after), f.kind, f.actor, f.basis) for f in ordered)
    extents = tuple(draft.words.span(f.start, f.after) for f in ordered)
    return Who((), (), draft.words, heads, extents, tuple(mention.span.start for mention in heads))


def _answer(draft: Draft, left_open: Sequence[Found]) -> Who:
    """All that the draft has found, with the mentions and the actors that stand in headline and body; those that are
    left open are mentions too, and nobody's head."""
    who, told = _heads(draft), draft.words.told
    ordered = sorted(draft.found, key=_in_order)
    shown = [m for m, f in zip(who.heads, ordered, strict=True) if not f.aside and told[f.first]]
    shown += [Mention("", draft.words.span(f.first, f.after), f.kind, f.actor, f.basis) for f in left_open]
    shown.sort(key=lambda m: (m.span.start, -m.span.end))
    mentions = tuple(Mention(f"m{n}", m.span, m.kind, m.actor, m.basis) for n, m in enumerate(shown, 1))
    actors = tuple(_actor(draft, id_) for id_ in dict.fromkeys(m.actor for m in shown if m.actor is not None))
    return replace(who, mentions=mentions, actors=actors, titled=tuple(draft.titled))


def _in_order(found: Found) -> tuple[int, int]:
    """Mentions in order of text, the longer before those inside it."""
    return found.first, -found.after


def _persons(draft: Draft, understanding: Understanding) -> None:
    """The persons: full names, then what is said of them, then family names, then titles that stand alone."""
    full = persons.in_full(draft, understanding.names)
    phrases = titles.phrases(draft, draft.gazetteer.find_titles(draft.words))
    starting = {f.first: f for f in full}
    ending = {f.after: f for f in full}
    beside = {phrase.first: titles.attach(draft, phrase, starting, ending) for phrase in phrases}
    titled = {phrase.end: phrase.first for phrase in phrases if phrase.after == phrase.end}
    full = [replace(found, start=titled.get(found.start, found.start)) for found in full]
    for found in full:
        draft.add(found)
        roles.describe(draft, found)
    persons.family_first(draft)
    holders.introduce(draft, [phrase for phrase in phrases if beside[phrase.first] is None])
    for found in families.by_family(draft, phrases):
        draft.add(found)
    for phrase in phrases:
        _title(draft, holders.owned(draft, phrase), beside[phrase.first])
    for found in holders.counterparts(draft):
        draft.add(found)


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
    actor = beside if beside is not None else holders.holder(draft, phrase)
    if actor is None:
        return
    person = draft.people[actor] if actor in draft.people else draft.know(actor)
    person.keys |= phrase.keys
    aside = beside is not None or titles.in_apposition(draft, phrase, actor)
    draft.add(Found(phrase.begin, phrase.after, "person", actor, "title", phrase.begin, aside))


def _actor(draft: Draft, id_: str) -> Actor:
    if (actor := draft.tables.actor(id_)) is not None:
        return actor
    if id_ in draft.others:
        name, other_kind, country = draft.others[id_]
        return Actor(id_, name, other_kind, country, (), country is not None)
    return _person(draft, draft.people[id_] if id_ in draft.people else draft.know(id_))


def _person(draft: Draft, person: Known) -> Actor:
    given: tuple[Role, ...] = draft.offices.roles(person.id, draft.day, person.keys) if person.in_table else ()
    if not given and person.titles:
        codes = {o.code for key in person.keys for o in draft.offices.by_key.get(key, ()) if o.code}
        title = person.titles[0]
        given = (Role(title, next(iter(codes)) if len(codes) == 1 else roles.code(title, person.country)),)
    return Actor(person.id, person.name, "person", person.country, given, person.in_table)
