"""What the one neural pass finds in an article: the seam between the encoder and every later stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from communique.reading import Block, Span, Spans

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


@dataclass(frozen=True, slots=True)
class Understanding:
    """Attributions in order of their content, all else in order of text. Spans are into the text."""

    attributions: tuple[Attribution, ...] = ()
    names: tuple[Name, ...] = ()
    sentences: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()


class Encoder(Protocol):
    """Anything that can understand an article's blocks in one pass."""

    def understand(self, text: str, blocks: Sequence[Block], *, linked: bool = True) -> Understanding:
        """What is found in the blocks of `text` that are read (headline and body); no references if not `linked`."""
        ...
