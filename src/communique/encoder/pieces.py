"""Text to what the network sees: words, their pieces, and what a word piece alone does not tell.

The base encoder is uncased and blind to layout, so each piece carries three features more: the letter case of its word,
the gap before it (tight, space, line, paragraph), and where it stands with regard to quotation marks.
Training and running use this one module, so that both see the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from communique.reading import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CASES = 8  # none, lower, Title, UPPER, single capital, mIxed, digits, other
LOWER = 1
GAPS = 5  # none, tight, space, line, paragraph
QUOTES = 6  # none, outside, inside double, opening mark, closing mark, inside single

OUTSIDE, INSIDE, OPENING, CLOSING, INSIDE_SINGLE = 1, 2, 3, 4, 5
TIGHT, SPACE, LINE, PARAGRAPH = 1, 2, 3, 4


class Word(NamedTuple):
    """A word or a punctuation mark: its span, the ids of its pieces, and its features."""

    start: int
    end: int
    ids: tuple[int, ...]
    case: int
    gap: int
    quote: int


def words_of(text: str, spans: Iterable[Span], tokenizer: Tokenizer) -> list[Word]:
    """The words of the given stretches of `text`, in order. A new stretch counts as a new paragraph."""
    words: list[Word] = []
    for span in spans:
        stretch = text[span.start : span.end]
        marks = quote_states(stretch)
        encoding = tokenizer.encode(stretch, add_special_tokens=False)
        ids, offsets, owners = encoding.ids, encoding.offsets, encoding.word_ids
        cuts = [k for k in range(len(ids)) if k == 0 or owners[k] != owners[k - 1]]
        last, gap = 0, PARAGRAPH
        for i, j in pairwise([*cuts, len(ids)]):
            start, end = offsets[i][0], offsets[j - 1][1]
            if i:
                gap = _gap(stretch[last:start])
            case, quote = _case(stretch[start:end]), marks[start]
            words.append(Word(span.start + start, span.start + end, tuple(ids[i:j]), case, gap, quote))
            last = end
    return words


@lru_cache(maxsize=50_000)
def _case(word: str) -> int:
    if word.islower():
        return LOWER
    if word.isupper():
        return 4 if len(word) == 1 else 3
    if word.istitle():
        return 2
    if word.isdigit():
        return 6
    return 5 if any(c.isalpha() for c in word) else 7


@lru_cache(maxsize=1_000)
def _gap(between: str) -> int:
    if not between:
        return TIGHT
    lines = between.count("\n") or between.count("\r")
    return SPACE if not lines else LINE if lines == 1 else PARAGRAPH


_MARK = re.compile(r"\n(?=[ \t\r]*\n)|[“«„”»\"‘’'`]")  # the end of a paragraph, or what may be a quotation mark


def quote_states(text: str) -> bytes:
    """For each character of `text`, where it stands with regard to quotation marks.

    One pass; a paragraph starts outside, so that an odd mark costs its own paragraph alone.
    """
    states = bytearray()
    double = single = False
    for match in _MARK.finditer(text):
        i, c = match.start(), match[0]
        if i < len(states):  # the second of two that are one mark
            continue
        here = INSIDE if double else INSIDE_SINGLE if single else OUTSIDE
        states += bytes([here]) * (i - len(states))
        width = 1
        if c == "\n":
            double = single = False
            here = OUTSIDE
        elif c in "“«„" or (c in "`'" and text.startswith(c * 2, i) and (c == "`" or not double)):
            width = 1 if c in "“«„" else 2
            double, here = True, OPENING
        elif c in "”»" or (c == "'" and double and text.startswith("''", i)):
            width = 1 if c in "”»" else 2
            double, single, here = False, False, CLOSING
        elif c == '"':
            double = not double or (_opens(text, i) and not _closes(text, i))
            single = single and double
            here = OPENING if double else CLOSING
        elif (c == "‘" or c == "'") and not single and _opens(text, i) and _closed_later(text, i):
            single, here = True, OPENING
        elif c in "’'" and single and _closes(text, i):
            single, here = False, CLOSING
        states += bytes([here]) * width
    rest = INSIDE if double else INSIDE_SINGLE if single else OUTSIDE
    return bytes(states) + bytes([rest]) * (len(text) - len(states))


def _opens(text: str, i: int) -> bool:
    """A mark that could open: nothing or a space, a bracket, a dash before it; no space after it."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    return (before.isspace() or before in '([—–-“"') and not after.isspace()


def _closes(text: str, i: int) -> bool:
    after = text[i + 1] if i + 1 < len(text) else " "
    return not after.isalnum() and i > 0 and not text[i - 1].isspace()


_SINGLE_REACH = 400  # characters: a single-quoted stretch is rarely longer, and apostrophes are many


def _closed_later(text: str, i: int) -> bool:
    stop = min(len(text), i + _SINGLE_REACH)
    for j in range(i + 2, stop):
        c = text[j]
        if c == "\n":
            return False
        if c in "’'" and _closes(text, j):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words `[start, end)` that the network reads at once."""

    start: int
    end: int


_SENTENCE_END = frozenset(".!?")


def windows_of(words: Sequence[Word], text: str, limit: int) -> list[Window]:
    """Windows of at most `limit` pieces, cut at paragraph ends, never inside a quotation if that can be helped.

    Cuts are chosen best first: the end of a paragraph with no quotation open, the end of a sentence with none open, the
    end of any sentence, anywhere.
    """
    windows: list[Window] = []
    start, n = 0, len(words)
    while start < n:
        size, end = 0, start
        best = [0, 0, 0]
        while end < n and size + len(words[end].ids) <= limit:
            if end > start:
                rank = _cut_rank(words, text, end)
                if rank < 3:
                    best[rank] = end
            size += len(words[end].ids)
            end += 1
        if end < n:
            floor = start + max(1, (end - start) // 4)
            end = next((cut for cut in best if cut >= floor), max(end, start + 1))
        windows.append(Window(start, end))
        start = end
    return windows


def _cut_rank(words: Sequence[Word], text: str, i: int) -> int:
    """How good a cut before word `i` is: 0 paragraph, 1 sentence, 2 sentence inside a quotation, 3 none."""
    word, before = words[i], words[i - 1]
    if word.gap >= LINE and word.quote in (OUTSIDE, OPENING):
        return 0
    ends = text[before.end - 1] in _SENTENCE_END or (
        before.quote == CLOSING and i > 1 and text[words[i - 2].end - 1] in _SENTENCE_END
    )
    if not ends or word.gap < SPACE:
        return 3
    return 1 if word.quote in (OUTSIDE, OPENING) else 2
