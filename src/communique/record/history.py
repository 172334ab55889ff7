"""The history: which snapshots there were, and what an older one had.

Read tables are only ever added to, so an older snapshot has the first so many of their rows: that needs no copy of
anything. What it had woven is woven again from those. `history.jsonl` has a line a snapshot: when it came and by which
command. It is no part of the record proper: without it the snapshots are still known, but not their times.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from communique.errors import QuestionError
from communique.record import manifest, parts
from communique.record.columns import ASKED, WOVEN_TABLES
from communique.record.manifest import WEAVING, Manifest, Part, Weaving

HISTORY = "history.jsonl"

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot: how many articles it had, when it came and by which command; None where that is not known.

    `woven` says what its woven tables were made of, None where it had none, or it is not known.
    """

    number: int
    articles: int
    at: str | None = None
    by: str | None = None
    woven: Weaving | None = None

    @property
    def moment(self) -> datetime | None:
        """When it came."""
        return datetime.fromisoformat(self.at) if self.at is not None else None


@dataclass(frozen=True, slots=True)
class Past:
    """An older snapshot to be asked, and until when it was the newest: None where it still is, or nobody knows.

    Reviews that were given later are not its own.
    """

    snapshot: Snapshot
    until: datetime | None


def swap(folder: Path, newest: Manifest, by: str) -> None:
    """Makes `newest` the folder's snapshot, and notes that it came, and by which command.

    Raises RecordError where it cannot be written; the snapshot is the one before then.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    _note(folder, Snapshot(newest.snapshot, newest.rows("articles"), now, by, newest.woven))
    manifest.write(folder, newest)


def snapshots(folder: Path, present: Manifest, *, later: bool = False) -> tuple[Snapshot, ...]:
    """All snapshots up to the present one, in order, as far as they are noted or have brought articles.

    With `later`, also what is noted after it: of a writer that died, or of a manifest that is lost.
    """
    found: dict[int, Snapshot] = {}
    articles = 0
    for part in present.of("articles"):
        for number, rows in parts.origins(part):
            articles += rows
            found[number] = Snapshot(number, articles)
    found |= {one.number: one for one in _noted(folder) if later or one.number <= present.snapshot}
    return tuple(found[number] for number in sorted(found))


def broken(folder: Path) -> int:
    """How many lines of the file cannot be understood; the last does not count, which a writer may be at."""
    return sum(_parsed(line) is None for line in _lines(folder)[:-1])


def tidy(folder: Path) -> None:
    """Leaves such lines out. Only the holder of the writer's lock may."""
    manifest.put(folder / HISTORY, b"".join(line for line in _lines(folder) if _parsed(line) is not None))


def past(known: Sequence[Snapshot], wanted: int | str | date) -> Past:
    """The snapshot that is meant by its number, or by a day (at its end) or a moment, in UTC where no zone is given.

    Raises QuestionError where it is none of `known`.
    """
    number = _number(wanted)
    last = known[-1].number if known else 0
    if number is not None:
        chosen = next((one for one in reversed(known) if one.number <= number), None)
        if number > last or chosen is None:
            raise QuestionError(
                f"The record has no snapshot {number}",
                cause=f"it has {known[0].number} to {last}" if known else "it is empty",
                fix="communique history lists them",
            )
        return Past(chosen, _until(known, chosen))
    moment = _moment(wanted)
    timed = [(one, one.moment) for one in known]
    # by number, not by time: where a clock was set back, the later one is what the record said last
    found = next((one for one, came in reversed(timed) if came is not None and came <= moment), None)
    if found is None:
        first = next((one for one in known if one.at is not None), None)
        raise QuestionError(
            f"No snapshot is known from {wanted} or before",
            cause=f"the first whose time is known is {first.number}, of {first.at}" if first else "no times are known",
            fix="communique history lists the snapshots; --as-of takes their numbers, too",
        )
    return Past(found, moment)


def of_then(present: Manifest, snapshot: Snapshot) -> Manifest:
    """What questions are put to of an older snapshot, in terms of the parts that there are now.

    Its woven tables are among the parts where they are still those of the present snapshot; else they are to be made
    again from `articles_of_then`. What it had woven, where that is not known, is taken to have been everything.
    """
    woven = snapshot.woven
    if woven is None and snapshot.at is None:
        woven = Weaving(snapshot.number, snapshot.articles, WEAVING)
    as_now = woven is not None and present.woven is not None and woven.snapshot == present.woven.snapshot
    chosen: list[Part] = []
    for part in present.parts:
        if part.table in WOVEN_TABLES:
            chosen += [part] * as_now
        elif part.table in ASKED:
            chosen += _until_snapshot(part, snapshot.number)
    if woven is not None and not as_now:
        woven = replace(woven, version=WEAVING)
    return Manifest(snapshot.number, tuple(chosen), present.layout, woven)


def articles_of_then(present: Manifest, snapshot: int) -> tuple[Part, ...]:
    """The parts, or first rows of them, that hold the articles which an older snapshot had."""
    return tuple(cut for part in present.of("articles") for cut in _until_snapshot(part, snapshot))


def _until_snapshot(part: Part, snapshot: int) -> tuple[Part, ...]:
    rows = sum(rows for number, rows in parts.origins(part) if number <= snapshot)
    return (replace(part, rows=rows),) if rows else ()


def _until(known: Sequence[Snapshot], chosen: Snapshot) -> datetime | None:
    following = next((one for one in known if one.number > chosen.number), None)
    return following.moment if following else None


def _number(wanted: int | str | date) -> int | None:
    if isinstance(wanted, str):
        return int(wanted) if _NUMBER.fullmatch(wanted.strip()) else None
    return wanted if isinstance(wanted, int) else None


def _moment(wanted: int | str | date) -> datetime:
    try:
        if isinstance(wanted, datetime):
            found = wanted
        elif isinstance(wanted, date):
            found = datetime.combine(wanted, time.max)
        else:
            text = str(wanted).strip()
            found = datetime.fromisoformat(text)
            if re.fullmatch(r"[\d-]+", text):
                found = datetime.combine(found.date(), time.max)
    except ValueError as error:
        raise QuestionError(
            f"{wanted!r} is no snapshot and no date",
            cause="it is written otherwise",
            fix="give a number that communique history shows, or a day such as 2019-03-01, or 2019-03-01T18:00",
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _note(folder: Path, snapshot: Snapshot) -> None:
    """Adds a line, in the place of what a writer left at the end who died before its snapshot was there."""
    path = folder / HISTORY
    lines = _lines(folder)
    while lines and ((last := _parsed(lines[-1])) is None or last.number >= snapshot.number):
        lines.pop()
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b") as file:
            file.truncate(sum(map(len, lines)))
            file.seek(0, os.SEEK_END)
            file.write(json.dumps(asdict(snapshot)).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise manifest.unwritable(path, error) from error


def _noted(folder: Path) -> Iterator[Snapshot]:
    """The snapshots that the file tells of; lines that cannot be understood are passed over."""
    return (found for line in _lines(folder) if (found := _parsed(line)) is not None)


def _lines(folder: Path) -> list[bytes]:
    try:
        return (folder / HISTORY).read_bytes().splitlines(keepends=True)
    except OSError:
        return []


def _parsed(line: bytes) -> Snapshot | None:
    try:
        values: Mapping[str, Any] = json.loads(line)
        woven = Weaving(**values["woven"]) if values["woven"] is not None else None
        found = Snapshot(**{**values, "woven": woven})
        return found if line.endswith(b"\n") and found.moment is not None and found.number >= 0 else None
    except (ValueError, KeyError, TypeError):
        return None
