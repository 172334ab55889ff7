"""`communique watch`: a record kept up to date from feeds and sitemaps."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of, kept
from communique.cli._inputs import LIMIT, Limit, unread_line
from communique.cli._record import DEFAULT, RecordFolder
from communique.cli._tables import AsJson
from communique.cli._terminal import counted, one_line
from communique.cli.read import Tally, summary
from communique.cli.weave import weave_all

if TYPE_CHECKING:
    from types import FrameType

    from communique.errors import RecordError
    from communique.gather import Unread
    from communique.reading import Article, Reading
    from communique.record import Record
    from communique.watch import Source, Sources


def watch(
    sources: Annotated[
        Path | None,
        typer.Argument(
            metavar="SOURCES", help="What to watch, in TOML: see docs/how-to/follow-feeds.", show_default=False
        ),
    ] = None,
    record: RecordFolder = DEFAULT,
    once: Annotated[bool, typer.Option("--once", help="Look at each source a single time: for cron.")] = False,
    limit: Limit = LIMIT,
    desk: DeskFile = None,
    no_weave: Annotated[bool, typer.Option("--no-weave", help="Leave that for later: communique weave.")] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Watch nothing: say of each source how it is doing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Keep a record up to date from feeds and sitemaps.

    Looks at each source of SOURCES.toml now and again, and reads the pages that are new into the record, until it is
    interrupted. It heeds robots.txt, asks only for what has changed, leaves a second between two requests to one
    host, and leaves a host alone that has trouble or asks for it. What it has seen is kept in the record's folder, so
    that a restart misses and repeats nothing. One failing source holds up no other. With --once, fails if every
    source did.

    With --status it says of each source when it was last looked at, how many pages were new then, when it is due, what
    its trouble is, and how many articles the record has from it; without SOURCES, of each that was ever watched.

    \b
    Example:
      communique watch korea.toml --record korea
      communique watch korea.toml --record korea --once
      communique watch --status --record korea
    """
    from communique.cli._standing import show
    from communique.record import Record
    from communique.watch import watch as watch_all

    if status:
        show(record, _checked(sources) if sources else None, as_json=as_json)
        return
    if as_json:
        raise typer.BadParameter("--json is for --status.")
    if sources is None:
        raise typer.BadParameter("Say what to watch; --status alone needs no file.", param_hint="SOURCES")
    chosen = _checked(sources)  # before a record is made
    file = desk_for(record, desk)
    own = desk_of(file)
    into = Record.open(record, create=True)
    told = Told(into, weave=not no_weave, clock=not once)
    stop = threading.Event()
    _end_politely(stop)
    try:
        failing = watch_all(into, chosen, told, once=once, desk=own, limit=limit, stop=stop)
    finally:
        for line in summary(told.tally, record):
            typer.echo(line)
        if own is not None and file is not None:
            typer.echo(kept(record, file, own))
    if once and failing == len(chosen.sources):
        typer.echo("communique: error: No source could be looked at.", err=True)
        raise typer.Exit(1)


@dataclass(slots=True)
class Told:
    """Tells what happens, line by line, and weaves whenever there is time. `clock` puts the time before each line."""

    record: Record
    weave: bool = True
    clock: bool = False
    tally: Tally = field(default_factory=Tally)

    def said(self, source: Source, words: str) -> None:
        """News of a source, or its trouble."""
        self._line(f"{source.name}: {words}", err=True)

    def lost(self, unread: Unread) -> None:
        """A page that gives no article."""
        self.tally.unread.append(unread)
        self._line(f"not read: {unread_line(unread)}", err=True)

    def read(self, reading: Reading) -> None:
        """An article that is in the record now."""
        self.tally.count(reading)

    def known(self, article: Article) -> None:
        """An article that was in it already."""
        self.tally.known += 1

    def rest(self) -> None:
        """Weaves what is unwoven. Where another program writes the record just then, it is for the next time."""
        from communique.errors import RecordError

        if not self.weave or not self.record.unwoven:
            return
        try:
            self._line(weave_all(self.record))
        except RecordError as error:
            self._line(f"not woven yet: {error}", err=True)

    def busy(self, error: RecordError) -> None:
        """Another program writes the record."""
        self._line(f"waiting to write: {error}", err=True)

    def _line(self, words: str, *, err: bool = False) -> None:
        typer.echo(one_line(f"{time.strftime('%H:%M:%S')} {words}" if self.clock else words), err=err)


def _checked(path: Path) -> Sources:
    from communique.watch import open_sources

    found, faults = open_sources(path)
    if faults:
        for fault in faults:
            typer.echo(one_line(str(fault)), err=True)
        typer.echo(one_line(f"communique: error: {path} has {counted(len(faults), 'fault')}."), err=True)
        raise typer.Exit(1)
    return found


def _end_politely(stop: threading.Event) -> None:
    """What SIGTERM says (systemd, docker) is taken as it is meant: what has come is still read, then all ends."""

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
