from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communique.cli.demo import gold_readings, prepare
from communique.errors import GatherError
from communique.reading import Article, Reading
from communique.record import Record
from communique.scoring import score
from tests.cli.examples import Reader, Run


def _perfect(articles: Iterable[Article], *, desk: object = None) -> Iterator[Reading]:
    gold = {reading.article.id: reading for reading in gold_readings()}
    for article in articles:
        yield replace(gold.get(article.id, Reading(article)), article=article)


@pytest.fixture
def perfect(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts somebody in the reader's place who reads what the gold says."""
    monkeypatch.setattr(sys.modules["communique.annotate"], "annotate_many", _perfect)


def test_it_copies_reads_shows_compares_and_names_commands_that_there_are(
    run: Run, perfect: None, tmp_path: Path
) -> None:
    outcome = run("demo")
    assert outcome.code == 0
    for part in (
        "dispatches copied",
        "articles read into",
        "woven: ",
        "Who said what, through whom",
        "Compared with",
        "Try next",
    ):
        assert part in outcome.out
    assert "problem" not in outcome.err
    record = Record.open(tmp_path / "communique-demo" / "record")
    assert record.unwoven == 0
    gold = list(gold_readings())
    assert record.info().articles >= len(gold) >= 24
    figures = [
        line.split()[-1]
        for line in outcome.out.splitlines()
        if line.startswith(("blocks", "mentions", "statements", "times", "meetings"))
    ]
    assert len(figures) == 17
    assert set(figures) == {"100.0"}
    lines = [line.strip() for line in outcome.out.splitlines()]
    named = {line.split()[1] for line in lines if line.startswith("communique ")}
    assert named == {"chronology", "table", "meetings", "said", "show", "search", "serve", "read"}


def test_run_again_it_begins_anew_and_leaves_other_files_alone(run: Run, reader: Reader, tmp_path: Path) -> None:
    run("demo", "--into", "there")
    (tmp_path / "there" / "notes.txt").write_text("mine", encoding="utf-8")
    reader.seen.clear()
    assert run("demo", "--into", "there").code == 0
    assert len(reader.seen) >= 24
    assert (tmp_path / "there" / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["file", "folder"])
def test_what_is_not_its_own_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "record").mkdir()
    with pytest.raises(GatherError, match="not from an earlier demo"):
        prepare(tmp_path / name)
    assert (tmp_path / "folder" / "record").exists()


def test_gold_agrees_with_itself() -> None:
    gold = list(gold_readings())
    assert {figure.f1 for figure in score(gold, gold).figures} == {1.0}
