"""Which mentions are compared at all: those of like articles, with triggers that may mean the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from communique.weave.events.likeness import Profile, meaning, prefix
from communique.weave.events.mentions import Bag, cosine, heaviest

# All four were set on ECB+ so that nearly no pair was lost that the trees would have taken for the same.
KEYS = 20  # words of an article that it is looked up by: those that weigh most in it
SHARED = 2  # of these that two articles share at least
ARTICLES = 0.15  # cosine of two articles at least
MEANING = 0.1  # likeness of triggers that share no word and no beginning of one


class Shelves:
    """Articles under their keys."""

    def __init__(self) -> None:
        self._words: dict[str, Bag] = {}
        self._shelves: dict[str, list[str]] = {}

    def put(self, article: str, words: Bag) -> None:
        """Sets an article on the shelves of its keys."""
        self._words[article] = words
        for key in heaviest(words, KEYS):
            self._shelves.setdefault(key, []).append(article)

    def like(self, words: Bag) -> list[str]:
        """The articles on the shelves that are like one with these words, in order of their ids."""
        met = Counter(article for key in heaviest(words, KEYS) for article in self._shelves.get(key, ()))
        return sorted(
            article
            for article, shared in met.items()
            if shared >= SHARED and cosine(self._words[article], words) >= ARTICLES
        )


def within(profiles: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """The pairs of mentions of one article that are compared."""
    for number, one in enumerate(profiles):
        yield from ((one, other) for other in profiles[:number] if comparable(one, other))


def between(here: Sequence[Profile], there: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """The pairs of mentions of two articles that are compared."""
    for one in here:
        yield from ((one, other) for other in there if comparable(one, other))


def comparable(a: Profile, b: Profile) -> bool:
    """Whether two mentions may be of one event: no known kind, actor or day speaks against it, and no trigger."""
    one, other = a.mention, b.mention
    if one.kind is not None and other.kind is not None and one.kind != other.kind:
        return False
    if one.actors and other.actors and not one.actors & other.actors:
        return False
    if one.days and other.days and (one.days[1] < other.days[0] or other.days[1] < one.days[0]):
        return False
    return not set(a.trigger).isdisjoint(b.trigger) or prefix(a, b) > 0 or meaning(a, b) >= MEANING
