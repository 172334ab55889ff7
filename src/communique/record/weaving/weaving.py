"""Weaving a record, in order: the next snapshot, what an older one had woven, and what was woven last."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from communique.record import parts
from communique.record.columns import FACT_TABLES, FOR_WEAVING, WOVEN_TABLES, Row, TableName, WovenTable, schemas
from communique.record.manifest import PARTS, WEAVING, Manifest, Part
from communique.record.weaving import before, events, moves, statements, taking, telling
from communique.record.weaving.database import batches, count, database, scratch, table, view
from communique.record.weaving.grouping import actors, date, group
from communique.record.weaving.items import MADE, SAID, number
from communique.record.weaving.meetings import meetings
from communique.record.weaving.memory import give_back
from communique.record.weaving.placing import placed
from communique.record.weaving.taking import Fitness
from communique.record.weaving.tying import tie
from communique.record.woven import actor_table, encounter_table, woven_of
from communique.weave.copies.weaving import Known, weave_copies
from communique.weave.loom.components import components
from communique.weave.loom.rows import actor_of
from communique.weave.weaver import in_days

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from communique.weave import Woven

Tell = Callable[[int, int], None]
"""Told how far it is, in articles, and how many there are."""

Stage = Callable[[float, float], Callable[[float], None]]
"""Gives, for a stage from one share of all to another, what is to be told which share of that stage is done."""

GOES_ON: tuple[TableName, ...] = ("families", "descents", *before.TABLES)
"""The tables of the last weaving that are looked at, as views whose names begin with "last_"."""

ALLOCATED = 100_000
"""Objects that Python makes, and does not let go, before it looks for cycles among them."""

TAKEN, COPIES, COMPARED, TOLD = 0.05, 0.25, 0.6, 0.95
"""Which share of the time has passed once all is taken in, copies are found, statements compared, occurrences told:
about so on 20,000 articles of newswire that are woven for the first time."""

_WOVEN_OCCURRENCES = """
    CREATE VIEW woven_occurrences AS
    SELECT * FROM new_occurrences UNION ALL BY NAME SELECT * FROM last_occurrences SEMI JOIN same USING (id)
"""
_WOVEN_ACCOUNTS = """
    CREATE VIEW woven_accounts AS
    SELECT * FROM new_accounts UNION ALL BY NAME
    SELECT * FROM last_accounts SEMI JOIN (SELECT id AS occurrence FROM same) USING (occurrence)
"""
_PLACED = """
    CREATE TABLE placed AS
    SELECT id, kind, row_number() OVER (
        ORDER BY begin NULLS LAST, "end" NULLS LAST, reported_begin NULLS LAST, reported_end NULLS LAST, id
    ) AS number
    FROM woven_occurrences
"""
_OCCURRENCES = """
    SELECT placed.number::INTEGER AS number, coalesce(ties.related, []) AS related, found.* EXCLUDE (number, related)
    FROM woven_occurrences AS found JOIN placed USING (id) LEFT JOIN ties USING (id) ORDER BY placed.number
"""
_ACCOUNTS = """
    SELECT account.* FROM woven_accounts AS account JOIN placed ON placed.id = account.occurrence
    ORDER BY placed.number, account.number
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was woven, in figures; `texts` counts the articles without their copies."""

    articles: int
    texts: int
    occurrences: int
    encounters: int


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps Python from looking for cycles meanwhile.

    To take back what was woven makes millions of objects, none of which refers to itself; to look through them again
    and again takes half of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Has Python look for cycles a hundredth as often meanwhile: it finds none, and looks for a tenth of the time.

    Not never, since a weaving may take hours.
    """
    often, *rest = gc.get_threshold()
    gc.set_threshold(max(often, ALLOCATED), *rest)
    try:
        yield
    finally:
        gc.set_threshold(often, *rest)


