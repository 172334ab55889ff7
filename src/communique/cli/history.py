"""`communique history`: which snapshots a record has had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli._record import DEFAULT, RecordFolder, moment
from communique.cli._tables import AsJson, Column, print_json, print_table

if TYPE_CHECKING:
    from communique.record import Snapshot

COLUMNS = (
    Column("snapshot", number=True),
    Column("when", 20),
    Column("by", 8),
    Column("came", number=True),
    Column("articles", number=True),
    Column("woven", number=True),
)
LIMIT = 20


def history(
    record: RecordFolder = DEFAULT,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="The last so many.")] = LIMIT,
    as_json: AsJson = False,
) -> None:
    """List the snapshots of a record, and what came with each.

    When each came, by which command, and how many articles it brought. The last ones, the
    newest at the end. Each can be asked: communique said --as-of 12. The last column says how many
    articles were woven then. Where it is not known when a snapshot came, for an older release made it, that is empty.

    \b
    Example:
      communique history --record korea --limit 5
      communique chronology --record korea --as-of 2019-03-01
    """
    from communique.record import Record

    found = Record.open(record).history()
    if as_json:
        print_json({**asdict(one), "came": came} for one, came in with_came(found))
    elif found:
        print_table(COLUMNS, rows(found, limit))
    else:
        typer.echo("Nothing has been read into this record yet.", err=True)


def with_came(found: Sequence[Snapshot]) -> Iterator[tuple[Snapshot, int]]:
    """Each snapshot, and how many articles came with it; fewer than none where a damaged part was given up."""
    before = 0
    for one in found:
        yield one, one.articles - before
        before = one.articles


def rows(found: Sequence[Snapshot], limit: int) -> Iterator[tuple[Any, ...]]:
    """The last snapshots as the cells of `COLUMNS`."""
    for one, came in list(with_came(found))[-limit:]:
        woven = one.woven.articles if one.woven else None
        yield one.number, moment(one.at) if one.at else "", one.by or "", came, one.articles, woven
