"""The commands that tell what weaving found: chronology, moves, meetings."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from communique.reading import Reading
from communique.record import Record
from communique.weave.occurrence import Step, Woven, WovenTerm
from tests.chronology.samples import HOSTILE, OCCURRENCES, WOVEN, hostile
from tests.cli.examples import Run

DESK = """
[[issue]]
id = "water"
name = "Water quotas"
words = ["quota", "outflow", "cubic metres"]
"""


@pytest.fixture
def woven(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A record in `record` that has the sample woven."""
    _weave(monkeypatch, tmp_path, WOVEN)


def _weave(monkeypatch: pytest.MonkeyPatch, folder: Path, woven: Woven) -> None:
    Record.open(folder / "record", create=True)
    monkeypatch.setattr(Record, "woven", lambda self, **_: woven)
    monkeypatch.setattr(Record, "happenings", len(woven.occurrences))


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.usefixtures("woven")
def test_the_table_has_a_line_an_occurrence_and_fits_a_hundred_columns(run: Run) -> None:
    outcome = run("chronology")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0].split() == ["when", "what", "told", "by", "id"]
    assert max(map(len, lines)) <= 100
    numbers = [line.split()[0] for line in lines if line[:2].strip().isdigit()]
    assert numbers == [str(number) for number in range(1, 19)]
    assert all(occurrence.id[:8] in outcome.out for occurrence in OCCURRENCES)


@pytest.mark.usefixtures("woven")
def test_the_table_keeps_dates_apart_and_tells_what_is_differed_on(run: Run) -> None:
    words = _words(run("chronology", "--place", "Kessel").out)
    assert "1 February 2021 Belmora moved border police" in words
    assert {"first", "reported", "25"} <= set(words.partition("border police")[2].split())
    summit = _words(run("chronology", "--origins", "3").out)
    for part in ("differs on date: 12 Mar 2021", "4 articles, 3 texts, 3"):
        assert part in summit


@pytest.mark.usefixtures("woven")
def test_what_has_no_date_stands_last_under_a_heading(run: Run) -> None:
    before, heading, after = run("chronology").out.partition("Date unknown. ")
    assert heading
    assert OCCURRENCES[16].id[:8] in after
    assert OCCURRENCES[16].id[:8] not in before


@pytest.mark.usefixtures("woven")
def test_a_line_opens_to_its_words_by_number_and_by_id(run: Run) -> None:
    by_number = run("chronology", "--origins", "3", "--open", "1")
    by_id = run("chronology", "--open", OCCURRENCES[10].id[:8])
    assert by_number.out == by_id.out
    assert by_number.out.startswith("12 Mar 2021: Mira Solan and Tomas Verek met in Ostmark\n")
    assert "    [Solan and Verek met for three hours] in Ostmark's old customs house" in by_number.out
    assert (
        "    copied by Northern Wire, “Lake leaders agree to keep talking”, 12 Mar 2021 · inbox/12.txt ·"
        in by_number.out
    )
    assert "1111111111111111" in by_number.out  # the article's id, for `show`
    assert not [line for line in by_number.out.splitlines() if line != line.rstrip(" ")]


@pytest.mark.usefixtures("woven")
def test_opening_a_line_that_is_not_there_says_how_to_name_one(run: Run) -> None:
    outcome = run("chronology", "--open", "99")
    assert outcome.code == 1
    assert "repeat the filters" in outcome.err.lower()


@pytest.mark.usefixtures("woven")
def test_the_key_days_say_why_and_how_much_is_hidden(run: Run) -> None:
    words = _words(run("chronology", "--brief").out)
    assert "key day: a meeting was called off, 2 origins that day" in _words(
        run("chronology", "--brief", "--markdown").out
    )
    assert "4 key days; 14 more entries that fit are hidden. A day weighs as much as" in words
    told = run("chronology", "--brief", "--json")
    assert len(told.out.splitlines()) == 4
    assert "14 more entries" in told.err


@pytest.mark.usefixtures("woven")
def test_json_has_an_object_a_line(run: Run) -> None:
    rows = [json.loads(line) for line in run("chronology", "--json", "--actor", "Piet Aldan").out.splitlines()]
    assert [row["id"] for row in rows] == [OCCURRENCES[10].id, OCCURRENCES[12].id]
    (row,) = [json.loads(line) for line in run("chronology", "--json", "--open", "11").out.splitlines()]
    assert row["id"] == OCCURRENCES[10].id


@pytest.mark.usefixtures("woven")
def test_the_page_is_written_to_a_file_or_to_standard_output(run: Run, tmp_path: Path) -> None:
    outcome = run("chronology", "--html", "sarn.html", "--title", "Lake Sarn")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "Wrote sarn.html: 18 occurrences.\n")
    written = (tmp_path / "sarn.html").read_text(encoding="utf-8")
    assert "<title>Lake Sarn – chronology</title>" in written
    assert "From the record <bdi>record</bdi>" in written
    assert run("chronology", "--html", "-", "--title", "Lake Sarn").out == written


