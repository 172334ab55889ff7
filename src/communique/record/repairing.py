"""Repairing: a damaged record becomes a sound one that says what it lost. Nothing is deleted.

What is taken out of the record is put into a folder of its own under `quarantine/`, beside the list of the articles
that are to be read again, and the texts of those that are left. Rows of other tables than `articles` are made again
from the readings of the articles.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import RecordError, ReviewError
from communique.reading import Reading
from communique.record import history, manifest, parts, salvaging
from communique.record.checking import Checked, LostArticle, check, snapshot_of
from communique.record.columns import FACT_TABLES, FOR_WEAVING, REPLACED, ReadTable
from communique.record.compacting import joined
from communique.record.history import HISTORY
from communique.record.lock import NONE, Patience, writing
from communique.record.manifest import LOG, MANIFEST, PARTS, Manifest, Part
from communique.record.search import SearchIndex
from communique.record.tables import rows

if TYPE_CHECKING:
    from communique.reviews import Review

QUARANTINE = "quarantine"
LOST = "lost.jsonl"
AGAIN = "again.jsonl"
"""The lost articles whose texts are left, as `gather` reads them."""

_FROM_READINGS: tuple[ReadTable, ...] = ("statements", "mentions", "actors", "problems")


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was found and mended. `quarantine` is where the damaged files are now, None where nothing was damaged.

    `again` is how many of the lost articles can be read again from the file of that name there. `reviews` is how many
    reviews of a damaged log were saved, None where the log was sound; `woven` whether the record was woven and is to be
    woven again.
    """

    found: Checked
    quarantine: Path | None = None
    again: int = 0
    reviews: int | None = None
    woven: bool = False


def repair(folder: Path, patience: Patience = NONE) -> Repaired:
    """Mends the record in a folder. Safe to be stopped at any moment and run again.

    Raises RecordError where there is no record, another process is writing it for as long as there is patience, or the
    disk is full.
    """
    snapshot_of(folder)  # says so where there is no record, before anything is written there
    with writing(folder, patience):
        found = check(folder)
        if not found.damages:
            return Repaired(found)
        try:
            return _mend(folder, found)
        except (OSError, sqlite3.Error) as error:
            raise RecordError(
                f"The record at {folder} cannot be repaired: {error}",
                cause="the disk is full or read-only, or is failing",
                fix="copy the folder to another disk and repair it there",
            ) from error


def _mend(folder: Path, found: Checked) -> Repaired:
    kinds = {damage.kind for damage in found.damages}
    aside = _new_folder(folder)
    newest = found.present
    if "manifest" in kinds:
        # what the manifest may have named, and its copy does not
        named = {part.name for part in newest.parts}
        _keep(aside, (path for path in _files(folder / PARTS) if path.name not in named))
        _keep(aside, [folder / MANIFEST])
    if found.lost:
        lines = "".join(json.dumps(asdict(one), ensure_ascii=True) + "\n" for one in found.lost)
        manifest.put(aside / LOST, lines.encode())
    texts = _texts(folder, found)
    if texts:
        manifest.put(aside / AGAIN, "".join(texts.values()).encode())
    if found.parts:
        newest, dropped = _without(folder, newest, found.parts, found.lost)
        _keep(aside, (folder / PARTS / part.name for part in dropped))
    if newest is not found.present:
        history.swap(folder, newest, "repair")
    elif "manifest" in kinds:
        manifest.write(folder, newest)
    if "index" in kinds:
        SearchIndex(folder).anew(newest)
    saved = _mend_reviews(folder, aside) if "reviews" in kinds else None
    for damage in found.damages:
        if damage.kind == "catalogue":
            _keep(aside, [folder / damage.file])
            (folder / damage.file).unlink(missing_ok=True)
    if "history" in kinds:
        _keep(aside, [folder / HISTORY])
        history.tidy(folder)
    parts.clean(folder, newest)
    return Repaired(found, aside, len(texts), saved, woven=found.present.woven is not None and newest.woven is None)


def _without(
    folder: Path, present: Manifest, bad: Sequence[Part], lost: Sequence[LostArticle]
) -> tuple[Manifest, list[Part]]:
    """The next snapshot, without damaged parts and whatever is told of lost articles; and the parts taken out.

    Writes the parts that take the place of those.
    """
    next_ = present.snapshot + 1
    sound: list[Part] = []
    without_articles: set[int] = set()
    dropped = [part for part in present.of("articles") if part in bad]
    fresh_number = count()
    for part in present.of("articles"):
        kept = [part]
        if part in bad:
            runs = _run(salvaging.readings(folder, part))
            kept = list(_again(folder, "articles", next_, runs, fresh_number))
            if sum(one.rows for one in kept) < part.rows:
                without_articles |= _numbers(part)
        sound += kept
    stay: list[Part] = [*sound]
    for table in _FROM_READINGS:
        theirs = present.of(table)
        touched = without_articles | {number for part in theirs if part in bad for number in _numbers(part)}
        # a part that has rows of a touched snapshot is made anew as a whole, with all the snapshots that it has
        while more := {n for part in theirs if touched & _numbers(part) for n in _numbers(part)} - touched:
            touched |= more
        kept = [part for part in theirs if not touched & _numbers(part)]
        dropped += [part for part in theirs if part not in kept]
        fresh = _again(folder, table, next_, _runs(folder, sound, touched), count()) if len(kept) < len(theirs) else ()
        stay += sorted([*kept, *fresh], key=lambda part: parts.origins(part)[0][0])
    ids = {one.id for one in lost}
    for part in (part for table in (*FOR_WEAVING, *FACT_TABLES) for part in present.of(table)):
        of_lost = ids and part.table in FOR_WEAVING and part not in bad
        if part in bad or (
            of_lost and not ids.isdisjoint(parts.load(folder, part, ["article"])["article"].to_pylist())
        ):
            dropped.append(part)
        else:
            stay.append(part)
    anew = bool(without_articles) or any(part.table in REPLACED for part in bad)
    if anew:
        dropped += [part for part in bad if part.table in REPLACED]
    else:
        stay += [part for part in present.parts if part.table in REPLACED]
    return Manifest(present.snapshot + 1, tuple(stay), woven=None if anew else present.woven), dropped


