"""Which record a command means, and as of when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._terminal import counted

if TYPE_CHECKING:
    from communique.record import Record
    from communique.record.lock import Patience

RecordFolder = Annotated[
    Path,
    typer.Option(
        "--record",
        "-r",
        metavar="DIR",
        envvar="COMMUNIQUE_RECORD",
        show_envvar=False,
        help="The record's folder. COMMUNIQUE_RECORD names another default.",
    ),
]
DEFAULT = Path("record")

Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        metavar="SECONDS",
        min=0,
        help="How long to wait for another program that is writing the record.",
    ),
]
WAIT = 10.0  # seconds: a batch of another reader is written in less, on a busy machine too

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="WHEN",
        show_default=False,
        help="What the record said then: a day (at its end, UTC), a moment, or a snapshot that `history` lists.",
    ),
]


def opened(folder: Path, as_of: str | None = None) -> Record:
    """The record, as of then; which snapshot that is, is told beside what is asked.

    Raises RecordError where there is no record, QuestionError where it has no such snapshot.
    """
    from communique.record import Record

    record = Record.open(folder, as_of=as_of)
    if as_of is not None:
        found = record.snapshot
        when = f"of {moment(found.at)}" if found.at else "whose time is not known"
        typer.echo(f"As of snapshot {found.number:,}, {when}, with {counted(found.articles, 'article')}.", err=True)
    return record


def moment(at: str) -> str:
    """`2019-03-01 18:00 UTC`."""
    return f"{at[:16].replace('T', ' ')} UTC"


def patience(seconds: float) -> Patience:
    """So much patience with another program that is writing the record; that it is waited for is told."""
    from communique.record.lock import Patience

    def told() -> None:
        typer.echo(
            f"communique: another program is writing the record: waiting for it, {seconds:g} seconds at most", err=True
        )

    return Patience(seconds, told)
