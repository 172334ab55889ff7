from __future__ import annotations

from pathlib import Path

import pytest

from communique.export import coded, gdelt, icews, polecat
from communique.export.cells import FORMULA, guarded
from communique.export.material import Material, Wanted
from communique.record import Record
from communique.signs import one_line
from communique.weave.occurrence import Occurrence
from tests.export import receiving as r

OURS = ("First Day", "Last Day", "Date Basis", "Articles", "Origins", "Article", "Spans", "Words", "URL")


@pytest.fixture
def events(record: Path) -> dict[str, Occurrence]:
    return {one.id: one for one in Record.open(record).occurrences(kind="event")}


def _polecat(material: Material, path: Path) -> list[dict[str, str]]:
    polecat.write(material, path)
    return r.read(path, r.POLECAT, r.POLECAT_NEEDS, headings=True, more=len(OURS))


def test_a_reader_of_polecat_takes_every_row(material: Material, tmp_path: Path) -> None:
    rows = _polecat(material, tmp_path / "p.tsv")
    assert len(rows) == len({row["Event ID"] for row in rows}) > 100
    met = next(row for row in rows if row["Words"] == "Chung Eui-yong … met … Kim")
    assert [met[name] for name in ("Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts")] == [
        "2018-03-05", "CONSULT", "visit", "VERBAL COOPERATION", "diplomatic",
    ]  # fmt: skip
    assert [met[name] for name in ("Actor Name", "Actor Country", "Primary Actor Sector", "Recipient Name")] == [
        "Chung Eui-yong", "KOR", "GOV", "Kim Jong-un",
    ]  # fmt: skip


def test_every_row_leads_to_the_words_it_was_read_from(material: Material, record: Path, tmp_path: Path) -> None:
    opened = Record.open(record)
    for row in _polecat(material, tmp_path / "p.tsv"):
        text = opened.reading(row["Article"]).article.text
        spans = [tuple(map(int, span.split("-"))) for span in row["Spans"].split("; ")]
        words = " … ".join(text[start:end] for start, end in spans)
        assert row["Words"] == guarded(one_line(words))


def test_what_is_planned_called_off_or_disputed_is_no_row_and_is_counted(
    material: Material, events: dict[str, Occurrence], tmp_path: Path
) -> None:
    written = polecat.write(material, tmp_path / "p.tsv")
    assert written.count + sum(written.left_out.values()) == len(events)
    assert written.left_out["planned"] >= 10
    assert "called off" in written.words
    ids = {row["Event ID"] for row in r.read(tmp_path / "p.tsv", r.POLECAT, (), headings=True, more=len(OURS))}
    for id_, event in events.items():
        if any(found.kind == "outcome" for found in event.disagreements):
            assert id_ not in ids


def test_a_range_of_days_never_becomes_a_day(material: Material, events: dict[str, Occurrence], tmp_path: Path) -> None:
    ranged = {id_ for id_, one in events.items() if one.when and one.when.begin != one.when.end}
    assert ranged
    rows = {row["Event ID"]: row for row in _polecat(material, tmp_path / "p.tsv")}
    shown = ranged & rows.keys()
    assert shown
    for id_ in shown:
        assert rows[id_]["Event Date"] == ""
        assert rows[id_]["First Day"] < rows[id_]["Last Day"]
    gdelt.write(material, tmp_path / "g.tsv")
    of_gdelt = {row["GLOBALEVENTID"]: row for row in r.read(tmp_path / "g.tsv", r.GDELT, (), headings=False)}
    for id_ in shown:
        row = of_gdelt[str(coded.number_of(id_))]
        assert row["SQLDATE"] == row["FractionDate"] == ""
        same_month = rows[id_]["First Day"][:7] == rows[id_]["Last Day"][:7]
        assert row["MonthYear"] == (rows[id_]["First Day"][:7].replace("-", "") if same_month else "")


def test_a_reader_of_icews_takes_every_row(material: Material, tmp_path: Path) -> None:
    written = icews.write(material, tmp_path / "i.tsv")
    rows = r.read(tmp_path / "i.tsv", r.ICEWS, r.ICEWS_NEEDS, headings=True, more=len(icews.OURS))
    assert len(rows) == written.count
    met = next(row for row in rows if row["Words"] == "Chung Eui-yong … met … Kim")
    assert [met[name] for name in list(r.ICEWS)[1:11]] == [
        "2018-03-05", "Chung Eui-yong", "Government", "South Korea", "Consult", "042", "", "Kim Jong-un", "Government",
        "North Korea",
    ]  # fmt: skip


