"""Where the words of each item stood first, and which statements, or moves, stand in one place of a copied text."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading import Span
from communique.record.weaving.items import MADE, SAID, Ids, Items
from communique.weave.copies.family import Member
from communique.weave.loom.places import Places
from communique.weave.standing import standing_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from communique.weave.copies.weaving import CopiesWoven


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """`text`: by item, the number of the article that had its words first. `places`: by kind, where that was.

    `members`: what was copied of those articles that were asked for.
    """

    text: NDArray[np.int64]
    places: Mapping[int, Places]
    members: dict[str, Member]


def placed(copies: CopiesWoven, items: Items, ids: Ids, wanted: Collection[str]) -> Placed:
    """Where the items stood first, by what was copied; and the members of the wanted articles."""
    import numpy as np

    text = items.article.copy()
    members = {article: Member(article) for article in wanted}
    rows = [array("q") for _ in range(4)]  # item, text, start, end
    looked = np.zeros(len(ids), np.bool_)
    source = np.zeros(len(ids), np.bool_)
    for member in copies.with_passages():
        if member.article in members:
            members[member.article] = member
        own = ids.number(member.article)
        looked[own] = True
        numbers = {member.article: own}
        for passage in member.passages:
            numbers[passage.origin] = ids.number(passage.origin)
            source[numbers[passage.origin]] = True
        for item in range(items.first[own], items.first[own + 1]):
            if items.start[item] < 0:
                continue
            span = Span(int(items.start[item]), int(items.end[item]))
            text[item] = numbers[member.origin(span)]
            if items.kind[item] in (SAID, MADE):
                origin, there = standing_of(span, member)
                for column, value in zip(rows, (item, numbers[origin], *there), strict=True):
                    column.append(value)
    table = np.array([np.frombuffer(column, np.int64) for column in rows])
    table = table[:, source[table[1]]]
    # what stands in an article that has nothing from others stands where it is
    placed = (items.kind == SAID) | (items.kind == MADE)
    at_home = (source & ~looked)[items.article] & placed & (items.start >= 0)
    home = np.flatnonzero(at_home)
    here = np.array([home, items.article[home], items.start[home], items.end[home]])
    table = np.concatenate((table, here), axis=1)
    return Placed(
        text, {kind: _places(items, table[:, items.kind[table[0]] == kind]) for kind in (SAID, MADE)}, members
    )


def _places(items: Items, table: NDArray[np.int64]) -> Places:
    item, text, start, end = table
    return Places(item, items.article[item], text, start, end)
