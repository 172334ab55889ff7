"""Checking: what is damaged in a record's folder, what is lost by it, and how to get that again.

The folder is looked at as it lies: a record that is too damaged to be opened can be checked all the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from communique.errors import RecordError
from communique.record import history, manifest, parts, salvaging
from communique.record.columns import FACT_TABLES, FOR_WEAVING, REPLACED, TableName
from communique.record.history import HISTORY
from communique.record.manifest import COPY, LOG, MANIFEST, PARTS, Manifest, Part
from communique.record.search import INDEX, SearchIndex
from communique.signs import counted

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["manifest", "part", "index", "reviews", "catalogue", "history", "weights"]

_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Damage:
    """Something damaged: its file, relative to the record, what is wrong, what is lost, and how to get it again.

    Weights are no part of a record, and `check` does not look at them: they are of the program that asks.
    """

    kind: Kind
    file: str
    what: str
    lost: str
    again: str


@dataclass(frozen=True, slots=True)
class LostArticle:
    """An article that is lost with a part, as far as other parts still tell of it."""

    id: str
    path: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check: the snapshot that is there, its damaged parts, and all damage, none where it is sound.

    `lost` are the articles to be read again, `unknown` how many more of which no other part tells.
    """

    present: Manifest
    parts: tuple[Part, ...] = ()
    damages: tuple[Damage, ...] = ()
    lost: tuple[LostArticle, ...] = ()
    unknown: int = 0


def check(folder: Path) -> Checked:
    """Looks at every byte of the record in a folder. Nothing is changed, and others may read and write meanwhile.

    Raises RecordError where there is no record at all, or one of another layout.
    """
    present, damaged = snapshot_of(folder)
    while True:
        found = check_parts(folder, present)
        now = snapshot_of(folder)
        if not found.parts or now[0] == present:
            break
        present, damaged = now  # written meanwhile, and parts that nothing names any more are gone
    others = (*damaged, *found.damages, *_index(folder), *_reviews(folder), *_catalogues(folder), *_history(folder))
    return Checked(present, found.parts, others, found.lost, found.unknown)


def snapshot_of(folder: Path) -> tuple[Manifest, tuple[Damage, ...]]:
    """The present snapshot, from the manifest, or from its copy where that is damaged; and that it is.

    Raises RecordError where neither can be read.
    """
    try:
        return manifest.load(folder), ()
    except RecordError as error:
        try:
            copy = manifest.parse((folder / COPY).read_bytes(), folder / COPY)
        except (OSError, RecordError):
            raise error from None
        noted = history.snapshots(folder, copy, later=True)
        last = noted[-1].number if noted else 0
        later = f"what came with snapshot {last}" if last > copy.snapshot else _NOTHING
        again = "repair mends it from its copy" + (", then run the same command again" if later != _NOTHING else "")
        return copy, (Damage("manifest", MANIFEST, error.what, later, again),)


def check_parts(folder: Path, present: Manifest) -> Checked:
    """The same of the parts of a snapshot alone."""
    damages, bad = [], []
    saved: set[str] = set()
    gone = 0
    for part in present.parts:
        for what in parts.faults(folder, part):
            bad.append(part)
            ids = (
                {found.article.id for _, found in salvaging.readings(folder, part)}
                if part.table == "articles"
                else set()
            )
            saved |= ids
            gone += part.rows - len(ids) if part.table == "articles" else 0
            damages.append(Damage("part", f"{PARTS}/{part.name}", what, *_lost_with(part, len(ids))))
    lost = _lost_articles(folder, present, bad, saved)
    return Checked(present, tuple(bad), tuple(damages), lost, max(gone - len(lost), 0))


def _lost_with(part: Part, saved: int) -> tuple[str, str]:
    """What is lost with a part of which so many articles are saved, and how to get it again."""
    if part.table == "articles":
        gone = part.rows - saved
        of = f"{gone:,} of {counted(part.rows, 'article')}" if saved else counted(gone, "article")
        read = f"{of} and what was read in {'it' if gone == 1 else 'them'}"
        kept = "keeps the others and " if saved else ""
        return (read, f"repair {kept}says what to read again") if gone else (_NOTHING, "repair writes it anew")
    if part.table in (*FOR_WEAVING, *REPLACED, *FACT_TABLES):
        return _NOTHING, "repair weaves again"
    return _NOTHING, "repair makes it again from the readings"