def test_a_reader_of_gdelt_takes_every_row(material: Material, tmp_path: Path) -> None:
    written = gdelt.write(material, tmp_path / "g.tsv")
    assert len(r.GDELT) == len(gdelt.COLUMNS) == 61
    assert tuple(r.GDELT) == gdelt.COLUMNS
    rows = r.read(tmp_path / "g.tsv", r.GDELT, r.GDELT_NEEDS, headings=False)
    assert len(rows) == written.count
    met = next(row for row in rows if row["Actor1Name"] == "CHUNG EUI-YONG" and row["Actor2Name"] == "KIM JONG-UN")
    assert [met[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == [
        "20180305", "201803", "2018", "2018.1781",
    ]  # fmt: skip
    assert [met[name] for name in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")] == [
        "042", "042", "04", "1",
    ]  # fmt: skip
    assert [met[name] for name in ("Actor1Code", "Actor1CountryCode", "Actor1Type1Code")] == ["KORGOV", "KOR", "GOV"]
    for row in rows:
        if row["EventCode"]:
            assert row["EventCode"].startswith(row["EventBaseCode"])
            assert row["EventBaseCode"].startswith(row["EventRootCode"])


def test_an_event_without_a_code_is_not_given_one(material: Material, tmp_path: Path) -> None:
    gdelt.write(material, tmp_path / "g.tsv")
    rows = r.read(tmp_path / "g.tsv", r.GDELT, (), headings=False)
    bare = [row for row in rows if row["Actor1Name"] == "ANA TORV"]
    assert [row["EventRootCode"] + row["QuadClass"] for row in bare] == [""]


def test_mentions_lead_to_the_word_that_tells_the_event(material: Material, record: Path, tmp_path: Path) -> None:
    gdelt.write(material, tmp_path / "g.tsv")
    written = gdelt.write_mentions(material, tmp_path / "m.tsv")
    assert len(r.MENTIONS) == 16
    rows = r.read(tmp_path / "m.tsv", r.MENTIONS, r.MENTIONS_NEED, headings=False)
    assert len(rows) == written.count
    events = {row["GLOBALEVENTID"]: row for row in r.read(tmp_path / "g.tsv", r.GDELT, (), headings=False)}
    assert {row["GLOBALEVENTID"] for row in rows} == events.keys()
    opened = Record.open(record)
    for row in rows:
        if row["MentionType"] == "2":
            reading = opened.reading(row["MentionIdentifier"])
            assert int(row["MentionDocLen"]) == len(reading.article.text)
            triggers = {event.trigger.spans[0].start for event in reading.events if event.trigger.spans}
            assert int(row["ActionCharOffset"]) in triggers


@pytest.mark.parametrize("module", [polecat, icews, gdelt])
def test_no_cell_breaks_its_row_or_passes_for_a_formula(module: object, material: Material, tmp_path: Path) -> None:
    path = tmp_path / "e.tsv"
    module.write(material, path)  # type: ignore[attr-defined]
    cells = [cell for line in path.read_text(encoding="utf-8").splitlines() for cell in line.split("\t")]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    assert "\x1b" not in path.read_text(encoding="utf-8")


def test_filters_keep_what_may_have_happened_in_the_days(record: Path, tmp_path: Path) -> None:
    wanted = Material(record, Wanted(since="2018-03", until="2018-03", actors=("South Korea",)))
    rows = _polecat(wanted, tmp_path / "p.tsv")
    assert rows
    for row in rows:
        assert row["First Day"] <= "2018-03-31"
        assert row["Last Day"] >= "2018-03-01"
        assert "KOR" in (row["Actor Country"], row["Recipient Country"])
    assert polecat.write(wanted, tmp_path / "p.tsv").left_out["undated"] > 0


def test_plover_has_sixteen_types_in_four_classes() -> None:
    assert sorted(kind for kinds in polecat.QUADS.values() for kind in kinds) == sorted(r.PLOVER)
    assert [gdelt.quad_class(code) for code in ("01", "057", "06", "087", "09", "138", "14", "204")] == [
        1, 1, 2, 2, 3, 3, 4, 4,
    ]  # fmt: skip
