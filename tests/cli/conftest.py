"""What every test of a command needs: a quick stand-in for reading, one reading, and a way to run the command."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from communique.gather import article_of
from communique.reading import Article, Reading
from tests.cli.examples import TEXT, Outcome, Reader, Run, known_reading, read_one


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Puts the stand-in in the place of `communique.annotate`, so that no model is loaded."""
    stand_in = Reader([], lambda article: None)

    def annotate_many(articles: Iterable[Article], *, desk: object = None) -> Iterator[Reading]:
        for article in articles:
            stand_in.before(article)
            stand_in.seen.append(article)
            yield read_one(article)

    room = ModuleType("communique.annotate")
    vars(room).update(annotate_many=annotate_many)
    monkeypatch.setitem(sys.modules, "communique.annotate", room)
    return stand_in


@pytest.fixture
def reading() -> Reading:
    """The reading of TEXT, as from a file `talks.txt` of 4 March 2019."""
    article = article_of(TEXT, path="talks.txt", published="2019-03-04", outlet="Varna Post")
    return known_reading(replace(article, title="Talks to go on, minister says"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `communique WORDS` in an empty folder, in this process."""
    from communique.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMMUNIQUE_RECORD", raising=False)
    monkeypatch.delenv("COMMUNIQUE_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str) -> Outcome:
        with pytest.raises(SystemExit) as left:
            main(words)
        captured = capsys.readouterr()
        code = left.value.code
        return Outcome(code if isinstance(code, int) else int(code is not None), captured.out, captured.err)

    return run
