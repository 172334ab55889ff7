"""What the clues are read from: an article's words, its time expressions, and who stands in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from communique.reading import Article, Block, Span, Spans
from communique.resolve.who import Who
from communique.times.anchor import Anchor
from communique.times.expression import Expression, expression
from communique.times.looking import Seen
from communique.times.tokens import Tokens

_QUOTATION = 120  # words of a paragraph that are looked through for a quotation mark that opens


@dataclass(frozen=True, slots=True)
class Material:
    """The article's text and words, its time expressions in order and the words at which they begin, and its parts."""

    text: str
    tokens: Tokens
    expressions: tuple[Expression, ...]
    begins: tuple[int, ...]
    who: Who
    sentences: Spans
    captions: frozenset[Span]
    datelines: frozenset[Span]

    @classmethod
    def of(cls, article: Article, blocks: Sequence[Block], who: Who, sentences: Sequence[Span], seen: Seen) -> Material:
        """What there is to read of `article`."""
        expressions = tuple(expression(seen.tokens, each, Anchor(None)) for each in seen.found)
        return cls(
            article.text,
            seen.tokens,
            expressions,
            tuple(e.first for e in expressions),
            who,
            tuple(sentences),
            frozenset(block.span for block in blocks if block.kind == "caption"),
            frozenset(block.span for block in blocks if block.kind == "dateline"),
        )

    def span(self, e: Expression) -> Span:
        """Where a time expression stands."""
        return self.tokens.span(e.first, e.after)

    def words(self, span: Span) -> str:
        """The words at `span`, on one line."""
        return " ".join(span.of(self.text).split())

    def at(self, span: Span) -> tuple[int, int]:
        """The words `[first, after)` that stand in `span`."""
        spans = self.tokens.spans
        return bisect_left(spans, (span.start, 0)), bisect_left(spans, (span.end, 0))

    def within(self, low: int, high: int) -> tuple[Expression, ...]:
        """The time expressions that begin among the words `[low, high)`."""
        return self.expressions[bisect_left(self.begins, low) : bisect_left(self.begins, high)]

    def is_in(self, e: Expression, parts: frozenset[Span]) -> bool:
        """Whether a time expression stands in one of the `parts`."""
        start = self.tokens.spans[e.first][0]
        return any(part.start <= start < part.end for part in parts)

    def is_quoted(self, index: int) -> bool:
        """Whether the word stands behind a quotation mark of its paragraph that is not closed before it."""
        words = self.tokens.words
        straight, depth = False, 0
        for word in words[max(index - _QUOTATION, 0) : index]:
            if word == "\n\n":
                straight, depth = False, 0
            straight ^= word == '"'
            depth += (word == "“") - (word == "”")
        return straight or depth > 0
