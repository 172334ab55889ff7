from __future__ import annotations

from pathlib import Path

import pytest

from communique.catalogue import Catalogue, Order
from communique.catalogue.encounters import facets, latest, life, meetings, to_come
from communique.catalogue.making import make
from communique.chronology import meetings as lives
from communique.errors import QuestionError
from communique.reading import Meeting, Report, Span, Time
from communique.record import Record
from tests.catalogue import salmon

TO_COME = "Chile and Norway plan a meeting in Oslo on 3 May 2021."


def _to_come() -> Meeting:
    report = Report("planned", (Span(0, len(TO_COME)),))
    return Meeting("g1", ("CHL", "NOR"), ("ingrid-storve",), place="Oslo", time="t1", reports=(report,))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    day = Time("t1", salmon.spans(TO_COME, "3 May 2021")[0], "DATE", "2021-05-03", "2021-05-03", "2021-05-03")
    told = salmon.told(TO_COME, "2021-03-20", meetings=(_to_come(),))
    coming = type(told)(told.article, actors=told.actors, meetings=told.meetings, times=(day,))
    return salmon.record(tmp_path_factory.mktemp("meetings") / "record", salmon.first(), [*salmon.later(), coming])


@pytest.fixture(scope="module")
def catalogue(record: Record) -> Catalogue:
    return Catalogue(record.path, make(record.path))


def test_meetings_say_where_they_stand_the_latest_first(record: Record, catalogue: Catalogue) -> None:
    found = meetings(catalogue)
    assert [(one.place, one.status) for one in found.rows] == [
        ("Oslo", "planned"),
        ("Bergen", "called off"),
        ("Bergen", "planned"),
    ]
    told = {one.encounter.id: one.line for one in lives(record.woven())}
    assert {one.id: one.line for one in found.rows} == told


def test_filters_are_all_met(catalogue: Catalogue) -> None:
    assert [one.place for one in meetings(catalogue, actors=["ingrid-storve"]).rows] == ["Oslo"]
    assert meetings(catalogue, actors=["Norway", "CHL"], place="bergen").total == 2
    assert [one.status for one in meetings(catalogue, place="Bergen", status="called off").rows] == ["called off"]
    assert meetings(catalogue, since="2021-04").rows[0].place == "Oslo"
    assert meetings(catalogue, until="2020").total == meetings(catalogue, since="2022").total
    assert meetings(catalogue, origins=2).total == 0


def test_a_meeting_without_days_of_its_own_fits_any(catalogue: Catalogue) -> None:
    # the summit in Bergen has no date: it may have been then
    assert {one.place for one in meetings(catalogue, since="2022").rows} == {"Bergen"}


def test_an_order_that_is_asked_for(catalogue: Catalogue) -> None:
    assert [one.place for one in meetings(catalogue, order=Order.of("place")).rows] == ["Bergen", "Bergen", "Oslo"]


def test_facets_count_what_fits(catalogue: Catalogue) -> None:
    found = facets(catalogue, place="Bergen")
    assert found.places == (("Bergen", "Bergen", 2),)
    assert set(found.statuses) == {("planned", "planned", 1), ("called off", "called off", 1)}
    assert ("NOR", "Norway", 2) in found.actors


def test_what_is_to_come_and_what_was_told_last(catalogue: Catalogue) -> None:
    assert [one.place for one in to_come(catalogue, "2021-03-20", 5)] == ["Oslo"]
    assert to_come(catalogue, "2021-05-03", 5) == ()
    assert [one.status for one in latest(catalogue, "2021-03-20", 5)] == ["called off", "planned"]
    assert len(latest(catalogue, "2021-05-03", 1)) == 1


def test_a_life_has_its_steps_and_their_words(catalogue: Catalogue) -> None:
    key = meetings(catalogue, status="called off").rows[0].id
    told = life(catalogue, key)
    assert told is not None
    (step,) = told.life.steps
    assert step.tellings[0].quotes[0].account.words == salmon.CALLED_OFF
    assert (told.articles, told.texts) == ((1,), (1,))
    assert life(catalogue, "nothing") is None


def test_what_is_not_known_is_said(catalogue: Catalogue) -> None:
    with pytest.raises(QuestionError, match="Status cannot be 'over'"):
        meetings(catalogue, status="over")
    with pytest.raises(QuestionError, match="knows no actor"):
        meetings(catalogue, actors=["Atlantis"])


def test_an_empty_record_has_no_meetings(tmp_path: Path) -> None:
    made = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(made.path, make(made.path))
    assert meetings(catalogue).total == 0
    assert facets(catalogue).actors == ()
    assert to_come(catalogue, "2021-01-01", 5) == latest(catalogue, "2021-01-01", 5) == ()
