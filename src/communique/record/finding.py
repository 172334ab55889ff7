"""Who and which article is meant by what somebody typed, by tables of the index: no part is looked through for it.

names: whoever occurs, under each name as its words alone, with the first part that has it so
keys: where an article is, under a number made of its path and of each name of its file
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communique.record import parts
from communique.record.manifest import Part
from communique.record.names import Told, file_names
from communique.record.words import fold

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = """
CREATE TABLE names (
    key TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, known INTEGER NOT NULL, country TEXT NOT NULL,
    part INTEGER NOT NULL, PRIMARY KEY (key, actor, name, known, country)
) WITHOUT ROWID;
CREATE INDEX names_of_country ON names (country) WHERE country != '';
CREATE TABLE keys (key INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (key, row)) WITHOUT ROWID;
CREATE INDEX rows_of_article ON rows (article) WHERE statement IS NULL;
"""
"""Beside the tables of the index, in the place of what is null: an empty text."""

NAMING = ("statements", "actors")
"""The tables whose parts name somebody."""

_LAST = "\U0010ffff"  # sorts behind every sign that goes on from the beginning of an id

_NAMED = """
SELECT actor, nullif(name, ''), known, nullif(country, '') FROM names
WHERE {which} AND part NOT IN (SELECT value FROM json_each(?))
"""
_ARTICLES = """
SELECT rows.article, parts.name, rows.path FROM rows JOIN parts ON parts.number = rows.part
WHERE rows.statement IS NULL AND {which} AND rows.part NOT IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article: its id, the name of the part that it is in, and its path."""

    article: str
    part: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Finder:
    """The tables as one snapshot has them: `later` are the numbers of the parts that it has not."""

    index: sqlite3.Connection
    later: str

    @classmethod
    def of(cls, index: sqlite3.Connection, later: Iterable[int]) -> Finder:
        """The finder for a snapshot."""
        return cls(index, json.dumps(list(later)))

    def named(self, value: str) -> list[Told]:
        """Whoever bears that name, or has that id."""
        return self._told("key = ?", fold(value))

    def of_countries(self, countries: Iterable[str]) -> list[Told]:
        """Whoever is of one of those countries, a few of each: enough to know that there is somebody."""
        return [
            told for country in countries for told in self._told("country = ? AND country != ''", country, "LIMIT 1")
        ]

    def everybody(self) -> list[Told]:
        """All names."""
        return self._told("key >= ?", "")

    def article(self, id_: str) -> Placed | None:
        """The article with that id."""
        return next(iter(self._articles("rows.article = ?", id_)), None)

    def beginning(self, begin: str) -> list[Placed]:
        """The articles whose ids begin so."""
        where = "rows.article BETWEEN ? AND ? AND substr(rows.article, 1, ?) = ?"
        return self._articles(where, begin, begin + _LAST, len(begin), begin) if begin else []

    def at(self, key: str) -> list[Placed]:
        """The articles with that path, or in a file of that name."""
        found = self._articles("rows.id IN (SELECT row FROM keys WHERE key = ?)", _number(key))
        return [one for one in found if one.path is not None and key in (one.path, *file_names(one.path))]

    def _told(self, which: str, value: str, limit: str = "") -> list[Told]:
        found = self.index.execute(_NAMED.format(which=which) + limit, (value, self.later))
        return [(actor, name, bool(known), country) for actor, name, known, country in found]

    def _articles(self, which: str, *values: str | int) -> list[Placed]:
        return [Placed(*row) for row in self.index.execute(_ARTICLES.format(which=which), (*values, self.later))]


def add_names(index: sqlite3.Connection, folder: Path, part: Part, number: int) -> None:
    """Takes in who occurs in a part of statements or actors."""
    told = _of_actors(folder, part) if part.table == "actors" else _of_statements(folder, part)
    rows = {
        (key, actor, name or "", known, country or "", number)
        for actor, name, known, country in told
        for key in _keys(actor, name)
    }
    index.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?, ?, ?)", sorted(rows))


def add_keys(index: sqlite3.Connection, rows: Iterable[int], paths: Iterable[str | None]) -> None:
    """Takes in the paths of articles, each of a row of the index."""
    pairs = (
        (_number(key), row)
        for row, path in zip(rows, paths, strict=True)
        if path is not None
        for key in {path, *file_names(path)}
    )
    index.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", pairs)


def _keys(actor: str, name: str | None) -> set[str]:
    """What an actor is found under: its id and its name, each as its words alone; an id without words, under none."""
    return {fold(actor), *filter(None, (fold(name or ""),))}


def _number(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def _of_actors(folder: Path, part: Part) -> Iterable[Told]:
    columns = ("id", "name", "known", "country")
    table = parts.load(folder, part, columns)
    return zip(*(table[column].to_pylist() for column in columns), strict=True)


def _of_statements(folder: Path, part: Part) -> Iterable[Told]:
    """Whoever is named beside statements alone. All that have a name there are among the article's actors."""
    import pyarrow.compute as pc

    table = parts.load(
        folder, part, ["source_actor", "source_name", "source_country", "addressee_actor", "addressee_name", "chain"]
    )
    hands = pc.list_flatten(table["chain"])
    pairs: Sequence[tuple[pa.ChunkedArray, pa.ChunkedArray, pa.ChunkedArray | None]] = (
        (table["source_actor"], table["source_name"], table["source_country"]),
        (table["addressee_actor"], table["addressee_name"], None),
        (pc.struct_field(hands, "actor"), pc.struct_field(hands, "name"), None),
    )
    for actors, names, countries in pairs:
        nameless = pc.and_(pc.is_valid(actors), pc.is_null(names))
        ids = actors.filter(nameless).to_pylist()
        theirs = countries.filter(nameless).to_pylist() if countries is not None else [None] * len(ids)
        yield from ((id_, None, False, country) for id_, country in zip(ids, theirs, strict=True))
