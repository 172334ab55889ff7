"""Memory that is free, given back to the system: between two steps of weaving, of which each takes much of its own."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Gives back what the C library and Arrow hold free, where they can be told to; elsewhere it does nothing.

    Else what one step held in small pieces stays with the process, and the next takes its own on top of it.
    """
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # of the C libraries only glibc has it
            ctypes.CDLL(None).malloc_trim(0)
