"""The commands that tell what parties hold, and what is on the table: positions, table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from communique.record import Record
from communique.weave.occurrence import Woven
from tests.cli.examples import Run
from tests.positions.samples import move, told, when, woven

DESK = """
[[issue]]
id = "tolls"
name = "Lake tolls"
words = ["toll", "duty"]

[[issue]]
id = "talks"
name = "Meetings"
words = ["meet", "summit", "talks"]
"""
HOSTILE = "a duty on \x1b[31msalt | [bold]x[/bold] <b>"
STEPS = (
    move("aaaa000000000001", when("2021-01-05"), "demand", asks="an end to the toll on salt", words="Lift the toll"),
    move("bbbb000000000002", when("2021-02-05"), "refusal", "BMR", "ARV", gives="end the toll on salt"),
    move(
        "cccc000000000003",
        when("2021-03-05", basis="published"),
        "offer",
        gives="let boats pass",
        asks="part of the tolls to go",
        condition="if Belmora agrees",
    ),
    move("dddd000000000004", when("2021-04-05"), "retraction", gives="let boats pass"),
    move("eeee000000000005", None, "demand", toward=None, asks=HOSTILE),
    move("ffff000000000006", when("2021-01-06"), "proposal", asks="meet in Varna", issue="talks"),
    told(
        "9999000000000007",
        when("2021-02-01"),
        "Lake summit held",
        kind="meeting",
        actors=("ARV", "BMR"),
        status="held",
    ),
    move("8888000000000008", when("2021-02-02"), "offer", "OST", "ARV", gives="host both", issue="talks"),
)


@pytest.fixture(autouse=True)
def record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A record in `record` that has the sample woven, and a desk."""
    Record.open(tmp_path / "record", create=True)
    (tmp_path / "record" / "desk.toml").write_text(DESK, encoding="utf-8")
    monkeypatch.setattr(Record, "woven", lambda self, **_: woven(*STEPS))


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "command", [("positions",), ("positions", "--party", "Arvia", "--issue", "tolls"), ("table", "--all")]
)
def test_tables_fit_a_hundred_columns_and_no_control_character_gets_through(run: Run, command: tuple[str, ...]) -> None:
    outcome = run(*command)
    assert (outcome.code, outcome.err) == (0, "")
    assert max(map(len, outcome.out.splitlines())) <= 100
    assert "\x1b" not in outcome.out
    assert ("[bold]x[/bold]" in _words(outcome.out)) == (len(command) > 1)  # the short list leaves out the undated


def test_positions_are_a_line_each_with_what_still_stands(run: Run) -> None:
    out = _words(run("positions", "--party", "BMR").out)
    assert "Belmora" in out
    assert "Lake tolls" in out
    assert "refuses: end" in out
    assert "Arvia" not in out


def test_party_and_issue_give_the_history(run: Run) -> None:
    out = run("positions", "--party", "ARV", "--issue", "Lake tolls").out
    assert out.splitlines()[0] == "Arvia on Lake tolls"
    days = [line[:15].strip() for line in out.splitlines() if line[:15].strip()]
    assert days[2:] == ["5 Jan 2021", "by 5 Mar 2021", "5 Apr 2021", "undated"]
    assert "takes back what it" in out


def test_open_shows_the_words_of_a_stand_and_of_the_one_it_undoes(run: Run) -> None:
    out = run("positions", "--open", "dddd").out
    assert out.index("dddd000000000004") < out.index("cccc000000000003")
    rows = [json.loads(line) for line in run("positions", "--open", "dddd", "--json").out.splitlines()]
    assert [row["id"] for row in rows] == ["dddd000000000004", "cccc000000000003"]


def test_open_of_an_unknown_or_short_id_is_an_error(run: Run) -> None:
    assert "no line 'x'" in run("positions", "--open", "x").err
    assert run("table", "--open", "99").code == 1
    assert "fix" not in run("table", "--open", "bbbb").out


def test_positions_as_json_have_the_evidence_and_what_they_mean_in_words(run: Run) -> None:
    rows = [
        json.loads(line) for line in run("positions", "--party", "ARV", "--issue", "tolls", "--json").out.splitlines()
    ]
    (row,) = rows
    assert [stand["change"] for stand in row["history"]] == ["first", "added", "taken back", None]
    assert row["history"][2]["versus"] == "cccc000000000003"
    assert row["history"][0]["accounts"][0]["words"] == "Lift the toll"
    assert row["history"][0]["accounts"][0]["spans"] == [[0, 13]]
    assert row["words"]["issue"] == "Lake tolls"


def test_positions_as_csv_have_a_row_a_stand(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("positions", "--csv").out)))
    assert len(rows) == 7
    first = next(row for row in rows if row["occurrence"] == "aaaa000000000001")
    assert (first["party"], first["issue"], first["asks"], first["begin"]) == (
        "ARV",
        "tolls",
        "an end to the toll on salt",
        "2021-01-05",
    )


def test_positions_in_markdown_take_nothing_for_markup(run: Run) -> None:
    out = run("positions", "--markdown").out
    assert "## Arvia: Lake tolls" in out
    assert "- **5 Jan 2021** · demand: asks: an end to the toll on salt (first known)" in out
    assert "“Lift the toll”" in out
    assert "\\[bold\\]" in out


