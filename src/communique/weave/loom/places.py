"""Which items stand in one place of a copied text, in whole columns: what `standing.in_one_place` says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where items stood first: the number of each, that of its article, that of the text, and from where to where."""

    item: Column
    article: Column
    text: Column
    start: Column
    end: Column

    def pairs(self) -> tuple[Column, Column, NDArray[np.float64]]:
        """The pairs of items of two articles that overlap in one text, and which share of the longer they do."""
        import numpy as np

        order = np.lexsort((self.item, self.end, self.start, self.text))
        item, article, text = self.item[order], self.article[order], self.text[order]
        start, end = self.start[order], self.end[order]
        found: list[tuple[Column, Column, NDArray[np.float64]]] = []
        first = np.arange(len(item))
        distance = 0
        while len(first):
            distance += 1
            first = first[first + distance < len(item)]
            then = first + distance
            # in order of their starts: where one does not reach the next, it reaches none after it
            reach = (text[first] == text[then]) & (start[then] < end[first])
            first, then = first[reach], then[reach]
            two = article[first] != article[then]
            a, b = first[two], then[two]
            shared = np.minimum(end[a], end[b]) - np.maximum(start[a], start[b])
            longer = np.maximum(np.maximum(end[a] - start[a], end[b] - start[b]), 1)
            found.append((item[a], item[b], shared / longer))
        empty = np.empty(0, np.int64)
        one, other, share = (np.concatenate(c) for c in zip((empty, empty, np.empty(0)), *found, strict=True))
        return one, other, share
