from __future__ import annotations

import threading
from pathlib import Path

import pytest

from communique.errors import QuestionError, RecordError
from communique.record import Record
from tests.record.samples import border, harbour, samples

VIEWS = (
    *("articles", "statements", "chains", "mentions", "actors", "actors_by_article", "problems"),
    *("events", "moves", "terms", "reviews"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_record_has_every_view_with_its_columns(view: str, folder: Path, tmp_path: Path) -> None:
    empty = Record.open(folder, create=True)
    full = Record.open(tmp_path / "full", create=True)
    full.add(samples())
    nothing = empty.sql(f"SELECT * FROM {view}")
    assert nothing.num_rows == 0
    assert nothing.schema == full.sql(f"SELECT * FROM {view}").schema


def test_sql_answers(record: Record) -> None:
    table = record.sql("SELECT count(*) AS n, min(published) AS first FROM articles")
    assert table.to_pylist()[0]["n"] == 3
    assert str(table["first"][0]) == "2018-05-24"


def test_chains_have_a_row_a_hand(record: Record) -> None:
    found = record.sql("SELECT article, statement, position, actor, name, words, relation FROM chains ORDER BY article")
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        (harbour().article.id, "s1", 1, "epa", "Elbonian Press Agency", "the Elbonian Press Agency", "reported"),
        (border().article.id, "s2", 1, None, None, "An official", "said"),
    ]


def test_actors_have_a_row_an_actor_with_its_counts(record: Record) -> None:
    found = record.sql("SELECT id, articles, mentions, statements, addressed, relayed FROM actors ORDER BY id")
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("ELB", 1, 0, 0, 0, 0),
        ("QDR", 2, 1, 1, 0, 0),
        ("epa", 1, 0, 0, 0, 1),
        ("pavel-orlok", 2, 2, 4, 1, 0),
        ("zoe-ruiz", 1, 0, 1, 0, 0),
    ]


def test_spans_in_the_views_are_those_of_the_text(record: Record) -> None:
    cut = "substr(articles.text, mentions.start + 1, mentions.end - mentions.start)"
    query = f"SELECT mentions.text AS a, {cut} AS b FROM mentions JOIN articles ON articles.id = article"
    found = record.sql(query).to_pylist()
    assert len(found) == 3
    assert all(row["a"] == row["b"] for row in found)


def test_words_can_be_folded_in_sql(record: Record) -> None:
    assert record.sql("SELECT id FROM statements WHERE contains(folded(content), ' cafe elysee ')").num_rows == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "-- nothing",
        "SELECT 1; SELECT 2",
        "CREATE TABLE t (a INT)",
        "DROP VIEW articles",
        "SET threads = 1",
        "ATTACH 'elsewhere.db'",
        "COPY (SELECT 1) TO 'written.parquet'",
        "EXPORT DATABASE 'written'",
        "INSTALL httpfs",
    ],
)
def test_only_one_select_is_asked(query: str, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(QuestionError, match="not one SELECT"):
        record.sql(query)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_parquet('{folder}/parts/*.parquet')",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/written.parquet'",
        "WITH changed AS (INSERT INTO articles SELECT * FROM articles RETURNING *) SELECT * FROM changed",
    ],
)
def test_a_select_reaches_no_file_and_changes_nothing(query: str, record: Record, folder: Path) -> None:
    before = {path: path.stat().st_size for path in folder.rglob("*")}
    with pytest.raises(QuestionError, match="query failed"):
        record.sql(query.format(file=folder / "manifest.json", folder=folder))
    assert {path: path.stat().st_size for path in folder.rglob("*")} == before


def test_a_query_that_fails_says_why_on_one_line(record: Record) -> None:
    with pytest.raises(QuestionError, match="contnt") as caught:
        record.sql("SELECT contnt\nFROM statements")
    assert "\n" not in str(caught.value)
    assert "statements" in caught.value.fix


def test_python_variables_are_no_tables(record: Record) -> None:
    secret = record.sql("SELECT 1 AS a")
    assert secret.num_rows == 1
    with pytest.raises(QuestionError):
        record.sql("SELECT * FROM secret")


@pytest.mark.parametrize("name", ["with 'quotes'", "star*", "[a]", "what?", "ümläut — 雪", "outlet=Nobody"])
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    for other in ("starred", "a", "whatx"):
        Record.open(tmp_path / other, create=True).add(samples())
    record = Record.open(tmp_path / name, create=True)
    record.add(samples())
    assert len(record.statements()) == record.sql("FROM statements").num_rows == 7
    assert [row.outlet for row in record.articles()] == ["The Vent Courier", "Qadira Today", None]
    assert record.reading("harbour") == harbour()
    assert len(record.search("harbour")) == 2


def test_a_part_that_is_lost_while_open_is_named(record: Record, folder: Path) -> None:
    assert len(record.statements()) == 7
    for path in (folder / "parts").glob("statements-*"):
        path.unlink()
    with pytest.raises(RecordError, match="cannot be asked"):
        len(record.statements())


def test_threads_may_ask_at_once(record: Record) -> None:
    found: list[int] = []

    def ask() -> None:
        found.extend((len(record.statements()), record.sql("FROM statements").num_rows, len(record.search("harbour"))))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [2] * 6 + [7] * 12
