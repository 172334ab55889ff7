"""Fills the shelf of lines: every occurrence as a chronology lists it, what it can be asked by, and its evidence.

lines         a row for each line, in the order of the chronology; one that is told in the same words as others is not
              `listed`, one that has the evidence of others besides its own is there twice (`single`: as it is alone)
line_told     the occurrence of each, whole, as JSON: those of a page lie far apart, and each is got in one piece
line_marks    what each can be asked by: actors, issues, place … as numbers; line_values what the numbers stand for
line_covers   for each line that is not listed, those that tell it in its stead
line_articles which lines an article has told of: what a review of it may touch
line_actors, line_encounters   who acts, and the meetings, by id
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from communique.catalogue.lines.abouts import Abouts
from communique.catalogue.lines.folds import folds_of
from communique.chronology.brief import TURNS
from communique.chronology.lives import life_of
from communique.plain import plain

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.catalogue.making import Source
    from communique.weave.occurrence import Occurrence

CHUNK = 20_000
"""Occurrences whose evidence is in memory at once: some 60 MB."""

_LINES = f"""
CREATE TABLE shelf.lines AS
WITH heads AS (
    SELECT occurrence, min(list_min(list_transform(spans, lambda s: s.start))) AS head FROM accounts GROUP BY occurrence
), drafts AS (
    SELECT o.number, true AS own, changed.number IS NULL AND hidden.number IS NULL AS listed, true AS single,
           coalesce(heads.head, 0) AS head, o.n_articles, o.n_origins, len(o.disagreements) > 0 AS disputed
    FROM occurrences AS o LEFT JOIN heads ON heads.occurrence = o.id
         LEFT JOIN changed USING (number) LEFT JOIN hidden USING (number)
    UNION ALL
    SELECT number, false, true, false, head, n_articles, n_origins, disputed FROM changed
), ranked AS (
    SELECT drafts.*, o.id, o."begin", o."end",
           coalesce(list_position({list(TURNS)!r}, o.status), 0)::TINYINT AS turn,
           CASE WHEN o."begin" IS NULL THEN o.reported_begin END AS reported
    FROM drafts JOIN occurrences AS o USING (number)
), numbered AS (
    SELECT *, row_number() OVER (
               ORDER BY turn = 0, drafts.n_origins DESC, drafts.n_articles DESC, head, id, own
           ) AS rank
    FROM ranked AS drafts
)
SELECT (row_number() OVER (
           ORDER BY "begin" NULLS LAST, "end" NULLS LAST, reported NULLS LAST, rank
       ) - 1)::INTEGER AS line,
       number, id, own, listed, single, "begin", "end", reported, n_articles, n_origins::INTEGER AS n_origins, head,
       turn, disputed, rank::INTEGER AS rank
FROM numbered ORDER BY line
"""


def _when(prefix: str, basis: str) -> str:
    """Days as `When` has them."""
    begin, end = f'"{prefix}begin"', f'"{prefix}end"'
    return (
        f"CASE WHEN {begin} IS NULL THEN NULL ELSE "
        f'{{"begin": {begin}::VARCHAR, "end": {end}::VARCHAR, "basis": {basis}}} END'
    )


_ACCOUNT = f"""
{{"article": article, "item": item, "spans": list_transform(spans, lambda s: [s.start, s."end"]), "words": words,
  "context": context, "context_start": context_start, "text": text,
  "origin": {{"id": origin_id, "name": origin_name, "kind": origin_kind}}, "chain": chain,
  "when": {_when("", "when_basis")}, "published": {_when("published_", "published_basis")},
  "outlet": outlet, "title": title, "path": path, "url": url, "score": score}}
