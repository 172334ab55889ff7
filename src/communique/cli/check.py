"""`communique check`: what is damaged in a record, what is lost, and how to get it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from communique.cli._record import DEFAULT, RecordFolder
from communique.cli._tables import AsJson, print_json
from communique.cli._terminal import counted, one_line
from communique.cli.info import size

if TYPE_CHECKING:
    from communique.record.checking import Checked

SHOWN = 10


def check(record: RecordFolder = DEFAULT, as_json: AsJson = False) -> None:
    """Look for damage in a record, and say what is lost.

    Every part is read and compared with the checksum that was noted when it was written; the search index, the log
    of reviews and the catalogue of the pages are looked through. Nothing is changed. What is damaged is named, with
    what is lost by it and how to get it again; then the exit code is 1.

    \b
    Example:
      communique check --record korea
    """
    from communique.record.checking import check as look

    found = look(record.expanduser().absolute())
    if as_json:
        print_json(asdict(damage) for damage in found.damages)
    elif not found.damages:
        parts = found.present.parts
        typer.echo(f"sound: {counted(len(parts), 'part')}, {size(sum(part.bytes for part in parts))}, all as written")
    else:
        for line in lines(found):
            typer.echo(line)
        typer.echo(f"mend it with: communique repair --record {record}")
    if found.damages:
        raise typer.Exit(1)


def lines(found: Checked) -> Iterator[str]:
    """What is damaged, three lines each, and the articles that are lost."""
    for damage in found.damages:
        yield one_line(damage.what)
        yield f"  lost:  {one_line(damage.lost)}"
        yield f"  again: {one_line(damage.again)}"
    if found.lost:
        yield f"{counted(len(found.lost), 'article')} to read again:"
        for one in found.lost[:SHOWN]:
            yield f"  {one_line(one.id)}  {one_line(one.path or one.url or 'path not known')}"
        if len(found.lost) > SHOWN:
            yield f"  and {len(found.lost) - SHOWN:,} more"
    if found.unknown:
        yield f"{counted(found.unknown, 'article')} of which nothing else tells"
