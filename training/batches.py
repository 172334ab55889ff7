"""Examples to batches of windows, with the gold of every head on the first piece of each word."""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from communique.encoder.pieces import LINE, PARAGRAPH, Word, windows_of, words_of
from communique.reading import Span
from corpora import Example
from network import IGNORE, NAMES, TAGS


@dataclass(slots=True)
class Row:
    """One window: words of an example and the gold tags of each."""

    words: list[Word]
    tags: list[int] | None
    cue_of: list[int]
    source_of: list[int]
    names: list[int] | None
    ends: list[int] | None

    @property
    def size(self) -> int:
        return sum(len(w.ids) for w in self.words) + 2


class Prepared:
    """An example cut into words once; windows are cut anew each epoch, at another size."""

    def __init__(self, example: Example, tokenizer: object) -> None:
        self.text = example.text
        self.words = words_of(example.text, [Span(0, len(example.text))], tokenizer)  # type: ignore[arg-type]
        starts = [w.start for w in self.words]
        ends = [w.end for w in self.words]

        def units(start: int, end: int) -> range:
            return range(bisect.bisect_right(ends, start), bisect.bisect_left(starts, end))

        n = len(self.words)
        self.tags: list[int] | None = None
        self.cue_of, self.source_of = [IGNORE] * n, [IGNORE] * n
        if example.attributions is not None:
            self.tags = [0] * n
            for a in example.attributions:
                for role, spans in (("content", a.content), ("source", a.source), ("cue", a.cue)):
                    for start, end in spans:
                        for k, u in enumerate(units(start, end)):
                            self.tags[u] = TAGS.index(("I-" if k else "B-") + role)
                cue = next((units(*s)[0] for s in sorted(a.cue) if units(*s)), None)
                source = next((units(*s)[0] for s in sorted(a.source) if units(*s)), None)
                for span in a.content:
                    for u in units(*span):
                        self.cue_of[u] = -1 if cue is None else cue
                if cue is not None:
                    self.source_of[cue] = -1 if source is None else source
            self._repair()
        self.names: list[int] | None = None
        if example.names is not None:
            self.names = [0] * n
            for start, end, kind in example.names:
                for k, u in enumerate(units(start, end)):
                    self.names[u] = NAMES.index(("I-" if k else "B-") + kind)
        self.ends: list[int] | None = None
        if example.sentences is not None:
            self.ends = [0] * n
            for start, end in example.sentences:
                if span := units(start, end):
                    self.ends[span[-1]] = 1

    def _repair(self) -> None:
        """An I- left without its B- (where two marks meet inside a word) begins a span."""
        assert self.tags is not None
        before = 0
        for i, tag in enumerate(self.tags):
            if TAGS[tag][0] == "I" and TAGS[before][2:] != TAGS[tag][2:]:
                self.tags[i] = tag - 1
            before = self.tags[i]

    def rows(self, limit: int) -> Iterator[Row]:
        for w in windows_of(self.words, self.text, limit):
            cut = slice(w.start, w.end)
            tags = self.tags[cut] if self.tags is not None else None
            if tags and TAGS[tags[0]][0] == "I":  # a span that runs on from the window before
                tags = [tags[0] - 1, *tags[1:]]
            yield Row(
                self.words[cut],
                tags,
                _local(self.cue_of, cut),
                _local(self.source_of, cut),
                self.names[cut] if self.names is not None else None,
                self.ends[cut] if self.ends is not None else None,
            )


def _local(values: list[int], cut: slice) -> list[int]:
    """Pointers of a window's words, into the window; what lies outside is none (-1)."""
    start, end = cut.start, cut.stop
    return [v if v == IGNORE else (v - start if start <= v < end else -1) for v in values[cut]]


def batches(
    rows: Sequence[Row], pieces: int, chance: random.Random, augment: bool = True
) -> Iterator[dict[str, Tensor]]:
    """Batches of about `pieces` pieces, of rows of like length, in random order."""
    order = sorted(range(len(rows)), key=lambda i: (rows[i].size + chance.random() * 12, i))
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and rows[i].size * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(i)
    chance.shuffle(groups)
    for group in groups:
        yield collate([rows[i] for i in group], chance if augment else None)


def collate(rows: Sequence[Row], chance: random.Random | None = None) -> dict[str, Tensor]:
    """Tensors of the rows, padded. With `chance`, quotation marks and line ends are varied: no style is needed."""
    n = max(row.size for row in rows)
    u = max(len(row.words) for row in rows)
    batch = {k: torch.zeros(len(rows), n, dtype=torch.long) for k in ("ids", "case", "gap", "quote")}
    batch["first"] = torch.full((len(rows), u), -1)
    for k in ("tags", "cue_of", "source_of", "names", "ends"):
        batch[k] = torch.full((len(rows), u), IGNORE)
    for r, row in enumerate(rows):
        straight = chance is not None and chance.random() < 0.3
        lines = chance is not None and chance.random() < 0.3
        ids, case, gap, quote, first = [101], [0], [0], [0], []
        for word in row.words:
            first.append(len(ids))
            pieces = STRAIGHT.get(word.ids, word.ids) if straight else word.ids
            g = LINE if lines and word.gap == PARAGRAPH else word.gap
            for piece in pieces:
                ids.append(piece)
                case.append(word.case)
                gap.append(g)
                quote.append(word.quote)
        ids.append(102)
        for k, values in (("ids", ids), ("case", case), ("gap", gap), ("quote", quote)):
            batch[k][r, : len(values)] = torch.tensor(values)
        batch["first"][r, : len(first)] = torch.tensor(first)
        for k in ("tags", "cue_of", "source_of", "names", "ends"):
            values = getattr(row, k)
            if values is not None:
                if k in ("cue_of", "source_of"):  # "none" is the column after the last word
                    values = [u if v == -1 else v for v in values]
                batch[k][r, : len(values)] = torch.tensor(values)
    return batch


# ids of “ ” ‘ ’ to those of " and ' in the vocabulary of BERT (uncased)
STRAIGHT = {(1523,): (1000,), (1524,): (1000,), (1520,): (1005,), (1521,): (1005,)}
