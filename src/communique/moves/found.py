"""A step as the rules of one sentence find it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.reading import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A step in a sentence, and the rule that found it (scores.py). All spans are offsets of that sentence."""

    rule: str
    kind: str
    party: str
    toward: str | None
    by: str | None
    cue: Span
    gives: tuple[Span, ...] = ()
    asks: tuple[Span, ...] = ()
    condition: Span | None = None

    @property
    def hull(self) -> Span:
        """From the first to the last of its words, its condition's among them only where they stand behind the cue."""
        parts = [self.cue, *self.gives, *self.asks]
        if self.condition is not None and self.condition.start > self.cue.start:
            parts.append(self.condition)
        return Span(min(part.start for part in parts), max(part.end for part in parts))
