"""What the one neural pass finds in an article: the seam between the encoder and every later stage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from communique.encoder.pieces import Window, Word
from communique.reading import Block, Span, Spans

if TYPE_CHECKING:
    from communique.encoder.crf import Floats

NameKind = Literal["person", "state", "organisation", "group", "place"]
ReferenceKind = Literal["person", "organisation", "place", "other"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the words of its source, cue and content, in text order. Source and cue may be empty.

    `score` is the calibrated probability, 0 to 1, that this is an attribution with this content and this source.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name, and what kind of thing bears it."""

    span: Span
    kind: NameKind
    score: float


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that stands for something ("his office", "the minister", "she"), and the word that is its head.

    `antecedents` are the places, among the references, of the earlier phrases that it may go back to, each with its
    chance, likeliest first; `new` is the chance that it goes back to none. Together they make up 1 but for chances too
    small to be kept; where no antecedent was looked for, `new` is 1.
    """

    span: Span
    head: Span
    kind: ReferenceKind
    new: float
    antecedents: tuple[tuple[int, float], ...]

    @property
    def antecedent(self) -> int | None:
        """The likeliest antecedent, None where the phrase more likely goes back to none."""
        return self.antecedents[0][0] if self.antecedents and self.antecedents[0][1] > self.new else None


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """What the pass knew of each word piece: later heads read it, and need no pass of their own.

    `inner` has an array for each of `windows`: a row for its beginning, one a piece, and one for its end.
    """

    words: Sequence[Word]
    windows: Sequence[Window]
    inner: Sequence[Floats]

    def over(self, span: Span) -> tuple[Sequence[Word], Floats] | None:
        """The words that touch `span`, and their states between those of their window's two ends.

        Of words in several windows, those of the one with most. None where no word that was read touches the span.
        """
        start = bisect_right(self.words, span.start, key=lambda word: word.end)
        end = bisect_left(self.words, span.end, key=lambda word: word.start)
        if start >= end:
            return None
        first = bisect_right(self.windows, start, key=lambda window: window.end)
        after = bisect_left(self.windows, end, key=lambda window: window.start)

        def shared(number: int) -> int:
            return min(end, self.windows[number].end) - max(start, self.windows[number].start)

        best = max(range(first, after), key=shared)
        window, inner = self.windows[best], self.inner[best]
        words = self.words[max(start, window.start) : min(end, window.end)]
        row = 1 + sum(len(word.ids) for word in self.words[window.start : max(start, window.start)])
        return words, inner[[0, *range(row, row + sum(len(word.ids) for word in words)), -1]]


@dataclass(frozen=True, slots=True)
class Understanding:
    """Attributions in order of their content, all else in order of text. Spans are into the text.

    `states` is what the pass knew beneath all this, None where no pass was made.
    """

    attributions: tuple[Attribution, ...] = ()
    names: tuple[Name, ...] = ()
    sentences: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
    states: States | None = field(default=None, repr=False, compare=False)


class Encoder(Protocol):
    """Anything that can understand an article's blocks in one pass."""

    def understand(self, text: str, blocks: Sequence[Block], *, linked: bool = True) -> Understanding:
        """What is found in the blocks of `text` that are read (headline and body); no references if not `linked`."""
        ...
