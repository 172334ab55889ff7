"""Where each part of what was found in an article stands. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from communique.reading import Reading, Span, Spans

LayerName = Literal["statements", "moves", "events", "meetings", "names", "times", "copies"]


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of marks that can be shown or not. `parts` are the signs of it and what each of them means."""

    name: LayerName
    words: str
    parts: tuple[tuple[str, str], ...]


LAYERS: tuple[Layer, ...] = (
    Layer(
        "statements",
        "Statements",
        (
            ("content", "what was said"),
            ("source", "who said it"),
            ("cue", "the word that says so"),
            ("hand", "who handed it on"),
            ("setting", "to whom, or where"),
        ),
    ),
    Layer("moves", "Moves", (("step", "the step"), ("term", "what is given or asked, on what condition"))),
    Layer("events", "Events", (("trigger", "what was done"), ("doer", "by whom, to whom"))),
    Layer("meetings", "Meetings", (("report", "what became of it"),)),
    Layer("names", "Names", (("name", "who or what is named"),)),
    Layer("times", "Times", (("time", "when"),)),
    Layer("copies", "Copied", (("copied", "stood elsewhere first"),)),
)
"""All layers, in the order in which they are offered."""

FIRST: tuple[LayerName, ...] = ("statements", "moves")
"""Those that are shown where nobody asked for others."""

_NAMES = get_args(LayerName)


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words that belong to an item: `part` is what they are in it.

    `item` is an id of the reading; `c1`, `c2` … are copied passages in their order. What is of no layer
    is always shown.
    """

    span: Span
    layer: LayerName | None
    part: str
    item: str


def marks_of(reading: Reading, copied: Sequence[Span] = ()) -> list[Mark]:
    """The marks of all layers, in no order; `copied` are the passages that stood elsewhere first."""
    return [
        *_of_statements(reading),
        *_of_moves(reading),
        *_of_events(reading),
        *(
            Mark(span, "meetings", "report", meeting.id)
            for meeting in reading.meetings
            for report in meeting.reports
            for span in report.spans
        ),
        *(Mark(mention.span, "names", "name", mention.id) for mention in reading.mentions),
        *(Mark(time.span, "times", "time", time.id) for time in reading.times if time.span.start < time.span.end),
        *(Mark(span, "copies", "copied", f"c{number}") for number, span in enumerate(copied, 1)),
    ]


def counted_in(marks: Iterable[Mark]) -> dict[LayerName, int]:
    """How many items each layer has."""
    counts = Counter(layer for layer, _ in {(mark.layer, mark.item) for mark in marks})
    return {name: counts[name] for name in _NAMES}


def _of_statements(reading: Reading) -> Iterator[Mark]:
    for statement in reading.statements:
        # what was said stands first: it is where a link to the statement leads
        parts: list[tuple[str, Spans]] = [
            ("content", statement.content.spans),
            ("source", statement.source.spans),
            ("cue", statement.cue.spans),
            *(("hand", hop.spans) for hop in statement.chain),
        ]
        if statement.addressee is not None:
            parts.append(("setting", statement.addressee.spans))
        if statement.setting is not None:
            parts.append(("setting", statement.setting.spans))
        for part, spans in parts:
            for span in spans:
                yield Mark(span, "statements", part, statement.id)


def _of_moves(reading: Reading) -> Iterator[Mark]:
    for move in reading.moves:
        for span in move.spans:
            yield Mark(span, "moves", "step", move.id)
        for term in (*move.gives, *move.asks, *((move.condition,) if move.condition else ())):
            for span in term.spans:
                yield Mark(span, "moves", "term", move.id)


def _of_events(reading: Reading) -> Iterator[Mark]:
    for event in reading.events:
        for span in event.trigger.spans:
            yield Mark(span, "events", "trigger", event.id)
        for party in (event.actor, event.recipient):
            for span in party.spans if party is not None else ():
                yield Mark(span, "events", "doer", event.id)
