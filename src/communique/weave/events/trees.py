"""Boosted decision trees (Friedman 2001), as `training/occurrences.py` writes them down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 1024  # rows that go down all trees together: as many as the processor's cache holds


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """All nodes of all trees, one after the other, and at which node each tree begins.

    At a node the value of `feature` is compared with `bound`: up to it one goes on to `left`, else to `right`. A leaf
    goes on to itself; `value` is what it adds. `base` is where the sum begins, `depth` the longest way down.
    """

    feature: NDArray[np.int32]
    bound: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    base: float
    depth: int

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> Trees:
        """The trees called `name` of a file of arrays."""
        import numpy as np

        integers = (arrays[f"{name}.{key}"].astype(np.int32) for key in ("feature", "left", "right", "roots"))
        feature, left, right, roots = integers
        bound, value = (arrays[f"{name}.{key}"].astype(np.float32) for key in ("bound", "value"))
        base, depth = arrays[f"{name}.shape"].astype(np.float64).tolist()
        return cls(feature, bound, left, right, value, roots, base, int(depth))

    def chances(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of each row: the logistic function of the sum of the leaves that it comes to."""
        import numpy as np

        total = np.full(len(rows), self.base)
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            at = np.arange(len(part))[:, None]
            node = np.tile(self.roots, (len(part), 1))
            for _ in range(self.depth):
                low = part[at, self.feature[node]] <= self.bound[node]
                node = np.where(low, self.left[node], self.right[node])
            total[start : start + BATCH] += self.value[node].sum(axis=1, dtype=np.float64)
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-total))
        return chances
