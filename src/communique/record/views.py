"""The views that questions are put to: one connection to DuckDB in memory, over the parts of one snapshot."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from communique.errors import QuestionError, RecordError
from communique.record import parts
from communique.record.columns import ASKED, WOVEN_TABLES, TableName, schemas
from communique.record.manifest import PARTS, WEAVING, Manifest, Part
from communique.record.names import Names, Told
from communique.record.questions import literal
from communique.record.words import fold

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from communique.record.reviewed import Replaced
    from communique.reviews import Review, Standing
    from communique.weave import Woven

_BASE: dict[TableName, str] = {"actors": "actors_by_article"}
"""Where the view over a table's parts has another name than the table."""

VIEWS = (*(_BASE.get(table, table) for table in ASKED), "chains", "actors", "events", "moves", "terms", "reviews")
"""All that a query can be put to."""

_OF_WOVEN = re.compile(rf"\b({'|'.join((*WOVEN_TABLES, 'moves', 'terms'))})\b", re.IGNORECASE)
"""A query that is put to what was woven."""

_SELECT = "SELECT * FROM read_parquet([{files}], hive_partitioning = false)"

FOLDED = r"""
CREATE MACRO folded(words) AS
    ' ' || trim(regexp_replace(strip_accents(lower(words)), '[^\p{L}\p{N}]+', ' ', 'g')) || ' '
"""
"""A text as its words alone, lower case and without accents, one space before, between and after them."""

_CHAINS = """
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

_ACTORS = """
CREATE VIEW actors AS
WITH told AS (
    SELECT id, name, kind, country, known, count(*) AS times FROM actors_by_article GROUP BY ALL
), chosen AS (
    SELECT id, name, kind, country, known FROM told
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY known DESC, country IS NULL, times DESC, name, kind) = 1
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

_MOVES = """
CREATE VIEW moves AS
SELECT id, number, step.kind AS kind, step.party AS party, step.toward AS toward, step.by AS made_by, summary,
       step.gives AS gives, step.asks AS asks, step.condition AS condition, begin, "end", when_basis,
       reported_begin, reported_end, reported_basis, certainty, n_articles, n_texts, n_origins, origins,
       disagreements, related
FROM occurrences WHERE kind = 'move'
"""

