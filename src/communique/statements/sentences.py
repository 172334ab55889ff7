"""Where paragraphs and sentences begin and end, as far as the reading of a statement needs to know."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from communique.reading import Span, Spans

# How far a phrase about a statement ("…, according to …") is looked for. Longer sentences are rare, and a limit keeps
# the time linear in the text whatever the text is.
REACH = 400

# Lines of a text that was wrapped by hand or by a mail program: all but the last are about this wide.
WRAPPED = range(50, 91)

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)*\n")
# Possessive, and from the first mark of several: a row of marks that ends nothing is looked at once.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]]*+(?=\s|$)|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|St|Jr|Prof|Rev|Adm|Maj|Hon|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep"
    r"|Oct|Nov|Dec|[A-Z]))\Z"
)


def paragraphs(text: str, within: Span) -> Iterator[Span]:
    """The paragraphs of a stretch of text, without the white space around them.

    A blank line ends a paragraph, and so does a line end, except in lines wrapped to one width, and before a small
    letter.
    """
    start = within.start
    for blank in _BLANK.finditer(text, within.start, within.end):
        yield from _lines(text, Span(start, blank.start()))
        start = blank.end()
    yield from _lines(text, Span(start, within.end))


def _lines(text: str, run: Span) -> Iterator[Span]:
    lines: list[Span] = []
    at = run.start
    while at < run.end:
        end = text.find("\n", at, run.end)
        end = run.end if end < 0 else end
        line = trimmed(text, Span(at, end))
        if line is not None:
            lines.append(line)
        at = end + 1
    if not lines:
        return
    wrapped = len(lines) > 2 and all(line.end - line.start in WRAPPED for line in lines[:-1])
    start = lines[0].start
    for line, following in pairwise(lines):
        if not wrapped and not text[following.start].islower():
            yield Span(start, line.end)
            start = following.start
    yield Span(start, lines[-1].end)


def trimmed(text: str, span: Span) -> Span | None:
    """The span without white space at its ends, or None where nothing is left."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


class Sentences:
    """Where the sentences of a text end. None goes on after the end of one of its `parts`."""

    def __init__(self, text: str, parts: Spans = ()) -> None:
        ends = [end for end in _END.finditer(text) if _ends(text, end)]
        self._length = len(text)
        found = {end.start(): end.start() if end.group() == "\n" else end.end() for end in ends}
        found |= {part.end: part.end for part in parts}
        self._before = sorted(found)
        self._after = [found[before] for before in self._before]

    def end(self, at: int) -> int:
        """Where the sentence going on at `at` ends (after its mark), at most `REACH` characters on."""
        limit = min(self._length, at + REACH)
        following = bisect_left(self._before, at)
        return min(self._after[following], limit) if following < len(self._after) else limit

    def start(self, at: int) -> int:
        """Where the sentence before or at `at` begins (white space apart), at most `REACH` characters back."""
        limit = max(0, at - REACH)
        before = bisect_left(self._after, at) - 1
        return max(self._after[before], limit) if before >= 0 else limit


def abbreviated(text: str, full_stop: int) -> bool:
    """Whether the full stop at that place belongs to an abbreviation or an initial."""
    return bool(_ABBREVIATION.search(text, max(0, full_stop - 5), full_stop))


def _ends(text: str, end: re.Match[str]) -> bool:
    following = text[end.end() : end.end() + 2].lstrip()
    if following[:1].islower():
        return False
    return end.group() != "." or not abbreviated(text, end.start())
