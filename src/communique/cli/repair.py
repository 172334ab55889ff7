"""`communique repair`: a damaged record becomes a sound one that says what it lost."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from communique.cli._record import DEFAULT, WAIT, RecordFolder, Wait, patience
from communique.cli._terminal import counted, one_line
from communique.cli.check import lines
from communique.cli.weave import weave_all


def repair(
    record: RecordFolder = DEFAULT,
    no_weave: Annotated[bool, typer.Option("--no-weave", help="Leave that for later: communique weave.")] = False,
    wait: Wait = WAIT,
) -> None:
    """Mend a damaged record; nothing is deleted.

    Damaged files are taken out of the record and put into a folder under its quarantine/, with a list of the articles
    that are to be read again, lost.jsonl, and the texts of those that are left, again.jsonl. What the readings tell is
    made again from them, what was woven is woven again, the search index is made again, and of a damaged log of reviews
    all that can be read is kept.

    \b
    Example:
      communique repair --record korea
    """
    from communique.record import Record
    from communique.record.repairing import AGAIN, LOST
    from communique.record.repairing import repair as mend

    done = mend(record.expanduser().absolute(), patience(wait))
    if done.quarantine is None:
        typer.echo("nothing is damaged")
        return
    for line in lines(done.found):
        typer.echo(line)
    if done.reviews is not None:
        typer.echo(f"{counted(done.reviews, 'review')} of the damaged log kept")
    typer.echo(one_line(f"repaired: what was taken out is in {done.quarantine}"))
    if done.again:
        texts = "their texts are" if done.again == len(done.found.lost) else f"the texts of {done.again:,} are"
        file = shlex.quote(str(done.quarantine / AGAIN))
        typer.echo(one_line(f"read them again, {texts} there: communique read {file} --record {record}"))
    if done.again < len(done.found.lost):
        typer.echo(one_line(f"read again what {done.quarantine / LOST} lists: communique read PATHS --record {record}"))
    if done.woven and not no_weave:
        typer.echo(weave_all(Record.open(record, patience=patience(wait))))