def _numbers(part: Part) -> set[int]:
    return {number for number, _ in parts.origins(part)}


def _again(
    folder: Path, table: ReadTable, snapshot: int, runs: Iterable[list[tuple[int, Reading]]], number: Iterator[int]
) -> Iterator[Part]:
    """Parts of a table as readings have it, each with the snapshot that it came with; a part a run of them."""
    for run in runs:
        found = [(came, rows(reading)[table]) for came, reading in run]
        made = [row for _, some in found for row in some]
        if made:
            fresh = parts.write_rows(folder, table, snapshot, next(number), made)
            yield replace(fresh, origins=joined([(came, len(some)) for came, some in found if some]))


def _runs(folder: Path, articles: Iterable[Part], touched: set[int]) -> Iterator[list[tuple[int, Reading]]]:
    """The readings that came with some snapshots, and with which: those that stand together, some hundred at most."""
    for part in articles:
        if not touched & _numbers(part):
            continue
        run: list[tuple[int, Reading]] = []
        for line, came in zip(parts.load(folder, part, ["reading"])["reading"], parts.added(part), strict=True):
            if came in touched:
                run.append((came, Reading.from_json(line.as_py())))
            if run and (came not in touched or len(run) >= parts.PIECE_READINGS):
                yield run
                run = []
        if run:
            yield run


def _run(readings: Iterable[tuple[int, Reading]]) -> Iterator[list[tuple[int, Reading]]]:
    """Readings in lists that may be held in memory at once."""
    left = iter(readings)
    while run := list(islice(left, parts.PIECE_READINGS)):
        yield run


def _texts(folder: Path, found: Checked) -> dict[str, str]:
    """The lines that give the lost articles again whose texts are left, by their ids."""
    lost = {one.id for one in found.lost}
    bad = [part for part in found.parts if part.table == "articles"] if lost else []
    left = (row for part in bad for row in salvaging.articles(folder, part))
    return {
        row["id"]: json.dumps({name: value for name, value in row.items() if value is not None}) + "\n"
        for row in left
        if row["text"] is not None and row["id"] in lost
    }


def _mend_reviews(folder: Path, aside: Path) -> int:
    """Puts what can be read of the log in its place, and keeps the damaged one; how many reviews that is."""
    from communique.reviews import Reviews

    files = [folder / f"{LOG}{suffix}" for suffix in ("", "-wal", "-shm")]
    for path in files:
        with suppress(FileNotFoundError):  # no second name: to open the log may change its file
            shutil.copy2(path, aside / path.name)
    new = aside / "mended"
    new.mkdir(exist_ok=True)
    saved = 0
    log = Reviews(new)
    for review in _readable(folder / LOG):
        with suppress(ReviewError):
            log.take([review])
            saved += 1
    for path in files[1:]:
        path.unlink(missing_ok=True)  # a log of changes that outlived its file would be played into the new one
    if saved:
        (new / LOG).replace(folder / LOG)
    else:
        files[0].unlink(missing_ok=True)
    shutil.rmtree(new)
    return saved


def _readable(path: Path) -> list[Review]:
    """The reviews that can be read in a damaged log: those before the damage, and those after it."""
    from communique.reviews import Review

    found: dict[int, Review] = {}
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as log:
            for number, line in log.execute(f"SELECT number, review FROM reviews ORDER BY number {order}"):
                with suppress(ValueError, KeyError, TypeError, ReviewError):
                    found[number] = Review.from_dict(json.loads(line), number)
    return [found[number] for number in sorted(found)]


def _new_folder(folder: Path) -> Path:
    """A new folder for what is taken out, named by the time."""
    name = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    for number in count(1):
        made = folder / QUARANTINE / (name if number == 1 else f"{name}-{number}")
        with suppress(FileExistsError):
            made.mkdir(parents=True)
            return made
    raise AssertionError


def _keep(aside: Path, files: Iterable[Path]) -> None:
    """Puts files into quarantine, too: they may be removed from where they are then. Those that are gone are not."""
    for path in files:
        with suppress(FileNotFoundError):
            try:
                os.link(path, aside / path.name)
            except FileExistsError:
                continue
            except FileNotFoundError:
                raise
            except OSError:  # a disk that knows no second names
                shutil.copy2(path, aside / path.name)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
