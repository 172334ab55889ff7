"""Families: which articles are the same text, and where each passage of an article comes from.

    shared passages ─► origin of every word ─► whose words make up the article ─► family

Origins are handed down: where an article has a passage from another that has it from a third, the third is the origin.
So each word has one: the earliest article, by day and then by id, that the passage can be followed back to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from communique.reading import Span
from communique.weave.copies.align import GAP, Runs
from communique.weave.copies.shingles import Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Place = tuple[str, str]  # an article's place in the order: its day (UNDATED after all days) and its id
UNDATED = "~"

SAME = 0.5  # share of an article's words that a family must have had before, for the article to be one of it
MOSTLY = 2  # how many times as many words it must have from that family as from all others: else it is spliced
WHOLE = 0.8  # share of an earlier article that stands in a later one, where that one prints it in full and goes on
ELSEWHERE = 0.1  # of its words, that later article's, most that may come from other families
OWN = 0.25  # share of words of its own from which on an article wraps what it shares
WRAPS = 4  # articles that wrap the same words, the first one with them, from which on these are nobody's: a footer
SHORTEST = 5  # words of a passage, below which it is not told


@dataclass(frozen=True, slots=True)
class CopiedPassage:
    """A passage that stood elsewhere first: where it stands here, in which article it stood first, and where there."""

    span: Span
    origin: str
    origin_span: Span


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a family. `passages`: what it has from earlier articles, in order; all else is its own."""

    article: str
    passages: tuple[CopiedPassage, ...] = ()

    def origin(self, span: Span) -> str:
        """The id of the article that first had the words of `span`, most of them: this one's own where nobody had."""
        held: dict[str, int] = {}
        for passage in self.passages:
            both = min(span.end, passage.span.end) - max(span.start, passage.span.start)
            if both > 0:
                held[passage.origin] = held.get(passage.origin, 0) + both
        own = span.end - span.start - sum(held.values())
        most = min(held, key=lambda origin: (-held[origin], origin), default=self.article)
        return most if held.get(most, 0) > own else self.article


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that are the same text, earliest first. `id` is that of the earliest; most families have one member."""

    id: str
    members: tuple[Member, ...]


class Origins(NamedTuple):
    """For each word of an article, the number of the article that had it first, and which word it is there."""

    article: NDArray[np.int32]
    word: NDArray[np.int32]


class Link(NamedTuple):
    """An earlier article of `length` words that shares passages with this one, whose words are `a` of the runs."""

    earlier: int
    length: int
    shared: tuple[Runs, ...]


class Linked(NamedTuple):
    """An article that shares passages with earlier ones: its place, its links, the earliest first, and its origins."""

    place: Place
    links: tuple[Link, ...]
    origins: Origins


def origins(own: int, length: int, links: Sequence[Link], known: Mapping[int, Origins]) -> Origins:
    """The origins of the words of article `own`, which has `length` words.

    `links` go from the earliest article on; `known` has the origins of those that have links themselves.
    """
    import numpy as np

    article = np.full(length, own, dtype=np.int32)
    word = np.arange(length, dtype=np.int32)
    for link in links:
        theirs = known.get(link.earlier)
        for here, there in _answers(link.shared):
            free = article[here] == own
            here, there = here[free], there[free]
            article[here] = theirs.article[there] if theirs else link.earlier
            word[here] = theirs.word[there] if theirs else there
    return Origins(article, word)


def _answers(shared: Iterable[Runs]) -> Iterable[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Per passage, its words here and the words there that they answer; between two runs, the last one before."""
    import numpy as np

    for runs in shared:
        here = np.arange(runs[0].a, runs[-1].a + runs[-1].length, dtype=np.int32)
        there = np.empty_like(here)
        for run, after in zip(runs, (*runs[1:], None), strict=True):
            end = (after.a if after else run.a + run.length) - runs[0].a
            first = run.a - runs[0].a
            there[first:end] = run.b + np.minimum(np.arange(end - first), run.length - 1)
        yield here, there


