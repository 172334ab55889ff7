from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from communique.reading import Reading
from communique.record import Record
from communique.reviews import Review, correction, entry_of
from tests.cli.examples import Run


@pytest.fixture
def record(tmp_path: Path, reading: Reading) -> Record:
    """A record with one article, and three reviews of its two statements; the last of them undone."""
    made = Record.open(tmp_path / "record", create=True)
    made.add([reading])
    made.weave()
    first, second = (entry_of(reading, "statement", id_) for id_ in ("s1", "s2"))
    made.reviews.add(correction(reading, first, {"speaker": "NOR", "when": ["2019-03-04"] * 2}, who="Ada Lund"))
    wrong = made.reviews.add(Review("reject", "Ben Okoye", second, note="he does say so"))
    made.reviews.undo(wrong.id, "Ada Lund")
    return made


def test_the_list_says_who_found_what_of_what(run: Run, record: Record) -> None:
    told = run("reviews").out
    assert "Ada Lund" in told
    words = " ".join(told.split())
    assert "correct" in words
    assert "speaker: jan-ek → NOR" in words.replace(" jan- ek", " jan-ek")
    assert "reject (undone)" in words
    assert "2, reject by Ben Okoye" in words
    assert "no longer fits" not in words
    assert max(map(len, told.splitlines())) <= 100


def test_a_record_without_reviews_says_so(run: Run, tmp_path: Path) -> None:
    Record.open(tmp_path / "record", create=True)
    told = run("reviews")
    assert (told.code, told.out) == (0, "")
    assert "Nobody has reviewed" in told.err


def test_json_and_csv_have_every_review(run: Run, record: Record) -> None:
    told = [json.loads(line) for line in run("reviews", "--json").out.splitlines()]
    assert [line["review"]["verdict"] for line in told] == ["correct", "reject", "undo"]
    assert [line["in_force"] for line in told] == [True, False, False]
    rows = list(csv.DictReader(io.StringIO(run("reviews", "list", "--csv").out)))
    assert [row["verdict"] for row in rows] == ["correct", "reject", "undo"]
    assert json.loads(rows[0]["after"]) == {"speaker": "NOR", "when": ["2019-03-04", "2019-03-04"]}


def test_what_is_exported_from_one_record_is_laid_over_another(run: Run, record: Record, reading: Reading) -> None:
    assert run("reviews", "export", "--out", "reviews.jsonl").err == "reviews: 3 written to reviews.jsonl\n"
    text = Path("reviews.jsonl").read_text(encoding="utf-8")
    assert text == run("reviews", "export").out
    assert json.loads(text.splitlines()[0])["article"]["text"] == reading.article.text
    again = Record.open("again", create=True)
    renamed = tuple(replace(s, id=f"x{s.id}") for s in reversed(reading.statements))
    again.add([replace(reading, statements=renamed)])
    again.weave()
    assert run("reviews", "import", "reviews.jsonl", "--record", "again").out == "reviews: 3 new, 0 known\n"
    assert run("reviews", "import", "reviews.jsonl", "--record", "again").out == "reviews: 0 new, 3 known\n"
    [corrected] = again.statements(by="NOR")
    assert (corrected.statement, corrected.date) == ("xs1", "2019-03-04")
    assert len(again.statements()) == 2


def test_what_fits_nothing_is_taken_in_and_told(run: Run, record: Record) -> None:
    run("reviews", "export", "--without-text", "--out", "reviews.jsonl")
    lines = Path("reviews.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["article"]["text"] for line in lines} == {None}
    empty = Record.open("empty", create=True)
    told = run("reviews", "import", "reviews.jsonl", "--record", "empty")
    assert told.code == 0
    assert "3 new, 0 known, 3 of them fit nothing" in told.out
    assert len(empty.reviews.all()) == 3
    listed = run("reviews", "--record", "empty").out
    assert "(no longer fits)" in " ".join(listed.split())
    assert "3 reviews fit nothing" in listed


def test_a_line_that_is_no_review_is_named_and_the_others_are_taken(
    run: Run, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = run("reviews", "export").out.splitlines()
    Path("some.jsonl").write_text("\n".join([lines[0], "{nothing", *lines[1:]]), encoding="utf-8")
    Record.open("other", create=True)
    told = run("reviews", "import", "some.jsonl", "--record", "other")
    assert told.code == 0
    assert "3 new" in told.out
    assert told.err.startswith("some.jsonl:2: No JSON")
    monkeypatch.setattr("sys.stdin", io.StringIO("nothing\n"))
    told = run("reviews", "import", "-", "--record", "other")
    assert told.code == 1
    assert "Nothing was read" in told.err
    assert run("reviews", "import", "gone.jsonl", "--record", "other").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("list", "file.jsonl"),
        ("export", "file.jsonl"),
        ("list", "--out", "x"),
        ("export", "--json"),
        ("--json", "--csv"),
    ],
)
def test_what_does_not_go_together_is_said(run: Run, record: Record, words: tuple[str, ...]) -> None:
    assert run("reviews", *words).code == 2
    assert not Path("x").exists()
