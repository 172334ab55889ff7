"""The actors that a reading means without a mention: the state that a minister binds, or whose capital is visited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.reading import Actor, Event, Meeting, Move
from communique.resolve.tables import Tables


def with_meant(
    actors: Sequence[Actor],
    events: Sequence[Event],
    moves: Sequence[Move],
    meetings: Sequence[Meeting],
    tables: Tables,
) -> tuple[Actor, ...]:
    """`actors`, and behind them those of the tables whom `events`, `moves` and `meetings` mean besides."""
    there = {actor.id for actor in actors}
    more = dict.fromkeys(id_ for id_ in _meant(events, moves, meetings) if id_ is not None and id_ not in there)
    return (*actors, *(actor for id_ in more if (actor := tables.actor(id_)) is not None))


def _meant(events: Sequence[Event], moves: Sequence[Move], meetings: Sequence[Meeting]) -> Iterator[str | None]:
    for event in events:
        yield event.actor.actor
        yield event.recipient.actor if event.recipient is not None else None
    for move in moves:
        yield from (move.party, move.toward, move.by)
    for meeting in meetings:
        yield from (*meeting.parties, *meeting.participants)