"""
# the same as `plain` gives of an occurrence, ten times as fast
_TOLD = f"""
INSERT INTO shelf.line_told
WITH chosen AS (
    SELECT line, o.* FROM occurrences AS o JOIN shelf.lines ON lines.number = o.number AND own
    WHERE o.number BETWEEN ? AND ?
), theirs AS (
    SELECT occurrence, list({_ACCOUNT} ORDER BY accounts.number) AS accounts
    FROM accounts WHERE occurrence IN (SELECT id FROM chosen) GROUP BY occurrence
)
SELECT line, id, to_json({{
    "id": id, "kind": kind, "summary": summary, "actors": actors, "when": {_when("", "when_basis")},
    "reported": {_when("reported_", "reported_basis")},
    "accounts": coalesce(theirs.accounts, []),
    "origins": origins, "status": status, "encounter": encounter, "place": place, "certainty": certainty,
    "disagreements": disagreements, "step": step, "related": coalesce(related, [])
}})::VARCHAR
FROM chosen LEFT JOIN theirs ON theirs.occurrence = chosen.id ORDER BY line
"""

_MARKS = """
CREATE TEMP TABLE marked AS
WITH each AS (
    SELECT line, kind, place, encounter, step, CASE WHEN own THEN o.actors ELSE changed.actors END AS actors,
           CASE WHEN own THEN list_transform(o.origins, lambda one: one.kind || ' ' || one.id)
                ELSE changed.origins END AS origins
    FROM shelf.lines JOIN occurrences AS o USING (number) LEFT JOIN changed USING (number)
), acting AS (
    SELECT line, 'actor' AS what, unnest(actors) AS value FROM each
    UNION ALL SELECT line, 'party', step.party FROM each
    UNION ALL SELECT line, 'toward', step.toward FROM each
    UNION ALL SELECT line, 'by', step."by" FROM each
)
SELECT DISTINCT line, what, value FROM (
    SELECT * FROM acting
    -- a state acts by its people too
    UNION ALL
    SELECT line, what, state.id FROM acting JOIN woven_actors AS person ON person.id = value
    JOIN woven_actors AS state ON state.id = person.country
    UNION ALL SELECT line, 'place', place FROM each
    UNION ALL SELECT line, 'meeting', encounter FROM each
    UNION ALL SELECT line, 'kind', kind FROM each
    UNION ALL SELECT line, 'kind', step.kind FROM each
    UNION ALL SELECT line, 'origin', unnest(origins) FROM each
    UNION ALL SELECT line, 'issue', issue FROM about JOIN shelf.lines USING (number, own)
) WHERE value IS NOT NULL
"""
_VALUES = """
CREATE TABLE shelf.line_values AS
SELECT marked.what AS what, (row_number() OVER (PARTITION BY marked.what ORDER BY value) - 1)::INTEGER AS code, value,
       coalesce(woven_actors.name, called.name, value) AS name
FROM (SELECT DISTINCT what, value FROM marked) AS marked
LEFT JOIN woven_actors ON woven_actors.id = value AND marked.what IN ('actor', 'party', 'toward', 'by')
LEFT JOIN called ON called.id = value AND called.what = marked.what
ORDER BY ALL
"""


def fill(source: Source) -> None:
    """Fills the shelf. Raises DeskError where the record's folder holds a desk that cannot be used."""
    connection = source.connection
    folds = folds_of(source)
    connection.register("changed", _changed(folds.changed))
    connection.register("hidden", _table({"number": list(folds.hidden)}, number="int32"))
    connection.execute(_LINES)
    covers = [(number, by) for number, its in folds.hidden.items() for by in its]
    connection.register(
        "covers",
        _table(
            {"number": [number for number, _ in covers], "by": [by for _, by in covers]}, number="int32", by="int32"
        ),
    )
    connection.execute(
        """
        CREATE TABLE shelf.line_covers AS
        SELECT one.line AS line, other.line AS "by" FROM covers JOIN shelf.lines AS one ON one.number = covers.number
        JOIN shelf.lines AS other ON other.number = covers."by" AND other.listed ORDER BY ALL
        """
    )
    _fill_told(source, folds.changed)
    abouts = Abouts.of(source.folder)
    connection.register("about", _about(source, folds.changed, abouts))
    names = _fill_encounters(source)
    called = [("issue", issue.id, issue.name) for issue in abouts.issues] + [("meeting", *named) for named in names]
    connection.register(
        "called", _table({name: [row[at] for row in called] for at, name in enumerate(("what", "id", "name"))})
    )
    connection.execute(_MARKS)
    connection.execute(_VALUES)
    connection.execute(
        """
        CREATE TABLE shelf.line_marks AS
        SELECT what, code, line FROM marked JOIN shelf.line_values USING (what, value) ORDER BY what, code, line
        """
    )
    connection.execute(
        """
        CREATE TABLE shelf.line_articles AS
        SELECT DISTINCT article, line FROM accounts JOIN shelf.lines ON lines.id = accounts.occurrence AND own
        """
    )
    connection.execute("CREATE INDEX line_articles_article ON shelf.line_articles (article)")
    connection.execute("CREATE TABLE shelf.line_issues AS SELECT id, name FROM called WHERE what = 'issue'")
    connection.execute("CREATE TABLE shelf.line_actors AS SELECT id, name, kind, country, known FROM woven_actors")
    connection.execute("DROP TABLE marked")
    for name in ("changed", "hidden", "covers", "about", "called"):
        connection.unregister(name)


