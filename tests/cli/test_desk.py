from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from communique import Desk
from communique.reading import Article, Reading
from tests.cli.examples import TEXT, Reader, Run, read_one

DESK = """\
[desk]
name = "The river talks"
drop = ["kcna"]

[[actor]]
id = "jan-ek"
name = "Jan Ek"
kind = "person"
roles = [{ title = "River envoy", of = "SWE", words = ["river envoy"] }]

[[actor]]
id = "SWE"
aliases = ["Svea"]

[[outlet]]
id = "yonhap"
name = "Yonhap"
kind = "wire"
replace = true

[[issue]]
id = "locks"
name = "Locks"
words = ["lock", "locks"]
"""


@pytest.fixture
def given(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[Desk | None]:
    """The desks with which the stand-in for reading was called."""
    desks: list[Desk | None] = []

    def annotate_many(articles: Iterable[Article], *, desk: Desk | None = None) -> Iterator[Reading]:
        desks.append(desk)
        return map(read_one, articles)

    room = ModuleType("communique.annotate")
    vars(room).update(annotate_many=annotate_many)
    monkeypatch.setitem(sys.modules, "communique.annotate", room)
    return desks


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The desk in `river.toml`, beside an article in `talks.txt`."""
    (tmp_path / "river.toml").write_text(DESK, encoding="utf-8")
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    return Desk.parse(DESK)


def test_check_shows_what_a_desk_adds(run: Run, desk: Desk) -> None:
    outcome = run("desk", "check", "river.toml")
    assert (outcome.code, outcome.err) == (0, "")
    lines = [line.split() for line in outcome.out.splitlines()]
    assert lines[0] == ["river.toml:", "The", "river", "talks"]
    assert ["jan-ek", "person", "Jan", "Ek", "1", "office", "none"] in lines
    assert ["SWE", "state", "1", "other", "name", "added", "to"] in lines
    assert ["yonhap", "wire", "Yonhap", "replaced"] in lines
    assert ["kcna", "organisation", "dropped"] in lines
    assert ["locks", "issue", "Locks", "2", "words"] in lines
    assert lines[-1] == ["2", "actors", "with", "1", "office,", "1", "outlet,", "1", "issue,", "1", "dropped"]


def test_check_tells_each_fault_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(DESK.replace("kcna", "kcn").replace('id = "SWE"', 'id = "SW"'), encoding="utf-8")
    outcome = run("desk", "check", "bad.toml")
    assert (outcome.code, outcome.out) == (1, "")
    *faults, last = outcome.err.splitlines()
    assert [fault.split(": ")[0] for fault in faults] == ["bad.toml:3", "bad.toml:12"]
    assert last == "communique: error: bad.toml has 2 faults."


@pytest.mark.parametrize("words", [["check"], ["example", "x.toml"], ["chekc", "x.toml"], []])
def test_wrong_usage(words: list[str], run: Run) -> None:
    assert run("desk", *words).code == 2


def test_a_file_that_is_not_there_is_an_error_in_one_line(run: Run) -> None:
    outcome = run("desk", "check", "none.toml")
    assert outcome.code == 1
    assert outcome.err.startswith("communique: error: The desk none.toml cannot be read")
    assert outcome.err.count("\n") == 1


def test_the_example_has_no_fault_and_names_the_schema(run: Run, tmp_path: Path) -> None:
    example, schema = run("desk", "example").out, run("desk", "schema").out
    assert example.startswith("#:schema ./desk.schema.json\n")
    assert json.loads(schema)["title"] == "Desk"
    (tmp_path / "congo.toml").write_text(example, encoding="utf-8")
    assert run("desk", "check", "congo.toml").code == 0


def test_annotate_reads_with_the_desk(run: Run, given: list[Desk | None], desk: Desk) -> None:
    assert run("annotate", "talks.txt").code == 0
    assert run("annotate", "talks.txt", "--desk", "river.toml").code == 0
    assert given == [None, desk]


def test_read_reads_with_the_desk_and_says_so(run: Run, given: list[Desk | None], desk: Desk) -> None:
    outcome = run("read", "talks.txt", "--desk", "river.toml")
    kept = Path("record/desk.toml")
    assert f"with the desk river.toml: The river talks, kept as {kept}" in outcome.out.splitlines()
    assert given == [desk]
    assert Desk.open(kept) == desk


def test_read_finds_the_desk_in_the_records_folder(
    run: Run, given: list[Desk | None], desk: Desk, tmp_path: Path
) -> None:
    assert "desk" not in run("read", "talks.txt").out
    (tmp_path / "record" / "desk.toml").write_text('[desk]\nname = "Kept"\n', encoding="utf-8")
    assert run("read", "talks.txt").out.splitlines()[-1] == f"with the desk {Path('record/desk.toml')}: Kept"
    assert "river.toml" in run("read", "talks.txt", "--desk", "river.toml").out
    assert [found.name if found else None for found in given] == [None, "Kept", "The river talks"]


@pytest.mark.parametrize("command", ["read", "annotate"])
def test_a_desk_with_a_fault_stops_the_run(
    command: str, run: Run, given: list[Desk | None], desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "bad.toml").write_text('[desk]\n\ndrop = ["kcn"]\n', encoding="utf-8")
    outcome = run(command, "talks.txt", "--desk", "bad.toml")
    assert outcome.code == 1
    assert outcome.err.startswith("communique: error: bad.toml:3: ")
    assert outcome.err.count("\n") == 1
    assert not (tmp_path / "record").exists()
