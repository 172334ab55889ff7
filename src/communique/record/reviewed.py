"""What people's reviews change in the tables of a record, as rows to be put in the place of others.

Only articles of which something was rejected or corrected are opened, and only occurrences that a review touches; what
was merely accepted changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.reading import Actor, Reading
from communique.record import parts
from communique.record import questions as q
from communique.record import woven_questions as wq
from communique.record.accounts import numbered
from communique.record.columns import ReadTable, Row, TableName, WovenTable, schemas
from communique.record.definitions import CHOSEN_OF
from communique.record.manifest import Manifest
from communique.record.plain_rows import table_of as rows_table
from communique.record.results import encounters, occurrences
from communique.record.search import SearchIndex
from communique.record.tables import rows_asked
from communique.reviews import Review, Standing, laid_over, lay, mended
from communique.reviews.names import named
from communique.reviews.standing import in_force

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.views import Views
    from communique.weave import Encounter, Occurrence

_WOVEN: Mapping[WovenTable, str] = {"occurrences": "id", "accounts": "occurrence", "encounters": "id"}
_READ: Mapping[ReadTable, str] = {"articles": "id", "statements": "article", "actors": "article"}

_OF_WOVEN = "SELECT id, name, kind, country, known FROM woven_actors WHERE id IN (SELECT unnest(?::VARCHAR[]))"


@dataclass(frozen=True, slots=True)
class Replaced:
    """Rows of a table that stand in the place of those whose `column` has one of the `keys`."""

    column: str
    keys: tuple[str, ...]
    rows: pa.Table


def replaced(views: Views, standing: Standing) -> dict[TableName, Replaced]:
    """What the reviews in force change in each table; `views` are those without reviews.

    Raises RecordError where a part cannot be read.
    """
    changing = standing.changing
    return {**_read(views, standing), **_woven(views, standing, changing)} if changing else {}


def table_of(reviews: Sequence[Review]) -> pa.Table:
    """The rows of reviews, in the columns of their view."""
    import pyarrow as pa

    held = {review.id for review in in_force(reviews)}
    rows = [
        {
            "number": review.number,
            "id": review.id,
            "moment": review.at,
            "who": review.who,
            "verdict": review.verdict,
            "in_force": review.id in held,
            **{name: getattr(review.entry, name) for name in ("kind", "article", "item", "words")},
            **{name: json.dumps(getattr(review, name), ensure_ascii=False) for name in ("before", "after")},
            "others": len(review.touched) - 1,
            **{name: getattr(review, name) for name in ("undoes", "saw", "note")},
        }
        for review in reviews
    ]
    return pa.Table.from_pylist([{name: _writable(value) for name, value in row.items()} for row in rows])


def _writable(value: Any) -> Any:
    """The value, with a question mark for half of a surrogate pair, which no table holds."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def readings_of(folder: Path, present: Manifest, articles: Iterable[str]) -> Iterator[Reading]:
    """The readings of some articles, in the order in which they were added; those that the record has."""
    wanted = frozenset(articles)
    among = _parts_with(folder, present, wanted)
    for part in present.of("articles") if wanted else ():
        if among is not None and part.name not in among:
            continue
        ids = parts.load(folder, part, ["id"])["id"].to_pylist()
        if not wanted.isdisjoint(ids):
            rows = [row for row, id_ in enumerate(ids) if id_ in wanted]
            found = parts.rows_at(folder, part, ["reading"], rows)
            yield from (Reading.from_json(row["reading"]) for row in found)


def _parts_with(folder: Path, present: Manifest, articles: Iterable[str]) -> frozenset[str] | None:
    """The names of the parts that the articles are in; None where the index cannot tell."""
    with suppress(sqlite3.Error, UnicodeEncodeError), SearchIndex(folder).finder(present) as finder:
        if finder is not None:
            return frozenset(placed.part for id_ in articles if (placed := finder.article(id_)) is not None)
    return None


