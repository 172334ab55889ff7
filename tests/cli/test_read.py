from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

import communique.cli.read as command
from communique.gather import article_of
from communique.reading import Article, Reading
from communique.record import Record
from communique.record.lock import writing
from tests.cli.examples import TEXT, Reader, Run

GERMAN = (
    "Die Gespräche werden im Mai fortgesetzt, sagte der Minister am Montag in der Hauptstadt. "
    "Die Abgeordneten hatten zuvor lange über den Vertrag und seine Folgen für das Land beraten. "
) * 3


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two articles, one in German, one that is empty, and a line that is no JSON."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.jsonl").write_text(
        json.dumps({"text": "The delegates have left the town, the mayor said on Tuesday."}) + "\n{no json\n",
        encoding="utf-8",
    )
    (folder / "c.txt").write_text(GERMAN, encoding="utf-8")
    (folder / "d.txt").write_text("", encoding="utf-8")
    return folder


def test_a_run_counts_what_became_of_everything(run: Run, reader: Reader, inbox: Path) -> None:
    outcome = run("read", "inbox", "--record", "korea")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "2 articles read into korea, with 2 statements",
        "1 article not in English: kept, not read",
        "2 inputs not read, for the reasons above",
        "woven: 3 articles, 3 texts, 2 occurrences, 0 meetings",
    ]
    problems = outcome.err.splitlines()
    assert len(problems) == 2
    assert "b.jsonl:2: " in problems[0]
    assert "d.txt: " in problems[1]
    assert Record.open("korea").info().articles == 3


def test_reading_again_adds_nothing_and_reads_nothing(run: Run, reader: Reader, inbox: Path) -> None:
    run("read", "inbox")
    reader.seen.clear()
    outcome = run("read", "inbox", "inbox/a.txt")
    assert outcome.code == 0
    assert "0 articles read into record, with 0 statements" in outcome.out
    assert "4 articles already known" in outcome.out
    assert reader.seen == []


def test_the_same_text_twice_in_one_run_is_read_once(run: Run, reader: Reader, inbox: Path) -> None:
    (inbox / "z.txt").write_text(TEXT, encoding="utf-8")
    run("read", "inbox/a.txt", "inbox/z.txt")
    assert len(reader.seen) == 1


@pytest.mark.parametrize("name", ["c.txt", "d.txt"])
def test_a_run_that_read_nothing_fails(name: str, run: Run, reader: Reader, inbox: Path) -> None:
    outcome = run("read", f"inbox/{name}")
    assert outcome.code == 1
    assert "communique: error: Nothing was read." in outcome.err


def test_a_path_that_is_not_there_makes_no_record(run: Run, reader: Reader, tmp_path: Path) -> None:
    outcome = run("read", "nowhere", "--record", "korea")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert not (tmp_path / "korea").exists()


def test_columns_and_limit_reach_the_gathering(run: Run, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("body,day\nThe talks go on.,2019-03-04\n" + "x" * 90 + ",\n", encoding="utf-8")
    outcome = run("read", "t.csv", "--column", "text=body", "--column", "published=day", "--limit", "50")
    assert outcome.code == 0
    assert [(article.text, article.published) for article in reader.seen] == [("The talks go on.", "2019-03-04")]
    assert "t.csv:3: " in outcome.err


def test_a_wrong_column_is_wrong_usage(run: Run, reader: Reader, inbox: Path) -> None:
    assert run("read", "inbox", "--column", "body").code == 2


def test_an_interrupted_run_keeps_what_was_read(run: Run, reader: Reader, inbox: Path) -> None:
    def interrupt(article: Article) -> None:
        if article.text != TEXT:
            raise KeyboardInterrupt

    reader.before = interrupt
    outcome = run("read", "inbox")
    assert outcome.code == 130
    assert "1 article read into record" in outcome.out
    assert Record.open("record").knows(article_of(TEXT).id)


def test_a_long_run_is_written_in_batches(
    run: Run, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "BATCH_READINGS", 2)
    lines = [json.dumps({"text": f"Article number {number} is about the talks."}) for number in range(5)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    written: list[int] = []

    def look(article: Article) -> None:
        written.append(Record.open("record").info().articles)

    reader.before = look
    assert run("read", "many.jsonl").code == 0
    assert written == [0, 0, 2, 2, 4]
    assert Record.open("record").info().articles == 5


def test_the_environment_may_name_the_record(
    run: Run, reader: Reader, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_RECORD", "elsewhere")
    run("read", "inbox")
    assert Record.open("elsewhere").info().articles == 3


def test_what_was_read_is_woven_at_the_end_and_not_again(run: Run, reader: Reader, inbox: Path) -> None:
    assert "woven: 3 articles" in run("read", "inbox").out
    snapshot = Record.open("record").info().snapshot
    assert "woven" not in run("read", "inbox").out
    assert Record.open("record").info().snapshot == snapshot


def test_weaving_can_be_left_for_later(run: Run, reader: Reader, inbox: Path) -> None:
    assert "woven" not in run("read", "inbox", "--no-weave").out
    assert Record.open("record").unwoven == 3
    assert "woven       not yet: see communique weave --help" in run("info").out
    assert run("weave").out == "woven: 3 articles, 3 texts, 2 occurrences, 0 meetings\n"
    assert "woven       3 texts, 2 occurrences, 0 meetings\n" in run("info").out
    (inbox / "e.txt").write_text("Nobody came to the lock.", encoding="utf-8")
    run("read", "inbox/e.txt", "--no-weave")
    assert "2 occurrences, 0 meetings; without the newest 1 article" in run("info").out
    # what was left is made up for by the next run, also where that one finds nothing new
    assert "woven: 4 articles" in run("read", "inbox/e.txt").out


def test_an_interrupted_weaving_keeps_what_was_read(
    run: Run, reader: Reader, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("communique.record.weaving.weaving.telling.tell", interrupt)
        outcome = run("read", "inbox")
    assert outcome.code == 130
    assert "2 articles read into record" in outcome.out
    assert Record.open("record").unwoven == 3
    assert run("weave").code == 0
    assert Record.open("record").unwoven == 0


def test_an_article_that_meets_a_fault_is_kept_and_said_to_be_unread(
    run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(article: Article, **rest: object) -> Reading:
        if "delegates have left" in article.text:
            raise ZeroDivisionError("a fault that was planted")
        return Reading(article)

    monkeypatch.delenv("COMMUNIQUE_DEBUG", raising=False)
    monkeypatch.setattr(import_module("communique.annotate"), "annotate", faulty)
    outcome = run("read", "inbox/a.txt", "inbox/b.jsonl", "--record", "korea")
    assert outcome.code == 0
    assert "b.jsonl#1: could not be read, through a fault in communique itself: ZeroDivisionError" in outcome.err
    assert Record.open("korea").info().articles == 2


def test_who_waits_for_another_writer_in_vain_says_so_and_can_be_run_again(
    run: Run, reader: Reader, tmp_path: Path
) -> None:
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    record = Record.open(tmp_path / "record", create=True)
    with writing(record.path):
        outcome = run("read", "talks.txt", "--wait", "0.1")
    assert outcome.code == 1
    waiting, error = outcome.err.splitlines()
    assert waiting.endswith("another program is writing the record: waiting for it, 0.1 seconds at most")
    assert "is being written by another process" in error
    assert len(list(record.articles())) == 0
    assert run("read", "talks.txt", "--no-weave").code == 0
    assert len(list(record.articles())) == 1
