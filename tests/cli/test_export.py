from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from communique.export.formats import FORMATS
from communique.export.material import Material
from communique.export.written import Written
from tests.cli.examples import Run
from tests.export.samples import make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("exported") / "record")


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    """The record in the folder in which the command runs."""
    shutil.copytree(made, tmp_path / "record")
    return tmp_path / "record"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_told(name: str, record: Path, run: Run, tmp_path: Path) -> None:
    outcome = run("export", name, "--out", "made")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Wrote made: ")
    assert (tmp_path / "made").is_dir() == FORMATS[name].folder
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "record"]


def test_the_help_lists_every_format(run: Run) -> None:
    listed = run("export", "--help").out.partition("Formats:")[2].partition("Example:")[0]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == list(FORMATS)


def test_text_goes_to_standard_output_and_what_is_told_beside_it(record: Path, run: Run) -> None:
    outcome = run("export", "polecat", "--out", "-")
    assert outcome.out.startswith("Event ID\tEvent Date\t")
    assert "events; left out: " in outcome.err
    assert json.loads(run("export", "timelinejs", "--brief", "--out", "-").out)["events"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["xlsx", "--out", "x"], "There is no format 'xlsx': choose one of csv, parquet"),
        (["csv", "--out", "-"], "csv is not text"),
        (["sqlite", "--out", "-"], "sqlite is not text"),
        (["polecat", "--brief", "--out", "x"], "--brief is for formats that tell a chronology: dossier, timelinejs"),
        (["polecat"], "Missing option"),
    ],
)
def test_wrong_usage_is_told(words: list[str], why: str, record: Path, run: Run) -> None:
    outcome = run("export", *words)
    assert outcome.code == 2
    assert why in " ".join(outcome.err.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--actor", "Nobody", "--out", "x"], "The record knows no actor 'Nobody'"),
        (["--since", "soon", "--out", "x"], "Since 'soon' is no date"),
        (["--since", "2019", "--until", "2018", "--out", "x"], "Since 2019 is later than until 2018"),
        (["--out", "no/x"], "There is no folder"),
        (["--record", "nothing", "--out", "x"], "There is no record"),
    ],
)
def test_an_error_is_one_line(words: list[str], why: str, record: Path, run: Run, tmp_path: Path) -> None:
    outcome = run("export", "gdelt", *words)
    assert (outcome.code, outcome.out) == (1, "")
    assert why in outcome.err
    assert outcome.err.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_what_fails_leaves_the_earlier_file(
    record: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "feed.xml").write_text("earlier")

    def fail(material: Material, path: Path) -> Written:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("communique.export.atom.write", fail)
    assert run("export", "atom", "--out", "feed.xml").code == 1
    assert (tmp_path / "feed.xml").read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feed.xml", "record"]


def test_filters(record: Path, run: Run) -> None:
    outcome = run("export", "icalendar", "--since", "2018-06", "--until", "2018-06", "--actor", "PRK", "--out", "-")
    assert outcome.out.count("BEGIN:VEVENT") == 3
    assert "Singapore summit" in outcome.out


def test_it_is_as_people_left_it_and_says_so(record: Path, run: Run, tmp_path: Path) -> None:
    from communique.record import Record
    from communique.reviews import Review, entry_of_account

    opened = Record.open(record)
    move = next(one for one in opened.woven().occurrences if one.kind == "move")
    first, *others = (entry_of_account(opened.reading(a.article), move, a) for a in move.accounts)
    opened.reviews.add(Review("reject", "Ada Lund", first, others=tuple(others)))
    left, read = run("export", "csv", "--out", "left"), run("export", "csv", "--as-read", "--out", "read")
    assert left.err.startswith("As people left it: 1 review in force, the last of ")
    assert read.err.startswith("As it was read: it leaves out 1 review in force, the last of ")
    ids = [(tmp_path / folder / "moves.csv").read_text(encoding="utf-8").count(move.id) for folder in ("left", "read")]
    assert ids == [0, 1]


def test_what_is_not_woven_yet_is_told(record: Path, run: Run) -> None:
    from communique.gather import article_of
    from communique.reading import Reading
    from communique.record import Record

    Record.open(record).add([Reading(article_of("Nothing was said."))])
    outcome = run("export", "atom", "--out", "feed.xml")
    assert outcome.code == 0
    assert outcome.err.startswith("Not woven yet, and so not in this: 1 article.")
