"""What was found in an article, item by item, in words. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from communique.chronology.dates import in_words
from communique.chronology.steps import asking, giving
from communique.reading import (
    Actor,
    Event,
    EventParty,
    Meeting,
    Move,
    Party,
    Reading,
    Span,
    Spans,
    Statement,
    Term,
    Time,
)
from communique.signs import one_line
from communique.weave.meetings import partners
from communique.weave.occurrence import When
from communique.web.layers.marks import LayerName
from communique.web.layers.runs import Place

LONGEST = 320
"""Characters of a passage that the list repeats: the text itself stands beside it."""

MOST_SPANS = 20
LONGEST_TITLE = 160

NOBODY = "nobody named"
_OPEN = "X"  # how a value begins that leaves open which year is meant


@dataclass(frozen=True, slots=True)
class Bit:
    """Some words of a line: `own` where they are the article's or a name, `actor` who is meant, where one is known."""

    words: str
    own: bool = False
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A part of an item: what it is, and its words; `issue` is what a term is about."""

    what: str
    bits: tuple[Bit, ...]
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Something found in the text. `start` is where its first words stand, None where it has none.

    `kind` says what it is, `who` by whom, `lines` what and how; `about` is what holds of it, in a word each. `score` is
    None where the reading gives none. `within` is the statement that it stands in.
    """

    id: str
    layer: LayerName
    kind: str
    start: int | None
    spans: Spans
    who: tuple[Bit, ...]
    lines: tuple[Line, ...] = ()
    about: tuple[str, ...] = ()
    score: float | None = None
    within: str | None = None

    @property
    def number(self) -> str:
        """What tells it from the others of its layer."""
        return self.id.lstrip("abcdefghijklmnopqrstuvwxyz") or self.id

    @property
    def title(self) -> str:
        """The item in one line."""
        return one_line(f"{self.kind}: {''.join(bit.words for bit in self.who)}"[:LONGEST_TITLE])

    @property
    def place(self) -> Place | None:
        """Where a link to it leads."""
        if self.start is None:
            return None
        label = self.number if self.layer == "statements" else self.kind.lower()
        return Place(self.id, self.start, self.layer, label, self.title)


class Spot(NamedTuple):
    """Where an item stands; `start` is None where it has no words."""

    id: str
    layer: LayerName
    start: int | None


def spots_of(reading: Reading) -> tuple[Spot, ...]:
    """Where the statements, moves, events and meetings of a reading stand, in the order of the text."""
    found = [
        *(Spot(one.id, "statements", _start(_of_statement(one))) for one in reading.statements),
        *(Spot(one.id, "moves", _start(one.spans)) for one in reading.moves),
        *(Spot(one.id, "events", _start(one.trigger.spans)) for one in reading.events),
        *(Spot(one.id, "meetings", _start(_of_meeting(one))) for one in reading.meetings),
    ]
    end = len(reading.article.text)
    return tuple(sorted(found, key=lambda spot: end if spot.start is None else spot.start))


def items_of(reading: Reading, only: Container[str] | None = None) -> tuple[Item, ...]:
    """The statements, moves, events and meetings of a reading, in the order of the text; `only` those of these ids."""
    told = _Teller(reading)
    found = [
        *(told.statement(one) for one in reading.statements if only is None or one.id in only),
        *(told.move(one) for one in reading.moves if only is None or one.id in only),
        *(told.event(one) for one in reading.events if only is None or one.id in only),
        *(told.meeting(one) for one in reading.meetings if only is None or one.id in only),
    ]
    end = len(reading.article.text)
    return tuple(sorted(found, key=lambda item: end if item.start is None else item.start))


