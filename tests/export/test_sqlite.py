from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from communique.export import sqlite
from communique.export.material import Material, Wanted


@pytest.fixture(scope="module")
def database(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "record.db"
    sqlite.write(Material(record), path)
    return path


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database)) as connection:
        yield connection


def _get(database: Path, address: str) -> Any:
    async def get() -> Any:
        datasette = Datasette([str(database)])
        try:
            response = await datasette.client.get(address)
            assert response.status_code == 200, response.text
            return response.json()
        finally:
            for one in datasette.databases.values():
                one.close()

    return asyncio.run(get())


def test_datasette_shows_every_table(database: Path) -> None:
    tables = {table["name"]: table for table in _get(database, "/record.json")["tables"] if not table["hidden"]}
    assert {"articles", "actors", "statements", "occurrences", "accounts", "moves", "terms", "dictionary"} <= set(
        tables
    )
    assert tables["statements"]["fts_table"] == "statements_fts"
    links = {(link["column"], link["other_table"]) for link in tables["accounts"]["foreign_keys"]["outgoing"]}
    assert links == {("occurrence", "occurrences"), ("article", "articles")}


def test_datasette_searches_by_words(database: Path) -> None:
    found = _get(database, "/record/statements.json?_search=sanctions&_shape=objects")["rows"]
    assert found
    assert all("sanction" in row["content"].lower() for row in found)


def test_datasette_follows_an_occurrence_to_who_acts_in_it(database: Path) -> None:
    found = _get(database, "/record/occurrence_actors.json?actor=kim-jong-un&_shape=objects&_size=max")["rows"]
    assert len(found) > 10


def test_the_file_is_sound_and_every_link_leads_somewhere(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for name in sqlite.SEARCHED:
        connection.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('integrity-check')")


def test_the_file_says_what_its_columns_mean(connection: sqlite3.Connection) -> None:
    told = {(table, column) for table, column, _ in connection.execute("SELECT * FROM dictionary")}
    named = connection.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND m.name IN (SELECT table_name FROM dictionary)"
    ).fetchall()
    assert told == set(named)


def test_text_of_others_is_kept_as_it_is(connection: sqlite3.Connection) -> None:
    (content,) = connection.execute("SELECT content FROM statements WHERE source_actor = 'ana-torv'").fetchone()
    assert content.startswith("=HYPERLINK(")


def test_filters_leave_every_link_whole(record: Path, tmp_path: Path) -> None:
    sqlite.write(Material(record, Wanted(since="2018-05", until="2018-06", actors=("PRK",))), tmp_path / "r.db")
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM accounts").fetchone()[0] > 0
