"""Copies among many articles: an index that articles are added to, in any order, and that tells their families.

    add: sketch ─► shelves of its shingles      families: candidates ─► alignment ─► origins ─► families

Nothing is compared with everything. A shingle's shelf has the articles with it, by day and id; an article is a
candidate only for the first on the shelf and the few just before it. So an article costs about as much as it has
shingles, however many articles there are, and however common its words: on a crowded shelf it meets strangers, once or
twice, and two shelves must agree before a pair is aligned. Which articles are candidates follows from what is on the
shelves, not from how it came there: the families are the same in any order of arrival.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.layout import readable
from communique.reading import Article, Block, Span
from communique.weave.copies.align import Runs, passages
from communique.weave.copies.family import (
    UNDATED,
    CopiedPassage,
    Family,
    Link,
    Linked,
    Member,
    Origins,
    Place,
    copied,
    joined,
    origins,
)
from communique.weave.copies.shingles import WHOLE_TEXT, Sketch, sketch

BEFORE = 2  # articles just before it on a shelf that one is a candidate for, beside the shelf's first
SHELVES = 2  # shelves on which two articles must meet to be aligned


@dataclass(slots=True)
class _Entry:
    id: str
    place: Place
    sketch: Sketch
    links: tuple[Link, ...] = ()
    origins: Origins | None = None
    passages: tuple[CopiedPassage, ...] = ()


class CopyIndex:
    """The articles met so far and what they share. `add` them in any order, ask for `families` at any time.

    Both may be called in turn; the families are those of all articles added so far, as if built from nothing. Articles
    best come about in the order of their days: one that is earlier than many others makes these look again. Not safe
    for several threads.

    `links`: what pairs of articles, by their ids, the later first, were found to share before; it holds what was found
    since as well. A pair is aligned once.
    """

    def __init__(self, links: Mapping[tuple[str, str], tuple[Runs, ...]] | None = None) -> None:
        self.links: dict[tuple[str, str], tuple[Runs, ...]] = dict(links or {})
        self._entries: list[_Entry] = []
        self._numbers: dict[str, int] = {}
        self._shelves: dict[int, list[int]] = {}
        self._stale: set[int] = set()

    def __len__(self) -> int:
        """How many articles, of different ids, have been added."""
        return len(self._entries)

    def add(self, article: Article, blocks: Sequence[Block] | None = None) -> None:
        """Takes the article in; with `blocks`, by its headlines and body only, not its captions, credits and links.

        The same id again is the same text: the earlier of the two days counts, and nothing else changes.
        """
        self.put(article.id, article.text, article.published, None if blocks is None else readable(blocks))

    def put(self, id_: str, text: str, day: str | None, spans: Sequence[Span] | None = None) -> None:
        """The same, for an article by its parts: copies are looked for within `spans`, in all of it where not given."""
        place = (day or UNDATED, id_)
        number = self._numbers.get(id_)
        if number is not None:
            if place < self._entries[number].place:
                self._take(number)
                self._entries[number].place = place
                self._put(number)
            return
        number = self._numbers[id_] = len(self._entries)
        self._entries.append(_Entry(id_, place, sketch(text, spans)))
        self._put(number)

    def families(self) -> tuple[Family, ...]:
        """The families of all articles added, those with the earliest first article first; every article is in one."""
        self._refresh()
        linked = {
            number: Linked(entry.place, entry.links, entry.origins)
            for number, entry in enumerate(self._entries)
            if entry.origins is not None
        }
        family = joined(linked)
        members: dict[int, list[Member]] = {}
        for number in sorted(range(len(self._entries)), key=self._place):
            entry = self._entries[number]
            members.setdefault(family.get(number, number), []).append(Member(entry.id, entry.passages))
        return tuple(Family(group[0].article, tuple(group)) for group in members.values())

    def _place(self, number: int) -> Place:
        return self._entries[number].place

    def _put(self, number: int) -> None:
        """Sets the article on its shelves; those that now have another before them are to look again."""
        self._stale.add(number)
        for shingle in self._entries[number].sketch.shingles.tolist():
            shelf = self._shelves.get(shingle)
            if shelf is None:
                self._shelves[shingle] = [number]
                continue
            at = bisect_left(shelf, self._place(number), key=self._place)
            shelf.insert(at, number)
            self._stale.update(shelf if at == 0 else shelf[at + 1 : at + 1 + BEFORE])

    def _take(self, number: int) -> None:
        """Takes the article off its shelves."""
        for shingle in self._entries[number].sketch.shingles.tolist():
            shelf = self._shelves[shingle]
            at = shelf.index(number)
            self._stale.update(shelf if at == 0 else shelf[at + 1 : at + 1 + BEFORE])
            del shelf[at]
            if not shelf:
                del self._shelves[shingle]

    def _candidates(self, number: int) -> list[int]:
        """The earlier articles that this one is aligned with, the earliest first."""
        place = self._place(number)
        met: Counter[int] = Counter()
        for shingle in self._entries[number].sketch.shingles.tolist():
            shelf = self._shelves[shingle]
            if len(shelf) > 1:
                at = bisect_left(shelf, place, key=self._place)
                near = {shelf[0], *shelf[max(0, at - BEFORE) : at]} if at else ()
                for other in near:
                    met[other] += SHELVES if shingle & WHOLE_TEXT else 1
        return sorted((other for other, shelves in met.items() if shelves >= SHELVES), key=self._place)

    def _refresh(self) -> None:
        """Aligns the articles whose candidates may have changed, and hands the origins down again from them on."""
        for number in self._stale:
            entry = self._entries[number]
            before = {link.earlier: link for link in entry.links}
            links = (before.get(other) or self._link(number, other) for other in self._candidates(number))
            entry.links = tuple(link for link in links if link.shared)
        changed = self._stale
        self._stale = set()
        numbers = [number for number, entry in enumerate(self._entries) if entry.links or number in changed]
        for number in sorted(numbers, key=self._place):
            entry = self._entries[number]
            if number in changed or any(link.earlier in changed for link in entry.links):
                changed.add(number)
                self._follow(number)

    def _link(self, number: int, other: int) -> Link:
        pair, earlier = (self._entries[number].id, self._entries[other].id), self._entries[other].sketch
        shared = self.links.get(pair)
        if shared is None:
            shared = self.links[pair] = passages(self._entries[number].sketch, earlier)
        return Link(other, len(earlier), shared)

    def _follow(self, number: int) -> None:
        entry = self._entries[number]
        entry.origins, entry.passages = None, ()
        if entry.links:
            known = {link.earlier: found for link in entry.links if (found := self._entries[link.earlier].origins)}
            entry.origins = origins(number, len(entry.sketch), entry.links, known)
            entry.passages = tuple(
                CopiedPassage(here, self._entries[source].id, there)
                for here, source, there in copied(entry.origins, number, lambda of: self._entries[of].sketch)
            )


def families(articles: Iterable[Article], blocks: Mapping[str, Sequence[Block]] | None = None) -> tuple[Family, ...]:
    """The families of `articles`, in whatever order they come; `blocks`, where known, by the articles' ids."""
    index = CopyIndex()
    for article in articles:
        index.add(article, blocks.get(article.id) if blocks else None)
    return index.families()
