"""Which mentions are compared at all: those of like articles, with triggers that may mean the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from communique.weave.events.likeness import Profile, meaning, prefix
from communique.weave.events.mentions import Bag, cosine, heaviest

# All four were set on ECB+ so that nearly no pair was lost that the trees would have taken for the same.
KEYS = 20  # words of an article that it is looked up by: those that weigh most in it
SHARED = 2  # of these that two articles share at least
ARTICLES = 0.15  # cosine of two articles at least
MEANING = 0.1  # likeness of triggers that share no word and no beginning of one
NEIGHBOURS = 48  # articles after it under a key, in order of their days, that one meets there: the cost stays linear


def keys(words: Bag) -> list[str]:
    """The words that an article with these is looked up by."""
    return heaviest(words, KEYS)


def near(articles: Iterable[tuple[str, str, Sequence[str]]]) -> Iterator[tuple[str, str]]:
    """The pairs of articles, the lesser id first, that meet under keys of which they share enough.

    `articles`: the id, the day and the keys of each, in any order.
    """
    shelves: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, day, own in articles:
        for key in own:
            shelves[key].append((day, article))
    met: Counter[tuple[str, str]] = Counter()
    for shelf in shelves.values():
        shelf.sort()
        for at, (_, one) in enumerate(shelf):
            met.update((min(one, other), max(one, other)) for _, other in shelf[at + 1 : at + 1 + NEIGHBOURS])
    return (pair for pair, shared in met.items() if shared >= SHARED)


def like(one: Bag, other: Bag) -> bool:
    """Whether two articles with these words are so alike that their mentions are compared."""
    return cosine(one, other) >= ARTICLES


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
