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
from communique.reviews.fields import PLACED
from communique.reviews.review import Review

Held = Literal["accept", "reject", "correct"]
"""The verdicts on an entry itself."""


@dataclass(frozen=True, slots=True)
class State:
    """What the reviews of one entry come to.

    `reviews` are those in force, in order, merges and splits among them; `own` the ids of those that are of this entry
    first, and not as one of the `others`. `newest` is the last of all that touch it, undone ones and undoings too: what
    a person who is shown all this has seen (`Review.saw`).
    """

    entry: Entry
    reviews: tuple[Review, ...]
    own: frozenset[str]
    newest: Review

    @property
    def verdict(self) -> Held | None:
        """The verdict that holds; None where none does."""
        found: Held | None = None
        for review in self.reviews:
            if review.verdict in ("accept", "reject", "correct"):
                found = review.verdict
        return found

    @property
    def after(self) -> Mapping[str, Any]:
        """The corrected fields, of a rejected entry too. Of another account's, those that stand in no text."""
        found: dict[str, Any] = {}
        for review in self.reviews:
            if review.id in self.own:
                found |= review.after
            else:
                found |= {name: value for name, value in review.after.items() if name not in PLACED}
        return found

    @property
    def changed(self) -> Mapping[str, Any]:
        """The corrected fields of an entry that is not rejected."""
        return {} if self.verdict == "reject" else self.after

    @property
    def changes(self) -> bool:
        """Whether the entry is rejected or corrected."""
        return self.verdict == "reject" or bool(self.after)

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

    @cached_property
    def changing(self) -> frozenset[str]:
        """Of these, the articles of entries that are no more as they were read: none that was merely accepted."""
        joined = (key.article for review in self.joins for key in review.keys)
        return frozenset([*(key.article for key, state in self.states.items() if state.changes), *joined])

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
    states = {
        key: State(entries[key], tuple(found), frozenset(r.id for r in found if r.entry.key == key), newest[key])
        for key, found in of.items()
    }
    return Standing(states, tuple(review for review in held if review.verdict in ("merge", "split")))


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
