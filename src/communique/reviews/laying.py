"""Reviews laid over one reading: the reading as people left it. Pure.

What was rejected is dropped and listed, what was corrected is corrected, and everything says by whom. The reading in
the record stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from communique.reading import (
    Actor,
    Event,
    EventParty,
    Hop,
    Meeting,
    Move,
    Party,
    Passage,
    Reading,
    Report,
    Span,
    Spans,
    Statement,
    Term,
    Time,
)
from communique.reviews.entry import Entry, Key, entries_of
from communique.reviews.fields import PLACED
from communique.reviews.fitting import Place, fit
from communique.reviews.names import actors_of, named
from communique.reviews.standing import Standing, State


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reading as people left it.

    `states` are by the keys of the reading's own entries, as they were read: what was found of each that anybody ever
    reviewed, `rejected` ones too, which `reading` no longer has. `unfit` are those that no longer fit this reading.
    """

    reading: Reading
    states: Mapping[Key, State]
    rejected: tuple[Entry, ...] = ()
    unfit: tuple[State, ...] = ()


def lay(reading: Reading, standing: Standing, actors: Mapping[str, Actor] | None = None) -> Reviewed:
    """The reading with what is in force laid over it; `actors` are those that corrections may name, besides its own."""
    article = reading.article.id
    theirs = [state for key, state in standing.states.items() if key.article == article]
    if not theirs:
        return Reviewed(reading, {})
    at = fitted(reading, (state.entry for state in theirs))
    together: defaultdict[Key, list[State]] = defaultdict(list)
    own: dict[Key, Entry] = {}
    for state in theirs:
        if state.entry.key in at:
            entry = at[state.entry.key]
            own[entry.key] = entry
            together[entry.key].append(state)
    states = {key: joined(own[key], group) for key, group in together.items()}
    rejected = tuple(own[key] for key, state in states.items() if state.verdict == "reject")
    unfit = tuple(state for state in theirs if state.reviews and state.entry.key not in at)
    return Reviewed(_Laid(reading, states, actors or {}).reading(), states, rejected, unfit)


def fitted(reading: Reading, entries: Iterable[Entry]) -> dict[Key, Entry]:
    """The entry of the reading that each entry fits, by the key of the latter; those that fit none are not in it."""
    places = [Place(own.kind, own.item, own.spans, own, own.values, own.reading) for own in entries_of(reading)]
    return {key: place.of for key, place in fit(entries, places).items()}


def joined(entry: Entry, states: Sequence[State]) -> State:
    """The state of an entry that the reviews of several readings fit: all of them, in the order of their log."""
    found = {review.id: review for state in states for review in state.reviews}
    newest = max((state.newest for state in states), key=lambda review: review.number)
    own = frozenset(id_ for state in states for id_ in state.own)
    return State(entry, tuple(sorted(found.values(), key=lambda review: review.number)), own, newest)


