"""The commands that ask a record: said, show, search, actors, info, sql."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from communique.cli.info import size
from communique.cli.said import shortened
from communique.gather import article_of
from communique.reading import Block, Party, Passage, Reading, Span, Statement
from communique.record import Record
from tests.cli.examples import Run

HOSTILE = "=cmd|' /C calc'!A0 he said\x1b[2J [bold]now[/bold]"


@pytest.fixture
def record(reading: Reading, tmp_path: Path) -> str:
    """A record of two articles: the known one, and one whose words try to do harm."""
    statement = Statement(
        "s1", Party(), Passage((Span(23, 27),)), Passage((Span(0, 19),)), "indirect", certainty="denied"
    )
    article = replace(article_of(HOSTILE, path="folder/harm.txt"), language="en")
    hostile = Reading(article, (Block(Span(0, len(HOSTILE)), "body"),), statements=(statement,))
    folder = tmp_path / "record"
    Record.open(folder, create=True).add([reading, hostile])
    return str(folder)


def test_said_is_a_table_that_tells_who_through_whom_what_and_where(run: Run, record: str, reading: Reading) -> None:
    outcome = run("said", "--by", "jan-ek")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0].split() == ["date", "who", "through", "what", "where"]
    assert max(map(len, lines)) <= 100
    words = " ".join(outcome.out.split())
    for part in ("2019-03-04", "Jan Ek", "Varna News", "The river talks", "Varna Post"):
        assert part in words
    assert reading.article.id[:8] in outcome.out


def test_said_marks_what_is_denied_and_who_is_not_named(run: Run, record: str) -> None:
    out = " ".join(run("said", "--certainty", "denied").out.split())
    assert "nobody named" in out
    assert "(denied)" in out


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ([], 3),
        (["--by", "Jan Ek"], 1),
        (["--through", "varna-news-agency"], 1),
        (["--about", "talks"], 1),
        (["--text", "[no]"], 1),
        (["--quotation", "direct"], 1),
        (["--certainty", "reported"], 1),
        (["--country", "SWE"], 1),
        (["--since", "2019-03", "--until", "2019"], 2),
        (["--article", "talks"], 2),
        (["--limit", "2"], 2),
        (["--by", "jan-ek", "--quotation", "direct"], 0),
    ],
)
def test_said_filters(words: list[str], count: int, run: Run, record: str) -> None:
    outcome = run("said", "--json", *words)
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == count


def test_said_says_when_nothing_matches_and_what_has_no_date(run: Run, record: str) -> None:
    outcome = run("said", "--since", "2020")
    assert (outcome.code, outcome.out) == (0, "")
    assert "No statement matches." in outcome.err
    assert "1 statement without a date left out." in outcome.err


def test_said_json_has_every_field_and_spans_that_hold(run: Run, record: str, reading: Reading) -> None:
    row = json.loads(run("said", "--json", "--by", "jan-ek").out)
    start, end = row["spans"][0]
    assert reading.article.text[start:end] == row["content"] == "The river talks “will go on in May”"
    assert row["chain"] == [{"actor": "varna-news-agency", "name": "Varna News Agency", "relation": "reported"}]
    assert row["addressee"] == "delegates"


def test_said_csv_is_guarded(run: Run, record: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("said", "--csv").out)))
    assert [row["through"] for row in rows] == ["Varna News Agency", "", ""]
    assert rows[-1]["content"].startswith("'=cmd")


@pytest.mark.parametrize(
    "words",
    [["--since", "yesterday"], ["--by", "nobody-at-all"], ["--article", "zzz"]],
)
def test_a_question_that_cannot_be_answered_is_one_line_and_1(words: list[str], run: Run, record: str) -> None:
    outcome = run("said", *words)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("communique: error: ")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("words", [["--json", "--csv"], ["--quotation", "loud"]])
def test_a_filter_that_is_none_is_wrong_usage(words: list[str], run: Run, record: str) -> None:
    assert run("said", *words).code == 2


def test_show(run: Run, record: str, reading: Reading) -> None:
    for key in ("talks", "talks.txt", reading.article.id, reading.article.id[:6]):
        outcome = run("show", key)
        assert outcome.code == 0
        assert "{1 minister Jan Ek} <1 told>" in outcome.out
        assert "  2  a senior official" in outcome.out
    assert "\x1b" not in outcome.out


def test_show_and_search_obey_nothing_that_an_article_says(run: Run, record: str) -> None:
    for outcome in (run("show", "harm"), run("search", "calc"), run("said", "--json", "--article", "harm")):
        assert outcome.code == 0
        assert "\x1b" not in outcome.out
    assert "[bold]now[/bold]" in run("show", "harm").out


def test_search(run: Run, record: str) -> None:
    outcome = run("search", "RIVER tal*")
    assert outcome.code == 0
    assert "[river] [talks]" in " ".join(outcome.out.split())
    assert "statement s1" in " ".join(outcome.out.split())
    assert len(run("search", "river", "--json", "--limit", "1").out.splitlines()) == 1
    nothing = run("search", "ocean")
    assert (nothing.code, nothing.out) == (0, "")
    assert "Nothing has these words." in nothing.err
    assert run("search", "!?").code == 1


def test_actors(run: Run, record: str) -> None:
    lines = run("actors").out.splitlines()
    assert lines[0].split() == [
        *("id", "name", "state"),
        *("speaker", "recipient", "reporter", "mentions", "articles", "known"),
    ]
    assert lines[1].split() == ["jan-ek", "Jan", "Ek", "SWE", "1", "0", "0", "1", "1", "no"]
    assert lines[2].split()[0] == "varna-news-agency"
    assert max(map(len, lines)) <= 100
    assert json.loads(run("actors", "--json", "--country", "SWE").out)["id"] == "jan-ek"
    rows = list(csv.DictReader(io.StringIO(run("actors", "--csv", "--named", "agency").out)))
    assert [(row["id"], row["relayed"], row["known"]) for row in rows] == [("varna-news-agency", "1", "false")]


@pytest.mark.parametrize(
    ("words", "first"),
    [([], "jan-ek"), (["--by", "reporter"], "varna-news-agency"), (["--by", "mentions", "--limit", "1"], "jan-ek")],
)
def test_actors_are_sorted_by_the_part_they_play(words: list[str], first: str, run: Run, record: str) -> None:
    rows = [json.loads(line) for line in run("actors", "--json", *words).out.splitlines()]
    assert rows[0]["id"] == first
    assert rows[0]["addressed"] == 0


def test_info(run: Run, record: str) -> None:
    out = run("info").out
    assert "articles    2, with 1 outlet named in their metadata" in out
    assert "2019-03-04 to 2019-03-04, 1 undated" in out
    assert json.loads(run("info", "--json").out)["statements"] == 3


@pytest.mark.parametrize(
    ("count", "shown"), [(812, "812 bytes"), (999_949, "999.9 kB"), (1_400_000, "1.4 MB"), (10**16, "10000.0 TB")]
)
def test_size(count: int, shown: str) -> None:
    assert size(count) == shown


def test_sql(run: Run, record: str) -> None:
    query = "select quotation, count(*) as n, count(*) as n from statements group by 1 order by 1"
    assert run("sql", query).out.split() == [
        "quotation",
        "n",
        "n",
        "direct",
        "1",
        "1",
        "indirect",
        "1",
        "1",
        "mixed",
        "1",
        "1",
    ]
    assert run("sql", query, "--csv").out.splitlines()[1] == '"direct",1,1'
    rows = run("sql", "select sum(number) as s, max(published) as d from statements", "--json").out
    assert json.loads(rows) == {"s": 4, "d": "2019-03-04"}
    assert run("sql", "select 1 where false").code == 0


@pytest.mark.parametrize("query", ["drop table statements", "select * from nowhere", "", "select 1; select 2"])
def test_sql_that_is_no_question(query: str, run: Run, record: str) -> None:
    outcome = run("sql", query)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.count("\n") == 1


def test_what_is_woven_can_be_asked_in_sql(run: Run, record: str) -> None:
    assert run("weave").code == 0
    out = run("sql", "select summary, n_origins from occurrences join accounts on occurrence = id", "--json").out
    assert len(out.splitlines()) == 3


@pytest.mark.parametrize(
    "words", [["weave"], ["said"], ["show", "x"], ["search", "x"], ["actors"], ["info"], ["sql", "select 1"]]
)
def test_without_a_record_it_is_said_how_to_make_one(words: list[str], run: Run, tmp_path: Path) -> None:
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (1, "")
    assert "communique read" in outcome.err
    assert not list(tmp_path.iterdir())


def test_the_record_may_come_from_the_environment(
    run: Run, record: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMMUNIQUE_RECORD", record)
    monkeypatch.chdir(tmp_path.parent)
    assert run("info").code == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [("one two three", "one two three"), ("one two three four", "one two …"), ("x" * 20, "x" * 11 + " …")],
)
def test_a_long_text_is_cut_at_a_space(text: str, shown: str) -> None:
    assert shortened(text, 13) == shown
