"""Who speaks, compared in whole columns: what `same.speakers` and `same.comparable` say of two statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.weave.loom.rows import digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_STATE_MEDIA = digest("state-media")


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """The speakers of all items, by number, in the columns of their rows; 0 stands for nobody."""

    speaker: NDArray[np.uint64]
    side: NDArray[np.uint64]
    words: NDArray[np.uint64]
    medium: Flags
    quotes: Flags
    nested: Flags

    def compared(self, one: Column, other: Column) -> Compared:
        """How the speakers of pairs go together."""
        import numpy as np

        a, b = self.speaker[one], self.speaker[other]
        both, neither = (a != 0) & (b != 0), (a == 0) & (b == 0)
        state_media = np.uint64(_STATE_MEDIA)
        media = (self.medium[one] | (a == state_media)) & (self.medium[other] | (b == state_media))
        generic = ((a == state_media) | (b == state_media)) & media
        here, there = self.words[one], self.words[other]
        equal = both & (a == b)
        side = both & ~equal & (generic | (a == self.side[other]) | (b == self.side[one]))
        described = neither & (here != 0) & (here == there)
        return Compared(equal | described, side, both & ~equal & ~side)

    def comparable(self, one: Column, other: Column) -> Flags:
        """Which pairs need to be looked at."""
        found = self.compared(one, other)
        return found.same | found.side | (self.quotes[one] & self.quotes[other])


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Which pairs have the same speaker, one who is the other's side, or two; the rest is open."""

    same: Flags
    side: Flags
    other: Flags
