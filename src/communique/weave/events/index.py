"""Which mentions of events in many articles are of the same event.

    like articles ─► pairs of mentions ─► chance of each pair ─► … given what else matches ─► average linkage

Two sets of boosted trees give the chances: the first sees the two mentions alone, the second the answers of the first
around them as well. Everything is local. A word's weight comes from a table and never from the articles woven, and an
article that is added changes the clusters of those articles only that it hangs together with, or stands between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from communique.weave.copies.family import UNDATED
from communique.weave.events.candidates import keys, near
from communique.weave.events.likeness import Profile, profiles
from communique.weave.events.linkage import Likeness, clusters
from communique.weave.events.links import Judges, Link, Links, links, shipped_judges
from communique.weave.events.mentions import EventMention
from communique.weave.events.support import Placed, support
from communique.weave.joined import Disjoint

if TYPE_CHECKING:
    from collections.abc import Iterator

Clusters = tuple[frozenset[str], ...]

SAME = 0.35  # average chance of two clusters that are joined: the best of .2 to .5 by cross-validation over topics


class EventIndex:
    """The mentions of articles, added an article at a time; `clusters` are those of all, as if built from nothing.

    `links`: what the mentions of two articles, by their ids, the lesser first, were found to link before; it holds
    what was found since as well. Two articles are compared once.
    """

    def __init__(
        self,
        judges: Judges | None = None,
        links: Mapping[tuple[str, str], Links] | None = None,
    ) -> None:
        self.links: dict[tuple[str, str], Links] = dict(links or {})
        self._judges = judges or shipped_judges()
        self._profiles: dict[str, list[Profile]] = {}
        self._keys: dict[str, tuple[str, list[str]]] = {}

    def add(self, mentions: Sequence[EventMention], day: str = UNDATED) -> None:
        """Takes in all mentions of one article, at once; `day` is that of the article.

        Raises ValueError if they are of several articles, or of one that has been added.
        """
        if not mentions:
            return
        article = mentions[0].article
        if {m.article for m in mentions} != {article} or article in self._profiles:
            raise ValueError(f"Not the mentions of one article, or its second time: {article}")
        self._profiles[article] = profiles(in_place(mentions))
        self._keys[article] = day, keys(mentions[0].words.words)

    def clusters(self) -> Clusters:
        """The clusters of all mentions added, each mention in one, in order of their least ids."""
        pairs = [(article, article) for article in self._profiles]
        pairs += near((article, *of) for article, of in self._keys.items())
        found: dict[tuple[str, str], Link] = {}
        for pair in pairs:
            if pair not in self.links:
                self.links[pair] = links(self._profiles[pair[0]], self._profiles[pair[1]], self._judges)
            found |= self.links[pair]
        return same([profile.mention for of in self._profiles.values() for profile in of], found, self._judges)


def in_place(mentions: Iterable[EventMention]) -> list[EventMention]:
    """Mentions of one article in the order in which they stand there, as profiles of them are made."""
    return sorted(mentions, key=lambda m: (m.place, m.id))


def same(mentions: Iterable[Placed], found: Links, judges: Judges | None = None) -> Clusters:
    """The clusters of `mentions`, all those of some articles, by the links between them; in order of their least ids.

    Articles that hang together by links are looked at together.
    """
    of: dict[str, list[Placed]] = {}
    article = {}
    for mention in mentions:
        of.setdefault(mention.article, []).append(mention)
        article[mention.id] = mention.article
    joined = Disjoint(sorted(of))
    linked: dict[str, dict[tuple[str, str], Link]] = {}
    for pair, link in sorted(found.items()):
        joined.join(*(article[own] for own in pair))
        linked.setdefault(article[pair[0]], {})[pair] = link
    return tuple(sorted(_clusters(joined.groups(), of, linked, judges or shipped_judges()), key=min))


def _clusters(
    components: Iterable[Sequence[str]],
    of: Mapping[str, Sequence[Placed]],
    linked: Mapping[str, Links],
    judges: Judges,
) -> Iterator[frozenset[str]]:
    import numpy as np

    for articles in components:
        mentions = [mention for article in sorted(articles) for mention in sorted(of[article], key=lambda m: m.id)]
        found = dict(sorted((pair, link) for article in articles for pair, link in linked.get(article, {}).items()))
        taken = frozenset[str]()
        if found:
            chances: Likeness = {pair: link.chance for pair, link in found.items()}
            alone = np.array([link.features for link in found.values()], np.float32)
            table = np.hstack([alone, np.array(support(chances, mentions), np.float32)])
            joined = clusters(dict(zip(found, judges.around.chances(table).tolist(), strict=True)), SAME)
            yield from joined
            taken = taken.union(*joined)
        yield from (frozenset((mention.id,)) for mention in mentions if mention.id not in taken)


def same_events(mentions: Iterable[EventMention], judges: Judges | None = None) -> Clusters:
    """The clusters of mentions of any number of articles, given in any order."""
    index = EventIndex(judges)
    by_article: dict[str, list[EventMention]] = {}
    for mention in mentions:
        by_article.setdefault(mention.article, []).append(mention)
    for article in sorted(by_article):
        index.add(by_article[article])
    return index.clusters()
