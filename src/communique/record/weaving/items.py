"""All articles and all items by number: as tables of the connection, and in columns of a few bytes each.

Numbers follow the order of ids, so what is compared in the order of ids elsewhere is compared by number here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.record.weaving.database import columns, whole
from communique.weave.loom.voices import Voices

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int64]

SAID, MADE, DONE, MET = range(4)

_ARTICLES = """
    CREATE TABLE article AS
    SELECT row_number() OVER (ORDER BY article) - 1 AS number, article AS id,
        published_begin, published_end, published_basis, outlet, title, path, url
    FROM sketched
"""
_ITEMS = """
    CREATE TABLE item AS
    SELECT row_number() OVER (ORDER BY article.number, items.item, items.kind) - 1 AS number,
        article.number AS article, items.item, list_position(['said', 'made', 'done', 'met'], items.kind) - 1 AS kind,
        items.at, items.key, items.day, items.speaker, items.side, items.words, items.medium, items.quotes,
        items.nested, coalesce(items.start, -1) AS "start", coalesce(items."end", -1) AS "end", items.since
    FROM items JOIN article ON article.id = items.article
"""
# Of all but statements there is little, and it is asked for again and again.
_REST = """
    CREATE TABLE rest AS
    SELECT item.number, item.kind, item.article, item.item, items.at, items.whole
    FROM items JOIN item USING (key) WHERE items.kind != 'said'
"""


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The items, by number. `start` and `end` are -1 for one without words; `first`: by article, its first item."""

    article: Column
    kind: Column
    key: NDArray[np.uint64]
    start: Column
    end: Column
    first: Column
    voices: Voices

    def __len__(self) -> int:
        return len(self.article)

    @property
    def articles(self) -> int:
        """How many articles there are, those without items among them."""
        return len(self.first) - 1


def number(db: duckdb.DuckDBPyConnection) -> Items:
    """Makes the tables `article`, `item` and `rest`, of what the views `sketched` and `items` have.

    `rest` has the moves, events and meetings in whole.
    """
    import numpy as np

    db.execute(_ARTICLES)
    db.execute(_ITEMS)
    db.execute(_REST)
    article, kind, start, end = columns(db, 'SELECT article, kind, start, "end" FROM item ORDER BY number')
    key = whole(db, "SELECT key FROM item ORDER BY number")["key"].to_numpy()
    said = "SELECT speaker, side, words, medium, quotes, nested FROM item ORDER BY number"
    voices = Voices(*(column.to_numpy() for column in whole(db, said).columns))
    (articles,) = db.execute("SELECT count(*) FROM article").fetchall()[0]
    first = np.searchsorted(article, np.arange(articles + 1))
    return Items(article, kind, key, start, end, first, voices)
