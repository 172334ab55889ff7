"""Where a reviewed entry stands in another reading of the same article: another model's, with other ids and spans.

Items of one kind are the same where their evidence is nearly the same stretch of the text. What is told there may have
been read otherwise since (that is what reviews are for), so it decides nothing by itself: where somebody else is said
to act, more of the evidence must be the same, and of places alike the one that says the same is taken. No two entries
of one reading fit one place. An entry that fits nowhere no longer fits: that is told, and the review is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from communique.reading import Spans
from communique.reviews.entry import Entry, Key, overlap
from communique.reviews.fields import EntryKind

T = TypeVar("T")

LEAST = 0.5  # share of the evidence of both that both must have
OTHERWISE = 0.3  # so much more where the two say that different parties act: of nested statements, one is the other's
WHOSE: Mapping[EntryKind, tuple[str, ...]] = {
    "statement": ("speaker",),
    "move": ("party", "kind"),
    "event": ("actor", "recipient", "type"),
    "meeting": ("status",),
}
"""The fields that tell one entry from another in nearly the same words."""


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """An item of the present reading of an article. `values` are what is known of its fields; `of` is whose it is.

    `reading` is the digest of the reading that the item's id is one of; None where that is not known.
    """

    kind: EntryKind
    item: str
    spans: Spans
    of: T
    values: Mapping[str, Any] = field(default_factory=dict)
    reading: str | None = None


def fit(entries: Iterable[Entry], places: Sequence[Place[T]]) -> dict[Key, Place[T]]:
    """The place of each entry that fits one; entries and places are those of one article."""
    readings: defaultdict[tuple[str, EntryKind], list[Entry]] = defaultdict(list)
    for entry in entries:
        readings[entry.reading, entry.kind].append(entry)
    found: dict[Key, Place[T]] = {}
    for (_, kind), group in readings.items():
        found |= _fit(group, [place for place in places if place.kind == kind])
    return found


def likeness(entry: Entry, place: Place[T]) -> float:
    """How much of the evidence of both is in both, from 0 to 1; less by `OTHERWISE` where others act in it."""
    same = overlap(entry.spans, place.spans)
    apart = any(
        None not in (entry.values.get(name), place.values.get(name)) and entry.values[name] != place.values[name]
        for name in WHOSE[entry.kind]
    )
    return same - OTHERWISE if apart else same


def _fit(entries: Sequence[Entry], places: Sequence[Place[T]]) -> dict[Key, Place[T]]:
    """Each entry with its place, none twice: the likest first, and of alike ones in order of the text."""
    found: dict[Key, Place[T]] = {}
    taken: set[int] = set()
    pairs = []
    for number, entry in enumerate(entries):
        for at, place in enumerate(places):
            if _same_item(entry, place):
                pairs.append((-2.0, 0, number, at))
            elif (like := likeness(entry, place)) >= LEAST:
                pairs.append((-like, -_agreeing(entry, place), number, at))
    for _, _, number, at in sorted(pairs):
        key = entries[number].key
        if key not in found and at not in taken:
            found[key] = places[at]
            taken.add(at)
    return found


def _same_item(entry: Entry, place: Place[T]) -> bool:
    """Whether the place is the very item that was reviewed; accounts do not say of which reading their ids are."""
    return (entry.item, entry.spans) == (place.item, place.spans) and place.reading in (None, entry.reading)


def _agreeing(entry: Entry, place: Place[T]) -> int:
    """How many fields are the same."""
    return sum(entry.values.get(name) == value for name, value in place.values.items())
