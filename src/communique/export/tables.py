"""The tables that are exported as CSV, Parquet and SQLite, and what each of their columns means.

`dictionary.toml` beside this file is the data dictionary: a test holds it to the columns that the queries give.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from communique.export.material import Material

_SPANS = 'list_transform({name}, lambda span: [span.start, span."end"])'


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what a row is, the query that gives its rows, its key, and where its columns lead.

    `columns` says what each means, in order; `links` has, by a column, the table whose key it names.
    """

    name: str
    about: str
    query: str
    key: tuple[str, ...]
    columns: dict[str, str]
    links: dict[str, str]


@cache
def tables(*, everything: bool) -> tuple[Table, ...]:
    """The tables, those before that others lead to; `everything`, or what the wanted occurrences lead to."""
    dictionary = tomllib.loads((files("communique.export") / "dictionary.toml").read_text(encoding="utf-8"))
    return tuple(
        Table(
            name,
            dictionary[name]["about"],
            _QUERIES[name].format(where=f"WHERE {_PARTS[name]}" if name in _PARTS and not everything else ""),
            tuple(dictionary[name]["key"]),
            dictionary[name]["columns"],
            dictionary[name].get("links", {}),
        )
        for name in _QUERIES
    )


def tables_of(material: Material) -> tuple[Table, ...]:
    """The tables of what is wanted of a record."""
    return tables(everything=material.wanted.everything)


def _spans(name: str) -> str:
    return _SPANS.format(name=name)


_FILE = "parse_filename(path)"  # who hands a table on does not mean to tell where on their disk a file lies

_QUERIES = {
    "articles": f"""
        SELECT id, {_FILE} AS file, url, outlet, title, byline, language, published, published_basis, characters,
               statements, problems
        FROM articles {{where}} ORDER BY published NULLS LAST, id
    """,
    "actors": """
        WITH every AS (
            SELECT id, name, kind, country, known, articles, mentions, statements, addressed, relayed, first_said,
                   last_said
            FROM actors
            UNION ALL BY NAME
            SELECT id, name, kind, country, known, 0 AS articles, 0 AS mentions, 0 AS statements, 0 AS addressed,
                   0 AS relayed
            FROM woven_actors WHERE id NOT IN (SELECT id FROM actors)
        )
        SELECT * FROM every {where} ORDER BY id
    """,
    "statements": f"""
        SELECT article, id, number, date, source_actor, source_name, source_country, source_basis, source,
               {_spans("source_spans")} AS source_spans, cue, {_spans("cue_spans")} AS cue_spans, content,
               {_spans("content_spans")} AS content_spans, quotation, addressee_actor, addressee_name, addressee,
               {_spans("addressee_spans")} AS addressee_spans, setting, certainty, within, score
        FROM statements {{where}} ORDER BY article, number
    """,
    "chains": """
        SELECT article, statement, position, actor, name, words, relation FROM chains {where}
        ORDER BY article, statement, position
    """,
    "events": """
        SELECT article, id, number, date, "begin", "end", type, mode, cameo, context, actor, actor_name, actor_words,
               actor_code, recipient, recipient_name, recipient_words, recipient_code, trigger, trigger_spans, place,
               status, statement, score
        FROM events {where} ORDER BY article, number
    """,
    "meetings": """
        SELECT id, number, name, parties, participants, place, "begin", "end", when_basis, steps
        FROM encounters {where} ORDER BY number
    """,
    "occurrences": """
        SELECT id, number, kind, status, summary, "begin", "end", when_basis, reported_begin, reported_end,
               reported_basis, actors, place, encounter AS meeting, certainty, n_articles, n_texts, n_origins,
               list_transform(origins, lambda origin: origin.name) AS origins, disagreements, related
        FROM occurrences {where} ORDER BY number
    """,
    "accounts": f"""
        SELECT occurrence, accounts.number, article, item, {_spans("spans")} AS spans, words, text AS copy_of,
               origin_id, origin_name, origin_kind, chain, accounts."begin", accounts."end", accounts.when_basis,
               published_begin, published_end, score
        FROM accounts JOIN occurrences AS o ON o.id = occurrence {{where}} ORDER BY o.number, accounts.number
    """,
    "moves": """
        SELECT id, kind, party, toward, made_by, summary, "begin", "end", when_basis, certainty
        FROM moves {where} ORDER BY number
    """,
    "terms": """
        SELECT terms.move, role, position, text, issue FROM terms JOIN moves ON moves.id = terms.move {where}
        ORDER BY moves.number, role, position
    """,
}
_CHOSEN = "SELECT id FROM chosen"
_TOLD = f"SELECT article, item FROM accounts WHERE occurrence IN ({_CHOSEN})"
_MET = f"id IN (SELECT encounter FROM occurrences WHERE id IN ({_CHOSEN}))"
_PARTS = {
    "articles": f"id IN (SELECT article FROM ({_TOLD}))",
    "actors": f"""
        id IN (
            SELECT unnest(actors) FROM occurrences WHERE id IN ({_CHOSEN})
            UNION SELECT unnest([source_actor, addressee_actor]) FROM statements WHERE (article, id) IN ({_TOLD})
            UNION SELECT actor FROM chains WHERE (article, statement) IN ({_TOLD})
            UNION SELECT unnest([actor, recipient]) FROM events WHERE (article, id) IN ({_TOLD})
            UNION SELECT unnest(list_concat(parties, participants)) FROM encounters WHERE {_MET}
            UNION SELECT unnest([party, toward, made_by]) FROM moves WHERE id IN ({_CHOSEN})
        )
    """,
    "statements": f"(article, id) IN ({_TOLD})",
    "chains": f"(article, statement) IN ({_TOLD})",
    "events": f"(article, id) IN ({_TOLD})",
    "meetings": _MET,
    "occurrences": f"id IN ({_CHOSEN})",
    "accounts": f"occurrence IN ({_CHOSEN})",
    "moves": f"id IN ({_CHOSEN})",
    "terms": f"terms.move IN ({_CHOSEN})",
}
