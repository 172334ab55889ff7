"""The words around an entry, cut where a mark begins or ends: each piece knows what it is to the entry. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from communique.reading import Span

BESIDE = 700
"""Characters of the paragraphs before and after that are shown, at most; some five sentences each. Not tuned."""

LONGEST = 8_000
"""Characters that are shown at most: evidence may lie further apart than anybody would read at a desk."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the text that begins at `start`; `fields` are those whose words these are, in their order."""

    start: int
    text: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article: `before` and `after` say whether its text goes on there."""

    start: int
    end: int
    before: bool
    after: bool
    runs: tuple[Run, ...]


def passage(text: str, marks: Mapping[str, Iterable[Span]]) -> Passage:
    """The paragraphs that hold the marks of the fields, and those beside them, as far as they are not too long."""
    spans = [span for found in marks.values() for span in found if span.start < len(text)]
    first = min((span.start for span in spans), default=0)
    last = max((span.end for span in spans), default=0)
    last = min(last, len(text), first + LONGEST - 2 * BESIDE)
    start, end = _back(text, first), _forth(text, last)
    return Passage(start, end, start > 0, end < len(text), runs(text, start, end, marks))


def runs(text: str, start: int, end: int, marks: Mapping[str, Iterable[Span]]) -> tuple[Run, ...]:
    """The text from `start` to `end`, cut at every border of a mark."""
    borders: dict[int, list[tuple[str, int]]] = {start: [], end: []}
    for field, spans in marks.items():
        for span in spans:
            low, high = max(span.start, start), min(span.end, end)
            if low < high:
                borders.setdefault(low, []).append((field, 1))
                borders.setdefault(high, []).append((field, -1))
    open_: dict[str, int] = dict.fromkeys(marks, 0)
    at = sorted(borders)
    found: list[Run] = []
    for place, following in pairwise(at):
        for field, change in borders[place]:
            open_[field] += change
        found.append(Run(place, text[place:following], tuple(field for field, count in open_.items() if count)))
    return tuple(found)


def _back(text: str, at: int) -> int:
    """Where the paragraph before that of `at` begins; less far, at a space, where it is long."""
    own = text.rfind("\n", 0, at) + 1
    wanted = text.rfind("\n", 0, max(0, len(text[:own].rstrip()))) + 1 if own else 0
    if at - wanted <= BESIDE:
        return wanted
    return text.find(" ", at - BESIDE, at) + 1 or at - BESIDE


def _forth(text: str, at: int) -> int:
    """Where the paragraph after that of `at` ends; less far, at a space, where it is long."""
    own = _line_end(text, at)
    blank = len(text) - len(text[own:].lstrip()) if own < len(text) else own
    wanted = _line_end(text, blank)
    if wanted - at <= BESIDE:
        return wanted
    space = text.rfind(" ", at, at + BESIDE)
    return space if space > at else at + BESIDE


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found
