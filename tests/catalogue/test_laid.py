"""What reviews change is told at once, and what the library makes of the same reviews is what the shelves tell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.bargains import bargain, pairs
from communique.catalogue.encounters import life, meetings
from communique.catalogue.happenings import happenings
from communique.catalogue.laid import notes, rejected, reviewed
from communique.catalogue.making import make, path_of
from communique.catalogue.news import news
from communique.catalogue.standing import history, matrix
from communique.reading import Reading
from communique.record import Record, manifest
from communique.reviews import Review, Reviews, correction, entry_of
from tests.catalogue import salmon


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with its catalogue; each test has a copy."""
    record = salmon.record(tmp_path_factory.mktemp("laid") / "record", salmon.first(), salmon.later())
    make(record.path)
    return record.path


@pytest.fixture
def record(model: Path, tmp_path: Path) -> Record:
    return Record.open(shutil.copytree(model, tmp_path / "record"))


@pytest.fixture
def catalogue(record: Record) -> Iterator[Catalogue]:
    made = Catalogue(record.path, path_of(record.path, manifest.load(record.path)))
    yield made
    made.close()


def _reading(text: str) -> Reading:
    return next(one for one in [*salmon.first(), *salmon.later()] if one.article.text == text)


def _alike(record: Record, catalogue: Catalogue) -> None:
    """The shelves say what the library says of the record, which lays the same reviews over it."""
    now = reviewed(catalogue)
    told = {(one.party, one.issue): one for one in record.positions().positions}
    found = matrix(now)
    cells = {
        (row.party.id, issue.id): cell
        for row in found.rows.rows
        for issue, cell in zip(found.issues, row.cells, strict=True)
        if cell is not None
    }
    assert cells.keys() == told.keys()
    for key, position in told.items():
        kept = history(now, *key, latest_first=False).rows
        assert [(one.stand.occurrence, one.stand.change, one.stand.held) for one in kept] == [
            (stand.occurrence, stand.change, stand.held) for stand in position.history
        ]
    lines = {one.parties: len(one.lines) for one in record.table().exchanges}
    assert {pair.parties: pair.lines for pair in pairs(now)} == lines
    lives = {one.id: one.name for one in record.woven().encounters}
    assert {one.id for one in meetings(now).rows} == lives.keys()


def test_without_reviews_a_catalogue_is_what_it_is(catalogue: Catalogue) -> None:
    assert reviewed(catalogue) is catalogue


def test_what_is_rejected_is_gone_and_listed_until_that_is_undone(record: Record, catalogue: Catalogue) -> None:
    log = Reviews.open(record.path)
    before = news(reviewed(catalogue), 1)
    found = log.add(Review("reject", "Ada", entry_of(_reading(salmon.OFFER), "move", "v1")))
    _alike(record, catalogue)
    now = reviewed(catalogue)
    (stand,) = history(now, "CHL", "sanctions").rows
    assert (stand.stand.kind, stand.standing) == ("refusal", True)
    (left_out,) = rejected(now, party="CHL")
    assert left_out.words.startswith("rejected by Ada, ")
    asked = next(one for one in bargain(now, pairs(now)[0]).headings if one.title == "Norway asks").lines[0]
    assert asked.answer_kind == "refused"
    assert (before.new_moves, news(now, 1).new_moves, news(now, 1).changes) == (1, 0, 0)
    assert [one.times for one in happenings(now, ["CHL"]) if one.kind == "move"] == [1]
    log.undo(found.id, "Ada")
    _alike(record, catalogue)
    assert len(history(reviewed(catalogue), "CHL", "sanctions").rows) == 2
    assert rejected(reviewed(catalogue), party="CHL") == ()


def test_a_corrected_party_moves_a_stand_to_another(record: Record, catalogue: Catalogue) -> None:
    reading = _reading(salmon.OFFER)
    fix = correction(reading, entry_of(reading, "move", "v1"), {"party": "NOR", "toward": "CHL"}, who="Ben")
    Reviews.open(record.path).add(fix)
    _alike(record, catalogue)
    now = reviewed(catalogue)
    offer = next(one for one in history(now, "NOR", "sanctions").rows if one.stand.kind == "offer")
    told = notes(now, [offer.stand.occurrence])[offer.stand.occurrence]
    assert "corrected by Ben" in told
    assert sum(one.times for one in happenings(now, ["NOR"]) if one.kind == "move") == 2


def test_a_meeting_whose_only_report_is_rejected_is_gone(record: Record, catalogue: Catalogue) -> None:
    entry = entry_of(_reading(salmon.CALLED_OFF), "meeting", "g1")
    Reviews.open(record.path).add(Review("reject", "Ada", entry))
    _alike(record, catalogue)
    now = reviewed(catalogue)
    assert [one.status for one in meetings(now).rows] == ["planned"]
    gone = next(one for one in meetings(catalogue).rows if one.status == "called off")
    assert life(now, gone.id) is None
    assert [one.summary for one in rejected(now, encounter=gone.id)]


def test_a_corrected_status_is_that_of_the_meeting(record: Record, catalogue: Catalogue) -> None:
    reading = _reading(salmon.CALLED_OFF)
    Reviews.open(record.path).add(
        correction(reading, entry_of(reading, "meeting", "g1"), {"status": "held"}, who="Ada")
    )
    now = reviewed(catalogue)
    assert {one.status for one in meetings(now).rows} == {"planned", "held"}


def test_what_is_accepted_says_so_and_changes_nothing(record: Record, catalogue: Catalogue) -> None:
    Reviews.open(record.path).add(Review("accept", "Ada", entry_of(_reading(salmon.REFUSAL), "move", "v1")))
    _alike(record, catalogue)
    now = reviewed(catalogue)
    refusal = history(now, "CHL", "sanctions", latest_first=False).rows[0].stand.occurrence
    assert notes(now, [refusal])[refusal].startswith("accepted by Ada, ")
    assert notes(catalogue, [refusal]) == {}


def test_a_review_of_what_is_not_bargained_over_leaves_all_as_it_is(record: Record, catalogue: Catalogue) -> None:
    Reviews.open(record.path).add(Review("reject", "Ada", entry_of(_reading(salmon.SAID), "statement", "s1")))
    assert reviewed(catalogue) is catalogue


def test_tables_of_earlier_reviews_do_not_pile_up(record: Record, catalogue: Catalogue) -> None:
    log = Reviews.open(record.path)
    entry = entry_of(_reading(salmon.OFFER), "move", "v1")
    for number in range(6):
        newest = log.of(entry)
        log.add(Review("accept", f"Ada {number}", entry, saw=newest[-1].id if newest else None))
        now = reviewed(catalogue)
    schemas = now.ask("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'reviewed_%'")
    assert len(schemas) == 3
    assert len(history(now, "CHL", "sanctions").rows) == 2
