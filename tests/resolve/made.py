"""Articles made for the tests of this room: one body block, sentences cut at full stops, names given by hand."""

from __future__ import annotations

import re

from communique.encoder.understanding import Attribution, Name, NameKind, Understanding
from communique.reading import Article, Basis, Block, Span
from communique.resolve import Who, resolve


def at(text: str, words: str, number: int = 0) -> Span:
    """The span of the occurrence `number` of `words` in `text`."""
    found = list(re.finditer(re.escape(words), text))[number]
    return Span(found.start(), found.end())


def who_in(
    text: str,
    *,
    on: str | None = None,
    names: dict[str, NameKind] | None = None,
    sources: tuple[str, ...] = (),
    said: tuple[tuple[str, str], ...] = (),
    blocks: tuple[Block, ...] = (),
) -> Who:
    """Who is meant in `text`, published on the day `on`.

    `names` and `sources` are what the head is to have found, `said` the sources with what they said.
    """
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:[.!?][\"”’]*(?=\s|$)|(?=\n|$))", text))
    found = tuple(Name(at(text, words), kind, 0.9) for words, kind in (names or {}).items())
    heard = tuple(Attribution((at(text, words),), (), (), 0.9) for words in sources)
    heard += tuple(Attribution((at(text, one),), (), (at(text, words),), 0.9) for one, words in said)
    article = Article("x", text, published=on)
    return resolve(article, blocks or (Block(Span(0, len(text)), "body"),), Understanding(heard, found, sentences))


def meant(text: str, words: str, *, on: str | None = None, number: int = 0) -> tuple[str | None, Basis | None]:
    """Who `words` mean as a source in `text`."""
    return who_in(text, on=on).actor_of((at(text, words, number),))


def mentioned(who: Who, text: str) -> list[tuple[str, str | None]]:
    """The words and the actor of every mention."""
    return [(m.span.of(text), m.actor) for m in who.mentions]
