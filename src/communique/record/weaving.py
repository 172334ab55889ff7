"""Weaving in a record: from the threads of all its articles to the parts of the woven tables.

threads (kept with each reading) ─┐
kept comparisons ─────────────────┴► weaver ─► families, occurrences, accounts, encounters ─► parts
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from communique.reading import Reading
from communique.record import parts
from communique.record.columns import WOVEN_TABLES, Row, WovenTable, schemas
from communique.record.manifest import WEAVING, Manifest, Part

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.weave import Thread, Weaver, Woven

Tell = Callable[[int, int], None]
"""Told how many articles have been taken in, and how many there are."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps Python from looking for cycles meanwhile.

    Weaving makes millions of objects, none of which refers to itself; to look through them again and again takes a
    quarter of the time of weaving, and half of that of taking back what was woven.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def weave(folder: Path, present: Manifest, tell: Tell | None = None) -> tuple[Woven, Manifest]:
    """Weaves all articles of a snapshot, and writes what comes of it as parts of the next, which is given too.

    Only the holder of the writer's lock may, and is to make the new snapshot the present one. An article without a
    thread, or with one of another version of weaving, gets one from its reading. Raises RecordError where a part
    cannot be read or written.
    """
    from communique.record.woven import woven_tables

    number = present.snapshot + 1
    fresh: list[Part] = []

    def keep(threads: list[Row]) -> None:
        fresh.append(parts.write_rows(folder, "threads", number, len(fresh), threads))

    unfit, fit = _fitness(folder, present)
    weaver, known = _filled(folder, present.of("articles"), fit, keep, tell)
    woven = weaver.woven()
    new = sorted((key, value) for key, value in weaver.kept().to_rows() if key not in known)
    if new:
        rows = [{"key": key, "value": value} for key, value in new]
        fresh.append(parts.write_rows(folder, "kept", number, len(fresh), rows))
    for table, values in woven_tables(woven).items():
        if values.num_rows:
            fresh.append(parts.write_table(folder, table, number, 0, values))
    return woven, present.rewoven(fresh, unfit)


@_uncollected()
def again(folder: Path, present: Manifest, articles: Sequence[Part]) -> Woven:
    """What weaving comes to of the articles in some parts alone, with what the present snapshot keeps for it.

    Nothing is written. Raises RecordError where a part cannot be read.
    """
    return _filled(folder, articles, _fitness(folder, present)[1])[0].woven()


@_uncollected()
def stored(folder: Path, present: Manifest) -> Woven:
    """What was woven last, as it was. Raises RecordError where a part cannot be read."""
    import pyarrow as pa

    from communique.record.woven import woven_of

    def table(name: WovenTable) -> pa.Table:
        found = [parts.whole(name, parts.load(folder, part)) for part in present.of(name)]
        return pa.concat_tables(found) if found else schemas()[name].empty_table()

    return woven_of({name: table(name) for name in WOVEN_TABLES})


def _fitness(folder: Path, present: Manifest) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts that are kept for weaving: those of another version of it, and those of this one."""
    kept = _of(present, "threads", "kept")
    unfit = tuple(part for part in kept if parts.weaving_of(folder, part) != WEAVING)
    return unfit, tuple(part for part in kept if part not in unfit)


def _filled(
    folder: Path,
    articles: Sequence[Part],
    fit: Sequence[Part],
    keep: Callable[[list[Row]], None] | None = None,
    tell: Tell | None = None,
) -> tuple[Weaver, set[str]]:
    """A weaver that has taken in the articles of some parts, and the keys of the comparisons that were kept.

    `keep` is given the threads that had to be made, those of one part at a time.
    """
    from communique.weave import Kept, Thread, Weaver, thread

    wanted = {part: parts.load(folder, part, ["id"])["id"].to_pylist() for part in articles}
    left = {article for ids in wanted.values() for article in ids}
    total, known = len(left), set[str]()

    def remembered() -> Iterator[tuple[str, bytes]]:
        for key, value in _rows(folder, (part for part in fit if part.table == "kept")):
            known.add(key)
            yield key, value

    weaver = Weaver(Kept.from_rows(remembered()))

    def take(article: str, of: Thread) -> None:
        weaver.add(of)
        left.discard(article)
        if tell is not None:
            tell(total - len(left), total)

    for article, data in _rows(folder, (part for part in fit if part.table == "threads")):
        if article in left:  # an article may be of a later snapshot than is asked, or lost to a damaged disk
            take(article, Thread.from_bytes(data))
    for part, ids in wanted.items():
        if left.isdisjoint(ids):
            continue
        made = [(reading.article.id, thread(reading)) for reading in _readings(folder, part, ids, left)]
        for article, of in made:
            take(article, of)
        if keep is not None:
            keep([{"article": article, "thread": of.to_bytes()} for article, of in made])
    return weaver, known


def _of(present: Manifest, *tables: str) -> tuple[Part, ...]:
    return tuple(part for part in present.parts if part.table in tables)


def _rows(folder: Path, of: Iterable[Part]) -> Iterator[tuple[str, bytes]]:
    """The rows of parts with two columns, one part in memory at a time."""
    for part in of:
        keys, values = parts.load(folder, part).columns
        yield from zip(keys.to_pylist(), values.to_pylist(), strict=True)


def _readings(folder: Path, part: Part, ids: Sequence[str], wanted: Collection[str]) -> Iterator[Reading]:
    """Those readings in a part of articles that are wanted; `ids` are those of all its articles."""
    for article, line in zip(ids, parts.load(folder, part, ["reading"])["reading"], strict=True):
        if article in wanted:
            yield Reading.from_json(line.as_py())
