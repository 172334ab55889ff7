"""The newest catalogue that is ready, while others add to the record.

A newer one is made in a process of its own, at the lowest priority, and not at every batch: whoever reads the pages is
not to wait for it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.making import path_of
from communique.errors import RecordError
from communique.record import manifest

LOOK_SECONDS = 1.0
SAY_SECONDS = 2.0
REST = 10.0
"""After a catalogue was made, the next is not begun for so many times as long as that took: a tenth of one core."""

KEPT = 1
"""Catalogues that stay open after a newer one has taken their place, for the requests that still ask them."""


class Following:
    """Follows the record in `folder`: `catalogue` is the newest one that is ready.

    Makes the first one when it is made itself, and says so to `tell`; `start` looks for newer snapshots from then on.
    Raises RecordError where there is no record, or it cannot be read.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None] | None = None) -> None:
        self.folder = folder
        self._open = [_first(folder, tell)]
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.fault: str | None = None
        """Why a newer catalogue could not be made; None where all is well."""

    @property
    def catalogue(self) -> Catalogue:
        """The newest one that is ready."""
        return self._open[-1]

    @property
    def behind(self) -> bool:
        """Whether the record has a newer snapshot than the catalogue."""
        return path_of(self.folder, manifest.load(self.folder)) != self.catalogue.path

    def start(self) -> None:
        """Looks for newer snapshots, until `close`."""
        self._thread = threading.Thread(target=self._follow, name="following", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops looking, and lets go of all catalogues."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        for catalogue in self._open:
            catalogue.close()

    def renew(self) -> None:
        """Makes the catalogue of the present snapshot, and opens it; where that fails, `fault` says why."""
        try:
            if not self.behind:
                self.fault = None
                return
            self.fault = _made(self.folder)
            if self.fault is not None:
                return
            path = path_of(self.folder, manifest.load(self.folder))
            if path.exists() and path != self.catalogue.path:
                self._open.append(Catalogue(self.folder, path))
                if len(self._open) > KEPT + 1:
                    self._open.pop(0).close()
        except (RecordError, OSError) as error:
            self.fault = str(error)

    def _follow(self) -> None:
        rest, seen = LOOK_SECONDS, None
        while not self._stop.wait(rest):
            begun = time.monotonic()
            now = _stamp(self.folder)
            if now is None or now != seen:
                self.renew()
                seen = now if self.fault is None else None
            rest = max(LOOK_SECONDS, REST * (time.monotonic() - begun))


def _stamp(folder: Path) -> tuple[object, ...] | None:
    """Something that is another whenever the manifest or the desk is; None where there is no manifest.

    The manifest of a large record names hundreds of parts: too much to be read again every second.
    """
    try:
        found = manifest.stamp(folder)
    except RecordError:
        return None
    with suppress(OSError):
        desk = (folder / manifest.DESK).stat()
        return found, desk.st_mtime_ns, desk.st_size, desk.st_ino
    return (found,)


def _first(folder: Path, tell: Callable[[str], None] | None) -> Catalogue:
    """The catalogue of the present snapshot, made where it has not been; one that is damaged is made again."""
    path = path_of(folder, manifest.load(folder))
    if path.exists():
        try:
            return Catalogue(folder, path)
        except RecordError:
            path.unlink(missing_ok=True)
    fault = _made(folder, tell or (lambda _: None))
    if fault is not None:
        raise RecordError(f"The record at {folder} cannot be arranged for the pages: {fault}")
    return Catalogue(folder, path_of(folder, manifest.load(folder)))


def _made(folder: Path, tell: Callable[[str], None] | None = None) -> str | None:
    """Makes the catalogue of the present snapshot in a process of its own, which takes its memory with it when it ends.

    Without `tell` at a low priority. Returns what went wrong, None where nothing did.
    """
    command = [sys.executable, "-m", "communique.catalogue", str(folder)]
    said = time.monotonic()
    with subprocess.Popen(
        command if tell else [*command, "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if tell and time.monotonic() - said >= SAY_SECONDS:
                said = time.monotonic()
                tell(f"Arranging the record for the pages, once for each state of it: {line.strip()}")
        fault = process.stderr.read().strip()
    if process.returncode == 0:
        return None
    return fault.splitlines()[-1] if fault else f"the process was stopped ({process.returncode})"
