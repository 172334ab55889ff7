"""The text in runs: each belongs, from its first character to its last, to the same items. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from communique.reading import Block, BlockKind, Span
from communique.signs import plain
from communique.web.layers.marks import LayerName, Mark

MOST_ITEMS = 8
"""Items that a run names, the innermost: with ten thousand around the same words a page would grow with the square."""

_LONE = re.compile(r"\r(?!\n)")
_BREAK = re.compile(r"\n\s*")

QUOTED_WITHIN = 2
"""Contents around the same words from which on they are shown as quoted within what is quoted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads: the id of what begins at `start`, its layer (None: always shown) and a word that is shown."""

    id: str
    start: int
    layer: LayerName | None = None
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters of the text, from `start` on.

    `parts` are what they are in any item, `items` those items, the innermost first; `more` counts those that are left
    out. `places` begin here.
    """

    start: int
    text: str
    parts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    more: int = 0
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """The runs of a line of a block."""

    kind: BlockKind
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A line of the text: a piece of one block, or of several, as where a dateline stands before the body.

    `goes_on` says that no blank line comes after it.
    """

    pieces: tuple[Piece, ...]
    goes_on: bool = False


def groups_of(
    text: str, blocks: Iterable[Block], marks: Iterable[Mark], places: Iterable[Place] = ()
) -> tuple[Group, ...]:
    """The whole text, but for the white space between its lines.

    Control characters are shown as U+FFFD, and of a line break made of two characters the first is left out; `start` of
    each run stays true. What no block covers is body. Spans that reach out of the text are cut off; a place where
    nothing is shown is that of the next run.
    """
    lines = _lines(text, blocks)
    runs = iter(_swept(shown(text), [span for line in lines for _, span in line], tuple(marks), places))
    ends = [line[-1][1].end for line in lines]
    begins = [line[0][1].start for line in lines[1:]]
    near = [text.count("\n", end, begin) == 1 for end, begin in zip(ends, begins, strict=False)]
    return tuple(
        Group(tuple(Piece(kind, tuple(next(runs))) for kind, _ in line), goes_on)
        for line, goes_on in zip(lines, (*near, False), strict=False)
    )


def shown(text: str) -> str:
    """The text as a browser is given it, character by character: control characters are U+FFFD."""
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", plain(text, keep="\n\t\r"))


def _lines(text: str, blocks: Iterable[Block]) -> list[list[tuple[BlockKind, Span]]]:
    """The blocks by the lines that they stand on, without the white space around each line."""
    lines: list[list[tuple[BlockKind, Span]]] = []
    at = 0  # where the last block ended that has words
    for kind, span in _cut(text, blocks):
        words = span.of(text)
        first, end = span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip())
        if first >= end:
            continue
        if lines and "\n" not in text[at:first]:
            before, stretch = lines[-1][-1]
            lines[-1][-1] = before, Span(stretch.start, first)  # the blank between the two is shown
            lines[-1].append((kind, Span(first, end)))
        else:
            lines.append([(kind, Span(first, end))])
        at = end
    return lines


def _cut(text: str, blocks: Iterable[Block]) -> Iterator[tuple[BlockKind, Span]]:
    """The blocks, cut after each line."""
    for kind, span in _covering(text, blocks):
        at = span.start
        for found in _BREAK.finditer(text, span.start, span.end):
            yield kind, Span(at, found.end())
            at = found.end()
        yield kind, Span(at, span.end)


def _covering(text: str, blocks: Iterable[Block]) -> Iterator[tuple[BlockKind, Span]]:
    at = 0
    for block in sorted(blocks, key=lambda block: block.span):
        start, end = max(at, block.span.start), min(len(text), block.span.end)
        if start < end:
            if at < start:
                yield "body", Span(at, start)
            yield block.kind, Span(start, end)
            at = end
    if at < len(text):
        yield "body", Span(at, len(text))


def _swept(text: str, stretches: Sequence[Span], marks: Sequence[Mark], places: Iterable[Place]) -> Iterator[list[Run]]:
    """The runs of each stretch: one walk over all edges, with the marks that are open at each."""
    opening, closing = _edges(marks, len(text))
    beginning: dict[int, list[Place]] = {}
    for place in places:
        beginning.setdefault(min(max(0, place.start), len(text)), []).append(place)
    returns = _carriage_returns(text)
    edges = sorted({*opening, *closing, *beginning, *returns, *(at + 1 for at in returns), *_flat(stretches)})
    now = _Open(marks)
    waiting: list[Place] = []
    number = 0
    for stretch in stretches:
        runs: list[Run] = []
        while number < len(edges) and edges[number] < stretch.end:
            start = edges[number]
            number += 1
            for mark in closing.get(start, ()):
                now.close(mark)
            for mark in opening.get(start, ()):
                now.open(mark)
            waiting += beginning.get(start, ())
            if start >= stretch.start and start not in returns:
                runs.append(now.run(start, text[start : edges[number]], tuple(waiting)))
                waiting = []
        yield runs


def _edges(marks: Sequence[Mark], length: int) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The numbers of the marks by where they open, those around others first, and by where they close."""
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number in sorted(range(len(marks)), key=lambda number: -marks[number].span.end):
        start, end = marks[number].span
        if start < 0 or end > length:
            start, end = max(0, start), min(length, end)
        if start < end:
            opening.setdefault(start, []).append(number)
            closing.setdefault(end, []).append(number)
    return opening, closing


def _carriage_returns(text: str) -> frozenset[int]:
    """Where a carriage return stands before a line feed: a browser would show one break, and count one sign."""
    found = set()
    at = text.find("\r\n")
    while at >= 0:
        found.add(at)
        at = text.find("\r\n", at + 1)
    return frozenset(found)


def _flat(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield from span


class _Open:
    """Which of the marks are open at one place of the text."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._open: dict[int, None] = {}  # their numbers, as they were opened
        self._parts: Counter[str] = Counter()
        self._items: Counter[str] = Counter()

    def open(self, number: int) -> None:
        mark = self._marks[number]
        self._open[number] = None
        self._parts[mark.part] += 1
        self._items[mark.item] += 1

    def close(self, number: int) -> None:
        mark = self._marks[number]
        del self._open[number]
        for counter, key in ((self._parts, mark.part), (self._items, mark.item)):
            counter[key] -= 1
            if not counter[key]:
                del counter[key]

    def run(self, start: int, text: str, places: tuple[Place, ...]) -> Run:
        """The run that begins here. It looks at no more marks than it may name items."""
        if not self._open:
            return Run(start, text, places=places)
        within = islice(reversed(self._open), MOST_ITEMS)
        items = tuple(dict.fromkeys(self._marks[number].item for number in within))
        parts = sorted(self._parts)
        if self._parts["content"] >= QUOTED_WITHIN:
            parts.append("within")
        return Run(start, text, tuple(parts), items, len(self._items) - len(items), places)