def _read(views: Views, standing: Standing) -> dict[TableName, Replaced]:
    changing = {key.article for key, state in standing.states.items() if state.changes}
    actors = _actors(views, standing)
    found: dict[ReadTable, list[Row]] = {table: [] for table in _READ}
    articles = []
    for reading in readings_of(views.folder, views.manifest, sorted(changing)):
        articles.append(reading.article.id)
        made = rows_asked(lay(reading, standing, actors).reading)
        for table, into in found.items():
            into += made[table]
    if not articles:
        return {}
    return {
        table: Replaced(_READ[table], tuple(articles), rows_table(into, schemas()[table]))
        for table, into in found.items()
    }


def _woven(views: Views, standing: Standing, changing: Iterable[str]) -> dict[TableName, Replaced]:
    from communique.record.woven import actor_table, encounter_table, occurrence_tables

    told = "SELECT occurrence FROM accounts WHERE list_contains(?, article)"
    own = f"SELECT id, encounter FROM occurrences WHERE id IN ({told})"
    touched = views.ask(own, [sorted(changing)])
    ids, lives = (sorted({*touched[name].to_pylist()} - {None}) for name in ("id", "encounter"))
    if not ids:
        return {}
    chosen = q.Condition("(list_contains(?, id) OR list_contains(?, encounter))", (ids, lives))
    given = _occurrences(views, chosen)
    query = wq.encounters_query([q.Condition("list_contains(?, id)", (lives,))], None)
    theirs: tuple[Encounter, ...] = encounters(views.put(query))
    laid = laid_over(given, standing, encounters=theirs, names=_actors(views, standing, given))
    related = (
        _occurrences(views, q.Condition("list_has_any(related, ?)", (sorted(laid.became),))) if laid.became else ()
    )
    others = [mended(one, laid.became) for one in related if one.id not in {o.id for o in given}]
    given = (*given, *others)
    tables = occurrence_tables((*laid.occurrences, *others))
    keys = {"encounters": tuple(one.id for one in theirs)}
    numbers = _numbers(views, "occurrences", given), _numbers(views, "encounters", theirs)
    tables["occurrences"] = _numbered(tables["occurrences"], *numbers[0])
    tables["encounters"] = _numbered(encounter_table(laid.encounters), *numbers[1])
    found: dict[TableName, Replaced] = {
        table: Replaced(column, keys.get(table, tuple(one.id for one in given)), tables[table])
        for table, column in _WOVEN.items()
    }
    return {**found, "woven_actors": Replaced("id", (), actor_table(laid.actors))}


def _occurrences(views: Views, condition: q.Condition) -> tuple[Occurrence, ...]:
    numbers = views.put(q.select("number", "occurrences", [condition]))["number"].to_pylist()
    return occurrences(numbered(views, sorted(numbers)))


def _actors(views: Views, standing: Standing, given: Iterable[Occurrence] = ()) -> dict[str, Actor]:
    """The actors that corrections, and occurrences, name, as the record has them."""
    ids = {id_ for state in standing.states.values() for id_ in named(state.changed)}
    ids |= {id_ for one in given for id_ in one.actors}
    known: dict[str, Actor] = {}
    for query in (_OF_WOVEN, CHOSEN_OF):  # only who is not woven is looked for in all articles
        if left := sorted(ids - known.keys()):
            known |= {row["id"]: Actor(**row) for row in views.ask(query, [left]).to_pylist()}
    return known


def _numbers(views: Views, table: str, of: Iterable[Occurrence | Encounter]) -> tuple[dict[str, int], int]:
    """The numbers of rows by their ids, and the first number that no row has."""
    found = views.ask(f"SELECT id, number FROM {table} WHERE list_contains(?, id)", [sorted(one.id for one in of)])
    last = views.ask(f"SELECT coalesce(max(number), 0) AS last FROM {table}", ())["last"][0].as_py()
    return dict(zip(found["id"].to_pylist(), found["number"].to_pylist(), strict=True)), last + 1


def _numbered(table: pa.Table, known: Mapping[str, int], fresh: int) -> pa.Table:
    """The rows with the numbers that they had before; new ones come last."""
    import pyarrow as pa

    new = count(fresh)
    numbers = [known[id_] if id_ in known else next(new) for id_ in table["id"].to_pylist()]
    column = table.schema.get_field_index("number")
    return table.set_column(column, table.schema.field(column), pa.array(numbers, table.schema.field(column).type))
