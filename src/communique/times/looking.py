"""The time expressions of an article as they stand, before anything is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.reading import Article, Block, Span
from communique.times.extents import Found
from communique.times.finding import found
from communique.times.tokens import Tokens, cut

_READ = frozenset({"headline", "body", "caption", "dateline"})


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of an article, and the time expressions among them, in order."""

    tokens: Tokens
    found: tuple[Found, ...]


def look(article: Article, blocks: Sequence[Block], sentences: Sequence[Span] = ()) -> Seen:
    """The time expressions in the headline, body, captions and dateline of `article`.

    `sentences`, where they are known, bound the clauses whose tense says whether "on Tuesday" has passed; without them
    the full stops do. Raises nothing.
    """
    spans = [block.span for block in blocks if block.kind in _READ] if blocks else [Span(0, len(article.text))]
    tokens = cut(article.text, spans, sentences)
    return Seen(tokens, tuple(found(tokens)))
