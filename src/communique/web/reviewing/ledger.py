"""The log as far as it was read, and what of a catalogue each review is of; both kept until there is a newer one."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from communique.catalogue import Catalogue
from communique.catalogue.queue import Placed, accounts_in
from communique.reviews import Entry, Key, Review, Reviews, Standing, State, standing
from communique.reviews.fitting import Place, fit


@dataclass(frozen=True)
class Told:
    """All reviews, in order, those of each entry by its key, and what is in force of them."""

    reviews: tuple[Review, ...] = ()
    by_key: Mapping[Key, tuple[Review, ...]] = field(default_factory=dict)
    standing: Standing = field(default_factory=lambda: Standing({}))

    @property
    def newest(self) -> int:
        """The number of the last review; 0 where there is none."""
        return self.reviews[-1].number if self.reviews else 0

    def with_more(self, reviews: Sequence[Review]) -> Told:
        """The same with reviews that came after: only what these touch is found out anew.

        An undoing is of the same entries as what it undoes, so the reviews of an entry are all that its state rests on.
        """
        by_key = dict(self.by_key)
        touched: set[Key] = set()
        for review in reviews:
            for key in review.keys:
                by_key[key] = (*by_key.get(key, ()), review)
                touched.add(key)
        concerned = {review.number: review for key in touched for review in by_key[key]}
        part = standing([concerned[number] for number in sorted(concerned)])
        joins = {review.number: review for review in self.standing.joins if review.number not in concerned}
        joins |= {review.number: review for review in part.joins}
        states = {**self.standing.states, **{key: part.states[key] for key in touched}}
        return Told(
            (*self.reviews, *reviews), by_key, Standing(states, tuple(joins[number] for number in sorted(joins)))
        )

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

    def last_of(self, who: str) -> Review | None:
        """The last review by that person that still holds, undoings apart."""
        return next(
            (r for r in reversed(self.reviews) if r.who == who and r.undoes is None and r.id not in self.undone), None
        )


@dataclass(frozen=True, eq=False)
class Fitted:
    """What of a catalogue was reviewed; compared as objects.

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

    @cached_property
    def by(self) -> Mapping[str, frozenset[int]]:
        """The numbers of those that a review in force is of, by who gave it."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for number, states in self.states.items():
            for state in states:
                for review in state.reviews:
                    found[review.who].add(number)
        return {who: frozenset(numbers) for who, numbers in found.items()}


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
    _told: Told = field(init=False, default_factory=Told)
    _fitted: WeakKeyDictionary[Catalogue, Fitted] = field(init=False, default_factory=WeakKeyDictionary)
    _one: threading.RLock = field(init=False, default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.log = Reviews.open(self.folder)

    def told(self) -> Told:
        """The log as it is now. Raises RecordError where it cannot be read."""
        newest = self.log.newest
        with self._one:
            if newest > self._told.newest:
                self._told = self._told.with_more(self.log.since(self._told.newest))
            return self._told

    def fitted(self, catalogue: Catalogue) -> Fitted:
        """What of the catalogue was reviewed, as the log is now."""
        told = self.told()
        with self._one:
            found = self._fitted.get(catalogue)
            if found is None or found.told.newest < told.newest:
                found = self._fitted[catalogue] = _fitted(told, catalogue, found)
            return found


def _fitted(told: Told, catalogue: Catalogue, before: Fitted | None) -> Fitted:
    """The log as it is now, fitted; only what lies in an article that was reviewed since `before` is fitted anew."""
    new = told.reviews[len(before.told.reviews) if before else 0 :]
    articles = {key.article for review in new for key in review.keys}
    placed = {key: place for key, place in before.placed.items() if key.article not in articles} if before else {}
    accounts = _by_article(accounts_in(catalogue, articles))
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    of: defaultdict[int, list[State]] = defaultdict(list)
    unfit: list[State] = []
    for key, state in told.standing.states.items():
        if key.article in articles:
            entries[key.article].append(state.entry)
    for article, theirs in entries.items():
        places = [Place(one.kind, one.item, one.spans, one) for one in accounts.get(article, ())]
        placed |= {key: place.of for key, place in fit(theirs, places).items()}
    for key, state in told.standing.states.items():
        if key in placed:
            of[placed[key].number].append(state)
        elif state.reviews:
            unfit.append(state)
    return Fitted(told, {number: tuple(states) for number, states in of.items()}, placed, tuple(unfit))


def _by_article(accounts: Iterable[Placed]) -> dict[str, list[Placed]]:
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for account in accounts:
        found[account.article].append(account)
    return found
