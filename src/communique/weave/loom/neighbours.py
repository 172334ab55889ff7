"""Which items stand near one another on a shelf: from rows in the order of their shelves to pairs of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from communique.weave.shelves import NEIGHBOURS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int64]

BITS = 32
"""A pair is one number: the lesser item above so many bits, the greater below them."""


def neighbours(rows: Iterable[tuple[NDArray[np.uint64], Column]], most: int = NEIGHBOURS) -> Iterator[Column]:
    """The pairs of items that stand near one another on a shelf, as `paired` has them, each once a shelf.

    An item is near so many that come after it there.

    `rows` are shelves and items, in the order of the shelves and on a shelf in that of the items, however cut.
    """
    import numpy as np

    shelves, items = np.empty(0, np.uint64), np.empty(0, np.int64)
    for more_shelves, more_items in rows:
        # the last rows of the piece before may have neighbours in this one, and in it alone those that are new
        old = len(shelves)
        shelves, items = np.concatenate((shelves, more_shelves)), np.concatenate((items, more_items))
        at = np.arange(len(shelves))
        for distance in range(1, most + 1):
            # who has nobody so far after it on its shelf has nobody farther
            at = at[: np.searchsorted(at, len(shelves) - distance)]
            at = at[shelves[at] == shelves[at + distance]]
            new = at[np.searchsorted(at, old - distance) :]
            if len(new):
                yield paired(items[new], items[new + distance])
        shelves, items = shelves[-most:], items[-most:]


def paired(one: Column, other: Column) -> Column:
    """Pairs of items, each as one number, the lesser item first."""
    import numpy as np

    return np.minimum(one, other) << BITS | np.maximum(one, other)


def parted(pairs: Column) -> tuple[Column, Column]:
    """The items of pairs."""
    return pairs >> BITS, pairs & ((1 << BITS) - 1)


class Distinct:
    """Pairs, each once, that came often: they are sorted out whenever twice as many have come as were left."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pieces: list[Column] = []
        self._held = 0

    def add(self, pairs: Column) -> None:
        """Takes pairs in."""
        self._pieces.append(pairs)
        self._held += len(pairs)
        if self._held > self._most:
            left = self.pairs()
            self._most = max(self._most, 2 * len(left))

    def pairs(self) -> Column:
        """The pairs so far, each once, in order."""
        import numpy as np

        found = np.concatenate((np.empty(0, np.int64), *self._pieces))
        found.sort()  # then of one, however often, the first: np.unique, which hashes, takes ten times as long
        found = found[np.flatnonzero(np.diff(found, prepend=-1))]
        self._pieces, self._held = [found], len(found)
        return found
