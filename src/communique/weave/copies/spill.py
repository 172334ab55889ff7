"""Rows of words by the numbers of their articles, in a nameless file: many more than fit in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    import numpy as np
    from numpy.typing import DTypeLike, NDArray


class Spill:
    """For each of `size` articles, by its number, a row of values of one kind, or none yet.

    The file is in `folder` and has no name, so that nothing is left of it however the process ends. Twelve bytes an
    article are kept in memory.
    """

    def __init__(self, folder: Path, size: int, dtype: DTypeLike) -> None:
        import numpy as np

        self._dtype = np.dtype(dtype)
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115
        self._at = np.full(size, -1, dtype=np.int64)
        self._lengths = np.zeros(size, dtype=np.int32)
        self._end = 0

    def __enter__(self) -> Spill:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, number: int) -> bool:
        return bool(self._at[number] >= 0)

    def held(self) -> NDArray[np.bool_]:
        """Which of the articles have a row."""
        return self._at >= 0

    def put(self, number: int, values: NDArray[np.void]) -> None:
        """Sets the row of one article, in place of the one it had."""
        self._at[number], self._lengths[number] = self._end, len(values)
        self._write(values)

    def put_all(self, numbers: NDArray[np.int32], lengths: NDArray[np.int32], values: NDArray[np.void]) -> None:
        """Sets the rows of several articles, which stand one after the other in `values`."""
        import numpy as np

        self._at[numbers] = self._end + (np.cumsum(lengths) - lengths).astype(np.int64) * self._dtype.itemsize
        self._lengths[numbers] = lengths
        self._write(values)

    def drop(self, numbers: NDArray[np.integer]) -> None:
        """Takes away the rows of some articles."""
        self._at[numbers] = -1

    def get(self, number: int) -> NDArray[np.void]:
        """The row of an article that has one."""
        import numpy as np

        self._file.seek(int(self._at[number]))
        return np.frombuffer(self._file.read(int(self._lengths[number]) * self._dtype.itemsize), dtype=self._dtype)

    def _write(self, values: NDArray[np.void]) -> None:
        self._file.seek(self._end)
        left = memoryview(values.tobytes())
        self._end += len(left)
        while left:
            left = left[self._file.write(left) :]
