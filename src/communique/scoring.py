"""How well readings agree with gold readings, layer by layer. Pure counting; nothing is read here.

A statement found is matched to a gold one as in the customary relation score for attribution: their contents share at
least half of the characters that either has (Jaccard, greedy in the order of the gold), and their sources overlap or
are both empty. Whoever is meant, the quotation, the chain and the certainty are then judged on the matched ones alone.

An event is right where the gold of the article has one of its type, actor and recipient that no other was taken for,
by the words that tell it where there are several; its status is then judged. A trigger is right where it shares
characters with one of the gold, each used once.

A move is right where the gold of the article has one of its kind and party that no other was taken for.

A meeting found is matched to a gold one of the same parties where the two share evidence, or what tells a meeting
from others (see `same_meeting`); `status` counts the statuses of each meeting, right only in a matched one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.errors import ReadingError
from communique.reading import Event, Meeting, Reading, Spans, Statement, Time

SAME_CONTENT = 0.5  # least share of characters in common for two contents to be the same statement's
LATER_LAYERS = ("events", "moves", "meetings")


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing counted: how many were `right` of those `found` in the readings and those `wanted` by the gold."""

    layer: str
    name: str
    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0 to 1; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found, 0 to 1; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1. Where as much was found as wanted, the plain share right."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of a set of articles, and the layers that the readings leave empty throughout."""

    articles: int
    figures: tuple[Figure, ...]
    not_read: tuple[str, ...]

    def figure(self, layer: str, name: str) -> Figure:
        """The figure of that name. Raises KeyError where there is none."""
        for figure in self.figures:
            if (figure.layer, figure.name) == (layer, name):
                return figure
        raise KeyError((layer, name))


def score(gold: Iterable[Reading], readings: Iterable[Reading]) -> Score:
    """The figures of `readings` against `gold`, matched by the article's id.

    An article of the gold that was not read counts as read with nothing found; readings without gold count nowhere.
    Raises ReadingError where an article's text differs from the gold's, for then no offset means anything.
    """
    found = {reading.article.id: reading for reading in readings}
    pairs = [(wanted, found.get(wanted.article.id, Reading(wanted.article))) for wanted in gold]
    for wanted, reading in pairs:
        if wanted.article.text != reading.article.text:
            raise ReadingError(
                f"The text of {wanted.article.path or wanted.article.id} differs from the gold's",
                cause="the article was changed after its gold was made",
                fix="compare both texts character by character",
            )
    said = [
        (one, other, wanted, reading)
        for wanted, reading in pairs
        for one, other in matched(wanted.statements, reading.statements)
    ]
    matches = [(one, other) for one, other, _, _ in said]
    figures = (
        _blocks(pairs),
        _counted("mentions", "span", pairs, lambda r: (m.span for m in r.mentions)),
        _counted("mentions", "span and actor", pairs, lambda r: ((m.span, m.actor) for m in r.mentions)),
        *(_exact(pairs, role) for role in ("source", "cue", "content")),
        Figure(
            "statements",
            "who said what",
            len(matches),
            sum(len(reading.statements) for _, reading in pairs),
            sum(len(wanted.statements) for wanted, _ in pairs),
        ),
        _agreed("who is meant", matches, lambda s: s.source.actor),
        _agreed("quotation", matches, lambda s: s.quotation),
        _agreed("chain", matches, lambda s: frozenset(hop.actor for hop in s.chain)),
        _agreed("certainty", matches, lambda s: s.certainty),
        _when(said),
        _counted("times", "span", pairs, lambda r: (t.span for t in r.times)),
        _counted("times", "span, type and value", pairs, lambda r: ((t.span, t.type, t.value) for t in r.times)),
        _counted("times", "span and days", pairs, lambda r: ((t.span, *_days(t)) for t in r.times)),
        *_events(pairs),
        _moves(pairs),
        *_meetings(pairs),
    )
    not_read = tuple(name for name in LATER_LAYERS if not any(getattr(reading, name) for _, reading in pairs))
    return Score(len(pairs), figures, not_read)


