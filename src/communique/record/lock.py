"""One writer at a time: a lock held on an open file, so that it ends with the process that held it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.errors import RecordError

WRITING = "writing.lock"
INDEXING = "indexing.lock"
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many seconds a writer waits for another one to end, and who is told, once, that it begins to wait."""

    seconds: float = 0.0
    told: Callable[[], None] = lambda: None


NONE = Patience()


@contextmanager
def writing(folder: Path, patience: Patience = NONE) -> Iterator[None]:
    """Makes this process the one that writes the record in a folder, for the block.

    Raises RecordError where another process is writing it for as long as there is patience, or it cannot be written.
    """
    with held(folder / WRITING) as at_once:
        if at_once:
            yield
            return
    if patience.seconds > 0:
        patience.told()
    with held(folder / WRITING, wait_seconds=patience.seconds) as taken:
        if not taken:
            raise RecordError(
                f"The record at {folder} is being written by another process",
                cause="another communique is at work on it: read, watch, weave, compact or repair",
                fix="wait until it is done (--wait SECONDS does), or read into another record",
            )
        yield


@contextmanager
def held(path: Path, *, wait_seconds: float = 0.0) -> Iterator[bool]:
    """Holds the lock on `path` for the block; gives False, holding nothing, where another has it for that long.

    The file stays behind: its being there means nothing, and a process that was killed blocks nobody.
    Raises RecordError where the folder cannot be written to.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise RecordError(
            f"The record at {path.parent} cannot be written: {error}",
            cause="the folder is gone or belongs to another user, or its disk is read-only",
            fix="check who may write to the folder, or make a record elsewhere",
        ) from error
    try:
        yield _wait(handle, path, wait_seconds)
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock on `path` just now."""
    if not path.exists():
        return False
    with held(path) as taken:
        return not taken


def _wait(handle: int, path: Path, seconds: float) -> bool:
    until = time.monotonic() + seconds
    try:
        while not (taken := _take(handle)) and time.monotonic() < until:
            time.sleep(_PAUSE_SECONDS)
    except OSError as error:
        raise RecordError(
            f"The record at {path.parent} cannot be locked: {error}",
            cause="its disk, a network share perhaps, knows no locks",
            fix="make the record on a local disk",
        ) from error
    return taken


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