class _Laid:
    """A reading on which corrections are being laid."""

    def __init__(self, reading: Reading, states: Mapping[Key, State], actors: Mapping[str, Actor]) -> None:
        self.old = reading
        self.gone = {_at(key) for key, state in states.items() if state.verdict == "reject"}
        end = len(reading.article.text)
        self.after = {_at(key): _within(state.changed, end) for key, state in states.items() if state.changed}
        self.times: list[Time] = []
        self.known = {**actors, **{actor.id: actor for actor in reading.actors}}

    def reading(self) -> Reading:
        old = self.old
        if not (self.gone or self.after):
            return old
        statements = tuple(self.statement(s) for s in old.statements if ("statement", s.id) not in self.gone)
        left = {statement.id for statement in statements}
        statements = tuple(replace(s, within=s.within if s.within in left else None) for s in statements)
        moves = (self.move(move) for move in old.moves if ("move", move.id) not in self.gone)
        events = (self.event(event) for event in old.events if ("event", event.id) not in self.gone)
        meetings = [self.meeting(meeting) for meeting in old.meetings]
        ids = [id_ for after in self.after.values() for id_ in named(after)]
        new = [actor for id_, actor in actors_of(ids, self.known).items() if id_ not in {a.id for a in old.actors}]
        return replace(
            old,
            statements=statements,
            moves=tuple(replace(m, statement=m.statement if m.statement in left else None) for m in moves),
            events=tuple(replace(e, statement=e.statement if e.statement in left else None) for e in events),
            meetings=tuple(meeting for meeting in meetings if meeting is not None),
            times=(*old.times, *self.times),
            actors=(*old.actors, *new),
        )

    def statement(self, old: Statement) -> Statement:
        after = self.after.get(("statement", old.id))
        if after is None:
            return old
        content = _passage(after, "content", old.content)
        source = replace(old.source, spans=_spans(after["source"])) if "source" in after else old.source
        if "speaker" in after:
            source = replace(source, actor=after["speaker"], basis=source.basis if after["speaker"] else None)
        addressee = old.addressee
        if "addressee" in after:
            addressee = replace(addressee or Party(), actor=after["addressee"])
        return replace(
            old,
            source=source,
            cue=_passage(after, "cue", old.cue),
            content=content,
            addressee=addressee if addressee and (addressee.actor or addressee.spans) else None,
            chain=tuple(map(_hop, after["chain"])) if "chain" in after else old.chain,
            quotation=after.get("quotation", old.quotation),
            certainty=after.get("certainty", old.certainty),
            time=self.time(after, "statement", old.id, content.spans) if "when" in after else old.time,
        )

    def move(self, old: Move) -> Move:
        after = self.after.get(("move", old.id))
        if after is None:
            return old
        spans = _spans(after["evidence"]) if "evidence" in after else old.spans
        condition = old.condition
        if "condition" in after:
            condition = _term(after["condition"]) if after["condition"] else None
        return replace(
            old,
            kind=after.get("kind", old.kind),
            party=after.get("party", old.party),
            toward=after.get("toward", old.toward),
            by=after.get("by", old.by),
            gives=tuple(map(_term, after["gives"])) if "gives" in after else old.gives,
            asks=tuple(map(_term, after["asks"])) if "asks" in after else old.asks,
            condition=condition,
            spans=spans,
            time=self.time(after, "move", old.id, spans) if "when" in after else old.time,
        )

    def event(self, old: Event) -> Event:
        after = self.after.get(("event", old.id))
        if after is None:
            return old
        trigger = _passage(after, "trigger", old.trigger)
        recipient = old.recipient
        if "recipient" in after:
            recipient = _party(recipient or EventParty(), after["recipient"])
        other = after.get("type", old.type) != old.type
        return replace(
            old,
            type=after.get("type", old.type),
            mode=after.get("mode", None if other else old.mode),
            cameo=None if other else old.cameo,  # the code of another type
            status=after.get("status", old.status),
            actor=_party(old.actor, after["actor"]) if "actor" in after else old.actor,
            recipient=recipient if recipient and (recipient.actor or recipient.spans) else None,
            trigger=trigger,
            place=after.get("place", old.place),
            time=self.time(after, "event", old.id, trigger.spans) if "when" in after else old.time,
        )

    def meeting(self, old: Meeting) -> Meeting | None:
        """The meeting with the reports that are left; None where all of them were rejected."""
        reports: list[Report] = []
        found = old
        for report in old.reports:
            at = ("meeting", old.id, tuple(sorted(set(report.spans))))
            if at in self.gone:
                continue
            after = self.after.get(at)
            if after is None:
                reports.append(report)
                continue
            spans = _spans(after["evidence"]) if "evidence" in after else report.spans
            reports.append(Report(after.get("status", report.status), spans, after.get("by", report.by)))
            found = replace(
                found,
                parties=tuple(after.get("parties", found.parties)),
                participants=tuple(after.get("participants", found.participants)),
                name=after.get("name", found.name),
                place=after.get("place", found.place),
                time=self.time(after, "meeting", old.id, spans) if "when" in after else found.time,
            )
        if old.reports and not reports:
            return None
        return replace(found, reports=tuple(reports))

    def time(self, after: Mapping[str, Any], kind: str, item: str, spans: Spans) -> str | None:
        """The id of a time with the days that a person gave. Its span is empty: no words of the text say so."""
        if after["when"] is None:
            return None
        begin, end = after["when"]
        start = spans[0].start if spans else 0
        time = Time(
            f"r-{kind}-{item}", Span(start, start), "DATE", begin if begin == end else f"{begin}/{end}", begin, end
        )
        self.times = [*(one for one in self.times if one.id != time.id), time]
        return time.id


def _within(after: Mapping[str, Any], end: int) -> dict[str, Any]:
    """The corrected fields but for those with a place that no text of this length has: no review of ours says so."""

    def stands(value: Any) -> bool:
        if isinstance(value, list):
            return all(map(stands, value))
        return not isinstance(value, Mapping) or all(last <= end for _, last in value["spans"])

    return {name: value for name, value in after.items() if name not in PLACED or stands(value)}


def _at(key: Key) -> tuple[object, ...]:
    """What names an entry within its reading."""
    return (key.kind, key.item, key.spans) if key.kind == "meeting" else (key.kind, key.item)


def _spans(passage: Mapping[str, Any]) -> Spans:
    return tuple(Span(start, end) for start, end in passage["spans"])


def _passage(after: Mapping[str, Any], name: str, old: Passage) -> Passage:
    return Passage(_spans(after[name])) if name in after else old


def _party(old: EventParty, actor: str | None) -> EventParty:
    """The party of an event; the code was that of another actor."""
    return old if actor == old.actor else replace(old, actor=actor, code=None)


def _term(value: Mapping[str, Any]) -> Term:
    return Term(_spans(value), value["words"], value["issue"])


def _hop(value: Mapping[str, Any]) -> Hop:
    return Hop(value["actor"], _spans(value), value["relation"])