def matched(wanted: Sequence[Statement], found: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Each statement of `wanted` that was found, with the one of `found` that is its best match. Each is used once."""
    left = [(statement, characters(statement.content.spans), characters(statement.source.spans)) for statement in found]
    for statement in wanted:
        content, source = characters(statement.content.spans), characters(statement.source.spans)
        best, at = 0.0, -1
        for index, (_, its_content, its_source) in enumerate(left):
            overlap = _shared(content, its_content)
            if overlap >= SAME_CONTENT and overlap > best and (source & its_source or not (source or its_source)):
                best, at = overlap, index
        if at >= 0:
            yield statement, left.pop(at)[0]


def matched_meetings(wanted: Sequence[Meeting], found: Sequence[Meeting]) -> Iterator[tuple[Meeting, Meeting]]:
    """Each meeting of `wanted` that was found, with the one of `found` that it agrees with most. Each is used once."""
    agreeing = [(same_meeting(one, other), -w, -f) for w, one in enumerate(wanted) for f, other in enumerate(found)]
    used: set[tuple[str, int]] = set()
    for alike, w, f in sorted(agreeing, reverse=True):
        if alike and used.isdisjoint({("wanted", w), ("found", f)}):
            used |= {("wanted", w), ("found", f)}
            yield wanted[-w], found[-f]


def same_meeting(one: Meeting, other: Meeting) -> int:
    """How much speaks for two entries' being of one meeting, 0 where they are not.

    They are not where their parties differ, both empty counting as the same, or where both have a place and no word of
    these is the same. Else evidence that overlaps counts two, and each of the same place, name and participants one;
    a name without its article, the participants in any order. Nothing given on both sides is no agreement.
    """
    if set(one.parties) != set(other.parties):
        return 0
    here, there = (set(re.findall(r"\w+", (meeting.place or "").lower())) for meeting in (one, other))
    if here and there and not here & there:
        return 0
    evidence, others = (characters(tuple(s for r in meeting.reports for s in r.spans)) for meeting in (one, other))
    names = {(meeting.name or "").lower().removeprefix("the ") for meeting in (one, other)}
    persons = {frozenset(meeting.participants) for meeting in (one, other)}
    return (
        2 * bool(evidence & others)
        + bool(here & there)
        + (len(names) == 1 and "" not in names)
        + (len(persons) == 1 and frozenset() not in persons)
    )


def characters(spans: Spans) -> frozenset[int]:
    """The offsets of all characters that the spans cover."""
    return frozenset(offset for start, end in spans for offset in range(start, end))


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _blocks(pairs: Sequence[tuple[Reading, Reading]]) -> Figure:
    """Characters that are in a block of the same kind."""
    right = total = 0
    for wanted, reading in pairs:
        kinds, read = (
            {offset: block.kind for block in side.blocks for offset in range(*block.span)} for side in (wanted, reading)
        )
        total += len(kinds)
        right += sum(read.get(offset) == kind for offset, kind in kinds.items())
    return Figure("blocks", "characters", right, total, total)


def _exact(pairs: Sequence[tuple[Reading, Reading]], role: str) -> Figure:
    """Spans of a role of the statements, right only to the character."""
    return _counted(
        "statements",
        f"{role}, to the character",
        pairs,
        lambda reading: (span for statement in reading.statements for span in getattr(statement, role).spans),
    )


def _counted(
    layer: str,
    name: str,
    pairs: Sequence[tuple[Reading, Reading]],
    things: Callable[[Reading], Iterable[Hashable]],
) -> Figure:
    """How many of the distinct `things` of the gold's readings are among those of the readings."""
    right = found = wanted = 0
    for gold, reading in pairs:
        theirs, ours = set(things(gold)), set(things(reading))
        right, found, wanted = right + len(theirs & ours), found + len(ours), wanted + len(theirs)
    return Figure(layer, name, right, found, wanted)


def _events(pairs: Sequence[tuple[Reading, Reading]]) -> Iterator[Figure]:
    """The events that were found by who did what to whom, their triggers, and the status of those that are right."""
    same = [pair for gold, reading in pairs for pair in matched_events(gold.events, reading.events)]
    found, wanted = (sum(len(pair[side].events) for pair in pairs) for side in (1, 0))
    yield Figure("events", "who did what to whom", len(same), found, wanted)
    told = sum(_told_alike(gold.events, reading.events) for gold, reading in pairs)
    yield Figure("events", "trigger", told, found, wanted)
    right = sum(one.status == other.status for one, other in same)
    yield Figure("events", "status", right, len(same), len(same))


def matched_events(wanted: Sequence[Event], found: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Each event of `wanted` that was found, with the one of `found` that is it. Each is used once.

    It is of the same type, actor and recipient; of several, one whose trigger shares characters goes first.
    """
    left = list(found)
    for event in sorted(wanted, key=lambda e: not any(_deed(e) == _deed(o) and _overlap(e, o) for o in found)):
        alike = [other for other in left if _deed(event) == _deed(other)]
        if alike:
            best = max(alike, key=lambda other: _overlap(event, other))
            left.remove(best)
            yield event, best


def _told_alike(wanted: Sequence[Event], found: Sequence[Event]) -> int:
    left, count = list(found), 0
    for event in wanted:
        other = next((other for other in left if _overlap(event, other)), None)
        if other is not None:
            left.remove(other)
            count += 1
    return count


def _deed(event: Event) -> tuple[str, str | None, str | None]:
    return event.type, event.actor.actor, event.recipient.actor if event.recipient is not None else None


def _overlap(one: Event, other: Event) -> bool:
    return bool(characters(one.trigger.spans) & characters(other.trigger.spans))


def _moves(pairs: Sequence[tuple[Reading, Reading]]) -> Figure:
    """Moves of the same kind and party, article by article, each counted as often as both sides have it."""
    right = found = wanted = 0
    for gold, reading in pairs:
        theirs, ours = (Counter((move.kind, move.party) for move in side.moves) for side in (gold, reading))
        right += (theirs & ours).total()
        found += ours.total()
        wanted += theirs.total()
    return Figure("moves", "kind and party", right, found, wanted)


def _meetings(pairs: Sequence[tuple[Reading, Reading]]) -> Iterator[Figure]:
    """The meetings that were found, and the statuses that their reports give them."""
    same = [pair for wanted, reading in pairs for pair in matched_meetings(wanted.meetings, reading.meetings)]
    wanted = [meeting for gold, _ in pairs for meeting in gold.meetings]
    found = [meeting for _, reading in pairs for meeting in reading.meetings]
    yield Figure("meetings", "encounter", len(same), len(found), len(wanted))
    right = sum(len(_statuses(one) & _statuses(other)) for one, other in same)
    yield Figure(
        "meetings", "status", right, sum(len(_statuses(m)) for m in found), sum(len(_statuses(m)) for m in wanted)
    )


def _statuses(meeting: Meeting) -> frozenset[str]:
    return frozenset(report.status for report in meeting.reports)


def _when(said: Sequence[tuple[Statement, Statement, Reading, Reading]]) -> Figure:
    """On how many of the matched statements both sides have the same words for when it was said."""
    right = found = wanted = 0
    for one, other, gold, reading in said:
        theirs = next((t.span for t in gold.times if t.id == one.time), None)
        ours = next((t.span for t in reading.times if t.id == other.time), None)
        right += theirs is not None and theirs == ours
        found += ours is not None
        wanted += theirs is not None
    return Figure("statements", "when", right, found, wanted)


def _days(time: Time) -> tuple[str | None, str | None]:
    """The days of a time; none where its value is open, for then they only say between which days it lies."""
    return (None, None) if time.value.startswith("X") else (time.begin, time.end)


def _agreed(name: str, matches: Sequence[tuple[Statement, Statement]], of: Callable[[Statement], Hashable]) -> Figure:
    """On how many of the matched statements both sides have the same."""
    return Figure("statements", name, sum(of(one) == of(other) for one, other in matches), len(matches), len(matches))
