"""Mentions of events as they are compared across articles, and how an article is compared with another."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from communique.reading import Event, Reading, Span
from communique.statements.sentences import abbreviated, paragraphs
from communique.weave.lexicon import content_words, weight

OPENING = 40  # content words of the headline and lede: what the article is about
FARTHEST_END = 5000  # characters from a trigger within which its sentence is looked for
TITLE_CASE = 0.6  # share of words with a capital from which on a sentence is a headline in title case
_WORD = re.compile(r"\w[\w'’.]*")
_SENTENCE = re.compile(r"\n|(?<=[.!?])[\"”’')\]]*\s+")
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*\s+")

Bag = Mapping[str, float]
"""Words with weights whose squares add up to one; empty where there are none."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words of an article: all of them, its names (capitals that open no sentence), and the first `OPENING`."""

    words: Bag
    names: Bag
    opening: Bag


@dataclass(frozen=True, slots=True)
class EventMention:
    """One mention of an event.

    `trigger` are the words that name it, `at` their stretch of `sentence`, `place` where they begin in the article;
    `words` are those of the whole article. `kind` is the type of event, `actors` are who takes part (ids), `days` the
    first and last day it may have been on (ISO dates): None and empty where unknown, which bars nothing.
    """

    id: str
    article: str
    trigger: str
    sentence: str
    at: Span
    place: int
    words: ArticleWords
    kind: str | None = None
    actors: frozenset[str] = frozenset()
    days: tuple[str, str] | None = None


def bag(words: tuple[str, ...]) -> Bag:
    """The words by how much they tell and, dampened, how often they are there; of length one."""
    raw = {word: weight(word) * (1 + math.log(count)) for word, count in Counter(words).items()}
    return scaled(raw)


def scaled(raw: Bag) -> Bag:
    """The same weights, of length one."""
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def cosine(a: Bag, b: Bag) -> float:
    """How much two bags have in common, 0 to 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b[word] for word, value in a.items() if word in b)


def heaviest(words: Bag, count: int) -> list[str]:
    """So many words of a bag that weigh most in it, the heaviest first; of equals the first by letters."""
    return sorted(words, key=lambda word: (-words[word], word))[:count]


def words_of(text: str) -> ArticleWords:
    """The words of an article."""
    words = content_words(text)
    named: list[str] = []
    for sentence in _SENTENCE.split(text):
        named += names_in(sentence)
    return ArticleWords(bag(words), bag(tuple(named)), bag(words[:OPENING]))


def names_in(sentence: str) -> tuple[str, ...]:
    """The lemmas of the words with a capital that do not open the sentence; none where nearly all have one."""
    found = _WORD.findall(sentence)
    capitals = [word for word in found[1:] if word[0].isupper()]
    if len(capitals) > TITLE_CASE * len(found):
        return ()
    return content_words(" ".join(capitals))


def mention_of(reading: Reading, event: Event, words: ArticleWords | None = None) -> EventMention:
    """The mention that an event of a reading is; its id is the article's, a colon, and the event's.

    `words`, those of the reading's article, spare making them again for each of its events. Raises ValueError where
    the event has no trigger: it is nowhere in the text.
    """
    if not event.trigger.spans:
        raise ValueError(f"Event {event.id} of article {reading.article.id} has no trigger")
    text = reading.article.text
    first, last = event.trigger.spans[0], event.trigger.spans[-1]
    block = next((b.span for b in reading.blocks if b.span.start <= first.start < b.span.end), Span(0, len(text)))
    near = Span(max(block.start, first.start - FARTHEST_END), min(block.end, last.end + FARTHEST_END))
    around = _sentence(text, near, Span(first.start, last.end))
    time = next((t for t in reading.times if t.id == event.time), None)
    parties = (event.actor, *((event.recipient,) if event.recipient else ()))
    return EventMention(
        id=f"{reading.article.id}:{event.id}",
        article=reading.article.id,
        trigger=" ".join(span.of(text) for span in event.trigger.spans),
        sentence=around.of(text),
        at=Span(first.start - around.start, last.end - around.start),
        place=first.start,
        words=words_of(text) if words is None else words,
        kind=event.type,
        actors=frozenset(party.actor for party in parties if party.actor is not None),
        days=(time.begin, time.end) if time is not None and time.begin and time.end else None,
    )


def _sentence(text: str, block: Span, trigger: Span) -> Span:
    """The sentence of a block that the trigger stands in; where it goes on into the next, both."""
    start, end = block
    for paragraph in paragraphs(text, block):
        if paragraph.start <= trigger.start < paragraph.end:
            start, end = paragraph
    for stop in _STOP.finditer(text, start, end):
        if abbreviated(text, stop.start()):
            continue
        if stop.end() <= trigger.start:
            start = stop.end()
        elif stop.start() >= trigger.end:
            end = stop.end()
            break
    return Span(start, max(end, trigger.end))
