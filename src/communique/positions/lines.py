"""The lines of the table: what one party gives, asks or refuses of another, and what became of it. Types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.weave.occurrence import When

LineSide = Literal["gives", "asks", "keeps", "refuses"]
AnswerKind = Literal["met", "partly met", "refused", "unanswered"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of what was given or asked. `occurrence` is what shows it, `by` the kind of that step, or "meeting".

    `text` is what was granted or turned down, in its own words; "" where only the step itself is told.
    """

    kind: AnswerKind
    when: When | None = None
    occurrence: str | None = None
    by: str | None = None
    text: str = ""


UNANSWERED = Answer("unanswered")


@dataclass(frozen=True, slots=True)
class Line:
    """A term that `party` gives, asks or refuses, toward `other`, or a measure that it keeps in force.

    `text`, `kind`, `price` and `condition` are those of the move that tells it most fully: its words, its kind, what it
    wants for it (or gives for it), what it sets. `first` and `last` are when it was said first and last, `occurrences`
    the moves that say it, in order. `named` is False where no article says to whom it was said; `other` is then the
    party to whom `party` speaks of this issue otherwise. `answer` is that of `other`, None for what is kept or refused.
    `taken_back` is the occurrence by which `party` itself undid it.
    """

    party: str
    other: str
    side: LineSide
    text: str
    issue: str | None
    kind: str
    price: tuple[str, ...]
    condition: str | None
    first: When | None
    last: When | None
    occurrences: tuple[str, ...]
    origins: int
    named: bool
    answer: Answer | None
    taken_back: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is on the table between two parties; `parties` in order of their ids, lines by party, side and issue."""

    parties: tuple[str, str]
    lines: tuple[Line, ...]
