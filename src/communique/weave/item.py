"""What one reading says happened, as far as weaving compares it with other readings: its items and its sources.

A `Thread` is a pure function of a reading: small, plain, and kept beside it, so that nothing is read again to be woven.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

from communique.plain import plain, typed
from communique.reading import Actor, Certainty, EventStatus, MeetingStatus, Party, Quotation, Span, Spans
from communique.weave.occurrence import When

Lemmas = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand that something came through: who (None: not named), the words for it, and how it is tied."""

    actor: str | None
    words: str
    relation: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that an item was read from: spans and text, and the paragraph around them, with its place."""

    spans: Spans
    words: str
    context: str
    context_start: int


def hull(evidence: Evidence) -> Span | None:
    """From where the words of an item begin to where they end; None for one without words."""
    spans = evidence.spans
    return Span(spans[0].start, max(span.end for span in spans)) if spans else None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, to be compared. `speaker` has the words too, for somebody who is not named.

       `lemmas`: the content words of what was said, in order, actors by their ids ("@PRK"); `quoted`: those of each
       stretch in quotation marks. `side`: the state that the speaker belongs to; `medium`: it is a news medium.
    `when`: the days in which it was said, as
       the text dates it. `headline`: whether it stands in one.
    """

    id: str
    evidence: Evidence
    speaker: Party
    speaker_words: str
    side: str | None
    medium: bool
    cue: str
    content: str
    lemmas: Lemmas
    quoted: tuple[Lemmas, ...]
    quotation: Quotation
    certainty: Certainty
    addressee: str | None
    chain: tuple[Hand, ...]
    when: When | None
    within: str | None
    headline: bool
    score: float

    @property
    def actor(self) -> str | None:
        """The speaker's id, where it is known."""
        return self.speaker.actor


@dataclass(frozen=True, slots=True)
class Told:
    """One report of what became of a meeting; `dated` is when that was, where the words say so."""

    status: MeetingStatus
    evidence: Evidence
    chain: tuple[Hand, ...]
    dated: When | None


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting, to be compared. `when`: the days of the meeting itself, as the text dates it."""

    id: str
    parties: tuple[str, ...]
    participants: tuple[str, ...]
    name: str | None
    place: str | None
    when: When | None
    reports: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """An event, to be compared.

    `type` is PLOVER's; `trigger` the words that name it, which stand `at` this stretch of their `sentence` and are
    `trigger_spans` of the text. `told_in` is the statement that it stands in, or is.
    """

    id: str
    evidence: Evidence
    type: str
    trigger: str
    trigger_spans: Spans
    sentence: str
    at: Span
    actor: str | None
    recipient: str | None
    place: str | None
    when: When | None
    status: EventStatus
    told_in: str | None
    chain: tuple[Hand, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Stake:
    """A term of a move, to be compared: its words, its issue and its `lemmas`, actors by their ids.

    `verb`: its words begin with a verb in its bare form, "close …" of "offered to close …".
    """

    text: str
    issue: str | None
    lemmas: Lemmas
    verb: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A move, to be compared.

    `person`: whether it is a person by whom it was made. `told_in` is the statement that it stands in, or is. `chain`
    has its speaker, too, unless he speaks for the party: what a party says of itself, each outlet heard for itself.
    `when` is the day of the move as the text dates it; a day after the article, such as a deadline, is none of a move.
    `lemmas` are those of its evidence.
    """

    id: str
    evidence: Evidence
    kind: str
    party: str | None
    toward: str | None
    by: str | None
    person: bool
    gives: tuple[Stake, ...]
    asks: tuple[Stake, ...]
    condition: Stake | None
    lemmas: Lemmas
    told_in: str | None
    certainty: Certainty | None
    chain: tuple[Hand, ...]
    when: When | None
    headline: bool
    score: float

    @property
    def stakes(self) -> tuple[Stake, ...]:
        """What is given and what is asked."""
        return (*self.gives, *self.asks)


Item = Said | Met | Done | Made


@dataclass(frozen=True, slots=True)
class Thread:
    """What weaving keeps of one reading.

    `published`: the days in which the article was written; None where nothing is known. `outlet`: who prints it, by its
    metadata, or else by its dateline. `readable`: what of the text copies are looked for in. `actors`: those that the
    items name.
    """

    article: str
    text: str
    readable: tuple[Span, ...]
    published: When | None
    outlet: str | None
    title: str | None
    path: str | None
    url: str | None
    said: tuple[Said, ...]
    met: tuple[Met, ...]
    done: tuple[Done, ...]
    made: tuple[Made, ...]
    actors: tuple[Actor, ...]

    def to_bytes(self) -> bytes:
        """The thread as compressed JSON; equal threads give equal bytes."""
        return zlib.compress(json.dumps(plain(self), ensure_ascii=True, separators=(",", ":")).encode("ascii"), 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> Thread:
        """The thread that `to_bytes` wrote. Raises ValueError where it is none."""
        try:
            values: Any = json.loads(zlib.decompress(data))
            found: Thread = typed(cls, values)
        except (zlib.error, TypeError, KeyError) as error:
            raise ValueError(f"these bytes are no thread: {error}") from error
        return found
