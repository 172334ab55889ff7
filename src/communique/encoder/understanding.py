"""What the one neural pass finds in an article: the seam between the encoder and every later stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from communique.reading import Block, Span, Spans

NameKind = Literal["person", "state", "organisation", "group", "place"]


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
class Understanding:
    """Attributions in order of their content, names and sentences in order of text. Spans are into the text."""

    attributions: tuple[Attribution, ...] = ()
    names: tuple[Name, ...] = ()
    sentences: tuple[Span, ...] = ()


class Encoder(Protocol):
    """Anything that can understand an article's blocks in one pass."""

    def understand(self, text: str, blocks: Sequence[Block]) -> Understanding:
        """What is found in the blocks of `text` that are read (headline and body)."""
        ...
