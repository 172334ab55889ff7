"""The definitions of the views, in SQL: what comes of the tables of a record when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

FOLDED = r"""
CREATE MACRO folded(words) AS
    ' ' || trim(regexp_replace(strip_accents(lower(words)), '[^\p{L}\p{N}]+', ' ', 'g')) || ' '
"""
"""A text as its words alone, lower case and without accents, one space before, between and after them."""

CHAINS = """
CREATE VIEW chains AS
WITH hands AS (
    SELECT article, id AS statement, date, source_actor, unnest(chain) AS hand,
           generate_subscripts(chain, 1) AS position
    FROM statements
)
SELECT article, statement, position, hand.actor AS actor, hand.name AS name, hand.words AS words,
       hand.relation AS relation, date, source_actor
FROM hands
"""

_CHOSEN = """
SELECT id, name, kind, country, known FROM (
    SELECT id, name, kind, country, known, count(*) AS times FROM actors_by_article {where} GROUP BY ALL
) QUALIFY row_number() OVER (PARTITION BY id ORDER BY known DESC, country IS NULL, times DESC, name, kind) = 1
"""
CHOSEN_OF = _CHOSEN.format(where="WHERE id IN (SELECT unnest(?::VARCHAR[]))")
"""Some actors as their view has them, without looking through all others."""

ACTORS = f"""
CREATE VIEW actors AS
WITH chosen AS (
    {_CHOSEN.format(where="")}
), seen AS (
    SELECT id, count(DISTINCT article) AS articles FROM actors_by_article GROUP BY id
), meant AS (
    SELECT actor AS id, count(*) AS mentions FROM mentions WHERE actor IS NOT NULL GROUP BY actor
), said AS (
    SELECT source_actor AS id, count(*) AS statements, min(date) AS first_said, max(date) AS last_said
    FROM statements WHERE source_actor IS NOT NULL GROUP BY source_actor
), addressed AS (
    SELECT addressee_actor AS id, count(*) AS addressed
    FROM statements WHERE addressee_actor IS NOT NULL GROUP BY addressee_actor
), relayed AS (
    SELECT actor AS id, count(*) AS relayed FROM chains WHERE actor IS NOT NULL GROUP BY actor
)
SELECT id, name, kind, country, known, articles, coalesce(mentions, 0) AS mentions,
       coalesce(statements, 0) AS statements, coalesce(addressed, 0) AS addressed, coalesce(relayed, 0) AS relayed,
       first_said, last_said
FROM chosen JOIN seen USING (id) LEFT JOIN meant USING (id) LEFT JOIN said USING (id)
     LEFT JOIN addressed USING (id) LEFT JOIN relayed USING (id)
"""

MOVES = """
CREATE VIEW moves AS
SELECT id, number, step.kind AS kind, step.party AS party, step.toward AS toward, step.by AS made_by, summary,
       step.gives AS gives, step.asks AS asks, step.condition AS condition, begin, "end", when_basis,
       reported_begin, reported_end, reported_basis, certainty, n_articles, n_texts, n_origins, origins,
       disagreements, related