@pytest.mark.usefixtures("woven")
def test_a_page_that_cannot_be_written_is_an_error_in_one_line(run: Run) -> None:
    outcome = run("chronology", "--html", "nowhere/sarn.html")
    assert outcome.code == 1
    assert "nowhere/sarn.html" in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.usefixtures("woven")
def test_an_issue_is_one_of_the_named_desk_or_of_the_records_own(run: Run, tmp_path: Path) -> None:
    assert "--desk FILE" in run("chronology", "--issue", "locks").err
    (tmp_path / "water.toml").write_text(DESK, encoding="utf-8")
    named = run("chronology", "--issue", "water", "--desk", "water.toml", "--json")
    assert len(named.out.splitlines()) == 4
    (tmp_path / "record" / "desk.toml").write_text(DESK, encoding="utf-8")
    assert run("chronology", "--issue", "water", "--json").out == named.out
    unknown = run("chronology", "--issue", "fish")
    assert (unknown.code, "Its issues are water" in unknown.err) == (1, True)


@pytest.mark.usefixtures("woven")
def test_only_one_form_at_a_time(run: Run) -> None:
    assert run("chronology", "--json", "--markdown").code == 2
    assert run("chronology", "--json", "--html", "x.html").code == 2
    assert run("chronology", "--open", "1", "--html", "x.html").code == 2
    assert run("chronology", "--open", "1", "--markdown").code == 2
    assert run("meetings", "--json", "--markdown").code == 2


@pytest.mark.usefixtures("woven")
def test_where_nothing_fits_it_says_which_filter_is_to_blame(run: Run, tmp_path: Path) -> None:
    outcome = run("chronology", "--actor", "piet-aldan", "--kind", "event", "--html", "none.html")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Piet Aldan: 2; events: 3" in outcome.err
    assert not (tmp_path / "none.html").exists()
    brief = run("chronology", "--actor", "piet-aldan", "--until", "2021-03-01", "--kind", "statement", "--brief")
    assert "No occurrence fits all of this" in brief.err
    unkeyed = run("chronology", "--kind", "event", "--brief")
    assert "No day is key among 3 occurrences that fit" in unkeyed.err


@pytest.mark.parametrize("command", ["chronology", "meetings"])
def test_what_is_not_woven_yet_is_told_with_what_to_do(
    run: Run, command: str, reading: Reading, tmp_path: Path
) -> None:
    Record.open(tmp_path / "record", create=True).add([reading])
    outcome = run(command)
    assert (outcome.code, outcome.out) == (0, "")
    assert "not in this: 1 article. Run: communique weave --record record\n" in outcome.err
    assert "No article in this record, as far as it is woven, tells of" in outcome.err


def test_a_record_that_is_woven_is_told_from_its_articles(run: Run, reading: Reading, tmp_path: Path) -> None:
    Record.open(tmp_path / "record", create=True).add([reading])
    assert run("weave").code == 0
    outcome = run("chronology", "--actor", "jan-ek", "--open", "1")
    assert (outcome.code, outcome.err) == (0, "")
    assert "reported 4 Mar 2019: Jan Ek told: The river talks " in outcome.out
    assert "[The river talks “will go on in May”], [minister Jan Ek told] delegates" in _words(outcome.out)
    assert "Jan Ek said, Varna News Agency reported; origin: Varna News Agency" in _words(outcome.out)


def test_where_there_is_no_record_it_is_an_error(run: Run) -> None:
    assert run("chronology").code == run("meetings").code == 1


