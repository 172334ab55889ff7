"""Copies among more articles than memory holds: what `CopyIndex` tells, from tables, by DuckDB.

sketched ─► candidates ─► links (aligned once, kept) ─► descents (whose words) ─► families

What follows from all articles together is worked out again each time, out of core; what is dear is taken over: links
hold for ever, and so do the descents of an article whose links, and the descents of those it links to, are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.reading import Span
from communique.weave.copies import tables
from communique.weave.copies.arrow import insert, stream
from communique.weave.copies.candidates import find, place
from communique.weave.copies.descents import PASSAGES, Descents, listed, settle
from communique.weave.copies.family import CopiedPassage, Member
from communique.weave.copies.kinship import join
from communique.weave.copies.linking import Tell, align_unknown, link
from communique.weave.copies.sketches import Sketches

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before: each the name of a table or view of the connection, with the columns of `tables.columns`.

    `sketched` has every article that is to be woven, once, and no other. `links` has what pairs were found to share,
    by any weaving. `descents` and `families` are those of one weaving before, of whatever articles; empty for none.
    """

    sketched: str
    links: str
    descents: str
    families: str


@dataclass(frozen=True)
class CopiesWoven:
    """What became of it: each the name of a table or view of the connection, to be copied.

    `links`: those found now, to be kept beside the known. `descents`: all, in place of those before. `families`: all,
    in order, the rows that `record.woven` makes of `CopyIndex.families`. `rows`: the same in no order.
    """

    db: duckdb.DuckDBPyConnection
    links: str
    descents: str
    families: str
    rows: str

    def members(self, having: str) -> Iterator[Member]:
        """The articles that a query gives, in no order, a few thousand in memory at a time."""
        query = f"SELECT article, passages FROM {self.rows} SEMI JOIN ({having}) USING (article)"
        for batch in stream(self.db, query):
            for article, passages in zip(*(values.to_pylist() for values in batch.columns), strict=True):
                yield Member(article, tuple(map(_passage, passages)))


def weave_copies(db: duckdb.DuckDBPyConnection, known: Known, folder: Path, tell: Tell | None = None) -> CopiesWoven:
    """Weaves the copies. Words that do not fit in memory are in nameless files in `folder` meanwhile.

    `tell` is told how many pairs of articles have been aligned, and how many there are to align. Tables and views of
    the connection whose names begin with "copies_" are replaced; what is `known` may not be in temporary ones.

    Raises OSError where `folder` cannot be written, duckdb.Error where what is known cannot be read.
    """
    size = place(db, known.sketched)
    find(db, known.sketched, known.descents)
    with (
        Sketches(db, known.sketched, folder, size) as sketches,
        Descents(db, known.descents, folder, size) as descents,
    ):
        align_unknown(db, known.links, known.descents, sketches, size, tell)
        link(db, known.descents)
        changed = descents.follow(sketches)
        db.execute("CREATE OR REPLACE TABLE copies_changed (place INTEGER)")
        insert(db, "copies_changed", {"place": changed})
        settle(db, known.descents)
        first = join(db, known.descents, known.families, descents, size)
    _tell_families(db, known.families, first)
    found = """
        SELECT one.article AS later, other.article AS earlier, runs
        FROM copies_shared JOIN copies_placed one ON one.place = later JOIN copies_placed other ON other.place = earlier
        WHERE fresh ORDER BY ALL
    """
    db.execute(f"CREATE OR REPLACE VIEW copies_found AS {found}")
    return CopiesWoven(db, "copies_found", "copies_descents", "copies_families", "copies_members")


def _tell_families(db: duckdb.DuckDBPyConnection, known: str, first: NDArray[np.int32]) -> None:
    """Makes the table copies_members, with a row for every article, and the view copies_families of it."""
    import numpy as np

    db.execute("CREATE OR REPLACE TABLE copies_family (place INTEGER, first INTEGER)")
    joined = np.flatnonzero(first != np.arange(len(first)))
    insert(db, "copies_family", {"place": joined, "first": first[joined]})
    db.execute(f"""
        CREATE OR REPLACE TABLE copies_members AS
        WITH copies_own AS (
            SELECT article, place, coalesce(first, place) AS first
            FROM copies_placed LEFT JOIN copies_family USING (place)
        ),
        copies_told AS ({listed("passages", "copies_passages", PASSAGES, "rows.start")})
        SELECT own.article, own.place, own.first, head.article AS family,
            row_number() OVER (PARTITION BY own.first ORDER BY own.place)::INTEGER AS number,
            count(*) OVER (PARTITION BY own.first)::INTEGER AS members,
            coalesce(CASE WHEN changed.place IS NULL THEN known.passages ELSE told.passages END, []) AS passages
        FROM copies_own own
        JOIN copies_placed head ON head.place = own.first
        LEFT JOIN copies_changed changed ON changed.place = own.place
        LEFT JOIN copies_told told ON told.place = own.place
        LEFT JOIN {known} known ON known.article = own.article
    """)
    columns = ", ".join(name for name, _ in tables.columns()["families"])
    db.execute(f"""
        CREATE OR REPLACE VIEW copies_families AS SELECT {columns} FROM copies_members ORDER BY first, place
    """)


def _passage(of: Mapping[str, Any]) -> CopiedPassage:
    here, there = Span(of["start"], of["end"]), Span(of["origin_start"], of["origin_end"])
    return CopiedPassage(here, of["origin"], there)
