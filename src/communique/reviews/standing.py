"""What is in force of a log: the reviews that nobody has undone, and of each entry what they come to.

Verdicts follow one another: the last of accept, reject and correct holds. Corrections add up, field by field, the last
value of each; who accepts a corrected entry accepts it as corrected. What was merged stays merged, and what was split
stays split, until that is undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from communique.reviews.entry import Entry, Key
from communique.reviews.review import Review

Held = Literal["accept", "reject", "correct"]
"""The verdicts on an entry itself."""


@dataclass(frozen=True, slots=True)
class State:
    """What the reviews of one entry come to.

    `verdict` is the one that holds; None where none does. `after` are the corrected fields, of a rejected entry too.
    `reviews` are those in force, in order, merges and splits among them. `newest` is the last of all that touch it,
    undone ones and undoings too: what a person who is shown all this has seen (`Review.saw`).
    """

    entry: Entry
    verdict: Held | None
    after: Mapping[str, Any]
    reviews: tuple[Review, ...]
    newest: Review

    @property
    def changed(self) -> Mapping[str, Any]:
        """The corrected fields of an entry that is not rejected."""
        return {} if self.verdict == "reject" else self.after

    @property
    def decided(self) -> Review | None:
        """The review that gave the verdict."""
        return next((r for r in reversed(self.reviews) if r.verdict == self.verdict), None)


@dataclass(frozen=True)
class Standing:
    """The states of all entries that were ever reviewed, by key, and the merges and splits in force, in order."""

    states: Mapping[Key, State]
    joins: tuple[Review, ...] = ()

    @cached_property
    def articles(self) -> frozenset[str]:
        """The ids of the articles of all entries that any review in force is of."""
        joined = (key.article for review in self.joins for key in review.keys)
        return frozenset([*(key.article for key, state in self.states.items() if state.reviews), *joined])

    def __bool__(self) -> bool:
        """Whether any review is in force."""
        return bool(self.articles)


def standing(reviews: Iterable[Review]) -> Standing:
    """What is in force of reviews, which come in the order of their log."""
    ordered = list(reviews)
    held = in_force(ordered)
    of: dict[Key, list[Review]] = {}
    newest: dict[Key, Review] = {}
    entries: dict[Key, Entry] = {}
    for review in ordered:
        for entry in review.touched:
            newest[entry.key] = review
            entries[entry.key] = entry
            of.setdefault(entry.key, [])
    for review in held:
        for key in review.keys:
            of[key].append(review)
    states = {key: state_of(entries[key], found, newest[key]) for key, found in of.items()}
    return Standing(states, tuple(review for review in held if review.verdict in ("merge", "split")))


def state_of(entry: Entry, held: Sequence[Review], newest: Review) -> State:
    """The state of an entry, of the reviews in force that are of it, in order."""
    verdict: Held | None = None
    after: dict[str, Any] = {}
    for review in held:
        if review.verdict in ("accept", "reject", "correct"):
            verdict = review.verdict
        if review.verdict == "correct":
            after |= review.after
    return State(entry, verdict, after, tuple(held), newest)


def in_force(reviews: Sequence[Review]) -> list[Review]:
    """The reviews that nobody has undone, in their order, without the undoings."""
    return [review for review in not_undone(reviews) if review.undoes is None]


def not_undone(reviews: Sequence[Review]) -> list[Review]:
    """The reviews that nobody has undone, in their order, and undoings that nobody has undone themselves."""
    undone: set[str] = set()
    held: list[Review] = []
    for review in reversed(reviews):
        if review.id in undone:
            continue
        if review.undoes is not None:
            undone.add(review.undoes)
        held.append(review)
    return held[::-1]
