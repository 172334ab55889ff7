from __future__ import annotations

import json
from pathlib import Path

from communique.reading import Reading
from tests.cli.examples import TEXT, Reader, Run, known_reading
from tests.cli.test_read import GERMAN


def test_readings_come_one_a_line_in_the_order_of_the_articles(run: Run, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The talks go on, it was said on Monday in the town.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    outcome = run("annotate", "b.txt", "a.txt")
    assert (outcome.code, outcome.err) == (0, "")
    first, second = (Reading.from_json(line) for line in outcome.out.splitlines())
    assert first == known_reading(first.article)
    assert second.article.path == "a.txt"
    assert not (tmp_path / "record").exists()


def test_problems_go_to_standard_error_and_the_rest_goes_on(run: Run, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text(
        "\n".join(["{no json", json.dumps({"text": TEXT}), json.dumps({"text": GERMAN})]), encoding="utf-8"
    )
    outcome = run("annotate", "all.jsonl")
    assert outcome.code == 0
    readings = [Reading.from_json(line) for line in outcome.out.splitlines()]
    assert [len(reading.statements) for reading in readings] == [2, 0]
    assert readings[1].problems
    broken, foreign = outcome.err.splitlines()
    assert "all.jsonl:1: " in broken
    assert "not in English" in foreign


def test_an_article_is_printed_before_the_next_is_read(run: Run, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text(
        "\n".join(json.dumps({"text": f"Article {number} on the talks."}) for number in range(2)), encoding="utf-8"
    )

    def stop(article: object) -> None:
        if reader.seen:
            raise KeyboardInterrupt

    reader.before = stop
    outcome = run("annotate", "two.jsonl")
    assert outcome.code == 130
    assert len(outcome.out.splitlines()) == 1


def test_nothing_read_fails(run: Run, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    outcome = run("annotate", "empty.txt")
    assert (outcome.code, outcome.out) == (1, "")
    assert "empty.txt" in outcome.err