FROM occurrences WHERE kind = 'move'
"""

TERMS = """
CREATE VIEW terms AS
WITH told AS (
    SELECT id, 'gives' AS role, unnest(gives) AS term, generate_subscripts(gives, 1) AS position FROM moves
    UNION ALL
    SELECT id, 'asks' AS role, unnest(asks) AS term, generate_subscripts(asks, 1) AS position FROM moves
    UNION ALL
    SELECT id, 'condition' AS role, condition AS term, 1 AS position FROM moves WHERE condition IS NOT NULL
)
SELECT told.id AS move, role, position, term.text AS text, term.issue AS issue, kind, party, toward, begin
FROM told JOIN moves USING (id)
"""

_SPANS = '[["INTEGER"]]'
_PARTY = f'{{"spans":{_SPANS},"actor":"VARCHAR","code":"VARCHAR"}}'
_TOLD = (
    '{"times":[{"id":"VARCHAR","value":"VARCHAR","begin":"VARCHAR","end":"VARCHAR"}],"actors":[{"id":"VARCHAR","name":"VARCHAR"}],'
    '"events":[{"id":"VARCHAR","type":"VARCHAR","mode":"VARCHAR","cameo":"VARCHAR","context":["VARCHAR"],'
    f'"actor":{_PARTY},"recipient":{_PARTY},"trigger":{{"spans":{_SPANS}}},"place":"VARCHAR","time":"VARCHAR",'
    '"status":"VARCHAR","statement":"VARCHAR","score":"DOUBLE"}]}'
)
EVENTS = f"""
WITH read AS (
    SELECT id AS article, path, outlet, title, published, text, json_transform(reading, '{_TOLD}') AS told
    FROM :articles
), single AS (
    SELECT article, path, outlet, title, published, text, told.times AS times, told.actors AS named,
           unnest(told.events) AS event, generate_subscripts(told.events, 1) AS number
    FROM read
), dated AS (
    -- A time that the article leaves open ("XXXX-06-12") is no day.
    SELECT *, list_filter(times, lambda t: t.id = event.time AND NOT starts_with(t.value, 'X'))[1] AS day FROM single
)
SELECT article, event.id AS id, number, path, outlet, title, published,
       try_cast(day."begin" AS DATE) AS "begin", try_cast(day."end" AS DATE) AS "end",
       coalesce(try_cast(day."begin" AS DATE), published) AS date,
       event.type AS type, event.mode AS mode, event.cameo AS cameo, event.context AS context,
       event.actor.actor AS actor, list_filter(named, lambda a: a.id = event.actor.actor)[1].name AS actor_name,
       words_at(text, event.actor.spans) AS actor_words, event.actor.code AS actor_code,
       event.recipient.actor AS recipient,
       list_filter(named, lambda a: a.id = event.recipient.actor)[1].name AS recipient_name,
       words_at(text, event.recipient.spans) AS recipient_words, event.recipient.code AS recipient_code,
       words_at(text, event.trigger.spans) AS trigger, event.trigger.spans AS trigger_spans,
       event.place AS place, event.status AS status, event.statement AS statement, event.score AS score
FROM dated
"""
"""The columns of events, one row each, of the rows of articles that are named."""

WORDS_AT = """
CREATE MACRO words_at(whole, spans) AS
    nullif(array_to_string(list_transform(spans, lambda s: substring(whole, s[1] + 1, s[2] - s[1])), ' … '), '')
"""
"""The words of a text at some spans, None where there are none."""

REVIEWS = """
CREATE TABLE reviews (
    number INTEGER, id VARCHAR, moment VARCHAR, who VARCHAR, verdict VARCHAR, in_force BOOLEAN, kind VARCHAR,
    article VARCHAR, item VARCHAR, words VARCHAR, before VARCHAR, after VARCHAR, others INTEGER, undoes VARCHAR,
    saw VARCHAR, note VARCHAR
)
"""
"""What people found, a review a row; `before` and `after` as JSON, `others`: of how many more entries it is."""

NAMES_OF_WOVEN = "UNION SELECT id, name, known, country FROM woven_actors"
NAMES = f"""
SELECT id, name, known, country FROM actors_by_article
{NAMES_OF_WOVEN}
UNION SELECT source_actor, source_name, false, source_country FROM statements WHERE source_actor IS NOT NULL
UNION SELECT addressee_actor, addressee_name, false, NULL FROM statements WHERE addressee_actor IS NOT NULL
UNION SELECT actor, name, false, NULL FROM chains WHERE actor IS NOT NULL
"""


def define(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the views over the tables that a connection has."""
    define_words(connection)
    for statement in (CHAINS, ACTORS, f"CREATE VIEW events AS {events_of('articles')}", MOVES, TERMS):
        connection.execute(statement)


def define_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the functions that the views use."""
    for statement in (FOLDED, WORDS_AT):
        connection.execute(statement)


def events_of(articles: str) -> str:
    """A query for the events of some articles: `articles` is a view of them, or a query in brackets."""
    return EVENTS.replace(":articles", articles)
