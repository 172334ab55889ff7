"""Which mentions of events in many articles are of the same event.

    like articles ─► pairs of mentions ─► chance of each pair ─► … given what else matches ─► average linkage

Two sets of boosted trees give the chances: the first sees the two mentions alone, the second the answers of the first
around them as well. Everything is local. A word's weight comes from a table and never from the articles woven, and an
article that is added changes the clusters of those articles only that it hangs together with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from communique.weave.events.candidates import Shelves, between, within
from communique.weave.events.likeness import Profile, profiles, rows
from communique.weave.events.linkage import Likeness, clusters
from communique.weave.events.mentions import EventMention
from communique.weave.events.support import support
from communique.weave.events.trees import Trees
from communique.weave.lexicon import TABLES
from communique.weights import verified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Clusters = tuple[frozenset[str], ...]
Link = tuple[float, "NDArray[np.float32]"]
"""The chance of a pair, and its features."""

FILE = "events.npz"
LINKED = 0.02  # chance from which on a pair is a link: what lies under it changes no cluster
SAME = 0.35  # average chance of two clusters that are joined: the best of .2 to .5 by cross-validation over topics


@dataclass(frozen=True, slots=True)
class Judges:
    """The trees that see the mentions of a pair alone, and those that see what is around them."""

    alone: Trees
    around: Trees


class EventIndex:
    """The mentions of articles, added an article at a time."""

    def __init__(self, judges: Judges | None = None) -> None:
        self._judges = judges or shipped_judges()
        self._shelves = Shelves()
        self._profiles: dict[str, list[Profile]] = {}
        self._article: dict[str, str] = {}
        self._links: dict[str, dict[tuple[str, str], Link]] = {}  # by the later added of the pair's articles
        self._near: dict[str, set[str]] = {}
        self._woven: dict[tuple[str, ...], Clusters] = {}

    def add(self, mentions: Sequence[EventMention]) -> None:
        """Takes in all mentions of one article, at once.

        Raises ValueError if they are of several articles, or of one that has been added.
        """
        if not mentions:
            return
        article = mentions[0].article
        if {m.article for m in mentions} != {article} or article in self._profiles:
            raise ValueError(f"Not the mentions of one article, or its second time: {article}")
        found = profiles(sorted(mentions, key=lambda m: (m.place, m.id)))
        self._profiles[article] = found
        self._near[article] = set()
        pairs = list(within(found))
        for there in self._shelves.like(mentions[0].words.words):
            pairs += between(found, self._profiles[there])
        self._links[article] = self._linked(pairs)
        self._article |= dict.fromkeys((m.id for m in mentions), article)
        for there in {self._article[own] for pair in self._links[article] for own in pair} - {article}:
            self._near[article].add(there)
            self._near[there].add(article)
        self._shelves.put(article, mentions[0].words.words)

    def _linked(self, pairs: Iterable[tuple[Profile, Profile]]) -> dict[tuple[str, str], Link]:
        """The pairs that may be the same, with the chance of each and its features."""
        import numpy as np

        found = rows(pairs)
        if not found:
            return {}
        table = np.array(list(found.values()), np.float32)
        chances = self._judges.alone.chances(table).tolist()
        return {
            pair: (chance, row.copy())
            for pair, chance, row in zip(found, chances, table, strict=True)
            if chance >= LINKED
        }

    def clusters(self) -> Clusters:
        """The clusters of all mentions added, each mention in one, in order of their least ids."""
        woven = {}
        for articles in self._components():
            woven[articles] = self._woven.get(articles) or self._cluster(articles)
        self._woven = woven
        return tuple(sorted((one for found in woven.values() for one in found), key=min))

    def _components(self) -> Iterator[tuple[str, ...]]:
        """The articles that hang together by links, as sorted tuples."""
        seen: set[str] = set()
        for article in sorted(self._near):
            if article in seen:
                continue
            seen.add(article)
            found = [article]
            for one in found:
                new = self._near[one] - seen
                seen |= new
                found += sorted(new)
            yield tuple(sorted(found))

    def _cluster(self, articles: Sequence[str]) -> Clusters:
        import numpy as np

        mentions = [profile.mention for article in articles for profile in self._profiles[article]]
        links = dict(sorted((pair, link) for article in articles for pair, link in self._links[article].items()))
        chances: Likeness = {pair: chance for pair, (chance, _) in links.items()}
        joined = []
        if links:
            alone = np.array([row for _, row in links.values()], np.float32)
            table = np.hstack([alone, np.array(support(chances, mentions), np.float32)])
            joined = clusters(dict(zip(links, self._judges.around.chances(table).tolist(), strict=True)), SAME)
        taken = frozenset[str]().union(*joined)
        return (*joined, *(frozenset((m.id,)) for m in mentions if m.id not in taken))


def same_events(mentions: Iterable[EventMention], judges: Judges | None = None) -> Clusters:
    """The clusters of mentions of any number of articles, given in any order."""
    index = EventIndex(judges)
    by_article: dict[str, list[EventMention]] = {}
    for mention in mentions:
        by_article.setdefault(mention.article, []).append(mention)
    for article in sorted(by_article):
        index.add(by_article[article])
    return index.clusters()


@cache
def shipped_judges() -> Judges:
    """The trees that are shipped. Raises ModelError where they are missing or damaged."""
    import numpy as np

    with np.load(BytesIO(verified(TABLES / FILE))) as arrays:
        return Judges(Trees.of(arrays, "alone"), Trees.of(arrays, "around"))
