"""What weaving has found in a record, and the filters that the commands about it share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.weave.occurrence import Woven

ActorNames = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        metavar="ACTOR",
        show_default=False,
        help="Who acts in it: an id as `actors` lists them, or a name; a state by its people too. "
        "Given several times, all of them.",
    ),
]
Place = Annotated[
    str | None, typer.Option(metavar="WORDS", show_default=False, help="Where: words of the place's name.")
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", show_default=False, help="First day: 2019, 2019-03 or 2019-03-01.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", show_default=False, help="Last day, counted in.")]
Origins = Annotated[int, typer.Option(metavar="N", min=1, help="At least so many independent origins.")]
MeetingName = Annotated[
    str | None,
    typer.Option("--meeting", metavar="MEETING", show_default=False, help="Of this meeting: its name or id."),
]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Markdown.")]


def woven_of(record: Path) -> Woven:
    """What weaving has found in the record in that folder. Raises RecordError where there is no record."""
    from communique.record import Record

    return Record.open(record).woven()  # type: ignore[attr-defined, no-any-return]


def say_unwoven(record: Path) -> None:
    """Say that there is nothing yet, why, and what to do."""
    typer.echo(f"Nothing is woven yet in {record}. Run: communique weave --record {record}", err=True)
