"""Shards into a record: read on Ray, kept where finished shards wait, taken up in their order."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from communique.cli._terminal import counted

if TYPE_CHECKING:
    from communique.cli._progress import Tell
    from communique.cli.read import Tally
    from communique.engine import OnRay
    from communique.engine.work import Finished, Job, Work
    from communique.gather import Unread
    from communique.gather.shards import Shard
    from communique.record import Record

FOLDER = "shards"
"""In the record's folder: where finished shards wait that have no other place."""


def place_of(record: Path, work: str | None) -> str:
    """Where finished shards wait: the folder or the URI that the user names, else a folder in the record's."""
    from communique.gather.filesystems import is_uri

    if work is None:
        return str(record.expanduser().absolute() / FOLDER)
    return work if is_uri(work) else str(Path(work).expanduser().absolute())


def read_shards_into(
    record: Record, shards: Sequence[Shard], tally: Tally, tell: Tell, engine: OnRay, work: Work, job: Job
) -> None:
    """Read the shards that are not finished yet, and take all of them up in `record`, one after the other.

    What became of them is counted into `tally`. Interrupted, or killed, it leaves finished shards to be taken up.
    """
    from communique.gather import Unread

    one_at_a_time = threading.Lock()
    known = fresh = 0  # articles: of shards that were finished before, and of the others

    def done(count: int) -> None:
        nonlocal fresh
        with one_at_a_time:  # the engine tells from a thread of its own
            fresh = max(fresh, count)
            tell(known + fresh, None)

    work.prepare()
    key = job.key()
    named = [(work.name(shard, key), shard) for shard in shards]
    present = work.names()
    missing = [one for one in named if one[0] not in present]
    before = len(named) - len(missing)
    typer.echo(f"communique: {counted(len(named), 'shard')}, of which {before:,} were finished before", err=True)
    reading = engine.finish(missing, work, job, done)
    outcomes: dict[str, Finished | Unread] = {}
    try:
        for name, shard in named:
            while name not in present and name not in outcomes:
                outcomes.update([next(reading)])
            outcome = outcomes.pop(name, None)
            if isinstance(outcome, Unread):
                tally.unread.append(outcome)
                continue
            so_far = _counted(tally)
            _take(record, name, shard, work, tally)
            if name in present:
                known += _counted(tally) - so_far
                done(0)
    except KeyboardInterrupt:
        typer.echo("communique: finished shards are kept: the same command goes on from there", err=True)
        raise
    finally:
        reading.close()


def _take(record: Record, name: str, shard: Shard, work: Work, tally: Tally) -> None:
    """Take up one finished shard; one that is damaged is not finished any more, and is told."""
    import pyarrow as pa

    from communique.gather import Unread
    from communique.gather.unread import unread

    try:
        finished = work.finished(name)
        taken = record.take(work.pieces(name))
    except (pa.ArrowException, OSError, ValueError) as error:
        work.forget(name)
        why = next(iter(f"{error}".splitlines()), "")
        fix = "run the same command again: it is read anew"
        tally.unread.append(unread(shard.path, f"What was read of it is damaged: {why}", fix=fix))
        return
    tally.unread += finished.unread
    if finished.untold:
        tally.unread.append(unread(shard.path, f"{finished.untold:,} more inputs in it were not read"))
    tally.unread += [Unread(path, message) for path, message in taken.faults]
    tally.read += len(taken.new) - taken.foreign - len(taken.faults)
    tally.foreign += taken.foreign
    tally.known += taken.known + finished.repeated
    tally.statements += taken.statements


def _counted(tally: Tally) -> int:
    return tally.read + tally.known + tally.foreign + len(tally.unread)