def test_the_table_shows_each_side_with_its_answers(run: Run) -> None:
    out = run("table", "--party", "ARV", "--party", "BMR").out
    assert out.splitlines()[0] == "Arvia and Belmora"
    words = _words(out)
    assert "an end to the toll on salt Lake tolls 5 Jan 2021 refused, 5 Feb 2021" in words
    assert "meet in Varna Meetings 6 Jan 2021 met, 1 Feb 2021" in words
    assert "let boats pass (for: part of the" in words
    assert "(taken back)" in words
    assert "1 line more, met or older: --all shows them." in words
    assert "* said to nobody by name." in _words(run("table", "--all").out)
    assert "Ostmark" not in words


def test_the_table_hides_what_was_met_where_something_is_open(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    more = (
        move("m1", when("2021-01-07"), "demand", asks="a new quay", issue="tolls"),
        move("m2", when("2021-01-08"), "commitment", "BMR", "ARV", gives="a new quay", issue="tolls"),
    )
    monkeypatch.setattr(Record, "woven", lambda self, **_: Woven(occurrences=(*STEPS, *more), actors=woven().actors))
    shown, everything = (run("table", "--party", "ARV", "--party", "BMR", *more).out for more in ((), ("--all",)))
    assert "Arvia asks" in shown
    asked = shown[shown.index("Arvia asks") : shown.index("Belmora gives")]
    assert "a new quay" not in asked
    assert "a new quay" in everything[everything.index("Arvia asks") : everything.index("Belmora gives")]
    assert "--all shows them" in shown
    assert "--all shows them" not in everything


def test_a_line_opens_to_its_words_and_those_of_its_answer_by_the_number_shown(run: Run) -> None:
    out = run("table").out
    line = next(line for line in out.splitlines() if "toll on salt" in line and "refused" in out)
    number = line.split()[0]
    opened = run("table", "--open", number, "--json").out.splitlines()
    assert [json.loads(row)["id"] for row in opened] == ["aaaa000000000001", "bbbb000000000002"]


def test_the_table_as_json_and_csv_has_every_line(run: Run) -> None:
    rows = [json.loads(line) for line in run("table", "--json").out.splitlines()]
    lines = [line for row in rows for line in row["lines"]]
    refused = next(line for line in lines if line["text"] == "an end to the toll on salt")
    assert refused["answer"]["kind"] == "refused"
    assert refused["answer"]["occurrence"] == "bbbb000000000002"
    assert [told["id"] for told in refused["evidence"]] == ["aaaa000000000001", "bbbb000000000002"]
    cells = list(csv.DictReader(io.StringIO(run("table", "--csv").out)))
    assert len(cells) == len(lines)
    assert {cell["answer"] for cell in cells} == {"refused", "met", "unanswered", ""}


def test_the_table_in_markdown_is_one_with_evidence_under_it(run: Run) -> None:
    out = run("table", "--markdown").out
    assert "## Arvia and Belmora" in out
    assert "| asks | Lake tolls | an end to the toll on salt | 5 Jan 2021 | refused, 5 Feb 2021 |" in out
    assert "“Lift the toll”" in out
    rows = [line.replace("\\|", "") for line in out.splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows} == {8}


def test_as_of_a_day_nothing_later_is_known_and_the_undated_are_left_out(run: Run) -> None:
    outcome = run("table", "--party", "ARV", "--party", "BMR", "--at", "2021-01")
    assert outcome.out.splitlines()[0] == "Arvia and Belmora, as of 31 Jan 2021"
    assert "refused" not in outcome.out
    assert "1 move without a date left out" in outcome.err
    assert "let boats pass" not in run("positions", "--at", "2021-01-31").out


def test_unknown_names_and_forms_that_exclude_one_another_are_errors(run: Run) -> None:
    assert "no actor 'Nowhere'" in run("positions", "--party", "Nowhere").err
    unknown = run("table", "--issue", "fish")
    assert unknown.code == 1
    assert "tolls, talks" in unknown.err
    assert run("positions", "--json", "--csv").code == 2
    assert run("table", "--open", "1", "--markdown").code == 2


def test_a_record_without_moves_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Record, "woven", lambda self, **_: Woven())
    for command in ("positions", "table"):
        outcome = run(command)
        assert (outcome.code, outcome.out) == (0, "")
        assert "No article in this record" in outcome.err


def test_what_both_give_in_one_word_stands_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pact = [
        move(f"p{party}", when("2021-05-05"), "commitment", party, other, gives="dredge the harbour", article="X")
        for party, other in (("ARV", "BMR"), ("BMR", "ARV"))
    ]
    monkeypatch.setattr(Record, "woven", lambda self, **_: Woven(occurrences=(*STEPS, *pact), actors=woven().actors))
    out = run("table", "--party", "ARV", "--party", "BMR").out
    assert out.count("dredge the harbour") == 1
    assert "dredge the harbour" in out[out.index("Both give") : out.index("Arvia gives")]
