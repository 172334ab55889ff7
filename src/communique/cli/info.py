"""`communique info`: a record in figures."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder, opened
from communique.cli._tables import AsJson, print_json
from communique.cli._terminal import counted, one_line

if TYPE_CHECKING:
    from communique.record import Info


UNITS = ("bytes", "kB", "MB", "GB", "TB")


def info(record: RecordFolder = DEFAULT, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Say what is in the record.

    How many articles, statements and actors, from when to when, and how large it is.

    \b
    Example:
      communique info --record my-record
    """
    found = opened(record, as_of).info()
    if as_json:
        print_json([asdict(found)])
    else:
        for line in lines(found):
            typer.echo(line)


def lines(found: Info) -> list[str]:
    """The figures, one a line, names and values in two columns."""
    days = f"{found.first} to {found.last}" if found.first else "no dates"
    undated = f", {found.undated:,} undated" if found.undated else ""
    named = {
        "record": one_line(found.path),
        "articles": f"{found.articles:,}, with {counted(found.outlets, 'outlet')} named in their metadata",
        "published": days + undated,
        "statements": f"{found.statements:,}",
        "actors": f"{found.actors:,}",
        "woven": woven(found),
        "size": size(found.bytes),
        "layout": f"version {found.layout}, snapshot {found.snapshot:,}",
    }
    width = max(map(len, named))
    return [f"{name:<{width}}  {value}" for name, value in named.items()]


def woven(found: Info) -> str:
    """What weaving came to, and whether it was asked of all articles."""
    if found.woven is None or found.unwoven >= found.articles > 0:
        return "not yet: see communique weave --help"
    came = ", ".join(
        counted(count, thing)
        for count, thing in ((found.texts, "text"), (found.occurrences, "occurrence"), (found.encounters, "meeting"))
    )
    return f"{came}; without the newest {counted(found.unwoven, 'article')}" if found.unwoven else came


def size(count: int) -> str:
    """`812 bytes`, `1.4 MB`: in powers of ten, as disks are sold."""
    if count < 1_000:
        return f"{count} bytes"
    power = min((len(str(count)) - 1) // 3, len(UNITS) - 1)
    return f"{count / 1000**power:.1f} {UNITS[power]}"
