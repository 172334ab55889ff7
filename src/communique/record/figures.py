"""A record in figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.record.history import HISTORY
from communique.record.manifest import COPY, MANIFEST, PARTS, Manifest
from communique.record.search import INDEX
from communique.record.views import Views


@dataclass(frozen=True, slots=True)
class Info:
    """A record in figures. `first` and `last` are days of publication, `undated` the articles that have none.

    `woven` is the snapshot at which it was woven last, None where it never was; `unwoven` is as in `Record`.
    `texts` counts the woven articles without their copies.
    """

    path: str
    articles: int
    statements: int
    actors: int
    outlets: int
    first: str | None
    last: str | None
    undated: int
    woven: int | None
    unwoven: int
    texts: int
    occurrences: int
    encounters: int
    bytes: int
    layout: int
    snapshot: int


def figures(views: Views) -> Info:
    """The figures of a snapshot, with the size of its files."""
    present = views.manifest
    articles = views.ask(
        "SELECT count(DISTINCT outlet) AS outlets, min(published) AS first, max(published) AS last, "
        "count(*) - count(published) AS undated FROM articles"
    ).to_pylist()[0]
    actors = views.ask("SELECT count(DISTINCT id) AS actors FROM actors_by_article").to_pylist()[0]
    woven = {
        table: views.ask(f"SELECT count(*) AS rows FROM {table}").to_pylist()[0]["rows"]
        for table in ("occurrences", "encounters")
    }
    families = views.ask("SELECT count(DISTINCT family) AS texts FROM families").to_pylist()[0]
    return Info(
        path=str(views.folder),
        articles=present.rows("articles"),
        statements=present.rows("statements"),
        actors=actors["actors"],
        outlets=articles["outlets"],
        first=articles["first"].isoformat() if articles["first"] else None,
        last=articles["last"].isoformat() if articles["last"] else None,
        undated=articles["undated"],
        woven=present.woven.snapshot if present.woven else None,
        unwoven=present.unwoven(),
        texts=families["texts"],
        occurrences=woven["occurrences"],
        encounters=woven["encounters"],
        bytes=sum(path.stat().st_size for path in _files(views.folder, present) if path.exists()),
        layout=present.layout,
        snapshot=present.snapshot,
    )


def _files(folder: Path, present: Manifest) -> Iterator[Path]:
    yield from (folder / PARTS / part.name for part in present.parts)
    yield from (folder / name for name in (MANIFEST, COPY, HISTORY, INDEX, f"{INDEX}-wal"))