_TERMS = """
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
_EVENTS = f"""
CREATE VIEW events AS
WITH read AS (
    SELECT id AS article, path, outlet, title, published, text, json_transform(reading, '{_TOLD}') AS told FROM articles
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

_WORDS_AT = """
CREATE MACRO words_at(whole, spans) AS
    nullif(array_to_string(list_transform(spans, lambda s: substring(whole, s[1] + 1, s[2] - s[1])), ' … '), '')
"""
"""The words of a text at some spans, None where there are none."""

_REVIEWS = """
CREATE TABLE reviews (
    number INTEGER, id VARCHAR, moment VARCHAR, who VARCHAR, verdict VARCHAR, in_force BOOLEAN, kind VARCHAR,
    article VARCHAR, item VARCHAR, words VARCHAR, before VARCHAR, after VARCHAR, others INTEGER, undoes VARCHAR,
    saw VARCHAR, note VARCHAR
)
"""
"""What people found, a review a row; `before` and `after` as JSON, `others`: of how many more entries it is."""

_NAMES_OF_WOVEN = "UNION SELECT id, name, known, country FROM woven_actors"
_NAMES = f"""
SELECT id, name, known, country FROM actors_by_article
{_NAMES_OF_WOVEN}
UNION SELECT source_actor, source_name, false, source_country FROM statements WHERE source_actor IS NOT NULL
UNION SELECT addressee_actor, addressee_name, false, NULL FROM statements WHERE addressee_actor IS NOT NULL
UNION SELECT actor, name, false, NULL FROM chains WHERE actor IS NOT NULL
"""


class Views:
    """One snapshot of a record, to be asked. Later snapshots do not change it; several threads may ask at once.

    Where reviews are given, the tables are as these leave them. `again` gives what was woven, of a snapshot whose
    woven tables are no longer among the parts; it may take long, and is asked when a question is put to them first.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        reviews: Sequence[Review] = (),
        again: Callable[[], Woven] | None = None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.reviews = tuple(reviews)
        self._again = again
        self._one_thread = threading.RLock()
        self._has_woven = again is None

    def ask(self, query: str, values: Sequence[Any] = ()) -> pa.Table:
        """The answer to a query of our own, as an Arrow table. Raises RecordError where the parts cannot be read."""
        import duckdb

        if not self._has_woven and _OF_WOVEN.search(query):
            self._weave_again()
        try:
            with closing(self.connection.cursor()) as cursor:
                return cursor.sql(query, params=list(values)).to_arrow_table()
        except duckdb.Error as error:
            raise self._unreadable(_line(error)) from error

    def sql(self, query: str) -> pa.Table:
        """The answer to anybody's query, as an Arrow table.

        It runs on a connection of its own that can reach no file: the parts are handed to it as Arrow data.
        Raises QuestionError where it is no single SELECT, or DuckDB cannot answer it; RecordError where a part is gone.
        """
        import duckdb

        connection = duckdb.connect(":memory:", config={**_config(), "enable_external_access": "false"})
        try:
            of_woven = self._again is not None and bool(_OF_WOVEN.search(query))
            for table in ASKED:
                if of_woven and table in self._woven_tables:
                    connection.register(self._as_read(table), self._woven_tables[table])
                else:
                    self._register(connection, table)
            self._lay(connection)
            _define(connection)
            connection.execute("SET lock_configuration = true")
            _must_be_select(connection, query)
            return connection.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise QuestionError(
                f"The query failed: {_line(error)}",
                cause="a name is mistyped, or the syntax is not DuckDB's",
                fix=f"the views are {', '.join(VIEWS[:-1])} and {VIEWS[-1]}; "
                "DESCRIBE statements shows the columns of one",
            ) from error
        finally:
            connection.close()

    @cached_property
    def names(self) -> Names:
        """The actors that questions may name."""
        # of an older snapshot, nothing is woven to find that out
        told = self.ask(_NAMES if self._again is None else _NAMES.replace(_NAMES_OF_WOVEN, ""))
        return Names.of(zip(*(told.column(number).to_pylist() for number in range(4)), strict=True))

    def as_written(self, table: TableName) -> str | None:
        """The files of a table as SQL has a list, where its rows are those of its parts and no others; else None."""
        paths = self._paths(table)
        if not paths or self._again or self._cut(table) or self._of_older_weaving(table) or table in self._replaced:
            return None
        return f"[{', '.join(map(file_literal, paths))}]"

    def told_of(self, ids: Iterable[str], value: str) -> list[Told]:
        """All names of some actors, and of whoever people's reviews call `value`."""
        anew = Names.of(self._told_anew())
        wanted = sorted({*ids, value, *anew.bearers.get(fold(value), ())})
        marks = ", ".join("?" * len(wanted))
        told = self.ask(f"SELECT * FROM ({_NAMES}) WHERE id IN ({marks})", wanted)
        return list(zip(*(told.column(number).to_pylist() for number in range(4)), strict=True))

    def _told_anew(self) -> Iterator[Told]:
        """The names in the rows that reviews have put in the place of others."""
        for table in ("actors", "woven_actors"):
            for row in self._rows_anew(table):
                yield row["id"], row["name"], row["known"], row["country"]
        for row in self._rows_anew("statements"):
            named = [(row["source_actor"], row["source_name"], row["source_country"])]
            named.append((row["addressee_actor"], row["addressee_name"], None))
            named += [(hand["actor"], hand["name"], None) for hand in row["chain"]]
            yield from ((id_, name, False, country) for id_, name, country in named if id_ is not None)

    def _rows_anew(self, table: TableName) -> Iterable[Mapping[str, Any]]:
        return self._replaced[table].rows.to_pylist() if table in self._replaced else ()

    @property
    def is_changed(self) -> bool:
        """Whether reviews change anything in the tables."""
        return bool(self._replaced)

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection that has the views; whoever uses it beside others takes a cursor of it."""
        import duckdb

        connection = duckdb.connect(":memory:", config=_config())
        for table in ASKED:
            name, files = self._as_read(table), ", ".join(file_literal(path) for path in self._paths(table))
            if files and not self._of_older_weaving(table) and not self._cut(table):
                connection.execute(f"CREATE VIEW {name} AS {_SELECT.format(files=files)}")
                continue
            if self._cut(table):
                connection.register("new", self._first_rows(table))
                connection.execute(f"CREATE TABLE {name}_first AS SELECT * FROM new")
                connection.unregister("new")
                whole = f"{_SELECT.format(files=files)} UNION ALL BY NAME" if files else ""
                connection.execute(f"CREATE VIEW {name} AS {whole} SELECT * FROM {name}_first")
                continue
            connection.register("nothing", schemas()[table].empty_table())
            # by name: what an older layout lacks is empty
            more = f"UNION ALL BY NAME {_SELECT.format(files=files)}" if files else ""
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM nothing {more}")
            connection.unregister("nothing")
        self._lay(connection)
        _define(connection)
        return connection

    @cached_property
    def standing(self) -> Standing | None:
        """What is in force of the reviews; None where there are none."""
        if not self.reviews:
            return None
        from communique.reviews import standing

        return standing(self.reviews)

    @cached_property
    def _replaced(self) -> Mapping[TableName, Replaced]:
        """What reviews change, by table; nothing where none is in force, and then nothing is looked for."""
        if not self.standing:
            return {}
        from communique.record.reviewed import replaced

        return replaced(self.folder, self.manifest, self.standing, self._as_found.ask)

    @cached_property
    def _as_found(self) -> Views:
        """The same without reviews."""
        again = None if self._again is None else lambda: cast("Woven", self.woven)
        return Views(self.folder, self.manifest, again=again)

    @cached_property
    def rejected(self) -> frozenset[tuple[str, str]]:
        """The statements that people rejected: each its article's id, and its own."""
        if "statements" not in self._replaced:
            return frozenset()
        left = "SELECT article, id FROM statements_as_left"
        query = f"SELECT article, id FROM statements_as_read WHERE list_contains(?, article) EXCEPT {left}"
        found = self.ask(query, [list(self._replaced["statements"].keys)])
        return frozenset(zip(found["article"].to_pylist(), found["id"].to_pylist(), strict=True))

    def _as_read(self, table: TableName) -> str:
        """The name of a table's rows as they were read or woven: the view's own, but where reviews change some."""
        name = _BASE.get(table, table)
        return f"{name}_as_read" if table in self._replaced else name

    def _lay(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Makes the views of the tables that reviews change, and the table of reviews."""
        connection.execute(_REVIEWS)
        if self.reviews:
            from communique.record.reviewed import table_of

            connection.register("new", table_of(self.reviews))
            connection.execute("INSERT INTO reviews SELECT * FROM new")
            connection.unregister("new")
        for table, new in self._replaced.items():
            name = _BASE.get(table, table)
            connection.register("new", new.rows)  # what is registered, cursors do not see
            connection.execute(f"CREATE TABLE {name}_as_left AS SELECT * FROM new")
            connection.unregister("new")
            keys = ", ".join(map(literal, new.keys))
            kept = f" WHERE {new.column} NOT IN ({keys})" if keys else ""
            as_left = f"UNION ALL BY NAME SELECT * FROM {name}_as_left"
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {name}_as_read{kept} {as_left}")

    @cached_property
    def woven(self) -> Woven | None:
        """What was woven, where it is no longer among the parts."""
        return None if self._again is None else self._again()

    @cached_property
    def _woven_tables(self) -> Mapping[TableName, pa.Table]:
        from communique.record.woven import woven_tables

        return dict(woven_tables(self.woven).items()) if self.woven is not None else {}

    def _weave_again(self) -> None:
        """Fills the tables that were left empty. One thread does; the others wait for it."""
        with self._one_thread:
            if self._has_woven:
                return
            for table, rows in self._woven_tables.items():
                self.connection.register("new", rows)
                name = f"{table}_as_read" if self._is_laid(table) else table
                self.connection.execute(f"INSERT INTO {name} SELECT * FROM new")
                self.connection.unregister("new")
            self._has_woven = True

    def _is_laid(self, table: TableName) -> bool:
        return "_replaced" in self.__dict__ and table in self._replaced

    def _cut(self, table: TableName) -> tuple[Part, ...]:
        """The parts of a table of which the first rows alone are meant."""
        return tuple(part for part in self.manifest.of(table) if part.cut)

    def _first_rows(self, table: TableName) -> pa.Table:
        """The rows that are meant of those parts."""
        import pyarrow as pa

        found = [parts.whole(table, parts.load(self.folder, part)) for part in self._cut(table)]
        return pa.concat_tables(found) if found else schemas()[table].empty_table()

    def _register(self, connection: duckdb.DuckDBPyConnection, table: TableName) -> None:
        name = self._as_read(table)
        if not self._cut(table):
            connection.register(name, self._data(table))
            return
        connection.register(f"{name}_whole", self._data(table))
        connection.register(f"{name}_first", self._first_rows(table))
        connection.execute(
            f"CREATE VIEW {name} AS SELECT * FROM {name}_whole UNION ALL BY NAME SELECT * FROM {name}_first"
        )

    def _of_older_weaving(self, table: TableName) -> bool:
        woven = self.manifest.woven
        return table in WOVEN_TABLES and woven is not None and woven.version != WEAVING

    def _data(self, table: TableName) -> Any:
        import pyarrow.dataset as ds

        paths = self._paths(table)
        if not paths:
            return schemas()[table].empty_table()
        try:
            return ds.dataset(paths, schema=schemas()[table], format="parquet")
        except OSError as error:
            raise self._unreadable(str(error)) from error

    def _unreadable(self, why: str) -> RecordError:
        return RecordError(
            f"The record at {self.folder} cannot be asked: {why}",
            cause="one of its parts was changed or removed",
            fix=f"see what is lost with: communique check --record {self.folder}",
        )

    def _paths(self, table: TableName) -> list[str]:
        return [str(self.folder / PARTS / part.name) for part in self.manifest.of(table) if not part.cut]


def _define(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in (FOLDED, _WORDS_AT, _CHAINS, _ACTORS, _EVENTS, _MOVES, _TERMS):
        connection.execute(statement)


def _config() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
        # in memory, DuckDB would put what does not fit into a folder beside whatever the user is working on
        "temp_directory": str(Path(tempfile.gettempdir()) / f"communique-{os.getpid()}"),
    }


def _must_be_select(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    import duckdb

    readable = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type not in readable:
        raise QuestionError(
            "The query is not one SELECT",
            cause="it is empty, has several statements, or would change something; a record is only ever asked",
            fix=f"write one SELECT over {', '.join(VIEWS[:-1])} or {VIEWS[-1]}",
        )


def file_literal(path: str) -> str:
    """A path as SQL that DuckDB takes for this one file, whatever signs stand in it."""
    plain = re.sub(r"[*?\[]", lambda sign: f"[{sign[0]}]", path)
    return literal(plain)


def _line(error: Exception) -> str:
    """What DuckDB has to say, on one line, without the drawing of where in the query."""
    return " ".join(str(error).split("\nLINE ")[0].split())
