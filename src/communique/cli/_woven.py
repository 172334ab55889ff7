"""What weaving has found in a record, and the filters that the commands about it share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._record import opened
from communique.cli._terminal import counted

if TYPE_CHECKING:
    from communique.record import Record

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
OpenLine = Annotated[
    str | None,
    typer.Option(
        "--open", metavar="LINE", show_default=False, help="Show the words behind a line: its id, or its number."
    ),
]
IssueName = Annotated[
    str | None, typer.Option("--issue", metavar="ISSUE", show_default=False, help="About this issue: id or name.")
]
Brief = Annotated[bool, typer.Option("--brief", help="The key days alone; the output says why each is one.")]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Markdown.")]


def record_of(folder: Path, as_of: str | None = None) -> Record:
    """The record in that folder, to be asked what weaving has found; what is not woven yet is told beside it.

    Of an older snapshot it is woven again. Raises RecordError where there is no record, QuestionError where it has no
    such snapshot.
    """
    record = opened(folder, as_of)
    if record.unwoven:
        articles = counted(record.unwoven, "article")
        what = f"Run: communique weave --record {folder}" if as_of is None else "It was not woven then, either."
        typer.echo(f"Not woven yet, and so not in this: {articles}. {what}", err=True)
    return record


def say_nothing(thing: str) -> None:
    """Say that the record has no such thing, and why."""
    typer.echo(f"No article in this record, as far as it is woven, tells of {thing}.", err=True)
