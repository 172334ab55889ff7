"""What was woven last time and is the same still: those occurrences are taken over as they lie in the parts.

An occurrence is the same where it has the same items, the words of each stood first in the same article, each article
is dated as it was, and what is known of the actors has not changed. All that is in the rows of its accounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.record.columns import WovenTable

if TYPE_CHECKING:
    import duckdb

TABLES: tuple[WovenTable, ...] = ("occurrences", "accounts", "woven_actors")
"""The tables of the last weaving that are looked at."""

# Days that are none in the calendar are kept as unknown, and compared as such.
_SAME = """
    CREATE TABLE same AS
    WITH changed AS (
        SELECT coalesce(now.id, last.id) AS id FROM woven_actors AS now
        FULL JOIN last_woven_actors AS last ON now.id = last.id
        WHERE now.id IS NULL OR last.id IS NULL
            OR (now.name, now.kind, now.country) IS DISTINCT FROM (last.name, last.kind, last.country)
    ),
    touched AS (
        SELECT DISTINCT key FROM (SELECT key, unnest(actors) AS id FROM items) AS named SEMI JOIN changed USING (id)
        UNION SELECT key FROM items SEMI JOIN newcomers USING (article)
    ),
    told AS (
        SELECT account.*, kind, count(*) OVER (PARTITION BY occurrence) AS accounts
        FROM last_accounts AS account
        JOIN (SELECT id AS occurrence, kind FROM last_occurrences WHERE kind != 'meeting') USING (occurrence)
    ),
    now AS (
        SELECT grouped.grp, article.id AS article, item.item, item.key, text.id AS text, article.basis,
            ['statement', 'move', 'event'][item.kind + 1] AS kind,
            try_cast(article.begin AS DATE) AS begin, try_cast(article.until AS DATE) AS until
        FROM grouped JOIN item USING (number)
        JOIN printed AS article ON article.number = item.article
        JOIN printed AS text ON text.number = grouped.text
    )
    SELECT now.grp, any_value(told.occurrence) AS id
    FROM now LEFT JOIN touched USING (key)
    LEFT JOIN told ON told.article = now.article AND told.item = now.item AND told.kind = now.kind
        AND told.text = now.text
        AND told.published_begin IS NOT DISTINCT FROM now.begin AND told.published_end IS NOT DISTINCT FROM now.until
        AND (told.published_begin IS NULL OR told.published_basis = now.basis)
    GROUP BY now.grp
    HAVING bool_and(told.occurrence IS NOT NULL AND touched.key IS NULL)
        AND min(told.occurrence) = max(told.occurrence) AND count(*) = any_value(told.accounts)
"""


def find_same(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `same`: the groups of `grouped` that are an occurrence of the last weaving, and its id.

    `woven_actors` has the actors as they are now, `newcomers` the articles that came since the last weaving.
    """
    db.execute(_SAME)
