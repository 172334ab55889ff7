"""`communique compact`: many small parts become few."""

from __future__ import annotations

import typer

from communique.cli._record import DEFAULT, WAIT, RecordFolder, Wait, patience
from communique.cli._terminal import counted


def compact(record: RecordFolder = DEFAULT, wait: Wait = WAIT) -> None:
    """Merge the small parts of a record.

    Each read adds files to a record; a record that is read into every hour comes to thousands, and every question
    opens them all. This merges them. All answers stay the same, those to --as-of too, and whoever is asking meanwhile
    goes on. The files that were merged are removed when the record is next written to.

    \b
    Example:
      communique compact --record korea
    """
    from communique.record import Record

    done = Record.open(record, patience=patience(wait)).compact()
    if done.before == done.after:
        typer.echo(f"nothing to merge: {counted(done.before, 'part')}")
    else:
        typer.echo(f"compacted: {counted(done.before, 'part')} are {done.after:,} now")
