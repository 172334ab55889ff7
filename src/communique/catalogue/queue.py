"""The shelf of what is to be reviewed: every occurrence, the least certain and most consequential first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from communique.catalogue.catalogue import Catalogue
from communique.chronology.brief import day_of, key_days
from communique.chronology.dates import happened
from communique.reading import Span, Spans
from communique.record.questions import Condition
from communique.record.words import terms
from communique.weave.occurrence import Occurrence

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from communique.catalogue.making import Source
    from communique.reviews import EntryKind

_AT_ONCE = 5_000  # rows that are put in at once
_REMEMBERED = 16  # answers to filters: some 600 kB each, of a record of 20,000 articles

_FILL = """
CREATE TABLE shelf.waiting AS
SELECT row_number() OVER (ORDER BY weight DESC, occurrence) AS number, *, folded(summary) AS words
FROM weighed ORDER BY number;
CREATE TABLE shelf.accounted AS
SELECT accounts.article AS article, accounts.item AS item, list_transform(spans, lambda s: [s.start, s.end]) AS spans,
       waiting.kind AS kind, occurrence, waiting.number AS number, accounts.number AS account
FROM accounts JOIN shelf.waiting AS waiting USING (occurrence) ORDER BY article, item, account;
CREATE INDEX accounted_article ON shelf.accounted (article)
"""


NEAR_DAYS = 14
"""Days that may lie between two occurrences for one to be offered as the same as the other: a report of a report. Not
tuned: whoever looks further back can search."""

_OFFERED = 60
"""Candidates that are compared by their words: the nearest in time."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An occurrence in the queue.

    `number` is its place there. `step` is the kind of a move. `article` and `item` name its first account, which is the
    entry that is reviewed first, and `head` is where its words begin; `reasons` say in words why it stands where it
    does.
    """

    number: int
    occurrence: str
    kind: str
    step: str | None
    summary: str
    happened: str
    article: str
    item: str
    head: int
    reasons: tuple[str, ...]
    articles: int
    origins: int


_NAMES = tuple(field.name for field in fields(Waiting))
_COLUMNS = ", ".join(_NAMES)


def fill(source: Source) -> None:
    """Fills the shelf."""
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    schema = pa.schema(
        [
            *((name, text) for name in ("occurrence", "kind", "step", "summary", "happened", "article", "item")),
            *((name, texts) for name in ("actors", "issues", "reasons")),
            *((name, pa.date32()) for name in ("begin", "end")),
            *((name, pa.int32()) for name in ("head", "articles", "origins")),
            ("weight", pa.float64()),
        ]
    )
    told = source.connection
    told.register("nothing", schema.empty_table())
    told.execute("CREATE TEMP TABLE weighed AS SELECT * FROM nothing")
    told.unregister("nothing")
    dated: list[Occurrence] = []
    occurrences = source.occurrences()
    while batch := list(islice(occurrences, _AT_ONCE)):
        held = [one for one in batch if one.accounts]
        _put(told, schema, map(_row, held))
        dated += [_light(one) for one in held if day_of(one.when) is not None]
    key = {one.id: one for day in key_days(dated) for one in day.shown}
    told.execute("DELETE FROM weighed WHERE occurrence IN (SELECT unnest(?::VARCHAR[]))", [[*key]])
    _put(told, schema, (_row(one, key.keys()) for one in key.values()))
    told.execute(_FILL)
    told.execute("DROP TABLE weighed")


def _put(told: duckdb.DuckDBPyConnection, schema: pa.Schema, rows: Iterable[dict[str, object]]) -> None:
    import pyarrow as pa

    told.register("rows_", pa.Table.from_pylist([*rows], schema=schema))
    told.execute("INSERT INTO weighed SELECT * FROM rows_")
    told.unregister("rows_")


def _light(one: Occurrence) -> Occurrence:
    """The occurrence without the texts of its accounts: key days are found among all, and those are held at once."""
    return replace(one, accounts=tuple(replace(account, words="", context="") for account in one.accounts))


def _row(one: Occurrence, important: Collection[str] = ()) -> dict[str, object]:
    from datetime import date

    from communique.reviews.weighing import weigh

    weight = weigh(one, important)
    terms = (*one.step.gives, *one.step.asks) if one.step else ()
    first = one.accounts[0]
    return {
        "occurrence": one.id,
        "kind": one.kind,
        "step": one.step.kind if one.step else None,
        "summary": one.summary,
        "happened": happened(one.when),
        "article": first.article,
        "item": first.item,
        "head": min((span.start for span in first.spans), default=0),
        "actors": one.actors,
        "issues": sorted({term.issue for term in terms if term.issue}),
        "reasons": weight.reasons,
        "begin": date.fromisoformat(one.when.begin) if one.when else None,
        "end": date.fromisoformat(one.when.end) if one.when else None,
        "articles": one.articles,
        "origins": len(one.origins),
        "weight": weight.value,
    }


@lru_cache(maxsize=_REMEMBERED)
def numbers(
    catalogue: Catalogue,
    *,
    kind: str | None = None,
    actors: tuple[str, ...] = (),
    issue: str | None = None,
    words: str | None = None,
) -> NDArray[np.int64]:
    """The numbers, in the queue, of the occurrences that fit all of these, rising.

    `kind` is "statement", "meeting", "event", "move" or a kind of moves; of `actors` (ids) any acts in it; `issue` is
    the id of one that a term is about; `words` stand in the line.
    """
    import numpy as np

    where = _where(kind, actors, issue, words)
    clause = " AND ".join(condition.clause for condition in where) or "true"
    found = catalogue.ask(
        f"SELECT list(number ORDER BY number) FROM waiting WHERE {clause}",
        [value for condition in where for value in condition.values],
    )
    made = np.array(found[0][0] or (), np.int64)
    made.setflags(write=False)  # it is the same for all who ask
    return made


def waiting(catalogue: Catalogue, numbered: Iterable[int]) -> tuple[Waiting, ...]:
    """The occurrences with these numbers, in order of the queue."""
    wanted = sorted(map(int, numbered))
    if not wanted:
        return ()
    # between the first and the last of them, so that no more of the shelf is looked through than needs be
    query = f"SELECT {_COLUMNS} FROM waiting WHERE number BETWEEN ? AND ? AND list_contains(?::BIGINT[], number)"
    rows = catalogue.ask(f"{query} ORDER BY number", [wanted[0], wanted[-1], wanted])
    return tuple(map(_waiting, rows))


def people_of(catalogue: Catalogue, actor: str) -> tuple[str, ...]:
    """The id of an actor, and of a state those of its people: it acts by them."""
    found = catalogue.ask("SELECT id FROM actors WHERE country = ? ORDER BY id", [actor])
    return tuple(dict.fromkeys((actor, *(id_ for (id_,) in found))))


def same_perhaps(catalogue: Catalogue, one: Occurrence, *, words: str | None = None, count: int = 8) -> list[Waiting]:
    """Occurrences that may be the same as this one, the likest first.

    With `words` those of its kind whose lines have them; else those with one of its actors, whose days are near.
    """
    where = [Condition("kind = ?", (one.kind,)), Condition("occurrence <> ?", (one.id,))]
    order, values = "number", list[object]()
    if words:
        where += _holding(words)
    else:
        where.append(Condition("list_has_any(actors, ?::VARCHAR[])", (list(one.actors),)))
        if one.when is not None:
            near = f'begin <= ?::DATE + {NEAR_DAYS} AND "end" >= ?::DATE - {NEAR_DAYS}'
            where.append(Condition(near, (one.when.end, one.when.begin)))
            order, values = "abs(begin - ?::DATE), number", [one.when.begin]
    clause = " AND ".join(condition.clause for condition in where)
    told = [value for condition in where for value in condition.values]
    query = f"SELECT {_COLUMNS} FROM waiting WHERE {clause} ORDER BY {order} LIMIT {_OFFERED}"
    found = [_waiting(row) for row in catalogue.ask(query, [*told, *values])]
    own = _bag(one.summary)
    step = one.step.kind if one.step else None
    return sorted(found, key=lambda other: (other.step != step, -_share(own, _bag(other.summary))))[:count]


@dataclass(frozen=True, slots=True)
class Placed:
    """An account, by the item of the reading that it is of: where it stands, and the number of its occurrence."""

    article: str
    item: str
    spans: Spans
    kind: EntryKind
    occurrence: str
    number: int


_PLACED = ", ".join(field.name for field in fields(Placed))


def accounts_in(catalogue: Catalogue, articles: Iterable[str]) -> list[Placed]:
    """All accounts that stand in these articles."""
    rows = catalogue.ask(
        f"SELECT {_PLACED} FROM accounted JOIN (SELECT unnest(?::VARCHAR[]) AS article) USING (article)"
        " ORDER BY article, account",
        [sorted(set(articles))],
    )
    return [*map(_placed, rows)]


def accounts_of(catalogue: Catalogue, article: str, item: str) -> list[Placed]:
    """The accounts that an item of an article's reading is."""
    # by the article alone: the index is not used for more
    rows = catalogue.ask(f"SELECT {_PLACED} FROM accounted WHERE article = ? ORDER BY account", [article])
    return [_placed(row) for row in rows if row[1] == item]


def _placed(row: Sequence[Any]) -> Placed:
    article, item, spans, *rest = row
    return Placed(article, item, tuple(Span(*span) for span in spans), *rest)


def _where(kind: str | None, actors: Collection[str], issue: str | None, words: str | None) -> list[Condition]:
    where: list[Condition] = []
    if kind:
        where.append(Condition("(kind = ? OR step = ?)", (kind, kind)))
    if actors:
        where.append(Condition("list_has_any(actors, ?::VARCHAR[])", (sorted(actors),)))
    if issue:
        where.append(Condition("list_contains(issues, ?)", (issue,)))
    if words:
        where += _holding(words)
    return where


def _holding(words: str) -> list[Condition]:
    """Conditions for a line to have all the words: as `record.questions.holding`, of a line that was folded before."""
    return [
        Condition(f"contains(words, {'rtrim(folded(?))' if term.prefix else 'folded(?)'})", (term.text,))
        for term in terms(words)
    ]


def _waiting(row: Sequence[Any]) -> Waiting:
    told = dict(zip(_NAMES, row, strict=True))
    return Waiting(**{**told, "reasons": tuple(told["reasons"])})


def _bag(words: str) -> frozenset[str]:
    return frozenset(words.lower().split())


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
