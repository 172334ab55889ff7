"""`communique weave`: what several articles tell, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from communique.cli._record import DEFAULT, WAIT, RecordFolder, Wait, patience
from communique.cli._terminal import counted

if TYPE_CHECKING:
    from communique.record import Record
    from communique.record.weaving import Tally

QUICK_SECONDS = 2.0  # a weaving that takes no longer needs no bar


def weave(record: RecordFolder = DEFAULT, wait: Wait = WAIT) -> None:
    """Put together what several articles tell.

    Finds the articles that are copies of one another, and makes one occurrence of each statement, each move and each
    step of a meeting, whoever tells of it. `read` does so at its end; this is for records that were read with
    --no-weave, by an older release, or where weaving was interrupted. Where everything is woven it changes nothing.

    \b
    Example:
      communique weave --record korea
    """
    from communique.record import Record

    typer.echo(weave_all(Record.open(record, patience=patience(wait))))


def weave_all(record: Record) -> str:
    """Weave what is unwoven. Returns the closing line."""
    from communique.cli._progress import progress

    with progress(doing="weaving", after=QUICK_SECONDS) as tell:
        return summary(record.weave(tell))


def summary(tally: Tally) -> str:
    """`woven: 26 articles, 22 texts, 312 occurrences, 14 meetings`."""
    counts = {
        "article": tally.articles,
        "text": tally.texts,
        "occurrence": tally.occurrences,
        "meeting": tally.encounters,
    }
    return "woven: " + ", ".join(counted(count, thing) for thing, count in counts.items())
