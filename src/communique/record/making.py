"""Making an empty record in a folder that holds nothing else."""

from __future__ import annotations

from pathlib import Path

from communique.errors import RecordError
from communique.record import manifest
from communique.record.history import HISTORY
from communique.record.lock import INDEXING, WRITING, held
from communique.record.manifest import COPY, DESK, MANIFEST, PARTS, TEMPORARY, Manifest
from communique.record.search import INDEX

_CREATING_SECONDS = 10.0
"""How long to wait for another process that is making the same record."""

_OURS = (
    *(DESK, MANIFEST, MANIFEST + TEMPORARY, COPY, COPY + TEMPORARY, HISTORY, PARTS, WRITING, INDEXING),
    *(INDEX, f"{INDEX}-wal", f"{INDEX}-shm"),
    *("desk.schema.json", "sources.toml"),  # what `communique new` puts beside the desk
)


def create(folder: Path) -> None:
    """Makes an empty record. Raises RecordError where the folder holds other files, or cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(p.name for p in folder.iterdir() if p.name not in _OURS and not p.name.startswith("."))
        if others:
            raise RecordError(
                f"{folder} holds other files ({others[0]}), and no record",
                cause="the path is one of something else",
                fix="give a folder that is empty or not there yet",
            )
        if (folder / COPY).exists() or any((folder / PARTS).glob("*.parquet")):
            manifest.load(folder)  # says what is wrong, but where another process has just made it
            return
        (folder / PARTS).mkdir(exist_ok=True)
    except OSError as error:
        raise RecordError(
            f"A record cannot be made at {folder}: {error}",
            cause="a file has that name, or the folder above it belongs to another user",
            fix="give another path",
        ) from error
    with held(folder / WRITING, wait_seconds=_CREATING_SECONDS):
        if not (folder / MANIFEST).exists():
            manifest.write(folder, Manifest())
