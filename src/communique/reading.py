"""The reading: what is understood of one article. The public contract, as frozen types.

Every span is `[start, end)` in Unicode code points of `article.text`. Unknown is `None`, never a guess.
The JSON form (`Reading.to_dict`) is described by `reading.schema.json` beside this file.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from communique.errors import ReadingError
from communique.plain import plain, typed

VERSION = 1

BlockKind = Literal["headline", "body", "caption", "credit", "dateline", "related", "repeated", "other"]
MentionKind = Literal["person", "state", "organisation", "group", "place", "other"]
Basis = Literal["name", "title", "metonym", "pronoun", "description"]
PublishedBasis = Literal["metadata", "dateline", "url", "inferred", "unknown"]
Quotation = Literal["direct", "mixed", "indirect"]
Certainty = Literal["asserted", "reported", "hedged", "denied"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
EventStatus = Literal["actual", "planned", "called off", "hypothetical", "denied"]
MeetingStatus = Literal[
    "proposed", "planned", "called off", "reinstated", "under way", "held", "ended without agreement", "refused"
]


class Span(NamedTuple):
    """`[start, end)` in code points of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """Why an article without a date cannot be earlier than `begin` or later than `end` (ISO dates, either may be None).

    `why` says it in words, `span` is where in the text it was read; None for what was not read from the text.
    """

    begin: str | None
    end: str | None
    why: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """The days between which an article without a date was written, inclusive, and what says so; None: no bound."""

    begin: str | None
    end: str | None
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as gathered. `id` is a digest of `text`; `text` is never changed.

    Where no date is given, `dating` has the days that were inferred; `published` is set too if they are one day.
    """

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    dating: Dating | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article and what it is. The blocks of an article together cover its text."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text where somebody or something is meant. `actor` is None where a reader could not say."""

    id: str
    span: Span
    kind: MentionKind
    actor: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Role:
    """An office or part that an actor holds: its words, and its CAMEO/PLOVER code where one is known."""

    title: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is meant. `known` is False for one met only in this text."""

    id: str
    name: str
    kind: MentionKind
    country: str | None = None
    roles: tuple[Role, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 type and value, and the days it covers (inclusive; None where undatable)."""

    id: str
    span: Span
    type: TimeType
    value: str
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a cue or a content: one span, or several in text order."""

    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody's place in a statement or an event: the words, and who is meant. No spans: not given."""

    spans: Spans = ()
    actor: str | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One hand through which a statement came: "according to", "reported", "told" …"""

    actor: str | None
    spans: Spans
    relation: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, through whom. `chain` has the hand nearest the speaker first."""

    id: str
    source: Party
    cue: Passage
    content: Passage
    quotation: Quotation
    chain: tuple[Hop, ...] = ()
    addressee: Party | None = None
    setting: Passage | None = None
    time: str | None = None
    certainty: Certainty = "asserted"
    within: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class EventParty:
    """Actor or recipient of an event: the words, who is meant, and the CAMEO/PLOVER role code."""

    spans: Spans = ()
    actor: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom (PLOVER 2021)."""

    id: str
    type: str
    mode: str | None
    cameo: str | None
    context: tuple[str, ...]
    actor: EventParty
    recipient: EventParty | None
    trigger: Passage
    place: str | None = None
    time: str | None = None
    status: EventStatus = "actual"
    statement: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """What is given or asked in a move, in the text's own words."""

    spans: Spans
    text: str
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one party in the bargaining. `kind` is of the vocabulary in docs/reference/reading.md."""

    id: str
    kind: str
    party: str | None
    toward: str | None
    by: str | None
    gives: tuple[Term, ...] = ()
    asks: tuple[Term, ...] = ()
    condition: Term | None = None
    spans: Spans = ()
    statement: str | None = None
    time: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """What an article says became of a meeting, and the words that say so."""

    status: MeetingStatus
    spans: Spans
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of parties and what became of it."""

    id: str
    parties: tuple[str, ...]
    participants: tuple[str, ...] = ()
    name: str | None = None
    place: str | None = None
    time: str | None = None
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, in words, and where in the text, if anywhere in particular."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What is understood of one article, alone: a pure function of its text, its metadata and the actor tables."""

    article: Article
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    moves: tuple[Move, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    version: int = field(default=VERSION)

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain JSON values, in the shape of `reading.schema.json`."""
        return {"version": self.version, **{k: v for k, v in plain(self).items() if k != "version"}}

    def to_json(self) -> str:
        """The reading as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Reading:
        """The reading that `to_dict` wrote.

        Raises ReadingError where the version is another one or a field is missing or unknown.
        """
        if values.get("version") != VERSION:
            raise ReadingError(
                f"The reading has version {values.get('version')!r}, this program reads version {VERSION}",
                cause="it was written by another release of communique, or is no reading",
                fix="read the articles again with this release",
            )
        try:
            return typing.cast("Reading", typed(cls, values))
        except (TypeError, ValueError, KeyError) as error:
            raise ReadingError(
                f"A reading does not follow the schema: {error}",
                cause="the line was changed by hand or cut off",
                fix="compare it with reading.schema.json, or read the article again",
            ) from error

    @classmethod
    def from_json(cls, line: str) -> Reading:
        """The reading that `to_json` wrote. Raises ReadingError where it is none."""
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:  # no JSON, or numbers and brackets without end
            raise ReadingError(
                f"A reading is not JSON: {error}", cause="the line was cut off", fix="read the article again"
            ) from error
        return cls.from_dict(values)
