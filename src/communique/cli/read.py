"""`communique read`: articles into a record."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of, kept
from communique.cli._inputs import (
    LIMIT,
    Ahead,
    ColumnNames,
    Limit,
    Paths,
    columns_of,
    fault_of,
    is_foreign,
    unread_line,
)
from communique.cli._record import DEFAULT, WAIT, RecordFolder, Wait, patience
from communique.cli._shards import place_of, read_shards_into
from communique.cli._terminal import counted
from communique.cli.weave import weave_all
from communique.errors import RecordError

if TYPE_CHECKING:
    from communique.cli._progress import Tell
    from communique.desk import Desk
    from communique.engine import Engine
    from communique.gather import Unread
    from communique.reading import Article, Reading
    from communique.record import Record

# What is read is written in batches, each whole or not at all: a kill loses at most this much work.
BATCH_READINGS = 250
BATCH_SECONDS = 20.0


def read(
    paths: Paths,
    record: RecordFolder = DEFAULT,
    column: ColumnNames = None,
    limit: Limit = LIMIT,
    desk: DeskFile = None,
    private: Annotated[
        bool, typer.Option("--private", help="Fetch URLs from this machine and private networks too.")
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes",
            metavar="N",
            min=1,
            help="Read in so many processes. Without it: in one for each core, where there are many articles.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        Literal["here", "processes", "ray"] | None,
        typer.Option(
            "--engine",
            show_default=False,
            help="Where to read: here, in several processes, or on Ray. Without it: as --processes says.",
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="ADDRESS",
            show_default=False,
            help="With --engine ray: auto or ray://HOST:10001 for a cluster. Without it: a Ray on this machine.",
        ),
    ] = None,
    actors: Annotated[
        int | None,
        typer.Option(
            "--actors",
            metavar="N",
            min=1,
            show_default=False,
            help="With --engine ray: read so many shards at a time. Without it: as many as there are cores for.",
        ),
    ] = None,
    work: Annotated[
        str | None,
        typer.Option(
            "--work",
            metavar="DIR",
            show_default=False,
            help="With --engine ray: where finished shards wait, a folder or a URI that all machines can write. "
            "Without it: a folder in the record's.",
        ),
    ] = None,
    no_weave: Annotated[bool, typer.Option("--no-weave", help="Leave that for later: communique weave.")] = False,
    wait: Wait = WAIT,
) -> None:
    """Read articles into a record.

    Reads .txt, .md, .html, .json, .jsonl, .csv, .parquet and .warc, gzipped or not, whole folders, globs, URIs of
    files elsewhere (s3://, gs://), standard input, and http(s) URLs: of a page, or of a feed or a sitemap, whose links
    are then read. Articles that the record holds already are skipped; articles in other languages are kept, not read.
    What cannot be read is said, with file and line, and the rest goes on. Fails if nothing was read. A first --desk is
    kept in the record's folder as desk.toml, which is used from then on. At the end all articles of the record are
    woven: copies are found, and what several articles tell is put together. With --engine ray each file is a shard,
    read by one actor; a run that was stopped goes on where it was when it is started again.

    \b
    Example:
      communique read inbox/ "archive/*.jsonl.gz" --record korea
      communique read https://example.org/news/feed.xml --record korea
      communique read table.csv --column text=body --column published=date
      communique read inbox/ --record congo --desk congo.toml
      communique read "s3://corpus/*.parquet" --engine ray --address auto --work s3://corpus/run
    """
    from communique.cli._progress import progress
    from communique.engine import engine_for
    from communique.engine.on_ray import OnRay
    from communique.engine.work import Job, Work
    from communique.gather import gather
    from communique.gather.shards import shards_of
    from communique.record import Record

    where = engine_for(processes, engine, actors=actors, address=address)
    if not isinstance(where, OnRay) and (address or actors or work):
        raise typer.BadParameter("It goes with --engine ray.", param_hint="--address, --actors or --work")
    names = columns_of(column)
    file = desk_for(record, desk)
    own = desk_of(file)
    tally = Tally()
    # before a record is made for paths that are none
    if isinstance(where, OnRay):
        where.check()
        shards, tally.unread = shards_of(paths)
        finished = Work(place_of(record, work))
    else:
        items = gather(paths, columns=names, limit=limit, private=private)
    into = Record.open(record, create=True, patience=patience(wait))
    try:
        with progress() as tell:
            if isinstance(where, OnRay):
                read_shards_into(into, shards, tally, tell, where, finished, Job(names, limit, own))
            else:
                read_into(into, items, tally, tell, own, where)
    finally:
        for unread in tally.unread:
            typer.echo(f"communique: not read: {unread_line(unread)}", err=True)
        for line in summary(tally, record):
            typer.echo(line)
        if own is not None and file is not None:
            typer.echo(kept(record, file, own))
    if not tally.read and not tally.known:
        typer.echo("communique: error: Nothing was read.", err=True)
        raise typer.Exit(1)
    if into.unwoven and not no_weave:
        typer.echo(weave_all(into))


@dataclass(slots=True)
class Tally:
    """What became of the articles of one run, counted."""

    read: int = 0
    known: int = 0
    foreign: int = 0
    statements: int = 0
    unread: list[Unread] = field(default_factory=list)

    def count(self, reading: Reading) -> None:
        """Count one article that was understood, or kept without being understood."""
        if fault := fault_of(reading):
            self.unread.append(fault)
        elif is_foreign(reading.article):
            self.foreign += 1
        else:
            self.read += 1
            self.statements += len(reading.statements)


def read_into(
    record: Record,
    items: Iterable[Article | Unread],
    tally: Tally,
    tell: Tell,
    desk: Desk | None = None,
    engine: Engine | None = None,
) -> None:
    """Read the articles among `items` that `record` does not know into it, batch by batch, and count into `tally`.

    `desk` holds the user's own actors; `engine` is where they are read, by default in this process. Interrupted, it
    writes what was read so far before the interruption goes on. Raises RecordError where the record cannot be written.
    """
    from communique.engine import Here
    from communique.gather import Unread

    ahead = Ahead(items)
    pending: list[Reading] = []
    begun: set[str] = set()  # ids handed on and not yet in the record

    def unknown() -> Iterator[Article]:
        for item in ahead:
            if isinstance(item, Unread):
                tally.unread.append(item)
            elif item.id in begun or record.knows(item.id):
                tally.known += 1
            else:
                begun.add(item.id)
                yield item
            tell(_done(tally, pending), ahead.total)

    def write() -> None:
        record.add(pending)
        for reading in pending:
            begun.discard(reading.article.id)
            tally.count(reading)
        pending.clear()

    written = time.monotonic()
    try:
        for reading in (engine or Here()).readings(unknown(), desk):
            pending.append(reading)
            tell(_done(tally, pending), ahead.total)
            if len(pending) >= BATCH_READINGS or time.monotonic() - written >= BATCH_SECONDS:
                write()
                written = time.monotonic()
    except RecordError:
        pending.clear()  # it was tried, and the second time would fail like the first
        raise
    finally:
        if pending:
            write()


def summary(tally: Tally, record: Path) -> list[str]:
    """The closing lines: what was read, known, kept, not read."""
    return [
        f"{counted(tally.read, 'article')} read into {record}, with {counted(tally.statements, 'statement')}",
        *([f"{counted(tally.known, 'article')} already known"] if tally.known else []),
        *([f"{counted(tally.foreign, 'article')} not in English: kept, not read"] if tally.foreign else []),
        *([f"{counted(len(tally.unread), 'input')} not read, for the reasons above"] if tally.unread else []),
    ]


def _done(tally: Tally, pending: list[Reading]) -> int:
    return tally.read + tally.known + tally.foreign + len(tally.unread) + len(pending)
