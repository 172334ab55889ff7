"""The views that questions are put to: one connection to DuckDB in memory, over the parts of one snapshot."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from communique.errors import QuestionError, RecordError
from communique.record import parts
from communique.record.columns import ASKED, WOVEN_TABLES, TableName, schemas
from communique.record.definitions import NAMES, NAMES_OF_WOVEN, REVIEWS, define
from communique.record.manifest import PARTS, WEAVING, Manifest, Part
from communique.record.names import Names, Told
from communique.record.questions import Query, literal
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


@dataclass(frozen=True, slots=True)
class Left:
    """What reviews leave of a table: the condition for a row to stay, and the name of the table of the new ones."""

    kept: str
    anew: str


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

    def put(self, query: Query) -> pa.Table:
        """The same of a query with its values."""
        return self.ask(query.text, query.values)

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
            define(connection)
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
        told = self.ask(NAMES if self._again is None else NAMES.replace(NAMES_OF_WOVEN, ""))
        return Names.of(zip(*(told.column(number).to_pylist() for number in range(4)), strict=True))

    def as_written(self, table: TableName, among: Collection[str] | None = None) -> str | None:
        """The files of a table as SQL has a list, where its rows are those of its parts, but for what is `left`.

        None where they are not.

        `among` has the names of the parts that are meant, where not all are.
        """
        paths = [path for path in self._paths(table) if among is None or Path(path).name in among]
        if not paths or self._again or self._cut(table) or self._of_older_weaving(table):
            return None
        return f"[{', '.join(map(file_literal, paths))}]"

    def left(self, table: TableName) -> Left | None:
        """Which of its rows reviews leave, and which stand in the place of the others; None where they leave all."""
        new = self._replaced.get(table)
        if new is None:
            return None
        keys = ", ".join(map(literal, new.keys))
        return Left(f"{new.column} NOT IN ({keys})" if keys else "true", f"{_BASE.get(table, table)}_as_left")

    def told_of(self, ids: Iterable[str], value: str) -> list[Told]:
        """All names of some actors, and of whoever people's reviews call `value`."""
        anew = Names.of(self._told_anew())
        wanted = sorted({*ids, value, *anew.bearers.get(fold(value), ())})
        marks = ", ".join("?" * len(wanted))
        told = self.ask(f"SELECT * FROM ({NAMES}) WHERE id IN ({marks})", wanted)
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
        define(connection)
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

        return replaced(self._as_found, self.standing)

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
        connection.execute(REVIEWS)
        if self.reviews:
            from communique.record.reviewed import table_of

            connection.register("new", table_of(self.reviews))
            connection.execute("INSERT INTO reviews SELECT * FROM new")
            connection.unregister("new")
        for table, new in self._replaced.items():
            name = _BASE.get(table, table)
            left = cast("Left", self.left(table))
            connection.register("new", new.rows)  # what is registered, cursors do not see
            connection.execute(f"CREATE TABLE {left.anew} AS SELECT * FROM new")
            connection.unregister("new")
            both = f"SELECT * FROM {name}_as_read WHERE {left.kept} UNION ALL BY NAME SELECT * FROM {left.anew}"
            connection.execute(f"CREATE VIEW {name} AS {both}")

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
