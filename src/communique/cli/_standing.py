"""How each source that is watched is doing: what `communique watch --status` shows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from communique.cli._tables import Column, print_json, print_table
from communique.cli._terminal import counted, one_line

if TYPE_CHECKING:
    from communique.watch import Kept, Sources

COLUMNS = (
    Column("source", wide=True),
    Column("last look", 15),
    Column("new", number=True),
    Column("next look", 14),
    Column("waiting", number=True),
    Column("articles", number=True),
)
_TIMES = ("looked", "next", "news")


def show(record: Path, sources: Sources | None, *, as_json: bool) -> None:
    """Print how the sources are doing; without `sources`, all that were ever watched for the record.

    Raises RecordError where there is no record, or what is known of its sources cannot be read.
    """
    from communique.record import Record
    from communique.watch import Kept, is_watched, kept

    folder = Record.open(record).path
    known = kept(folder)
    names = {url: url for url in known} if sources is None else {one.url: one.name for one in sources.sources}
    rows = [(name, known.get(url, Kept(url))) for url, name in names.items()]
    if as_json:
        print_json(_values(name, one) for name, one in rows)
        return
    if not rows:
        typer.echo("Nothing was ever watched for this record.", err=True)
        return
    now = time.time()
    print_table(COLUMNS, [list(_cells(name, one, now)) for name, one in rows], apart=True)
    failing = sum(one.trouble is not None for _, one in rows)
    told = f"{counted(failing, 'source')} of {len(rows):,} in trouble" if failing else f"{counted(len(rows), 'source')}"
    typer.echo(f"{told}; {'somebody is' if is_watched(folder) else 'nobody is'} watching for this record now")


def _values(name: str, one: Kept) -> dict[str, Any]:
    values: dict[str, Any] = {"name": name, **asdict(one)}
    for key in _TIMES:
        if values[key] is not None:
            values[key] = datetime.fromtimestamp(values[key], UTC).isoformat(timespec="seconds")
    return values


def _cells(name: str, one: Kept, now: float) -> Iterator[str | None]:
    """The cells of a row; below its name, what its trouble is."""
    yield "\n".join(_about(name, one, now))
    yield "never" if one.looked is None else _ago(now - one.looked)
    yield None if one.came is None or one.trouble else f"{one.came:,}"
    yield None if one.looked is None or one.next is None else _due(one.next - now)
    yield f"{one.waiting:,}"
    yield f"{one.articles:,}"


def _about(name: str, one: Kept, now: float) -> Iterator[str]:
    yield one_line(name)
    if one.trouble is not None:
        times = "" if one.failures < 2 else f"{one.failures} times in a row: "
        yield one_line(f"{times}{one.trouble}")
    if one.without:
        yield f"{counted(one.without, 'page')} gave no article"
    if one.news is not None and not one.came:
        yield f"new pages last came {_ago(now - one.news)}"


def _ago(seconds: float) -> str:
    from communique.watch import length

    if seconds < -1:
        return "in the future"  # the clock was set back since
    return "just now" if seconds < 1 else f"{length(seconds)} ago"


def _due(seconds: float) -> str:
    from communique.watch import length

    return "now" if seconds < 1 else f"in {length(seconds)}"
