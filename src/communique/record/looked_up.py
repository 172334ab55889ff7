"""Events and actors that the index answers for, without looking through all articles, statements and mentions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from communique.record.definitions import events_of
from communique.record.finding import Finder
from communique.record.picking import picked
from communique.record.questions import EVENTS_ORDER, Condition, Query, actors_query, events_query, select
from communique.record.tallies import actor_rows

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.views import Views

MOST = 2_000
"""So many events at most are looked up one article after the other, and not in all articles. Not tuned."""


def events_in(views: Views, finder: Finder, where: Sequence[Condition], limit: int | None) -> pa.Table | None:
    """The events of a snapshot that fit a question, as its view has them; None where they are too many to look up.

    Raises RecordError where a part cannot be read.
    """
    most = MOST + 1 if limit is None else min(limit, MOST + 1)
    found = _ask(finder, select("article, part", "events", _present(finder, where), EVENTS_ORDER, most))
    if len(found) > MOST:
        return None
    names = dict(finder.index.execute("SELECT number, name FROM parts"))
    rows = picked(views, "articles", "id", sorted({id_ for id_, _ in found}), {names[part] for _, part in found})
    asked = events_query(where, limit, f"({events_of(f'({rows})')})") if rows else events_query((), 0)
    return views.ask(asked.text, asked.values)


def count_events(finder: Finder, where: Sequence[Condition]) -> int:
    """How many events fit a question."""
    ((rows,),) = _ask(finder, select("count(*)", "events", _present(finder, where)))
    return int(rows)


def _present(finder: Finder, where: Sequence[Condition]) -> list[Condition]:
    return [*where, Condition("part NOT IN (SELECT value FROM json_each(?))", (finder.later,))]


def _ask(finder: Finder, query: Query) -> list[tuple[Any, ...]]:
    values = [value.isoformat() if isinstance(value, date) else value for value in query.values]
    return finder.index.execute(query.text, values).fetchall()


def actors_in(
    views: Views, finder: Finder, where: Sequence[Condition], named: Sequence[Condition], limit: int | None, by: str
) -> pa.Table | None:
    """The actors that fit a question, as the view of them has them, `named` being the conditions for their names.

    None where the index has more than the snapshot. Raises QuestionError where `by` is no part that actors have.
    """
    if finder.later != "[]":
        return None
    if named:
        wanted = Condition("id IN (SELECT value FROM json_each(?))", (json.dumps(_of_name(views, finder, named)),))
        where = (*where, wanted)
    return actor_rows(finder.index, actors_query(where, limit, by))


def _of_name(views: Views, finder: Finder, named: Sequence[Condition]) -> list[str]:
    """The ids of whoever has a name that fits."""
    rows = finder.index.execute("SELECT id, name FROM actors").fetchall()
    ids, names = zip(*rows, strict=True) if rows else ((), ())
    query = select("id", "(SELECT unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS name)", named)
    found: list[str] = views.ask(query.text, (list(ids), list(names), *query.values))["id"].to_pylist()
    return found
