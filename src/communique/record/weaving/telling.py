"""Groups of items as occurrences: those that are not as they were, with what they are made of, out of core.

groups ─► their items in whole, in the order of groups ─► occurrences, a few thousand rows at a time ─► rows in files
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from communique.reading import Actor, Span
from communique.record.columns import WovenTable, schemas
from communique.record.weaving.about import About, when
from communique.record.weaving.database import batches
from communique.record.woven import occurrence_tables
from communique.weave import deeds, steps, tellings
from communique.weave.accounts import Sources
from communique.weave.deeds import Deed
from communique.weave.item import Done, Made, Met, Said, hull
from communique.weave.loom.rows import actor_of, item_of
from communique.weave.occurrence import Occurrence
from communique.weave.shelves import Ref

if TYPE_CHECKING:
    import duckdb
    import pyarrow.parquet as pq

TOLD_ROWS = 4_000
"""Items whose groups are told at a time; with what surrounds them they take some 20 MB."""

TABLES: tuple[WovenTable, ...] = ("occurrences", "accounts")

_PRINTED = ("id", "begin", "until", "basis", "outlet", "title", "path", "url")
_WHOLE = f"""
    SELECT grouped.grp, items.kind, items.whole, items.actors,
        {", ".join(f"article.{name} AS article_{name}" for name in _PRINTED)},
        {", ".join(f"text.{name} AS text_{name}" for name in _PRINTED)}
    FROM (SELECT * FROM grouped ANTI JOIN same USING (grp)) AS grouped
    JOIN item USING (number) JOIN items USING (key)
    JOIN printed AS article ON article.number = item.article
    JOIN printed AS text ON text.number = grouped.text
    ORDER BY grouped.grp, item.article, item.at
"""


class Row(NamedTuple):
    """An item of a group: its article, and the one that had its words first."""

    group: int
    item: Said | Made | Done
    actors: tuple[str, ...]
    article: About
    text: About


@dataclass(frozen=True, slots=True)
class Stood:
    """Where each stretch of an article that an item covers stood first: what `Sources` asks of it."""

    texts: Mapping[Span, str]

    def origin(self, span: Span) -> str:
        """The id of the article that first had the words of `span`."""
        return self.texts[span]


class Files:
    """Occurrences and their accounts, as rows of the woven tables, in two files of a folder; for a `with` block."""

    def __init__(self, folder: Path) -> None:
        self.paths = {name: folder / f"{name}.parquet" for name in TABLES}
        self._stack = ExitStack()
        self._writers: dict[WovenTable, pq.ParquetWriter] = {}

    def __enter__(self) -> Files:
        import pyarrow.parquet as pq

        for name, path in self.paths.items():
            self._writers[name] = self._stack.enter_context(pq.ParquetWriter(path, schemas()[name]))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, occurrences: list[Occurrence]) -> None:
        """Writes occurrences."""
        for name, rows in occurrence_tables(occurrences).items():
            self._writers[name].write_table(rows)


def tell(db: duckdb.DuckDBPyConnection, add: Callable[[list[Occurrence]], None], told: Callable[[float], None]) -> None:
    """Tells the groups of `grouped` that are not the same as at the last weaving: `add` is given their occurrences.

    `told` is told which share of them is done.
    """
    (left,) = db.sql("SELECT count(*) FROM grouped ANTI JOIN same USING (grp)").fetchall()[0]
    done = 0
    for rows in _pieces(_rows(db)):
        names = _names(db, {id_ for row in rows for id_ in row.actors})
        add([_occurrence(list(group), names) for _, group in groupby(rows, key=lambda row: row.group)])
        done += len(rows)
        told(done / left)


def _rows(db: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    for batch in batches(db, _WHOLE, TOLD_ROWS):
        columns = {name: batch[name].to_pylist() for name in batch.schema.names}
        articles, texts = (_about(columns, prefix) for prefix in ("article", "text"))
        for group, kind, whole, actors, article, text in zip(
            *(columns[name] for name in ("grp", "kind", "whole", "actors")), articles, texts, strict=True
        ):
            item = item_of(kind, whole)
            if not isinstance(item, Met):  # whose lives are told elsewhere
                yield Row(group, item, tuple(actors), article, text)


def _about(columns: Mapping[str, list[Any]], prefix: str) -> Iterator[About]:
    for id_, begin, until, basis, *rest in zip(*(columns[f"{prefix}_{name}"] for name in _PRINTED), strict=True):
        yield About(id_, when(begin, until, basis), *rest)


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, some thousand at a time, those of a group together."""
    piece: list[Row] = []
    for row in rows:
        if len(piece) >= TOLD_ROWS and row.group != piece[-1].group:
            yield piece
            piece = []
        piece.append(row)
    if piece:
        yield piece


def _names(db: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, Actor]:
    query = "SELECT id, whole FROM who SEMI JOIN (SELECT unnest(?) AS id) USING (id)"
    return {id_: actor_of(whole) for id_, whole in db.execute(query, [list(ids)]).fetchall()}


def _occurrence(group: list[Row], names: Mapping[str, Actor]) -> Occurrence:
    articles = {about.article: about for row in group for about in (row.article, row.text)}
    stood: dict[str, dict[Span, str]] = {}
    for row in group:
        span = hull(row.item.evidence)
        if span is not None:
            stood.setdefault(row.article.article, {})[span] = row.text.article
    sources = Sources(articles, {article: Stood(texts) for article, texts in stood.items()})
    refs = tuple(Ref(row.article.article, row.item.id) for row in group)
    said = {ref: row.item for ref, row in zip(refs, group, strict=True) if isinstance(row.item, Said)}
    if said:
        return tellings.occurrence(refs, said, sources, names)
    made = {ref: row.item for ref, row in zip(refs, group, strict=True) if isinstance(row.item, Made)}
    if made:
        return steps.occurrence(refs, made, sources, names)
    done = [(row.article, row.item) for row in group if isinstance(row.item, Done)]
    return deeds.occurrence(tuple(Deed(a.article, a.published, item) for a, item in done), sources, names)
