"""What the shelf is filled with: the statements by the day on which they were said, and what they are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.catalogue import words
from communique.catalogue.coded import code, day

if TYPE_CHECKING:
    from communique.catalogue.making import Source

CODED = ("source_actor", "source_country", "addressee_actor", "outlet", "quotation", "certainty")
"""The columns whose values are few: they are found by these, and counted."""

_PLACED = f"""
CREATE TEMPORARY TABLE placed AS
WITH woven AS (
    SELECT article, item, any_value(accounts.occurrence) AS occurrence, any_value(accounts.begin) AS begin,
           any_value(accounts."end") AS "end", any_value(accounts.when_basis) AS basis,
           any_value(published_begin) AS published_begin, any_value(published_end) AS published_end,
           any_value(accounts.published_basis) AS published_basis
    FROM accounts JOIN occurrences ON occurrences.id = accounts.occurrence
    WHERE occurrences.kind = 'statement' GROUP BY article, item
), joined AS (
    SELECT statements.*, families.family AS family, woven.occurrence AS occurrence,
           coalesce(woven.begin, date) AS begin, coalesce(woven."end", date) AS "end", woven.basis AS woven_basis,
           published_begin, published_end, published_basis
    FROM statements LEFT JOIN families ON families.article = statements.article
         LEFT JOIN woven ON woven.article = statements.article AND woven.item = statements.id
), dated AS (
    -- a day after the article's own is when something is to be, not when this was said
    SELECT *, coalesce(least(begin, published), published_begin) AS first,
           coalesce(least("end", published), published_end) AS last,
           CASE WHEN begin IS NULL THEN published_basis WHEN begin > published THEN 'published'
                ELSE coalesce(woven_basis, CASE WHEN begin = published THEN 'published' ELSE 'text' END) END AS basis
    FROM joined
), numbered AS (
    SELECT * REPLACE (row_number() OVER (ORDER BY first NULLS LAST, last, article, number, id) - 1 AS number) FROM dated
)
SELECT *, min(number) OVER same AS head, count(*) OVER same AS members,
       coalesce(array_length(string_split(trim(folded(content)), ' ')), 0) AS words, {day("first")} AS first_day,
       {day("last")} AS last_day
FROM numbered
WINDOW same AS (
    PARTITION BY coalesce(family, article), folded(content), coalesce(source_actor, folded(source), '')
)
"""

_TOLD = """
CREATE TABLE shelf.said AS
SELECT number, article, id AS statement, to_json(struct_pack(
    article, path, outlet, title, published, date, statement := id, source_actor, source_name, source, cue, content,
    spans := list_transform(content_spans, lambda s: [s.start, s."end"]), quotation,
    chain := list_transform(chain, lambda h: [h.actor, coalesce(h.name, h.words), h.relation]),
    addressee_actor, addressee_name, addressee, certainty, score, first, last, basis, occurrence
))::VARCHAR AS told
FROM placed ORDER BY number
"""

_HANDS = """
CREATE TABLE shelf.said_hands AS
SELECT DISTINCT placed.number AS number, chains.actor AS hand
FROM chains JOIN placed ON placed.article = chains.article AND placed.id = chains.statement
WHERE chains.actor IS NOT NULL ORDER BY hand, number
"""


def fill(source: Source) -> None:
    """Fills the shelf: the statements by the day on which they were said, and what they are found by."""
    ask = source.connection.execute
    ask(_PLACED)
    ask(_TOLD)
    also = "first_day, last_day, head::INTEGER AS head, members::INTEGER AS members, words::INTEGER AS words"
    code(source, "said_columns", CODED, "placed", also)
    ask(_HANDS)
    words.index(source, "said_words", "SELECT number, content AS words FROM placed WHERE content IS NOT NULL")
    ask("DROP TABLE placed")
