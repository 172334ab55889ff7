from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from communique.events import TYPES
from tests.cli.examples import Run

TEXT = "Oslo expelled two diplomats of Lima."
PAIR = {"text": TEXT, "actor": [0, 4], "recipient": [14, 35]}


def _write(path: Path, *lines: object) -> None:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")


def test_each_line_comes_back_with_type_mode_and_scores(run: Run, tmp_path: Path) -> None:
    _write(tmp_path / "pairs.jsonl", {"row": 7, **PAIR, "note": "é"}, {**PAIR, "recipient": None, "type": "old"})
    outcome = run("code", "pairs.jsonl")
    assert (outcome.code, outcome.err) == (0, "")
    first, second = (json.loads(line) for line in outcome.out.splitlines())
    assert list(first) == ["row", "text", "actor", "recipient", "note", "type", "mode", "scores"]
    assert {key: first[key] for key in ("row", "note", *PAIR)} == {"row": 7, "note": "é", **PAIR}
    assert (first["type"], first["mode"]) == ("SANCTION", "expel")
    assert list(first["scores"]) == list(TYPES)
    assert second["type"] in TYPES


def test_of_a_line_without_a_pair_the_pairs_are_found(run: Run, tmp_path: Path) -> None:
    told = "Turkish jets bombed Kurdish positions in northern Syria on Tuesday."
    _write(tmp_path / "texts.jsonl", {"text": told, "row": 1}, {"text": "The old bridge is a fine place for a picnic."})
    outcome = run("code", "texts.jsonl")
    assert (outcome.code, outcome.err) == (0, "")
    first, second = (json.loads(line) for line in outcome.out.splitlines())
    assert list(first) == ["text", "row", "events"]
    (event,) = first["events"]
    assert told[slice(*event["actor"])] == "Turkish jets"
    assert told[slice(*event["recipient"])].startswith("Kurdish positions")
    assert event["type"] == "ASSAULT"
    assert 0.5 < event["score"] <= 1
    assert second["events"] == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{no json", "not JSON"),
        ("[1, 2]", "no JSON object"),
        ({"actor": [0, 4]}, "no text"),
        ({"text": 5, "actor": [0, 4]}, "no text"),
        ({"text": TEXT, "recipient": [0, 4]}, "no actor"),
        ({"text": TEXT, "actor": "Oslo"}, "The actor must be two whole numbers"),
        ({"text": TEXT, "actor": [0, True]}, "The actor must be two whole numbers"),
        ({"text": TEXT, "actor": [0, 4], "recipient": [0.0, 4]}, "The recipient must be two whole numbers"),
        ({"text": TEXT, "actor": [0, 400]}, "no stretch of the text"),
        ({"text": TEXT, "actor": [4, 5]}, "holds no word"),
        ({"text": TEXT, "actor": None, "recipient": None}, "Neither an actor nor a recipient"),
    ],
)
def test_a_faulty_line_is_named_and_the_others_go_on(run: Run, tmp_path: Path, line: object, problem: str) -> None:
    _write(tmp_path / "pairs.jsonl", PAIR, "", line, PAIR)
    outcome = run("code", "pairs.jsonl")
    assert outcome.code == 0
    first, faulty, last = (json.loads(each) for each in outcome.out.splitlines())
    assert first == last
    assert faulty["type"] is faulty["mode"] is faulty["scores"] is None
    assert problem in faulty["problem"]
    if isinstance(line, dict):
        assert {key: faulty[key] for key in line} == line
    (said,) = outcome.err.splitlines()
    assert said.startswith("communique: not coded: pairs.jsonl:3: ")
    assert problem in said


def test_a_line_that_is_not_utf8_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_bytes(b"\xff\xfe\n" + json.dumps(PAIR).encode() + b"\n")
    outcome = run("code", "pairs.jsonl")
    assert outcome.code == 0
    assert "pairs.jsonl:1: The line is not UTF-8" in outcome.err


def test_what_was_coded_before_can_be_coded_again(run: Run, tmp_path: Path) -> None:
    _write(tmp_path / "pairs.jsonl", {**PAIR, "type": None, "mode": None, "scores": None, "problem": "no text"})
    row = json.loads(run("code", "pairs.jsonl").out)
    assert row["type"] == "SANCTION"
    assert "problem" not in row


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(PAIR).encode() + b"\n{\n")))
    outcome = run("code", "-")
    assert json.loads(outcome.out.splitlines()[0])["type"] == "SANCTION"
    assert "not coded: standard input:2: " in outcome.err


def test_nothing_coded_fails(run: Run, tmp_path: Path) -> None:
    _write(tmp_path / "empty.jsonl", "", "")
    outcome = run("code", "empty.jsonl")
    assert (outcome.code, outcome.out) == (1, "")
    assert "No line was coded" in outcome.err


def test_a_file_that_is_not_there_is_an_error_in_one_line(run: Run, tmp_path: Path) -> None:
    for name in ("none.jsonl", "."):
        outcome = run("code", name)
        assert outcome.code == 1
        assert outcome.err.startswith(f"communique: error: {'None' if name == 'none.jsonl' else name}")
        assert len(outcome.err.splitlines()) == 1
