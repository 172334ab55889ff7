"""The log as far as it was read, and what of a catalogue each review is of; both kept until there is a newer one."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from communique.catalogue import Catalogue
from communique.catalogue.queue import Placed, accounts_in
from communique.reviews import Key, Review, Reviews, Standing, State, standing
from communique.reviews.fitting import Place, fit


@dataclass(frozen=True)
class Told:
    """All reviews, in order, and what is in force of them."""

    reviews: tuple[Review, ...]
    standing: Standing

    @property
    def newest(self) -> int:
        """The number of the last review; 0 where there is none."""
        return self.reviews[-1].number if self.reviews else 0

    @cached_property
    def by_id(self) -> Mapping[str, Review]:
        """The reviews by their ids."""
        return {review.id: review for review in self.reviews}

    @cached_property
    def undone(self) -> Mapping[str, Review]:
        """What undid a review, by the id of the one that no longer holds."""
        found: dict[str, Review] = {}
        for review in reversed(self.reviews):
            if review.undoes is not None and review.id not in found:
                found[review.undoes] = review
        return found

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[Review, ...]]:
        """The reviews by the entries that they touch, each in order."""
        found: defaultdict[Key, list[Review]] = defaultdict(list)
        for review in self.reviews:
            for key in review.keys:
                found[key].append(review)
        return {key: tuple(reviews) for key, reviews in found.items()}

    def last_of(self, who: str) -> Review | None:
        """The last review by that person that still holds, undoings apart."""
        return next(
            (r for r in reversed(self.reviews) if r.who == who and r.undoes is None and r.id not in self.undone), None
        )


@dataclass(frozen=True)
class Fitted:
    """What of a catalogue was reviewed.

    `states` are the states by the numbers, in the queue, of the occurrences that their entries are accounts of; `unfit`
    are those that fit none. `placed` is where the entry of each state is an account.
    """

    told: Told
    states: Mapping[int, tuple[State, ...]]
    placed: Mapping[Key, Placed]
    unfit: tuple[State, ...]

    @cached_property
    def done(self) -> frozenset[int]:
        """The numbers of the occurrences that a review in force is of."""
        return frozenset(number for number, states in self.states.items() if any(state.reviews for state in states))

    @cached_property
    def differing(self) -> frozenset[int]:
        """The numbers of those on which people do not agree."""
        return frozenset(number for number, states in self.states.items() if any(map(disagreed, states)))

    def by(self, who: str) -> frozenset[int]:
        """The numbers of those that a review of that person in force is of."""
        return frozenset(
            number
            for number, states in self.states.items()
            if any(review.who == who for state in states for review in state.reviews)
        )


def disagreed(state: State) -> bool:
    """Whether the last words of two people on an entry differ: in verdict, or in the value of a field."""
    last: dict[str, Review] = {}
    for review in state.reviews:
        if review.verdict in ("accept", "reject", "correct"):
            last[review.who] = review
    verdicts = {review.verdict == "reject" for review in last.values()}
    if len(verdicts) > 1:
        return True
    values: dict[str, object] = {}
    return any(
        values.setdefault(name, value) != value for review in last.values() for name, value in review.after.items()
    )


@dataclass
class Ledger:
    """The log of the record in a folder. Several threads may ask."""

    folder: Path
    log: Reviews = field(init=False)
    _told: Told = field(init=False, default_factory=lambda: Told((), Standing({})))
    _fitted: WeakKeyDictionary[Catalogue, Fitted] = field(init=False, default_factory=WeakKeyDictionary)
    _one: threading.RLock = field(init=False, default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.log = Reviews.open(self.folder)

    def told(self) -> Told:
        """The log as it is now. Raises RecordError where it cannot be read."""
        newest = self.log.newest
        with self._one:
            if newest > self._told.newest:
                reviews = (*self._told.reviews, *self.log.since(self._told.newest))
                self._told = Told(reviews, standing(reviews))
            return self._told

    def fitted(self, catalogue: Catalogue) -> Fitted:
        """What of the catalogue was reviewed, as the log is now."""
        told = self.told()
        with self._one:
            found = self._fitted.get(catalogue)
            if found is None or found.told is not told:
                found = self._fitted[catalogue] = _fitted(told, catalogue)
            return found


def _fitted(told: Told, catalogue: Catalogue) -> Fitted:
    states = told.standing.states.values()
    accounts = _by_article(accounts_in(catalogue, (state.entry.article for state in states)))
    entries: defaultdict[str, list[State]] = defaultdict(list)
    for state in states:
        entries[state.entry.article].append(state)
    placed: dict[Key, Placed] = {}
    for article, theirs in entries.items():
        places = [Place(one.kind, one.item, one.spans, one) for one in accounts.get(article, ())]  # type: ignore[arg-type]
        placed |= {key: place.of for key, place in fit((state.entry for state in theirs), places).items()}
    of: defaultdict[int, list[State]] = defaultdict(list)
    for key, state in told.standing.states.items():
        if key in placed:
            of[placed[key].number].append(state)
    unfit = tuple(state for key, state in told.standing.states.items() if key not in placed and state.reviews)
    return Fitted(told, {number: tuple(states) for number, states in of.items()}, placed, unfit)


def _by_article(accounts: Iterable[Placed]) -> dict[str, list[Placed]]:
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for account in accounts:
        found[account.article].append(account)
    return found