def _fill_told(source: Source, changed: dict[int, Occurrence]) -> None:
    connection = source.connection
    connection.execute("CREATE TABLE shelf.line_told (line INTEGER, id VARCHAR, told VARCHAR)")
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM occurrences").fetchall()[0]
    for first in range(1, last + 1, CHUNK):
        connection.execute(_TOLD, [first, first + CHUNK - 1])
    told: dict[str, list[Any]] = {
        "number": list(changed),
        "told": [json.dumps(plain(one), ensure_ascii=False, separators=(",", ":")) for one in changed.values()],
    }
    connection.register("retold", _table(told, number="int32"))
    connection.execute(
        "INSERT INTO shelf.line_told SELECT line, id, told FROM retold JOIN shelf.lines USING (number) WHERE NOT own"
    )
    connection.unregister("retold")
    connection.execute("CREATE INDEX line_told_line ON shelf.line_told (line)")
    connection.execute("CREATE INDEX line_told_id ON shelf.line_told (id)")


def _changed(changed: dict[int, Occurrence]) -> pa.Table:
    """What of the changed ones is other than it was."""
    import pyarrow as pa

    ones = list(changed.values())
    names = {
        "number": pa.array(list(changed), pa.int32()),
        "head": pa.array(
            [min((s.start for a in one.accounts for s in a.spans), default=0) for one in ones], pa.int32()
        ),
        "n_articles": pa.array([one.articles for one in ones], pa.int32()),
        "n_origins": pa.array([len(one.origins) for one in ones], pa.int32()),
        "disputed": pa.array([bool(one.disagreements) for one in ones], pa.bool_()),
        "actors": pa.array([list(one.actors) for one in ones], pa.list_(pa.string())),
        "origins": pa.array([[f"{o.kind} {o.id}" for o in one.origins] for one in ones], pa.list_(pa.string())),
    }
    return pa.table(names)


def _about(source: Source, changed: dict[int, Occurrence], abouts: Abouts) -> pa.Table:
    """Which issues each line is about."""
    numbers: list[int] = []
    own: list[bool] = []
    found: list[str] = []

    def add(number: int, is_own: bool, ids: set[str]) -> None:
        numbers.extend([number] * len(ids))
        own.extend([is_own] * len(ids))
        found.extend(ids)

    for number, texts, of_terms in _texts(source):
        add(number, True, abouts.of_texts(texts, of_terms))
    for number, one in changed.items():
        add(number, False, abouts.of_occurrence(one))
    return _table({"number": numbers, "own": own, "issue": found}, number="int32", own="bool")


def _texts(source: Source) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each occurrence's number, summary and words, and the issues of its terms."""
    (last,) = source.connection.execute("SELECT coalesce(max(number), 0) FROM occurrences").fetchall()[0]
    for first in range(1, last + 1, CHUNK):
        yield from source.connection.execute(
            """
            WITH chosen AS (SELECT * FROM occurrences WHERE number BETWEEN ? AND ?), theirs AS (
                SELECT occurrence, list(DISTINCT words) AS words FROM accounts
                WHERE occurrence IN (SELECT id FROM chosen) GROUP BY occurrence
            )
            SELECT number, list_prepend(summary, coalesce(words, [])),
                   list_filter(list_concat(
                       list_transform(step.gives, lambda t: t.issue), list_transform(step.asks, lambda t: t.issue),
                       [step.condition.issue]
                   ), lambda issue: issue IS NOT NULL)
            FROM chosen LEFT JOIN theirs ON occurrence = id ORDER BY number
            """,
            [first, first + CHUNK - 1],
        ).fetchall()


def _fill_encounters(source: Source) -> list[tuple[str, str]]:
    """Fills the encounters; their ids, and the names by which they are listed."""
    from communique.record.woven import encounters_of

    connection = source.connection
    found = encounters_of(connection.sql("SELECT * FROM encounters ORDER BY number").to_arrow_table())
    names: dict[str, str] = dict(connection.execute("SELECT id, name FROM woven_actors").fetchall())
    called = [(one.id, life_of(one, {}, names).name) for one in found]
    rows: dict[str, list[Any]] = {
        "id": [one.id for one in found],
        "name": [one.name for one in found],
        "called": [name for _, name in called],
        "told": [json.dumps(plain(one), ensure_ascii=False, separators=(",", ":")) for one in found],
    }
    connection.register("encounters_told", _table(rows))
    connection.execute("CREATE TABLE shelf.line_encounters AS SELECT * FROM encounters_told")
    connection.unregister("encounters_told")
    return called


def _table(columns: dict[str, list[Any]], **types: str) -> pa.Table:
    """A table of these columns; those without a type are text."""
    import pyarrow as pa

    of = pa.type_for_alias
    return pa.table({name: pa.array(values, of(types.get(name, "string"))) for name, values in columns.items()})
