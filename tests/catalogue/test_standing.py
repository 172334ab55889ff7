from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.catalogue import Catalogue, Stretch
from communique.catalogue.making import make
from communique.catalogue.standing import history, issue_named, matrix, party_named, points, undated
from communique.errors import QuestionError
from communique.record import Record
from tests.catalogue import salmon


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    text = "Norway refused to sell nets."
    undated = salmon.told(text, None, salmon.move(text, "refusal", "NOR", "CHL", gives="sell nets", issue=None))
    return salmon.record(tmp_path_factory.mktemp("standing") / "record", salmon.first(), salmon.later(), [undated])


@pytest.fixture
def catalogue(record: Record) -> Iterator[Catalogue]:
    made = Catalogue(record.path, make(record.path))
    yield made
    made.close()


def test_a_cell_tells_what_a_party_holds_and_what_became_of_it(catalogue: Catalogue) -> None:
    found = matrix(catalogue)
    cells = {row.party.name: row.cells[0] for row in found.rows.rows}
    assert [issue.name for issue in found.issues] == ["Sanctions", "no issue of the list"]
    assert cells["Chile"] is not None
    assert cells["Norway"] is not None
    assert (cells["Chile"].change, cells["Chile"].holds[0].words) == ("changed", "gives: lift all sanctions on salmon")
    assert cells["Norway"].change == "first"
    assert [row.cells[1] is None for row in found.rows.rows] == [row.party.id == "CHL" for row in found.rows.rows]


def test_what_is_kept_is_what_the_library_finds(record: Record, catalogue: Catalogue) -> None:
    for at in (None, "2021-03-14", "2021-01"):
        for told in record.positions(at=at).positions:
            found = history(catalogue, told.party, told.issue, at=_last(at), latest_first=False)
            assert [one.stand.occurrence for one in found.rows] == [stand.occurrence for stand in told.history]
            assert [(one.stand.change, one.stand.versus) for one in found.rows] == [
                (stand.change, stand.versus) for stand in told.history
            ]
            assert {one.stand.occurrence for one in found.rows if one.standing} == {
                stand.occurrence for stand in told.standing
            }


def _last(at: str | None) -> str | None:
    return {"2021-01": "2021-01-31"}.get(at or "", at)


def test_a_history_shows_the_words_of_each_stand_the_latest_first(catalogue: Catalogue) -> None:
    found = history(catalogue, "CHL", "sanctions", stretch=Stretch(0, 1))
    (offer,) = found.rows
    assert (found.total, offer.words.change) == (2, "changed from 12 Jan 2021")
    quote = offer.evidence[0].quotes[0]
    assert quote.account.context[quote.marks[0].start : quote.marks[0].end] == salmon.OFFER


def test_as_of_a_day_what_came_later_is_not_known(catalogue: Catalogue) -> None:
    found = matrix(catalogue, at="2021-02")
    chile = next(row for row in found.rows.rows if row.party.id == "CHL").cells[0]
    assert (found.at, found.undated, undated(catalogue)) == ("2021-02-28", 1, 1)
    assert chile is not None
    assert (chile.change, chile.holds[0].words) == ("first", "refuses: lift all sanctions on salmon")
    assert [one.words for one in points(catalogue, "CHL", "2021-02-28")] == ["refuses: lift all sanctions on salmon"]


def test_marks_on_a_line_of_time_have_days_where_these_are_known(catalogue: Catalogue) -> None:
    found = points(catalogue, "NOR")
    assert [(one.issue, one.begin) for one in found] == [("sanctions", "2021-01-05"), (None, None)]


def test_what_has_no_date_stands_last_in_either_order(tmp_path: Path) -> None:
    told = []
    for day, kind, words in (
        ("2021-01-05", "demand", "close the fish farms"),
        ("2021-06-05", "offer", "hand over the maps"),
        (None, "refusal", "sell nets"),
    ):
        text = f"Norway told Chile of its {kind} to {words}."
        asks, gives = (words, "") if kind == "demand" else ("", words)
        move = salmon.move(text, kind, "NOR", "CHL", gives=gives, asks=asks, issue=None)
        told.append(salmon.told(text, day, move))
    made = salmon.record(tmp_path / "record", told)
    catalogue = Catalogue(made.path, make(made.path))
    for latest_first in (True, False):
        found = [one.stand.kind for one in history(catalogue, "NOR", None, latest_first=latest_first).rows]
        assert found == [*(("offer", "demand") if latest_first else ("demand", "offer")), "refusal"]


def test_one_issue_and_one_party(catalogue: Catalogue) -> None:
    assert [row.party.id for row in matrix(catalogue, issue="none").rows.rows] == ["NOR"]
    assert [row.party.id for row in matrix(catalogue, parties=["chile"]).rows.rows] == ["CHL"]
    assert issue_named(catalogue, "SANCTIONS").id == "sanctions"
    page = matrix(catalogue, stretch=Stretch(1, 1)).rows
    assert (len(page.rows), page.total) == (1, 2)


def test_what_is_not_known_is_said(catalogue: Catalogue) -> None:
    with pytest.raises(QuestionError, match="knows no actor 'Atlantis'"):
        party_named(catalogue, "Atlantis")
    with pytest.raises(QuestionError, match="sanctions, none"):
        issue_named(catalogue, "fish")
    with pytest.raises(QuestionError, match="is no date"):
        matrix(catalogue, at="soon")


def test_an_empty_record_holds_nothing(tmp_path: Path) -> None:
    made = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(made.path, make(made.path))
    assert matrix(catalogue).rows.total == 0
    assert points(catalogue, "NOR") == ()
    assert undated(catalogue) == 0
