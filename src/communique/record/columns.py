"""The tables of a record and their columns, as the Parquet parts have them.

From each reading alone come articles, statements, mentions, actors, problems, and what weaving keeps of it: threads,
items (one row a statement, move, event or meeting, with the columns that it is looked up and compared by) and sketched
(one row an article, by which copies of it are found). From weaving come families, occurrences, accounts, encounters,
woven_actors and descents, which every weaving replaces; and facts about pairs, which hold for ever: links (what two
articles share), compared (whether two statements are one), kept (the same of moves) and linked (their events).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    import pyarrow as pa

ReadTable = Literal["articles", "statements", "mentions", "actors", "problems", "threads", "items", "sketched"]
WovenTable = Literal["families", "occurrences", "accounts", "encounters", "woven_actors"]
FactTable = Literal["kept", "compared", "links", "linked"]
TableName = ReadTable | WovenTable | FactTable | Literal["descents"]

READ_TABLES: tuple[ReadTable, ...] = get_args(ReadTable)
WOVEN_TABLES: tuple[WovenTable, ...] = get_args(WovenTable)
FACT_TABLES: tuple[FactTable, ...] = get_args(FactTable)
REPLACED: tuple[TableName, ...] = (*WOVEN_TABLES, "descents")
"""The tables that every weaving replaces; the last has what the next one goes on from."""

TABLES: tuple[TableName, ...] = (*READ_TABLES, *REPLACED, *FACT_TABLES)

FOR_WEAVING: tuple[ReadTable, ...] = ("threads", "items", "sketched")
"""What weaving keeps of each reading."""

ASKED: tuple[TableName, ...] = tuple(table for table in TABLES if table not in (*FOR_WEAVING, *FACT_TABLES, "descents"))
"""The tables that questions are put to; the others hold what only weaving understands."""

Row = dict[str, Any]


@cache
def schemas() -> dict[TableName, pa.Schema]:
    """The columns of each table."""
    import pyarrow as pa

    return {name: pa.schema(fields) for name, fields in {**_of_readings(), **_of_weaving()}.items()}


def _of_readings() -> dict[TableName, list[tuple[str, pa.DataType]]]:
    import pyarrow as pa

    text, day, count, real = pa.string(), pa.date32(), pa.int32(), pa.float64()
    spans = pa.list_(pa.struct([("start", count), ("end", count)]))
    chain = pa.list_(
        pa.struct([("actor", text), ("name", text), ("words", text), ("relation", text), ("spans", spans)])
    )
    return {
        "articles": [
            *[(name, text) for name in ("id", "path", "url", "outlet", "title", "byline", "language")],
            ("published", day),
            ("published_basis", text),
            ("characters", count),
            ("statements", count),
            ("problems", count),
            ("text", text),
            ("reading", text),
        ],
        "statements": [
            *[(name, text) for name in ("article", "id")],
            ("number", count),
            *[(name, text) for name in ("path", "outlet", "title")],
            *[(name, day) for name in ("published", "date")],
            *[(name, text) for name in ("source_actor", "source_name", "source_country", "source_basis", "source")],
            ("source_spans", spans),
            ("cue", text),
            ("cue_spans", spans),
            ("content", text),
            ("content_spans", spans),
            ("quotation", text),
            ("chain", chain),
            *[(name, text) for name in ("addressee_actor", "addressee_name", "addressee")],
            ("addressee_spans", spans),
            *[(name, text) for name in ("setting", "certainty", "within")],
            ("score", real),
        ],
        "mentions": [
            *[(name, text) for name in ("article", "id")],
            *[(name, count) for name in ("start", "end")],
            *[(name, text) for name in ("text", "kind", "actor", "basis")],
        ],
        "actors": [
            *[(name, text) for name in ("article", "id", "name", "kind", "country")],
            ("roles", _roles()),
            ("known", pa.bool_()),
        ],
        "problems": [
            *[(name, text) for name in ("article", "path", "message")],
            *[(name, count) for name in ("start", "end")],
            ("text", text),
        ],
        **_for_weaving(),
    }


def _for_weaving() -> dict[TableName, list[tuple[str, pa.DataType]]]:
    """What weaving keeps. A key, a shelf, and who speaks, are 64 bits of a digest: equal where these are equal."""
    import pyarrow as pa

    from communique.weave.copies.tables import columns

    text, count, key, flag, data = pa.string(), pa.int32(), pa.uint64(), pa.bool_(), pa.binary()
    # of those that name one actor, the greatest by these, in their order, tells who that is
    actor = [("id", text), ("known", flag), ("placed", flag), ("roles", count), ("name", text), ("whole", text)]
    return {
        "threads": [("article", text), ("thread", data)],
        "items": [
            *[(name, text) for name in ("article", "item", "kind")],
            ("at", count),
            ("key", key),
            ("shelves", pa.list_(key)),
            ("day", text),
            *[(name, key) for name in ("speaker", "side", "words")],
            *[(name, flag) for name in ("medium", "quotes", "nested")],
            *[(name, count) for name in ("start", "end")],
            *[(name, pa.list_(text)) for name in ("joins", "around", "actors")],
            ("since", text),
            *[(name, data) for name in ("compare", "whole")],
        ],
        "sketched": [
            *columns()["sketched"],
            *[(f"published_{name}", text) for name in ("begin", "end", "basis")],
            *[(name, text) for name in ("outlet", "title", "path", "url")],
            ("items", count),
            ("actors", pa.list_(pa.struct(actor))),
            ("keys", pa.list_(key)),
        ],
        "links": columns()["links"],
        "descents": columns()["descents"],
        "kept": [("key", text), ("value", data)],
        "compared": [("one", key), ("other", key), ("same", flag)],
        "linked": [("one", text), ("other", text), ("links", data)],
    }


def _of_weaving() -> dict[TableName, list[tuple[str, pa.DataType]]]:
    import pyarrow as pa

    text, day, count = pa.string(), pa.date32(), pa.int32()
    texts = pa.list_(text)
    when = [("begin", day), ("end", day), ("when_basis", text)]
    origins = pa.list_(pa.struct([("id", text), ("name", text), ("kind", text)]))
    sides = pa.list_(pa.struct([("value", text), ("accounts", pa.list_(count))]))
    passages = [("start", count), ("end", count), ("origin", text), ("origin_start", count), ("origin_end", count)]
    return {
        "families": [
            *[(name, text) for name in ("article", "family")],
            *[(name, count) for name in ("number", "members")],
            ("passages", pa.list_(pa.struct(passages))),
        ],
        "occurrences": [
            ("number", count),
            *[(name, text) for name in ("id", "kind", "status", "summary")],
            *when,
            *[("reported_begin", day), ("reported_end", day), ("reported_basis", text)],
            ("actors", texts),
            *[(name, text) for name in ("place", "encounter", "certainty")],
            *[(name, count) for name in ("n_articles", "n_texts", "n_origins")],
            ("origins", origins),
            ("disagreements", pa.list_(pa.struct([("kind", text), ("sides", sides)]))),
            ("step", _step()),
            ("related", texts),
        ],
        "accounts": [
            ("occurrence", text),
            ("number", count),
            *[(name, text) for name in ("article", "item")],
            ("spans", pa.list_(pa.struct([("start", count), ("end", count)]))),
            *[(name, text) for name in ("words", "context")],
            ("context_start", count),
            *[(name, text) for name in ("text", "origin_id", "origin_name", "origin_kind")],
            ("chain", texts),
            *when,
            *[("published_begin", day), ("published_end", day), ("published_basis", text)],
            *[(name, text) for name in ("outlet", "title", "path", "url")],
            ("score", pa.float64()),
        ],
        "encounters": [
            ("number", count),
            *[(name, text) for name in ("id", "name")],
            *[(name, texts) for name in ("parties", "participants")],
            ("place", text),
            *when,
            ("steps", texts),
        ],
        "woven_actors": [
            *[(name, text) for name in ("id", "name", "kind", "country")],
            ("roles", _roles()),
            ("known", pa.bool_()),
        ],
    }


def _step() -> pa.DataType:
    import pyarrow as pa

    term = pa.struct([("text", pa.string()), ("issue", pa.string())])
    who = [(name, pa.string()) for name in ("kind", "party", "toward", "by")]
    return pa.struct([*who, ("gives", pa.list_(term)), ("asks", pa.list_(term)), ("condition", term)])


def _roles() -> pa.DataType:
    import pyarrow as pa

    return pa.list_(pa.struct([("title", pa.string()), ("code", pa.string())]))