@_seldom_collected()
def weave(folder: Path, present: Manifest, tell: Tell | None = None) -> tuple[Tally, Manifest]:
    """Weaves all articles of a snapshot, and writes what comes of it as parts of the next, which is given too.

    Only the holder of the writer's lock may, and is to make the new snapshot the present one. An article that lacks
    what weaving keeps of it, or has that of another version, gets it from its reading. Raises RecordError where a part
    cannot be read or written.
    """
    with scratch(folder) as path, database(path) as db:
        writer = _Writer(folder, present.snapshot + 1)
        stage = _stages(tell, present.rows("articles"))
        fit = _take(db, folder, present, present.of("articles"), writer, stage(0.0, TAKEN))
        _go_on(db, folder, present, fit, writer)
        tally = _weave(db, path, writer, stage)
        return tally, present.rewoven(writer.written, fit.unfit)


def again(folder: Path, present: Manifest, articles: Sequence[Part]) -> Woven:
    """What weaving comes to of the articles in some parts alone, with what the present snapshot keeps for it.

    Nothing is written into the record. Raises RecordError where a part cannot be read.
    """
    with TemporaryDirectory(prefix="communique-") as name, database(Path(name)) as db:
        (Path(name) / PARTS).mkdir()
        writer = _Writer(Path(name), present.snapshot)
        stage = _stages(None, 0)
        _take(db, folder, present, articles, writer, stage(0.0, TAKEN))
        _go_on(db, folder, Manifest(), Fitness((), ()), writer)
        _weave(db, Path(name), writer, stage)
        return _woven(Path(name), writer.written)


def stored(folder: Path, present: Manifest) -> Woven:
    """What was woven last, as it was. Raises RecordError where a part cannot be read."""
    return _woven(folder, present.parts)


def counted(folder: Path, present: Manifest) -> Tally:
    """The figures of what was woven last. Raises RecordError where a part cannot be read."""
    families = [parts.load(folder, part, ["number"])["number"].to_numpy() for part in present.of("families")]
    return Tally(
        present.woven.articles if present.woven else 0,
        sum(int((numbers == 1).sum()) for numbers in families),
        present.rows("occurrences"),
        present.rows("encounters"),
    )


@_uncollected()
def _woven(folder: Path, of: Sequence[Part]) -> Woven:
    import pyarrow as pa

    def rows(name: WovenTable) -> pa.Table:
        found = [parts.whole(name, parts.load(folder, part)) for part in of if part.table == name]
        return pa.concat_tables(found) if found else schemas()[name].empty_table()

    return woven_of({name: rows(name) for name in WOVEN_TABLES})


class _Writer:
    """Writes the parts of a snapshot to come."""

    def __init__(self, folder: Path, snapshot: int) -> None:
        self.folder = folder
        self.written: list[Part] = []
        self._snapshot = snapshot

    def rows(self, name: TableName, rows: list[Row]) -> Part:
        """Writes rows as a part."""
        part = parts.write_rows(self.folder, name, self._snapshot, len(self.written), rows)
        self.written.append(part)
        return part

    def batches(self, name: TableName, found: Iterable[pa.RecordBatch]) -> int:
        """Writes rows that come a batch at a time as a part, where there are any; how many there were."""
        part = parts.write_batches(self.folder, name, self._snapshot, len(self.written), found)
        if part is not None:
            self.written.append(part)
        return part.rows if part else 0

    def answer(self, db: duckdb.DuckDBPyConnection, name: TableName, query: str) -> int:
        """The same for the answer to a query, its columns in any order."""
        columns = ", ".join(f'"{field.name}"' for field in schemas()[name])
        return self.batches(name, batches(db, f"SELECT {columns} FROM ({query})", parts.GROUP_ROWS))

    def of(self, name: TableName) -> list[Path]:
        """Where the parts of a table lie that were written."""
        return taking.paths(self.folder, [part for part in self.written if part.table == name])


def _take(
    db: duckdb.DuckDBPyConnection,
    folder: Path,
    present: Manifest,
    articles: Sequence[Part],
    writer: _Writer,
    done: Callable[[float], None],
) -> Fitness:
    """Makes views of what is kept of the articles in some parts, and makes it where it is not; which parts were fit."""
    taking.want(folder, articles, db)
    fit = taking.fitness(folder, present, db)
    taking.make(folder, articles, fit, writer.rows, db, done)
    done(1.0)
    for name in FOR_WEAVING:
        view(db, f"kept_{name}", [*taking.paths(folder, fit.of(name)), *writer.of(name)], schemas()[name])
    # an article may be of a later snapshot than is asked, or lost to a damaged disk
    only = " SEMI JOIN wanted USING (article)" if count(db, "kept_sketched") > count(db, "wanted") else ""
    for name in FOR_WEAVING:
        db.execute(f"CREATE VIEW {name} AS SELECT * FROM kept_{name}{only}")
    for fact in FACT_TABLES:
        view(db, fact, taking.paths(folder, fit.of(fact)), schemas()[fact])
    return fit