@pytest.mark.parametrize(
    "words", [["chronology"], ["chronology", "--open", "1"], ["chronology", "--markdown"], ["meetings"]]
)
def test_text_of_others_never_reaches_the_terminal_raw(
    run: Run, words: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _weave(monkeypatch, tmp_path, hostile())
    out = run(*words).out
    assert "\ufffd" in out
    assert not set(HOSTILE) & set(out) & {"\u202e", "\x1b"}


@pytest.mark.usefixtures("woven")
def test_meetings_are_told_by_their_lives(run: Run) -> None:
    outcome = run("meetings")
    assert (outcome.code, outcome.err) == (0, "")
    assert max(map(len, outcome.out.splitlines())) <= 100
    told = _words("\n".join(line[32:82] for line in outcome.out.splitlines()))
    assert "proposed 12 Jan 2021 → called off 24 Feb → reinstated 2 Mar → held 12 Mar" in told
    assert "proposed, 12 Jan 2021 (2 origins) called off, 24 Feb 2021 (2 origins) reinstated" in told


@pytest.mark.usefixtures("woven")
def test_meetings_have_the_filters_and_forms_of_the_chronology(run: Run) -> None:
    (row,) = [json.loads(line) for line in run("meetings", "--place", "sarnhaven", "--json").out.splitlines()]
    assert row["words"]["life"] == "ended without agreement 20–21 Apr 2021"
    assert run("meetings", "--actor", "Mira Solan", "--markdown").out.startswith("# Meetings\n\n## Lake Sarn summit\n")
    assert "None of 3 meetings fits" in run("meetings", "--origins", "9").err


def test_without_a_meeting_it_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _weave(monkeypatch, tmp_path, Woven((), OCCURRENCES[1:2]))
    assert "tells of a meeting" in run("meetings").err


# What each party offered and asked.

QUOTA, SLUICES = OCCURRENCES[2], OCCURRENCES[5]


def _moved() -> Woven:
    """The sample with two moves, made in statements of it."""
    offer = Step(
        "offer",
        "ARV",
        "BMR",
        "mira-solan",
        (WovenTerm("open the Kessel sluices in June", "dam"),),
        (WovenTerm("a lower water quota", "lake-quota"),),
        WovenTerm("if Belmora signs"),
    )
    refusal = Step("refusal", "BMR", "ARV", None)
    steps = (
        replace(QUOTA, id="0ffe" * 4, kind="move", summary="Mira Solan offered to open the sluices", step=offer),
        replace(SLUICES, id="ef5e" * 4, kind="move", summary="Belmora refused", step=refusal, when=None),
    )
    told = (replace(one, related=(one.id,)) if one in (QUOTA, SLUICES) else one for one in OCCURRENCES)
    return replace(WOVEN, occurrences=(*told, *(replace(step, encounter=None, status=None) for step in steps)))


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _weave(monkeypatch, tmp_path, _moved())


@pytest.mark.usefixtures("moved")
def test_moves_are_a_table_of_a_hundred_columns_with_their_terms(run: Run) -> None:
    outcome = run("moves")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0].split() == ["when", "who", "move", "told", "by", "id"]
    assert max(map(len, lines)) <= 100
    words = _words(outcome.out)
    for part in ("Arvia", "Mira Solan", "→ Belmora", "gives: open the Kessel sluices in June", "condition: if Belmora"):
        assert part in words
    assert words.partition("Date unknown.")[2].count("refusal") == 1


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ((), 2),
        (("--party", "ARV"), 1),
        (("--party", "Belmora", "--toward", "Arvia"), 1),
        (("--by", "mira-solan"), 1),
        (("--kind", "refusal"), 1),
        (("--issue", "lake-quota"), 1),  # of a term: no desk has it
        (("--issue", "dam", "--party", "BMR"), 0),
    ],
)
def test_moves_are_filtered(filters: tuple[str, ...], wanted: int, run: Run) -> None:
    outcome = run("moves", *filters, "--json")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == wanted


@pytest.mark.usefixtures("moved")
def test_what_no_move_has_is_said(run: Run) -> None:
    for wrong in (("--issue", "fish"), ("--party", "Atlantis"), ("--kind", "gift")):
        outcome = run("moves", *wrong)
        assert outcome.code > 0
        assert outcome.out == ""
    assert "each filter alone lets through" in _words(run("moves", "--party", "BMR", "--kind", "offer").err)


@pytest.mark.usefixtures("moved")
def test_moves_as_csv_have_a_column_for_each_part(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("moves", "--csv").out)))
    assert [row["kind"] for row in rows] == ["offer", "refusal"]
    assert (rows[0]["party"], rows[0]["toward"], rows[0]["by"]) == ("ARV", "BMR", "mira-solan")
    assert (rows[0]["gives"], rows[0]["asks"], rows[0]["condition"], rows[0]["issues"]) == (
        "open the Kessel sluices in June",
        "a lower water quota",
        "if Belmora signs",
        "dam; lake-quota",
    )
    assert (rows[1]["begin"], rows[1]["gives"]) == ("", "")


@pytest.mark.usefixtures("moved")
def test_a_move_opens_to_its_words_and_is_told_in_markdown(run: Run) -> None:
    assert run("moves", "--open", "1").out == run("chronology", "--open", "0ffe" * 4).out
    assert "(offer)" in run("moves", "--markdown").out
    assert run("moves", "--csv", "--json").code == 2
    assert run("moves", "--open", "1", "--csv").code == 2


@pytest.mark.usefixtures("woven")
def test_a_record_without_moves_says_so(run: Run) -> None:
    outcome = run("moves")
    assert (outcome.code, outcome.out) == (0, "")
    assert "tells of an offer, a demand or another move" in outcome.err


@pytest.mark.usefixtures("moved")
def test_a_chronology_can_be_of_moves_or_of_one_kind_of_them(run: Run) -> None:
    assert len(run("chronology", "--kind", "move", "--json").out.splitlines()) == 2
    assert len(run("chronology", "--kind", "offer", "--json").out.splitlines()) == 1


@pytest.mark.usefixtures("woven")
def test_chronology_and_meetings_are_csv_with_a_row_a_line_and_a_row_a_step(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("chronology", "--csv").out)))
    assert {row["id"] for row in rows} == {occurrence.id for occurrence in OCCURRENCES}
    told = next(row for row in rows if row["id"] == OCCURRENCES[10].id)
    assert (told["articles"], told["texts"], told["origins"]) == ("4", "3", "3")
    assert "differs on date" in told["differs"]
    steps = list(csv.DictReader(io.StringIO(run("meetings", "--csv").out)))
    assert [row["id"] for row in steps if row["id"]] == [step for one in WOVEN.encounters for step in one.steps]
