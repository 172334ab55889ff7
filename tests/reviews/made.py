"""Readings to be reviewed: the shipped dispatches, as they were read by hand."""

from __future__ import annotations

from functools import cache

from communique.dispatches import gold
from communique.reading import Reading
from communique.reviews import Entry, Review, entries_of
from communique.weave import Woven, weave


@cache
def readings() -> tuple[Reading, ...]:
    return tuple(gold().values())


@cache
def woven() -> Woven:
    return weave(readings())


def reading_of(article: str) -> Reading:
    return next(reading for reading in readings() if reading.article.id == article)


def an_entry(kind: str = "statement", number: int = 0) -> Entry:
    return [entry for reading in readings() for entry in entries_of(reading, kind)][number]


def accepting(entry: Entry, who: str = "Ada", *, saw: Review | None = None) -> Review:
    return Review("accept", who, entry, saw=saw.id if saw else None)


def rejecting(entry: Entry, who: str = "Ada", *others: Entry) -> Review:
    return Review("reject", who, entry, others=others)
