"""Who and what is meant in a question: looked up in the index, or else among all names of the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from communique.record.finding import Finder, Placed
from communique.record.names import Names, Told, article_named


class Meaning(Protocol):
    """What knows who is meant: `Names`, or `Meant`."""

    def actor(self, value: str) -> str:
        """The id of the actor that `value` names."""

    def country(self, value: str) -> str:
        """The id of the country that `value` names."""


Look = Callable[[Callable[[Finder], list[Told]]], list[Told] | None]
"""What the index answers; None where it cannot be asked."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The names of a snapshot, of which only those are looked at that are asked for.

    `whole` gives all of them, for what the index does not have: there `Names` says what else may be meant. `exact`, of
    a record that people reviewed, gives all that is told of some actors, and of whoever bears a name in a review.
    """

    look: Look
    whole: Callable[[], Names]
    exact: Callable[[Iterable[str], str], list[Told]] | None = None

    def actor(self, value: str) -> str:
        """The id of the actor that `value` names, as `Names.actor`. Raises QuestionError as that does."""
        told = self.look(lambda finder: finder.named(value))
        if told is not None and self.exact is not None:
            told = self.exact({id_ for id_, *_ in told}, value)
        names = Names.of(told or ())
        return (names if names.knows(value) else self.whole()).actor(value)

    def country(self, value: str) -> str:
        """The id of the country that `value` names, as `Names.country`. Raises QuestionError as that does."""

        def ask(finder: Finder) -> list[Told]:
            told = finder.named(value)
            return told + finder.of_countries({value.upper(), *(id_ for id_, *_ in told)})

        told = self.look(ask) if self.exact is None else None
        names = Names.of(told or ())
        return (names if names.has_country(value) else self.whole()).country(value)


def article_found(key: str, finder: Finder) -> list[Placed]:
    """The article that `key` means, as `article_named` understands it; none where it means none.

    Raises QuestionError where it means several.
    """
    exact = finder.article(key)
    if exact is not None:
        return [exact]
    found = {one.article: one for one in (*finder.at(key), *finder.beginning(key))}
    if not found:
        return []
    pairs = [(one.article, one.path) for one in found.values() if one.path is not None]
    return [found[article_named(key, found.keys(), lambda: pairs)]]
