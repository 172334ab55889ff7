"""What an older snapshot had woven, kept once it was woven again: a folder each, which may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from communique.record.columns import WOVEN_TABLES
from communique.record.manifest import TEMPORARY, WEAVING, Part

if TYPE_CHECKING:
    from communique.weave import Woven

FOLDER = "rewoven"

KEPT = 8
"""So many are kept, those that were made last: a week of days and one more; 10 MB each where 10,000 are woven."""


def rewoven(folder: Path, articles: Sequence[Part], make: Callable[[], Woven]) -> Woven:
    """What weaving comes to of the articles in some parts: as it was kept, or else as `make` gives it."""
    told = "\n".join(f"{part.name} {part.rows}" for part in articles)
    key = hashlib.sha256(f"{WEAVING}\n{told}".encode()).hexdigest()[:16]
    path = folder / FOLDER / key
    found = _kept(path) if path.is_dir() else None
    if found is None:
        found = make()
        with suppress(OSError):  # a folder that may only be read, or a full disk: then it is woven again next time
            _keep(path, found)
    return found


def _kept(path: Path) -> Woven | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from communique.record.woven import woven_of

    try:
        tables = {}
        for table in WOVEN_TABLES:
            with pq.ParquetFile(path / f"{table}.parquet", page_checksum_verification=True) as file:
                tables[table] = file.read(use_threads=False)
        return woven_of(tables)
    except (OSError, pa.ArrowException):
        return None


def _keep(path: Path, woven: Woven) -> None:
    import pyarrow.parquet as pq

    from communique.record.woven import woven_tables

    # named by the process: two may be asked the same at once
    temporary = path.with_name(f"{path.name}{TEMPORARY}-{os.getpid()}")
    temporary.mkdir(parents=True, exist_ok=True)
    try:
        for table, rows in woven_tables(woven).items():
            pq.write_table(rows, temporary / f"{table}.parquet", compression="zstd", write_page_checksum=True)
        shutil.rmtree(path, ignore_errors=True)
        temporary.replace(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    others = sorted(path.parent.iterdir(), key=lambda other: other.stat().st_mtime_ns, reverse=True)
    for other in others[KEPT:]:
        shutil.rmtree(other, ignore_errors=True)
