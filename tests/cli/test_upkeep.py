"""`history`, `--as-of`, `compact`, `check` and `repair`, as they are typed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from communique.reading import Reading
from communique.record import Record
from communique.record.manifest import load
from tests.cli.examples import TEXT, Run


@pytest.fixture
def record(tmp_path: Path, reading: Reading) -> Record:
    """A record of three snapshots: an article, woven, and another one that is not woven."""
    made = Record.open(tmp_path / "record", create=True)
    made.add([reading])
    made.weave()
    other = replace(reading.article, id="0" * 16, text=f"{TEXT}\nLater.", path="later.txt")
    made.add([replace(reading, article=other)])
    return made


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_history_lists_what_came_and_by_which_command(run: Run, record: Record) -> None:
    shown = run("history").out
    assert [line.split()[-4:] for line in shown.splitlines()[2:]] == [["weave", "0", "1", "1"], ["read", "1", "2", "1"]]
    assert max(map(len, shown.splitlines())) <= 100
    assert len(run("history", "--limit", "1").out.splitlines()) == 2
    told = [json.loads(line) for line in run("history", "--json").out.splitlines()]
    assert [(one["number"], one["by"], one["came"]) for one in told] == [
        (1, "read", 1),
        (2, "weave", 0),
        (3, "read", 1),
    ]


def test_an_empty_record_has_no_history(run: Run, tmp_path: Path) -> None:
    Record.open(tmp_path / "record", create=True)
    assert "Nothing has been read" in run("history").err


def test_any_question_can_be_asked_as_of_then(run: Run, record: Record) -> None:
    fresh = Record.open("fresh", create=True)
    fresh.add([record.reading("talks.txt")])
    fresh.weave()
    for words in (
        ("said",),
        ("events",),
        ("actors",),
        ("search", "river"),
        ("chronology",),
        ("sql", "select id from articles"),
    ):
        then = run(*words, "--json", "--as-of", "2")
        assert then.code == 0
        assert then.err.startswith("As of snapshot 2, of 20")
        assert "with 1 article." in then.err
        assert then.out == run(*words, "--json", "--record", "fresh").out
    assert [json.loads(run("info", "--json", *then).out)["articles"] for then in ((), ("--as-of", "2"))] == [2, 1]


@pytest.mark.parametrize("name", ["moves", "meetings", "positions", "table", "show"])
def test_the_other_questions_take_it_too(run: Run, record: Record, name: str) -> None:
    more = ("talks.txt",) if name == "show" else ()
    assert "As of snapshot 1" in run(name, *more, "--as-of", "1").err


def test_an_article_of_later_is_not_there_then(run: Run, record: Record) -> None:
    assert run("show", "later").code == 0
    then = run("show", "later", "--as-of", "2")
    assert then.code == 1
    assert "later" in then.err


def test_what_is_no_snapshot_is_said(run: Run, record: Record) -> None:
    for wanted in ("9", "last Tuesday", "1999-01-01"):
        told = run("said", "--as-of", wanted)
        assert told.code == 1
        assert "communique history" in told.err
        assert len(told.err.splitlines()) == 1


def test_compacting_says_how_many_parts_there_are(run: Run, record: Record) -> None:
    before = run("said").out
    told = run("compact").out
    assert told.startswith("compacted: ")
    assert f"parts are {len(load(record.path).parts)} now" in told
    assert run("said").out == before
    assert run("compact").out.startswith("nothing to merge: ")
    assert run("said", "--as-of", "2", "--json").out.count("\n") == 2


def test_a_sound_record_is_said_to_be_sound(run: Run, record: Record) -> None:
    told = run("check")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"sound: {len(load(record.path).parts)} parts, ")
    assert run("check", "--json").out == ""
    assert run("repair").out == "nothing is damaged\n"


def test_damage_is_named_with_what_is_lost_and_mended(run: Run, record: Record) -> None:
    present = load(record.path)
    damage(record.path / "parts" / present.of("articles")[1].name)
    damage(record.path / "parts" / present.of("mentions")[0].name)
    told = run("check")
    assert told.code == 1
    assert told.out.count("  lost:  ") == 2
    assert "1 articles and what was read in them" not in told.out
    assert "lost:  1 article and what was read in it" in told.out
    assert "  lost:  nothing" in told.out
    assert "1 article to read again:\n  0000000000000000  later.txt" in told.out
    assert [json.loads(line)["kind"] for line in run("check", "--json").out.splitlines()] == ["part", "part"]
    mended = run("repair")
    assert mended.code == 0, mended.err
    assert "later.txt" in mended.out
    assert "lost.jsonl" in mended.out
    assert mended.out.splitlines()[-1].startswith("woven: 1 article")
    assert run("check").code == 0
    assert [row.id for row in Record.open(record.path).articles()] == [record.reading("talks.txt").article.id]


def test_there_is_nothing_to_check_where_there_is_no_record(run: Run) -> None:
    for name in ("check", "repair", "history", "compact"):
        told = run(name, "--record", "nowhere")
        assert told.code == 1, name
        assert "There is no record" in told.err, name
        assert not Path("nowhere").exists()
