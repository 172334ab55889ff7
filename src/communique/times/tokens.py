"""The words of a text, each as the one character that stands for its class in the grammar."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.reading import Span
from communique.times.lexicon import CAPITALISED, CLASS_OF, CODES

# A clock, a date in figures, a number, "a.m.", "o'clock", a possessive, a word, the end of a paragraph, any other sign.
_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])|\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|\d{1,4}\s[1-9]/[2-9](?![\d/])|\d*[½¼¾]"
    r"|\d+(?:[.,]\d+)*(?:st\b|nd\b|rd\b|th\b|'?s\b)?|['’‘`]\d0s\b|[AaPp]\.\s?[Mm]\b\.?|[Oo]['’]clock|['’][Ss]\b"
    r"|(?:[Mm]other|[Ff]ather)['’]s(?=\s[Dd]ay)|(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)?"
    r"|\n[^\S\n]*\n|[^\w\s]|\d|_"
)
_SIGNS = {"-": "hyphen", "–": "hyphen", ",": "comma", ".": "dot", "'s": "aps", "’s": "aps", "'S": "aps", "’S": "aps"}
# The hour at the head of an entry of a live page, alone or before its heading: "22.40", "08:10 No deal yet".
_STAMP = re.compile(r"(?:[01]\d|2[0-3])[.:][0-5]\d")
STAMPS = 2  # of these a page has at least; one alone may be a price
_X, _HOURS = CODES["x"], frozenset({CODES["num"], CODES["clock"]})
_DNUM, _NUM, _YR, _STAMPED = (CODES[name] for name in ("dnum", "num", "yr", "stamp"))
_FRACTIONS = frozenset("½¼¾")
EARLIEST, LATEST = 1000, 2099  # years that four figures are taken for


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of the blocks that are read: their classes, themselves as written, where they stand; and sentences."""

    codes: str
    words: list[str]
    spans: list[tuple[int, int]]
    sentences: Sequence[Span] = ()

    def span(self, first: int, after: int) -> Span:
        """The span of the tokens `[first, after)`."""
        return Span(self.spans[first][0], self.spans[after - 1][1])

    def sentence(self, index: int) -> tuple[int, int] | None:
        """The tokens `[first, after)` of the sentence that a token stands in; None where none is known there."""
        at = self.spans[index][0]
        number = bisect_right(self.sentences, at, key=lambda sentence: sentence.start) - 1
        if number < 0 or at >= self.sentences[number].end:
            return None
        start, end = self.sentences[number]
        return bisect_left(self.spans, (start, start)), bisect_left(self.spans, (end, end))


def cut(text: str, spans: Iterable[Span], sentences: Sequence[Span] = ()) -> Tokens:
    """The tokens of `text` within `spans`, a token that is no word between one span and the next.

    `sentences` are those of the text as far as they are known.
    """
    codes: list[str] = []
    words: list[str] = []
    bounds: list[tuple[int, int]] = []
    known = _KNOWN
    stamps: list[int] = []
    for span in spans:
        for match in _TOKEN.finditer(text, span.start, span.end):
            word = match[0]
            code = known.get(word)
            if code is None:
                code = _code(word)
            if code in _HOURS and _heads_an_entry(text, match, span.start):
                stamps.append(len(codes))
            codes.append(code)
            words.append(word)
            bounds.append(match.span())
        codes.append(_X)
        words.append("\n\n")
        bounds.append((span.end, span.end))
    if len(stamps) >= STAMPS:
        for index in stamps:
            codes[index] = _STAMPED
    return Tokens("".join(codes), words, bounds, sorted(sentences))


def _heads_an_entry(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether an hour and its minutes stand at the head of an entry, and no amount where a line happens to break.

    Nothing is behind them or a heading, and the line before them has come to an end or is the first, from `begin`.
    """
    start, end = match.span()
    if _STAMP.fullmatch(match[0]) is None or (start > begin and text[start - 1] != "\n"):
        return False
    before, behind = text[start - 2 : start - 1], text[end : end + 2]
    ends = start - 2 < begin or not (before.isalnum() or before in " ,;-") or text.rfind("\n", begin, start - 1) < 0
    return ends and (behind[:1] in ("", "\n") or (behind[0] == " " and not behind[1:].islower()))


def words_in(text: str) -> list[str]:
    """The words of `text`, cut as those of an article are."""
    return [match[0] for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> str:
    first = word[0]
    if first.isalpha():
        lower = word.lower().replace("’", "'")
        if lower in CAPITALISED and first.islower():
            return _X
        name = CLASS_OF.get(lower)
        if name is not None:
            return CODES[name]
        return CODES["ampm"] if len(word) > 2 and lower[1] == "." and lower.replace(".", "").strip() in _HALVES else _X
    if word[-1] in _FRACTIONS or ("/" in word and len(word.split()) > 1):  # perhaps on two lines: "11\n3/4"
        return CODES["num"]
    if first.isdecimal():
        return _number(word)
    if len(word) == 4 and word[1:].endswith("0s"):
        return CODES["decade"]
    return CODES[_SIGNS[word]] if word in _SIGNS else _X


_HALVES = frozenset({"am", "pm", "a m", "p m"})


def _number(word: str) -> str:
    if not word.isascii():
        return _X
    if word.isdigit():
        if len(word) <= 2:
            return _DNUM if 1 <= int(word) <= 31 else _NUM
        return _YR if len(word) == 4 and EARLIEST <= int(word) <= LATEST else _NUM
    if ":" in word:
        hours, minutes = word.split(":")[:2]
        return CODES["clock"] if int(hours) <= 24 and int(minutes) < 60 else _X
    if "/" in word:
        return CODES["slash"]
    if "-" in word:
        return CODES["iso"]
    if word[-1] == "s":
        figures = word.rstrip("'s")
        return CODES["decade"] if figures.isdigit() and len(figures) in (2, 4) and figures[-1] == "0" else _X
    if word[-1].isalpha():
        return CODES["ordd"] if word[:-2].isdigit() and len(word) <= 4 else _X
    return _NUM


def _known() -> dict[str, str]:
    """The class of a word as it is written most often: in lower case, or with a capital."""
    found = {}
    for word, name in CLASS_OF.items():
        if word not in CAPITALISED:
            found[word] = CODES[name]
        found[word.capitalize()] = CODES[name]
    return found


_KNOWN = _known()
