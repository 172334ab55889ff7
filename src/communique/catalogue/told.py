"""The shelf of what single articles tell: their readings, their copies, and the occurrences that their items are of."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from communique.catalogue.catalogue import Catalogue
from communique.reading import Reading, Span
from communique.record import parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.catalogue.making import Source

# Compressed one by one: DuckDB's own compression takes more at a time than one reading, so that finding one of 20,000
# took 8 to 40 ms instead of 0.7. Level 1 makes 30 MB of those, level 6 takes twice the time for 27.
_LEVEL = 1

_FILL = """
CREATE TABLE shelf.told AS
WITH items AS (
    SELECT article, item, occurrence AS id, min(occurrences.number) AS place,
           any_value(occurrences.status) AS status, any_value(n_articles) AS articles,
           any_value(n_texts) AS texts, any_value(n_origins) AS origins
    FROM accounts JOIN occurrences ON occurrences.id = occurrence GROUP BY article, item, occurrence
), listed AS (
    SELECT article, list({
        'item': item, 'id': id, 'status': status, 'articles': articles, 'texts': texts, 'origins': origins
    } ORDER BY item, place) AS occurrences
    FROM items GROUP BY article
)
SELECT packed.article AS article, reading, family, coalesce(members, 1) AS members, passages, occurrences
FROM packed LEFT JOIN families ON families.article = packed.article LEFT JOIN listed ON listed.article = packed.article
ORDER BY packed.article
"""


@dataclass(frozen=True, slots=True)
class Other:
    """Another article, as a link to it is told: `published` is its day, None where unknown."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    path: str | None

    @property
    def name(self) -> str:
        """What it is called: its title, the name of its file, or its id."""
        return self.title or (PurePath(self.path).name if self.path else self.id)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words at `span` that stood first in the article `origin`, at `origin_span` of its text."""

    span: Span
    origin: Other
    origin_span: Span


@dataclass(frozen=True, slots=True)
class Told:
    """The occurrence that an item of a reading is of, and how many articles, texts and origins tell of it.

    `status` is what became of a meeting in it; None for all else.
    """

    item: str
    id: str
    status: str | None
    articles: int
    texts: int
    origins: int


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """What there is to tell of one article.

    `copies` are the other articles of its family, the earliest first. `woven` says whether the article had come when
    the record was woven last: of one that came later, copies and occurrences are not known yet.
    """

    reading: Reading
    copies: tuple[Other, ...]
    passages: tuple[Passage, ...]
    occurrences: tuple[Told, ...]
    woven: bool


def fill(source: Source) -> None:
    """Fills the shelf."""
    import pyarrow as pa

    source.connection.execute("CREATE TEMP TABLE packed (article VARCHAR, reading BLOB)")
    for part in source.manifest.of("articles"):
        rows = parts.load(source.folder, part, ["id", "reading"])
        packed = pa.array((zlib.compress(line.as_py().encode(), _LEVEL) for line in rows["reading"]), pa.binary())
        source.connection.register("piece", pa.table({"article": rows["id"], "reading": packed}))
        source.connection.execute("INSERT INTO packed SELECT article, reading FROM piece")
        source.connection.unregister("piece")
    source.connection.execute(_FILL)
    source.connection.execute("DROP TABLE packed")
    source.connection.execute("CREATE INDEX told_article ON shelf.told (article)")


def told(catalogue: Catalogue, article: str) -> ToldArticle | None:
    """What there is to tell of the article with this id; None where the record has none."""
    found = catalogue.ask(
        "SELECT reading, family, members, passages, occurrences FROM told WHERE article = ?", [article]
    )
    if not found:
        return None
    packed, family, members, passages, occurrences = found[0]
    passages = passages or ()
    ids = {passage["origin"] for passage in passages}
    others = _others(catalogue, family, ids) if members > 1 or ids else {}
    return ToldArticle(
        reading=Reading.from_json(zlib.decompress(packed).decode()),
        copies=tuple(other for other, theirs in others.values() if theirs == family and other.id != article),
        passages=tuple(
            Passage(
                Span(one["start"], one["end"]), others[one["origin"]][0], Span(one["origin_start"], one["origin_end"])
            )
            for one in passages
            if one["origin"] in others
        ),
        occurrences=tuple(Told(**one) for one in occurrences or ()),
        woven=family is not None,
    )


def reading_of(catalogue: Catalogue, article: str) -> Reading | None:
    """The reading alone of the article with this id; None where the record has none."""
    found = catalogue.ask("SELECT reading FROM told WHERE article = ?", [article])
    return Reading.from_json(zlib.decompress(found[0][0]).decode()) if found else None


def _others(catalogue: Catalogue, family: str | None, ids: Iterable[str]) -> dict[str, tuple[Other, str | None]]:
    """Articles of a family, and those with these ids, the earliest first: each with the family that it is of."""
    rows = catalogue.ask(
        "SELECT id, title, outlet, published, path, family FROM articles"
        " WHERE family = ? OR list_contains(?::VARCHAR[], id) ORDER BY number",
        [family, sorted(ids)],
    )
    return {
        id_: (Other(id_, title, outlet, published.isoformat() if published else None, path), theirs)
        for id_, title, outlet, published, path, theirs in rows
    }
