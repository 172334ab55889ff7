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
    from communique.record.checking import Checked, Damage

SHOWN = 10


def check(record: RecordFolder = DEFAULT, as_json: AsJson = False) -> None:
    """Look for damage in a record, and say what is lost.

    Every part is read and compared with the checksum that was noted when it was written; the search index, the log
    of reviews and the catalogue of the pages are looked through, and so are the weights by which this program reads.
    Nothing is changed. What is damaged is named, with what is lost by it and how to get it again; then the exit code
    is 1.

    \b
    Example:
      communique check --record korea
    """
    from communique.record.checking import check as look

    found = look(record.expanduser().absolute())
    program = tuple(of_program())
    if as_json:
        print_json(asdict(damage) for damage in (*found.damages, *program))
    elif not found.damages:
        parts = found.present.parts
        typer.echo(f"sound: {counted(len(parts), 'part')}, {size(sum(part.bytes for part in parts))}, all as written")
    else:
        for line in lines(found):
            typer.echo(line)
        typer.echo(f"mend it with: communique repair --record {record}")
    if program and not as_json:
        for damage in program:
            for line in damage_lines(damage):
                typer.echo(line)
    if found.damages or program:
        raise typer.Exit(1)


def of_program() -> Iterator[Damage]:
    """What is damaged of the weights by which this program reads: no part of any record, and nothing to be repaired."""
    from communique.record.checking import Damage
    from communique.weights import faults

    for path, error in faults():
        yield Damage(
            "weights", str(path), error.what, "nothing of the record; nothing can be read with them", error.fix
        )


def lines(found: Checked) -> Iterator[str]:
    """What is damaged, three lines each, and the articles that are lost."""
    for damage in found.damages:
        yield from damage_lines(damage)
    if found.lost:
        yield f"{counted(len(found.lost), 'article')} to read again:"
        for one in found.lost[:SHOWN]:
            yield f"  {one_line(one.id)}  {one_line(one.path or one.url or 'path not known')}"
        if len(found.lost) > SHOWN:
            yield f"  and {len(found.lost) - SHOWN:,} more"
    if found.unknown:
        yield f"{counted(found.unknown, 'article')} of which nothing else tells"


def damage_lines(damage: Damage) -> Iterator[str]:
    """What is damaged, what is lost by it, and how to get that again."""
    yield one_line(damage.what)
    yield f"  lost:  {one_line(damage.lost)}"
    yield f"  again: {one_line(damage.again)}"
