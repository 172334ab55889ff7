"""What is kept of each article for weaving: as it lies in the parts, and made from the readings where it does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communique.reading import Reading
from communique.record import parts
from communique.record.columns import FACT_TABLES, FOR_WEAVING, ReadTable, Row, schemas
from communique.record.manifest import PARTS, WEAVING, Manifest, Part
from communique.record.tables import for_weaving
from communique.record.weaving.database import batches, table, view

if TYPE_CHECKING:
    import duckdb

Keep = Callable[[ReadTable, list[Row]], object]
"""Writes rows as a part."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """The parts that are kept for weaving: those that can be woven from, and those that are to be made anew.

    Unfit is what another version of weaving made, and what has an article that is not whole in all of them, or twice.
    """

    fit: tuple[Part, ...]
    unfit: tuple[Part, ...]

    def of(self, table: str) -> tuple[Part, ...]:
        """The fit parts of a table."""
        return tuple(part for part in self.fit if part.table == table)


def fitness(folder: Path, present: Manifest, db: duckdb.DuckDBPyConnection) -> Fitness:
    """Which parts of a snapshot can be woven from, for the articles of the table `wanted`."""
    kept = [part for part in present.parts if part.table in (*FOR_WEAVING, *FACT_TABLES)]
    fit = [part for part in kept if parts.weaving_of(folder, part) == WEAVING]
    while broken := _broken(folder, fit, db):
        fit = [p for p in fit if p.table not in FOR_WEAVING or broken.isdisjoint(_articles(folder, p))]
    return Fitness(tuple(fit), tuple(part for part in kept if part not in fit))


def _broken(folder: Path, fit: Sequence[Part], db: duckdb.DuckDBPyConnection) -> set[str]:
    """The wanted articles of which some rows are there, and not all, or twice."""
    for name in FOR_WEAVING:
        view(db, f"some_{name}", paths(folder, [part for part in fit if part.table == name]), schemas()[name])
    found = db.sql("""
        WITH counted AS (
            SELECT article, sum(threads) AS threads, sum(sketches) AS sketches, sum(items) AS items, sum(has) AS has
            FROM (
                SELECT article, 1 AS threads, 0 AS sketches, 0 AS items, 0 AS has FROM some_threads
                UNION ALL SELECT article, 0, 1, 0, items FROM some_sketched
                UNION ALL SELECT article, 0, 0, 1, 0 FROM some_items
            ) GROUP BY article
        )
        SELECT article FROM counted SEMI JOIN wanted USING (article)
        WHERE threads != 1 OR sketches != 1 OR items != has
    """).fetchall()
    for name in FOR_WEAVING:
        drop(db, f"some_{name}")
    return {article for (article,) in found}


def make(
    folder: Path,
    articles: Sequence[Part],
    fit: Fitness,
    keep: Keep,
    db: duckdb.DuckDBPyConnection,
    done: Callable[[float], None],
) -> None:
    """Makes what weaving keeps of the wanted articles that lack it; `keep` is given that of one part at a time.

    `done` is told which share of these articles is done.
    """
    view(db, "some_sketched", paths(folder, fit.of("sketched")), schemas()["sketched"])
    found = batches(db, "SELECT article FROM wanted ANTI JOIN some_sketched USING (article)")
    left = {article for batch in found for article in batch.column(0).to_pylist()}
    drop(db, "some_sketched")
    lacking = len(left)
    for part in articles if left else ():
        ids = parts.load(folder, part, ["id"])["id"].to_pylist()
        if left.isdisjoint(ids):
            continue
        rows: dict[ReadTable, list[Row]] = {name: [] for name in FOR_WEAVING}
        for reading in _readings(folder, part, ids, left):
            left.discard(reading.article.id)
            for name, some in made(reading).items():
                rows[name] += some
        for name, some in rows.items():
            if some:
                keep(name, some)
        done(1 - len(left) / lacking)


def made(reading: Reading) -> dict[ReadTable, list[Row]]:
    """What weaving keeps of a reading."""
    from communique.weave import thread

    return for_weaving(thread(reading))


def want(folder: Path, articles: Sequence[Part], db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `wanted`, of the articles in some parts."""
    import pyarrow as pa

    ids = [parts.load(folder, part, ["id"])["id"] for part in articles]
    chunks = [chunk for column in ids for chunk in column.chunks]
    table(db, "wanted", pa.table({"article": pa.chunked_array(chunks, pa.string())}))


def since(folder: Path, fit: Sequence[Part], snapshot: int) -> list[str]:
    """The articles whose rows in these parts came after a snapshot."""
    found: list[str] = []
    for part in fit:
        if parts.origins(part)[-1][0] > snapshot:
            came = zip(_articles(folder, part), parts.added(part), strict=True)
            found += (article for article, number in came if number > snapshot)
    return found


def paths(folder: Path, of: Sequence[Part]) -> list[Path]:
    """Where parts lie."""
    return [folder / PARTS / part.name for part in of]


def drop(db: duckdb.DuckDBPyConnection, name: str) -> None:
    """Forgets a view or a table."""
    kinds = db.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]).fetchall()
    for (kind,) in kinds:
        db.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {name}")


def _articles(folder: Path, part: Part) -> list[str]:
    found: list[str] = parts.load(folder, part, ["article"])["article"].to_pylist()
    return found


def _readings(folder: Path, part: Part, ids: Sequence[str], wanted: Collection[str]) -> Iterator[Reading]:
    """Those readings in a part of articles that are wanted; `ids` are those of all its articles."""
    for article, line in zip(ids, parts.load(folder, part, ["reading"])["reading"], strict=True):
        if article in wanted:
            yield Reading.from_json(line.as_py())
