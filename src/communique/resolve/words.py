"""The words of an article, cut once for every rule of this room."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from communique.reading import Block, Span
from communique.resolve.tables import fold

# Initials ("U.S."), a possessive ending, a word with inner apostrophes, the end of a paragraph, any other sign.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|['’]s\b|\w+(?:['’](?!s\b)\w+)*|\n[^\S\n]*\n|[^\w\s]")
BREAK = "¶"
_SENTENCE_OPENERS = frozenset({BREAK, ".", "!", "?", '"', "“", "”", "‘", "(", "[", ":", "—", "–", "•"})
_READ = frozenset({"headline", "body", "caption", "dateline"})
# Above this share of capitalised long words a headline is set in title case, and capitals tell nothing.
TITLE_CASE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the blocks that are read, in order of text, with `BREAK` at the end of paragraphs and blocks.

    `folded` has no accents and stops, `lower` is that in lower case; `starts` and `ends` are code points.
    `loose` are word ranges in which capitals tell nothing; `datelines` those of dateline blocks.
    """

    text: str
    folded: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    loose: tuple[tuple[int, int], ...]
    datelines: tuple[tuple[int, int], ...]

    def span(self, first: int, after: int) -> Span:
        """The span of the words `[first, after)`."""
        return Span(self.starts[first], self.ends[after - 1])

    def range(self, span: Span) -> tuple[int, int]:
        """The words `[first, after)` that touch `span`."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def opens_sentence(self, index: int) -> bool:
        """Whether the word may be capitalised only because of where it stands."""
        return index == 0 or self.folded[index - 1] in _SENTENCE_OPENERS

    def is_loose(self, index: int) -> bool:
        """Whether capitals tell nothing at this word."""
        return any(first <= index < after for first, after in self.loose)

    def in_dateline(self, index: int) -> bool:
        """Whether the word stands in a dateline block."""
        return any(first <= index < after for first, after in self.datelines)


def cut(text: str, blocks: Sequence[Block]) -> Words:
    """The words of the headline, body, caption and dateline blocks of `text`; of all of it where `blocks` is empty."""
    folded: list[str] = []
    bounds: list[tuple[int, int]] = []
    loose: list[tuple[int, int]] = []
    datelines: list[tuple[int, int]] = []
    for block in blocks or (Block(Span(0, len(text)), "body"),):
        if block.kind not in _READ:
            continue
        first = len(folded)
        matches = [*_WORD.finditer(text, block.span.start, block.span.end)]
        folded += [BREAK if word[0] == "\n" else fold(word) for word in (m[0] for m in matches)]
        bounds += [m.span() for m in matches]
        if block.kind == "headline" and _title_case(folded[first:]):
            loose.append((first, len(folded)))
        if block.kind == "dateline":
            datelines.append((first, len(folded)))
        folded.append(BREAK)
        bounds.append((block.span.end, block.span.end))
    starts, ends = [b[0] for b in bounds], [b[1] for b in bounds]
    return Words(text, folded, [w.lower() for w in folded], starts, ends, tuple(loose), tuple(datelines))


def cut_plain(text: str) -> tuple[str, ...]:
    """The folded words of a name from a table."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return tuple(text.split())
    return tuple(fold(m.group()) for m in _WORD.finditer(text))


def _title_case(words: list[str]) -> bool:
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) > 3 and sum(w[0].isupper() for w in long) / len(long) > TITLE_CASE_SHARE
