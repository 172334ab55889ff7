"""What people found of the items of one article, laid over its reading. From the log, not from a shelf: it grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.catalogue.catalogue import Catalogue
from communique.chronology.dates import in_words
from communique.reading import Reading
from communique.record.manifest import LOG
from communique.weave.occurrence import When

if TYPE_CHECKING:
    from communique.reviews import Review, State

DONE = {"accept": "accepted", "reject": "rejected", "merge": "merged", "split": "split off"}


@dataclass(frozen=True, slots=True)
class Found:
    """What people found of an item: `words` says who, what and when.

    Of a meeting each report is reviewed by itself; it is rejected where all of them are.
    """

    item: str
    rejected: bool
    words: str


@dataclass(frozen=True, slots=True)
class Left:
    """A reading as people left it, without what they rejected. `unfit` counts entries that no longer fit it."""

    reading: Reading
    found: tuple[Found, ...] = ()
    unfit: int = 0


def left_of(catalogue: Catalogue, reading: Reading, *, rejected: bool = False) -> Left:
    """The reading as the reviews that there are now leave it; with what they rejected, as it was read, if wished.

    Raises RecordError where the log cannot be read.
    """
    # nothing of reviews is imported for a record that has none
    if not (catalogue.folder / LOG).exists():
        return Left(reading)
    from communique.reviews import Reviews, Standing, lay, standing

    reviews = Reviews.open(catalogue.folder).of_article(reading.article.id)
    if not reviews:
        return Left(reading)
    held = standing(reviews)
    laid = lay(reading, held)
    of: defaultdict[str, list[State]] = defaultdict(list)
    for key, state in laid.states.items():
        if state.reviews:
            of[key.item].append(state)
    stayed = _items(laid.reading)
    found = tuple(Found(item, item not in stayed, found_in_words(states)) for item, states in of.items())
    if rejected:
        kept = {key: state for key, state in held.states.items() if state.verdict != "reject"}
        laid = lay(reading, Standing(kept))
    return Left(laid.reading, found, len(laid.unfit))


def _items(reading: Reading) -> frozenset[str]:
    items = {statement.id for statement in reading.statements} | {move.id for move in reading.moves}
    return frozenset(items | {event.id for event in reading.events} | {meeting.id for meeting in reading.meetings})


def found_in_words(states: Iterable[State], done: Mapping[str, str] = DONE) -> str:
    """`accepted by Ada, 3 Mar 2019; date corrected by Ben, 4 Mar 2019`: each review once.

    `done` has the words for each verdict but a correction.
    """
    return "; ".join(dict.fromkeys(_told(review, done) for state in states for review in state.reviews))


def _told(review: Review, done: Mapping[str, str]) -> str:
    day = review.at[:10]
    fields = " and ".join(name.replace("_", " ") for name in review.after) or "fields"
    what = done.get(review.verdict, f"{fields} corrected")
    return f"{what} by {review.who}, {in_words(When(day, day, 'text'))}"