class _Teller:
    """Tells the items of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.article.text
        self._actors: Mapping[str, Actor] = {actor.id: actor for actor in reading.actors}
        self._times: Mapping[str, Time] = {time.id: time for time in reading.times}

    def statement(self, statement: Statement) -> Item:
        spans = _of_statement(statement)
        cue = self._words(statement.cue.spans)
        who = [*self._party(statement.source), *([Bit(" "), Bit(cue, own=True)] if cue else ())]
        for hop in statement.chain:
            who += [Bit(", through "), *self._party(Party(hop.spans, hop.actor))]
            if hop.relation != self._words(hop.spans):
                who += [Bit(" ("), Bit(hop.relation, own=True), Bit(")")]
        if statement.addressee is not None:
            who += [Bit(", to "), *self._party(statement.addressee)]
        setting = self._words(statement.setting.spans) if statement.setting else ""
        lines = [
            Line("", (Bit(self._words(statement.content.spans), own=True),)),
            *([Line("where", (Bit(setting, own=True),))] if setting else ()),
            *self._when(statement.time),
        ]
        about = (statement.quotation, *((statement.certainty,) if statement.certainty != "asserted" else ()))
        return Item(
            id=statement.id,
            layer="statements",
            kind="Statement",
            start=_start(spans),
            spans=statement.content.spans,
            who=tuple(who),
            lines=tuple(lines),
            about=about,
            score=statement.score,
            within=statement.within,
        )

    def move(self, move: Move) -> Item:
        who = [self._name(move.party)]
        if move.by is not None and move.by != move.party:
            who += [Bit(", by "), self._name(move.by)]
        if move.toward is not None:
            who += [Bit(", toward "), self._name(move.toward)]
        lines = [
            *(self._term(giving(move.kind), term) for term in move.gives),
            *(self._term(asking(move.kind, gives=bool(move.gives)), term) for term in move.asks),
            *([self._term("on condition", move.condition)] if move.condition else ()),
            *self._when(move.time),
        ]
        if not lines:
            lines = [Line("", (Bit(self._words(move.spans), own=True),))]
        return Item(
            id=move.id,
            layer="moves",
            kind=move.kind.capitalize(),
            start=_start(move.spans),
            spans=move.spans,
            who=tuple(who),
            lines=tuple(lines),
            score=move.score,
            within=move.statement,
        )

    def event(self, event: Event) -> Item:
        who = list(self._doer(event.actor))
        if event.recipient is not None:
            who += [Bit(" → "), *self._doer(event.recipient)]
        lines = [
            Line("", (Bit(self._words(event.trigger.spans), own=True),)),
            *([Line("where", (Bit(event.place, own=True),))] if event.place else ()),
            *self._when(event.time),
        ]
        about = (event.mode, f"CAMEO {event.cameo}" if event.cameo else None, *event.context, event.status)
        return Item(
            id=event.id,
            layer="events",
            kind=event.type.capitalize(),
            start=_start(event.trigger.spans),
            spans=event.trigger.spans,
            who=tuple(who),
            lines=tuple(lines),
            about=tuple(word for word in about if word and word != "actual"),
            score=event.score,
            within=event.statement,
        )

    def meeting(self, meeting: Meeting) -> Item:
        there = partners(meeting.parties, meeting.participants, self._actors)
        who = [Bit(meeting.name, own=True), Bit(": ")] if meeting.name else []
        for number, actor in enumerate(there):
            if number:
                who.append(Bit(" and " if number == len(there) - 1 else ", "))
            who.append(self._name(actor))
        lines = [
            *(
                Line(report.status, (Bit(self._words(report.spans), own=True), *self._teller_of(report.by)))
                for report in meeting.reports
            ),
            *([Line("where", (Bit(meeting.place, own=True),))] if meeting.place else ()),
            *self._when(meeting.time),
        ]
        spans = _of_meeting(meeting)
        return Item(
            id=meeting.id,
            layer="meetings",
            kind="Meeting",
            start=_start(spans),
            spans=spans,
            who=tuple(who) or (Bit(NOBODY),),
            lines=tuple(lines),
        )

    def _party(self, party: Party) -> Iterator[Bit]:
        """The name of who is meant, and the words of the text where they are others."""
        words = self._words(party.spans)
        if party.actor is None:
            yield Bit(words, own=True) if words else Bit(NOBODY)
            return
        name = self._name(party.actor)
        yield name
        if words and words.casefold() != name.words.casefold():
            yield from (Bit(" ("), Bit(words, own=True), Bit(")"))

    def _doer(self, party: EventParty) -> Iterator[Bit]:
        yield from self._party(Party(party.spans, party.actor))
        if party.code:
            yield Bit(f" {party.code}")

    def _teller_of(self, actor: str | None) -> Iterator[Bit]:
        if actor is not None:
            yield from (Bit(", says "), self._name(actor))

    def _name(self, actor: str | None) -> Bit:
        if actor is None:
            return Bit(NOBODY)
        known = self._actors.get(actor)
        return Bit(known.name if known else actor, own=True, actor=actor)

    def _term(self, what: str, term: Term) -> Line:
        return Line(what, (Bit(_cut(one_line(term.text[: 2 * LONGEST])), own=True),), term.issue)

    def _when(self, time: str | None) -> Iterator[Line]:
        """When, in words: the days, where the article does not leave them open; else its own words."""
        found = self._times.get(time) if time is not None else None
        if found is None:
            return
        said = one_line(found.span.of(self._text)[:LONGEST])
        if not (found.begin and found.end) or found.value.startswith(_OPEN):
            yield Line("when", (Bit(f"“{said}”", own=True), Bit(", which day is not known")))
        elif said:
            yield Line("when", (Bit(f"{_days(found.begin, found.end)}, "), Bit(f"“{said}”", own=True)))
        else:  # a person gave the days: no words of the text do
            yield Line("when", (Bit(_days(found.begin, found.end)),))

    def _words(self, spans: Spans) -> str:
        """The words, as far as the list repeats them: ten thousand items may each be as long as the text."""
        told = (self._text[span.start : min(span.end, span.start + 2 * LONGEST)] for span in spans[:MOST_SPANS])
        return _cut(one_line(" … ".join(told)))


def _days(begin: str, end: str) -> str:
    try:
        return in_words(When(begin[:10], end[:10], "text"))
    except ValueError:
        return f"{begin} to {end}"


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()} …"


def _of_statement(statement: Statement) -> Spans:
    """Its words, or else those that say that there is one."""
    several = (statement.content.spans, statement.cue.spans, statement.source.spans)
    return next((spans for spans in several if spans), ())


def _of_meeting(meeting: Meeting) -> Spans:
    return tuple(span for report in meeting.reports for span in report.spans)


def _start(spans: Iterable[Span]) -> int | None:
    return min((span.start for span in spans), default=None)