def _lost_articles(
    folder: Path, present: Manifest, bad: Collection[Part], saved: Collection[str]
) -> tuple[LostArticle, ...]:
    """The articles of damaged parts, without those that are saved: as sound parts tell of them, or else their own."""
    damaged = [part for part in bad if part.table == "articles"]
    if not damaged:
        return ()
    there = {*saved} | {
        id_ for part in present.of("articles") if part not in bad for id_ in _columns(folder, part, "id")[0]
    }
    found: dict[str, LostArticle] = {}

    def tell(ids: list[str], paths: list[str | None], urls: list[str | None]) -> None:
        for id_, path, url in zip(ids, paths, urls, strict=True):
            if id_ not in there:
                known = found.get(id_, LostArticle(id_))
                found[id_] = LostArticle(id_, known.path or path, known.url or url)

    sources: tuple[tuple[TableName, tuple[str, ...]], ...] = (
        ("threads", ("article",)),
        ("sketched", ("article", "path", "url")),
        ("families", ("article",)),
        ("actors", ("article",)),
        ("statements", ("article", "path")),
        ("problems", ("article", "path")),
        ("accounts", ("article", "path", "url")),
    )
    for table, names in sources:
        for part in present.of(table):
            if part not in bad:
                columns = dict(zip(names, _columns(folder, part, *names), strict=True))
                ids = columns["article"]
                blank: list[str | None] = [None] * len(ids)
                tell(ids, columns.get("path", blank), columns.get("url", blank))
    for part in damaged:
        for row in salvaging.articles(folder, part):
            tell([row["id"]], [row["path"]], [row["url"]])
        with suppress(RecordError, UnicodeDecodeError):
            for id_, path, url in zip(*_columns(folder, part, "id", "path", "url"), strict=True):
                # its bytes may be wrong: they only add to what others tell of the article, or tell of it alone
                if id_ in found or not found:
                    tell([id_], [path], [url])
    return tuple(found[id_] for id_ in sorted(found))


def _columns(folder: Path, part: Part, *names: str) -> list[list[Any]]:
    table: pa.Table = parts.load(folder, part, list(names))
    return [table[name].to_pylist() for name in names]


def _index(folder: Path) -> Iterator[Damage]:
    for what in SearchIndex(folder).faults():
        yield Damage("index", INDEX, what, _NOTHING, "repair makes it again, and so does the next search")


def _reviews(folder: Path) -> Iterator[Damage]:
    path = folder / LOG
    if not path.exists():
        return
    what = ""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as log:
            if not log.execute("PRAGMA user_version").fetchone()[0]:
                if not log.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    return  # its making was stopped before anything was in it, and goes on with the next review
                what = f"{LOG} has no version"
            lines = [row[0] for row in log.execute("PRAGMA integrity_check(3)")]
            what = "" if lines == ["ok"] else " ".join(lines[0].split())
            for (line,) in log.execute("SELECT review FROM reviews"):
                json.loads(line)
    except (sqlite3.Error, ValueError, TypeError) as error:
        what = what or str(error)
    if what:
        lost = "the reviews on the damaged pages, if there were any"
        again = "repair copies what can be read; or restore the file from a copy before anything else is reviewed"
        yield Damage("reviews", LOG, f"{LOG} is damaged: {what}", lost, again)


def _catalogues(folder: Path) -> Iterator[Damage]:
    import duckdb

    from communique.catalogue.making import FOLDER, SUFFIX

    for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}")):
        try:
            with closing(duckdb.connect(str(path), read_only=True)) as shelves:
                for (name,) in shelves.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                    # every block has a checksum, which is looked at as it is read
                    shelves.execute(f'SELECT max(hash(t)) FROM "{name}" AS t').fetchall()
        except duckdb.Error as error:
            file = f"{FOLDER}/{path.name}"
            what = f"{file} cannot be read: {str(error).splitlines()[0]}"
            yield Damage("catalogue", file, what, _NOTHING, "repair removes it, and serve makes it again")


def _history(folder: Path) -> Iterator[Damage]:
    broken = history.broken(folder)
    if broken:
        yield Damage(
            "history",
            HISTORY,
            f"{HISTORY} has {broken} lines that are none",
            f"when {broken} snapshots came, and by which command",
            "nothing brings it back; the snapshots are known without it",
        )
