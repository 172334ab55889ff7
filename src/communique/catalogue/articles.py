"""The shelf of articles: which there are, from where and when."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.paging import FIRST, Order, Slice, Stretch
from communique.record import parts
from communique.record.questions import Condition, between, holding

if TYPE_CHECKING:
    from communique.catalogue.making import Source

ORDERS = {
    "published": "published",
    "title": "lower(title)",
    "outlet": "lower(outlet)",
    "statements": "statements",
    "characters": "characters",
    "added": "added",
}
"""By what articles can be ordered."""

BY_DAY = Order("published")

_FILL = """
CREATE TABLE shelf.articles AS
SELECT row_number() OVER (ORDER BY published NULLS LAST, articles.id) AS number, articles.id AS id, path, url, outlet,
       title, published, published_basis, characters, statements, problems, family, coalesce(members, 1) AS members,
       added
FROM articles JOIN added ON added.id = articles.id LEFT JOIN families ON families.article = articles.id
ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Filed:
    """An article as a list has it. `members` counts the articles of its family, itself among them.

    `added` is the snapshot that first had it.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    path: str | None
    url: str | None
    characters: int
    statements: int
    problems: int
    members: int
    added: int


def fill(source: Source) -> None:
    """Fills the shelf. The snapshot that first had an article is that of the part it is in."""
    import pyarrow as pa

    tables = [pa.table({"id": pa.array([], pa.string()), "added": pa.array([], pa.int32())})]
    for part in source.manifest.of("articles"):
        ids = parts.load(source.folder, part, ["id"])["id"]
        tables.append(pa.table({"id": ids, "added": pa.array([parts.snapshot_of(part)] * len(ids), pa.int32())}))
    source.connection.register("added", pa.concat_tables(tables))
    source.connection.execute(_FILL)
    source.connection.unregister("added")


def articles(
    catalogue: Catalogue,
    *,
    words: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    order: Order = BY_DAY,
    stretch: Stretch = FIRST,
) -> Slice[Filed]:
    """The articles that fit all of these: `words` of the title, the days of publication inclusive.

    Raises QuestionError where a day cannot be understood.
    """
    where = [
        *(holding("title", words) if words else ()),
        *((Condition("outlet = ?", (outlet,)),) if outlet else ()),
        *between("published", since, until),
    ]
    clause = " AND ".join(condition.clause for condition in where) or "true"
    values = [value for condition in where for value in condition.values]
    (total,) = catalogue.ask(f"SELECT count(*) FROM articles WHERE {clause}", values)[0]
    ordered = order.sql(ORDERS, "number")
    rows = catalogue.rows(
        f"SELECT {', '.join(_COLUMNS)} FROM articles WHERE {clause} ORDER BY {ordered} LIMIT ? OFFSET ?",
        [*values, stretch.count, stretch.first],
    )
    return Slice(tuple(_filed(row) for row in rows), total, stretch.first)


def _filed(row: dict[str, Any]) -> Filed:
    return Filed(**{**row, "published": row["published"].isoformat() if row["published"] else None})


_COLUMNS = tuple(field.name for field in fields(Filed))