def copied(origin: Origins, own: int, sketches: Callable[[int], Sketch]) -> list[tuple[Span, int, Span]]:
    """The passages of article `own` that stood elsewhere first: where here, in which article first, and where there.

    A passage is words in a row, of one origin, in order there too. They are given in the order of the text.
    """
    import numpy as np

    article, word = origin
    step = np.diff(word)
    parted = (np.diff(article) != 0) | (step < 0) | (step > GAP)
    edges = (np.flatnonzero(parted) + 1).tolist()
    found = []
    for first, end in zip([0, *edges], [*edges, len(article)], strict=True):
        source = int(article[first])
        if source != own and end - first >= SHORTEST:
            there = sketches(source).span(int(word[first]), int(word[end - 1]) + 1)
            found.append((sketches(own).span(first, end), source, there))
    return found


def joined(linked: Mapping[int, Linked]) -> dict[int, int]:
    """For each article that belongs to the family of an earlier one, the first article of that family.

    An article is of the family that most of its words come from, unless so many come from others that it is spliced;
    or of the family whose text it prints whole before it goes on. Words that several articles wrap in text of their
    own, a legal footer or a much quoted paragraph, join nobody.
    """
    nobodys = _nobodys(linked)
    family: dict[int, int] = {}
    for own in sorted(linked, key=lambda own: linked[own].place):
        of = linked[own]
        found = belongs(of.links, wrapped(own, of.origins, nobodys), lambda earlier: family.get(earlier, earlier))
        if found is not None:
            family[own] = found
    return family


def belongs(links: Sequence[Link], nobodys: NDArray[np.bool_], first: Callable[[int], int]) -> int | None:
    """The first article of the family that an article with these links belongs to; None where it is one itself.

    `nobodys`: which of its words are nobody's. `first` gives the first article of an earlier one's family.
    """
    import numpy as np

    length = len(nobodys)
    held: dict[int, NDArray[np.bool_]] = {}
    whole: set[int] = set()
    for link in links:
        family = first(link.earlier)
        words = held.setdefault(family, np.zeros(length, dtype=bool))
        for runs in link.shared:
            words[runs[0].a : runs[-1].a + runs[-1].length] = True
        if sum(runs[-1].b + runs[-1].length - runs[0].b for runs in link.shared) >= WHOLE * link.length:
            whole.add(family)
    counts = {family: int((words if family in whole else words & ~nobodys).sum()) for family, words in held.items()}
    best = max(counts, key=lambda family: counts[family])  # of equals the first: links go from the earliest article on
    others = np.zeros(length, dtype=bool)
    for family, words in held.items():
        if family != best:
            others |= words
    elsewhere = int((others & ~held[best] & ~nobodys).sum())
    mostly = counts[best] >= SAME * length and counts[best] >= MOSTLY * elsewhere
    return best if mostly or (best in whole and elsewhere <= ELSEWHERE * length) else None


def wraps(own: int, of: Origins) -> dict[int, NDArray[np.int32]]:
    """The words that an article has from others, by article, where it wraps them in text of its own; else none."""
    import numpy as np

    if (of.article == own).mean() < OWN:
        return {}
    sources = (source for source in np.unique(of.article).tolist() if source != own)
    return {source: np.unique(of.word[of.article == source]) for source in sources}


def wrapped(own: int, of: Origins, nobodys: Mapping[int, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Which words of an article are nobody's: it wraps them, and so do several others.

    `nobodys`: which words of an article so many wrap that they are nobody's; at least where there are any.
    """
    import numpy as np

    found = np.zeros(len(of.article), dtype=bool)
    if (of.article == own).mean() >= OWN:
        for source in np.unique(of.article).tolist():
            if source != own and source in nobodys:
                at = of.article == source
                found[at] = nobodys[source][of.word[at]]
    return found


def _nobodys(linked: Mapping[int, Linked]) -> dict[int, NDArray[np.bool_]]:
    """Per article that others have words from: which of its words so many wrap in text of their own, it among them."""
    import numpy as np

    lengths = {link.earlier: link.length for of in linked.values() for link in of.links}
    lengths |= {own: len(of.origins.article) for own, of in linked.items()}
    counts: dict[int, NDArray[np.int32]] = {}
    for own, of in linked.items():
        for source, words in wraps(own, of.origins).items():
            counts.setdefault(source, np.ones(lengths[source], dtype=np.int32))[words] += 1
    return {source: found for source, count in counts.items() if (found := count >= WRAPS).any()}
