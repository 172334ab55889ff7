"""What a review is of: one item of one article's reading, with its evidence and its fields as they were read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from communique.errors import ReviewError
from communique.plain import plain
from communique.reading import Event, Hop, Meeting, Move, Reading, Report, Span, Spans, Statement, Term
from communique.reviews.fields import KINDS, EntryKind
from communique.weave.occurrence import Account, Occurrence

Values = Mapping[str, Any]
JOIN = " … "


class Key(NamedTuple):
    """What tells one entry from all others; the id of an item is one only within its reading."""

    article: str
    kind: EntryKind
    reading: str
    item: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of one article's reading, as it was read.

    `article` is the article's id, `item` the id in its reading, `reading` the digest of what was read (see `digest`).
    An entry of a meeting is one report of it, the one whose evidence are `spans`. `spans` are the evidence as a whole,
    as `Account.spans` has them, and `words` the same as text. `values` are the fields, by the vocabulary of its kind.
    """

    article: str
    kind: EntryKind
    item: str
    reading: str
    spans: Spans
    words: str
    values: Values

    @property
    def key(self) -> Key:
        """What tells this entry from all others."""
        return Key(self.article, self.kind, self.reading, self.item, self.spans)


def digest(reading: Reading) -> str:
    """A digest of what was understood of an article: the same for the same items, wherever the file lay.

    Two readings with one digest have the same items by the same ids; those of another model have another.
    """
    items = [plain(part) for part in (reading.times, reading.statements, reading.events, reading.moves)]
    items.append(plain(reading.meetings))
    text = json.dumps(items, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def entry_of(reading: Reading, kind: str, item: str, spans: Iterable[Span] | None = None) -> Entry:
    """The entry for the item of a reading, ready to be reviewed.

    Of a meeting it is the report whose evidence is `spans`, or overlaps them, or else the first. Raises ReviewError
    where there is none.
    """
    found = [entry for entry in entries_of(reading, kind) if entry.item == item]
    if found and spans is not None and len(found) > 1:
        wanted = _ordered(spans)
        return max(found, key=lambda entry: (entry.spans == wanted, overlap(entry.spans, wanted)))
    if found:
        return found[0]
    raise ReviewError(
        f"The reading of article {reading.article.id} has no {kind} {item!r}",
        cause="the article was read again since, or the id is of another article",
        fix=f"take the kind ({', '.join(KINDS)}) and the id from the reading as it is now",
    )


def entry_of_account(reading: Reading, occurrence: Occurrence, account: Account) -> Entry:
    """The entry that an account of an occurrence was made from; `reading` is that of its article.

    Raises ReviewError where there is none.
    """
    return entry_of(reading, occurrence.kind, account.item, account.spans)


def entries_of(reading: Reading, *kinds: str) -> list[Entry]:
    """All entries of a reading, in its order, or those of some kinds; an item without any words of its own is none."""
    article, text, of = reading.article.id, reading.article.text, digest(reading)
    days = {time.id: _days(time.begin, time.end) for time in reading.times}
    found: list[Entry] = []

    def add(kind: EntryKind, item: str, spans: Iterable[Span], values: Values) -> None:
        ordered = _ordered(spans)
        if ordered and (not kinds or kind in kinds):
            found.append(Entry(article, kind, item, of, ordered, words_at(text, ordered), values))

    for statement in reading.statements:
        add("statement", statement.id, evidence_of_statement(statement), _of_statement(statement, text, days))
    for move in reading.moves:
        add("move", move.id, evidence_of_move(move) if move.spans else (), _of_move(move, text, days))
    for event in reading.events:
        add("event", event.id, evidence_of_event(event) if event.trigger.spans else (), _of_event(event, text, days))
    for meeting in reading.meetings:
        for report in meeting.reports:
            add("meeting", meeting.id, report.spans, _of_report(meeting, report, text, days))
    return found


def passage(text: str, spans: Sequence[Span]) -> dict[str, Any]:
    """The value of a field that is a passage of the text: its spans, in order, and their words."""
    ordered = _ordered(spans)
    return {"spans": [list(span) for span in ordered], "words": words_at(text, ordered)}


def words_at(text: str, spans: Iterable[Span]) -> str:
    """The words that spans cover, on one line, joined where they stand apart: as accounts have them."""
    return JOIN.join(" ".join(span.of(text).split()) for span in spans)


def overlap(one: Spans, other: Spans) -> float:
    """The characters that both have, as a share of those that either has; 0 where neither has any."""
    shared = _length(_merged((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other))
    either = _length(_merged([*one, *other]))
    return shared / either if either else 0.0


# The evidence of an item is what weaving takes for it, so that an entry has the spans of its account.


def evidence_of_statement(statement: Statement) -> Spans:
    """The words of a statement: who, the cue, and what."""
    return (*statement.source.spans, *statement.cue.spans, *statement.content.spans)


def evidence_of_move(move: Move) -> Spans:
    """The words of a move, and those of its terms that stand elsewhere."""
    terms = (*move.gives, *move.asks, *((move.condition,) if move.condition else ()))
    apart = (
        span
        for term in terms
        for span in term.spans
        if not any(own.start <= span.start and span.end <= own.end for own in move.spans)
    )
    return (*move.spans, *apart)


def evidence_of_event(event: Event) -> Spans:
    """The words of an event: its trigger and its parties."""
    return (*event.trigger.spans, *event.actor.spans, *(event.recipient.spans if event.recipient else ()))


def _of_statement(statement: Statement, text: str, days: Values) -> Values:
    return {
        "speaker": statement.source.actor,
        "source": passage(text, statement.source.spans),
        "cue": passage(text, statement.cue.spans),
        "content": passage(text, statement.content.spans),
        "addressee": statement.addressee.actor if statement.addressee else None,
        "chain": [_hand(hop, text) for hop in statement.chain],
        "quotation": statement.quotation,
        "certainty": statement.certainty,
        "when": days.get(statement.time or ""),
    }


def _of_move(move: Move, text: str, days: Values) -> Values:
    return {
        "kind": move.kind,
        "party": move.party,
        "toward": move.toward,
        "by": move.by,
        "gives": [_term(term) for term in move.gives],
        "asks": [_term(term) for term in move.asks],
        "condition": _term(move.condition) if move.condition else None,
        "evidence": passage(text, move.spans),
        "when": days.get(move.time or ""),
    }


def _of_event(event: Event, text: str, days: Values) -> Values:
    return {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "actor": event.actor.actor,
        "recipient": event.recipient.actor if event.recipient else None,
        "trigger": passage(text, event.trigger.spans),
        "place": event.place,
        "when": days.get(event.time or ""),
    }


def _of_report(meeting: Meeting, report: Report, text: str, days: Values) -> Values:
    return {
        "status": report.status,
        "parties": list(meeting.parties),
        "participants": list(meeting.participants),
        "name": meeting.name,
        "place": meeting.place,
        "by": report.by,
        "evidence": passage(text, report.spans),
        "when": days.get(meeting.time or ""),
    }


def _hand(hop: Hop, text: str) -> dict[str, Any]:
    return {**passage(text, hop.spans), "actor": hop.actor, "relation": hop.relation}


def _term(term: Term) -> dict[str, Any]:
    return {"spans": [list(span) for span in term.spans], "words": term.text, "issue": term.issue}


def _days(begin: str | None, end: str | None) -> list[str] | None:
    return None if begin is None or end is None else [begin, end]


def _ordered(spans: Iterable[Span]) -> Spans:
    return tuple(sorted({Span(*span) for span in spans}))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches that spans cover, each character once."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _length(spans: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans)
