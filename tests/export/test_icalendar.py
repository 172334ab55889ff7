from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from communique.chronology.dates import OF_ARTICLE
from communique.chronology.entries import entry_of
from communique.chronology.lives import Life, life_of
from communique.export import icalendar
from communique.export.material import Material, Wanted
from communique.weave.occurrence import Encounter, When
from tests.chronology.samples import OCCURRENCES


def _events(material: Material, path: Path) -> list[Any]:
    icalendar.write(material, path)
    calendar = Calendar.from_ical(path.read_bytes())
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    return list(calendar.walk("VEVENT"))


def test_a_calendar_takes_every_meeting_whose_days_are_known(material: Material, tmp_path: Path) -> None:
    events = _events(material, tmp_path / "m.ics")
    dated = [life for life in material.lives if life.encounter.when and life.encounter.when.basis not in OF_ARTICLE]
    assert len(events) == len(dated) > 10
    for event, life in zip(events, dated, strict=True):
        assert life.encounter.when is not None
        assert event.errors == []
        assert event["dtstart"].dt == date.fromisoformat(life.encounter.when.begin)
        assert event["dtend"].dt - timedelta(1) == date.fromisoformat(life.encounter.when.end)
        assert {"uid", "dtstamp", "summary", "description"} <= {name.lower() for name in event}
        assert life.line in event["description"]
    assert len({event["uid"] for event in events}) == len(events)


def test_the_last_day_that_there_is_can_be_written(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Material, "lives", (_life(1, 7, when=When("9999-12-31", "9999-12-31", "text")),))
    (event,) = _events(Material(record), tmp_path / "m.ics")
    assert event["dtstart"].dt == date.max


def test_what_has_no_days_of_its_own_is_left_out_and_counted(material: Material, tmp_path: Path) -> None:
    written = icalendar.write(material, tmp_path / "m.ics")
    assert written.count + written.left_out["whose days are not known"] == len(material.lives)


def test_a_day_that_is_not_known_is_said_in_the_title(material: Material, tmp_path: Path) -> None:
    titles = [str(event["summary"]) for event in _events(material, tmp_path / "m.ics")]
    assert "Singapore summit" in titles
    assert any(title.endswith("(day not known: 4–6 Mar 2020)") for title in titles)


def test_the_same_record_gives_the_same_calendar(record: Path, tmp_path: Path) -> None:
    for name in ("a.ics", "b.ics"):
        icalendar.write(Material(record), tmp_path / name)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


def _life(*numbers: int, when: When | None = None) -> Life:
    steps = {OCCURRENCES[number - 1].id: OCCURRENCES[number - 1] for number in numbers}
    return life_of(Encounter("m", None, ("ARV",), (), None, when, tuple(steps)), steps, {})


def test_the_status_is_that_of_the_last_step() -> None:
    proposed, called_off, reinstated, held = 1, 7, 10, 11
    assert icalendar.status_of(_life(proposed)) == "TENTATIVE"
    assert icalendar.status_of(_life(proposed, called_off)) == "CANCELLED"
    assert icalendar.status_of(_life(proposed, called_off, reinstated)) == "CONFIRMED"
    assert icalendar.status_of(_life(called_off, held)) == "CONFIRMED"
    assert icalendar.status_of(_life(2)) is None  # a statement has no status


def test_a_step_without_a_date_leaves_the_status_open() -> None:
    from dataclasses import replace

    life = _life(1, 7)
    undated = entry_of(replace(life.steps[0].occurrence, when=None), 2, {})
    assert icalendar.status_of(replace(life, steps=(life.steps[1], undated))) is None


def test_every_status_of_a_meeting_has_one_of_a_calendar() -> None:
    from typing import get_args

    from communique.reading import MeetingStatus

    assert set(icalendar.STATUSES) == set(get_args(MeetingStatus))
    assert set(icalendar.STATUSES.values()) == {"TENTATIVE", "CONFIRMED", "CANCELLED"}


def test_filters(record: Path, tmp_path: Path) -> None:
    events = _events(Material(record, Wanted(since="2020", until="2020")), tmp_path / "m.ics")
    assert [event["location"] for event in events] == ["Zell"]