def _go_on(db: duckdb.DuckDBPyConnection, folder: Path, present: Manifest, fit: Fitness, writer: _Writer) -> None:
    """Makes views of what was woven last, and the table of the articles that came since; empty where nothing fits."""
    import pyarrow as pa

    woven = present.woven if present.woven and present.woven.version == WEAVING else None
    for name in GOES_ON:
        view(db, f"last_{name}", taking.paths(folder, present.of(name)) if woven else (), schemas()[name])
    came = taking.since(folder, fit.of("sketched"), woven.snapshot) if woven else []
    table(db, "newcomers", pa.table({"article": pa.array(came, pa.string())}))
    view(db, "made_sketched", writer.of("sketched"), schemas()["sketched"])
    db.execute("INSERT INTO newcomers SELECT article FROM made_sketched")


def _weave(db: duckdb.DuckDBPyConnection, folder: Path, writer: _Writer, stage: Stage) -> Tally:
    """Weaves what `_take` and `_go_on` have made views of, and writes the parts of the woven tables, and new facts."""
    import numpy as np

    items = number(db)
    copied = weave_copies(db, Known("sketched", "links", "last_descents", "last_families"), folder)
    for name in ("families", "descents", "links"):
        writer.answer(db, name, f"SELECT * FROM {getattr(copied, name)}")
    (texts,) = db.execute(f"SELECT count(*) FROM {copied.families} WHERE number = 1").fetchall()[0]
    stood = placed(db, copied, items)
    stage(TAKEN, COPIES)(1.0)
    give_back()

    alike = statements.Alike(db, items, stage(COPIES, COMPARED))
    writer.batches("compared", alike.compared())
    said = alike.same(stood.places[SAID])
    give_back()
    date(db, said, items)
    found = (actor_table(map(actor_of, batch.column(0).to_pylist())) for batch in actors(db))
    writer.batches("woven_actors", (batch for rows in found for batch in rows.to_batches()))
    view(db, "woven_actors", writer.of("woven_actors"), schemas()["woven_actors"])

    steps = moves.Alike(db)
    writer.batches("kept", steps.compared())
    made = steps.same(stood.places[MADE], said)
    writer.batches("linked", events.linked(db, folder))
    give_back()
    view(db, "newly_linked", writer.of("linked"), schemas()["linked"])
    joined = (np.concatenate(side) for side in zip(made, events.together(db), strict=True))
    one = components(len(items), *joined)
    group(db, items, stood.text, np.where(items.kind == SAID, said, one))
    before.find_same(db)
    give_back()
    with telling.Files(folder) as files:
        telling.tell(db, files.add, stage(COMPARED, TOLD))
        encounters = sorted(meetings(db, copied, files.add), key=in_days)
    writer.batches("encounters", encounter_table(encounters).to_batches())

    give_back()

    for name, path in files.paths.items():
        view(db, f"new_{name}", [path], schemas()[name])
    for statement in (_WOVEN_OCCURRENCES, _WOVEN_ACCOUNTS, _PLACED):
        db.execute(statement)
    tie(db)
    writer.answer(db, "accounts", _ACCOUNTS)
    occurrences = writer.answer(db, "occurrences", _OCCURRENCES)
    stage(TOLD, 1.0)(1.0)
    return Tally(items.articles, texts, occurrences, len(encounters))


def _stages(tell: Tell | None, total: int) -> Stage:

    def stage(begin: float, end: float) -> Callable[[float], None]:
        def done(share: float) -> None:
            if tell is not None:
                tell(int(total * (begin + (end - begin) * share)), total)

        return done

    return stage
