"""The words of an article, cut once for every rule of this room."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from communique.reading import Block, Span
from communique.resolve.tables import fold

# Initials ("U.S."), what a contraction leaves of a verb or a possessive, a word with inner apostrophes, the end of a
# paragraph, any other sign.
_CLITIC = r"(?i:s|d|m|ll|re|ve)\b"
_WORD = re.compile(rf"(?:[A-Z]\.){{2,}}|['’]{_CLITIC}|\w+(?:['’](?!{_CLITIC})\w+)*|\n[^\S\n]*\n|[^\w\s]")
BREAK = "¶"
_SENTENCE_OPENERS = frozenset({BREAK, ".", "!", "?", '"', "“", "”", "‘", "(", "[", ":", "—", "–", "•"})
_STOPS = frozenset({".", "!", "?", BREAK})
_READ = frozenset({"headline", "body", "caption", "dateline"})
_TOLD = frozenset({"headline", "body"})
# Above this share of capitalised long words a headline is set in title case, and capitals tell nothing.
TITLE_CASE_SHARE = 0.6
# Words of a name or between names that a text in capitals sets in capitals too.
_SMALL = frozenset(
    ("of", "the", "and", "to", "in", "on", "at", "for", "with", "by", "from", "as", "or", "but", "not", "a", "an")
) | {"is", "are", "was", "were", "be", "who", "us"}
# From so many words of capitals in a row on, the capitals are a way of setting and no abbreviations.
SHOUTED = 3
LONGEST_SENTENCE = 150
_DATELINE_ENDS = frozenset({"(", "-", "–", "—", ","})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the blocks that are read, in order of text, with `BREAK` at the end of paragraphs and blocks.

    `folded` has no accents and stops, and no capitals but the first letter where a text is set in capitals; `lower` is
    that in lower case; `starts` and `ends` are code points. `loose` marks the words at which capitals tell nothing,
    `datelines` those of dateline blocks, `told` those of headline and body, `quoted` those inside quotation marks.
    `breaks` and `stops` are where paragraphs and sentences end.
    """

    text: str
    folded: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    loose: bytes
    datelines: bytes
    told: bytes
    quoted: bytes
    breaks: tuple[int, ...]
    stops: tuple[int, ...]

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
        return bool(self.loose[index])

    def in_dateline(self, index: int) -> bool:
        """Whether the word stands in a dateline block."""
        return bool(self.datelines[index])

    def breaks_between(self, first: int, after: int) -> int:
        """How many paragraphs end within the words `[first, after)`."""
        return bisect_left(self.breaks, after) - bisect_left(self.breaks, first)

    def stops_between(self, first: int, after: int) -> int:
        """How many sentences end within the words `[first, after)`."""
        return bisect_left(self.stops, after) - bisect_left(self.stops, first)

    def sentence(self, index: int) -> int:
        """The first word of the sentence in which the word stands, as full stops and paragraphs cut it.

        Of an endless one, the word `LONGEST_SENTENCE` words back.
        """
        at = bisect_left(self.stops, index)
        return max(self.stops[at - 1] + 1 if at else 0, index - LONGEST_SENTENCE)


def cut(text: str, blocks: Sequence[Block], acronyms: Container[str] = frozenset()) -> Words:
    """The words of the headline, body, caption and dateline blocks of `text`; of all of it where `blocks` is empty.

    `acronyms` are the words that keep their capitals where a text is set in capitals: "KCNA", "US".
    """
    folded: list[str] = []
    bounds: list[tuple[int, int]] = []
    loose, datelines, told = bytearray(), bytearray(), bytearray()
    for block in blocks or (Block(Span(0, len(text)), "body"),):
        if block.kind not in _READ:
            continue
        matches = [*_WORD.finditer(text, block.span.start, block.span.end)]
        words = [BREAK if word[0] == "\n" else fold(word) for word in (m[0] for m in matches)]
        if not words or words[-1] != BREAK:
            words.append(BREAK)
        easy = bytearray(len(words))
        for first, after in _in_capitals(words, acronyms):
            words[first:after] = [_softened(word, acronyms) for word in words[first:after]]
            easy[first:after] = b"\x01" * (after - first)
        if block.kind == "headline" and _title_case(words):
            easy[:-1] = b"\x01" * (len(words) - 1)
        folded += words
        bounds += [m.span() for m in matches]
        if len(matches) < len(words):
            bounds.append((block.span.end, block.span.end))
        loose += easy
        datelines += bytes([block.kind == "dateline"]) * len(easy)
        told += bytes([block.kind in _TOLD]) * len(easy)
    starts, ends = [b[0] for b in bounds], [b[1] for b in bounds]
    breaks = tuple(n for n, word in enumerate(folded) if word == BREAK)
    stops = tuple(n for n, word in enumerate(folded) if word in _STOPS and not in_number(folded, n))
    lower = [w.lower() for w in folded]
    return Words(
        text, folded, lower, starts, ends, bytes(loose), bytes(datelines), bytes(told), _quoted(folded), breaks, stops
    )


def in_number(folded: Sequence[str], index: int) -> bool:
    """Whether the point or comma at `index` stands inside a figure: "2.8 billion"."""
    return 0 < index < len(folded) - 1 and folded[index - 1].isdigit() and folded[index + 1].isdigit()


def cut_plain(text: str) -> tuple[str, ...]:
    """The folded words of a name from a table."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return tuple(text.split())
    return tuple(fold(m.group()) for m in _WORD.finditer(text))


def _title_case(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) > 3 and sum(w[0].isupper() for w in long) / len(long) > TITLE_CASE_SHARE


_LABEL = 6  # words of who speaks in a transcript, with the colon: "SECRETARY OF STATE KERRY:"


def _in_capitals(words: Sequence[str], acronyms: Container[str]) -> Iterator[tuple[int, int]]:
    """The ranges of words that are set in capitals: a line, the town that opens a story, who speaks in a transcript."""
    if not any(len(word) > 3 and word.isupper() and word not in acronyms for word in words):
        return
    first = 0
    for index, word in enumerate((*words, BREAK)):
        if word != BREAK and (word.isupper() or not word[0].isalpha()):
            continue
        if first == index:  # as between any two words in small letters
            first = index + 1
            continue
        run = words[first:index]
        long = sum(len(w) > 3 and w.isupper() and w not in acronyms for w in run)
        opens = first == 0 or words[first - 1] == BREAK
        town = opens and bool(_DATELINE_ENDS & {*run[1:], word})
        label = run.index(":") if opens and ":" in run[1:_LABEL] else 0
        if (long > 1 and sum(len(w) > 1 and w.isupper() for w in run) >= SHOUTED) or (town and long):
            yield first, index
        elif any(len(w) > 3 and w.isupper() and w not in acronyms for w in run[:label]):
            yield first, first + label
        first = index + 1


def _softened(word: str, acronyms: Container[str]) -> str:
    if word.lower() in _SMALL and word not in acronyms:
        return word.lower()
    return word if word in acronyms or not word[0].isalpha() else word.capitalize()


def _quoted(folded: Sequence[str]) -> bytes:
    """Which words stand inside quotation marks that were opened in their paragraph."""
    inside = bytearray(len(folded))
    curly = single = straight = 0
    for index, word in enumerate(folded):
        if word == BREAK:
            curly = single = straight = 0
        elif word == "“":
            curly += 1
        elif word == "”":
            curly = max(curly - 1, 0)
        elif word == "‘":
            single = 1
        elif word == "'":  # as "’" is folded
            single = 0
        elif word == '"':
            straight = 1 - straight
        else:
            inside[index] = bool(curly or single or straight)
    return bytes(inside)
