"""What hangs together by pairs, for numbered items in whole columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def components(count: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of so many items the least item that it hangs together with, by the pairs (`one`, `other`).

    Each round hooks the greater of two labels onto the lesser and follows every label to its end: the rounds grow with
    the logarithm of the longest chain.
    """
    import numpy as np

    label = np.arange(count, dtype=np.int64)
    while len(one):
        first, second = label[one], label[other]
        apart = first != second
        if not apart.any():
            break
        one, other, first, second = one[apart], other[apart], first[apart], second[apart]
        np.minimum.at(label, np.maximum(first, second), np.minimum(first, second))
        while not np.array_equal(followed := label[label], label):
            label = followed
    return label
