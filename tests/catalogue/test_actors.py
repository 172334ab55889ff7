from __future__ import annotations

from pathlib import Path

import pytest

from communique.catalogue import Catalogue, Order, Stretch
from communique.catalogue.actors import actor, actor_named, actors, country_named, deeds, meetings, names
from communique.errors import QuestionError
from tests.catalogue.telling import EVIL, catalogue_of, hostile


def test_who_speaks_most_comes_first_and_any_part_can_be_ordered_by(made: Catalogue) -> None:
    assert [one.id for one in actors(made).rows.rows] == ["pavel-orlok", "QDR", "zoe-ruiz", "ELB", "epa"]
    assert actors(made, order=Order.of("-reporter")).rows.rows[0].id == "epa"
    assert actors(made, order=Order.of("name")).rows.rows[0].name == "Elbonia"
    part = actors(made, order=Order.of("-name"), stretch=Stretch(1, 1))
    assert ([one.name for one in part.rows.rows], part.rows.total) == (["Qadira"], 5)


def test_filters_are_all_met_and_what_fits_is_counted(made: Catalogue) -> None:
    found = actors(made, country="ELB")
    assert {one.id for one in found.rows.rows} == {"pavel-orlok", "ELB", "epa"}
    assert dict(found.kinds) == {"person": 1, "state": 1, "organisation": 1}
    assert [one.id for one in actors(made, q="press ag*", kind="organisation").rows.rows] == ["epa"]
    assert actors(made, known=False).rows.total == 0


def test_actors_are_found_by_what_the_articles_call_them(told: Catalogue) -> None:
    assert [one.id for one in actors(told, q="KCNA").rows.rows] == ["kcna"]
    assert actor_named(told, "KCNA") == "kcna"
    assert actor_named(told, "donald trump") == "donald-trump"
    assert actor_named(told, "Pyongyang") == "PRK"
    assert actor_named(told, "DPRK") == "PRK"


def test_a_name_that_several_bear_is_not_guessed_at(told: Catalogue) -> None:
    with pytest.raises(QuestionError, match="may be kim-jong-un or"):
        actor_named(told, "Kim")
    with pytest.raises(QuestionError, match="Did you mean donald-trump"):
        actor_named(told, "Donald Trupm")
    with pytest.raises(QuestionError, match="knows no actor"):
        actor_named(told, "Qwx")


def test_countries_are_named_by_code_or_state(told: Catalogue) -> None:
    assert country_named(told, "prk") == "PRK"
    assert country_named(told, "North Korea") == "PRK"
    with pytest.raises(QuestionError, match="knows nobody of the country"):
        country_named(told, "Elbonia")


def test_who_an_actor_is_by_the_articles(told: Catalogue) -> None:
    found = actor(told, "kim-jong-un")
    assert found is not None
    assert found.actor.name == "Kim Jong-un"
    assert "Kim" in found.called
    (role,) = found.roles
    assert (role.title, role.code) == ("leader of North Korea", "PRKGOV")
    assert role.articles == found.actor.articles
    assert role.first is not None
    assert role.last is not None
    assert role.first <= role.last
    assert actor(told, "nobody") is None


def test_deeds_are_own_or_done_toward_the_actor_the_latest_first(told: Catalogue) -> None:
    few, every = deeds(told, "PRK", 3), deeds(told, "PRK", 1000)
    assert few.latest == every.latest[:3]
    assert sum(deed.own for deed in every.latest) == every.own
    assert sum(not deed.own for deed in every.latest) == every.toward
    days = [deed.when.begin for deed in every.latest if deed.own and deed.when]
    assert days == sorted(days, reverse=True)
    assert dict(every.kinds)["event"] == sum(deed.own and deed.kind == "event" for deed in every.latest)
    toward = [deed for deed in every.latest if not deed.own and deed.kind == "event"]
    assert all("North Korea" in deed.summary and not deed.summary.startswith("North Korea") for deed in toward)
    assert deeds(told, "nobody", 5).own == 0


def test_meetings_have_what_became_of_them(told: Catalogue) -> None:
    by_name = {meeting.name: meeting for meeting in meetings(told, "kim-jong-un")}
    summit = by_name["Singapore summit"]
    assert summit.met
    assert {"donald-trump", "kim-jong-un"} <= {one.id for one in summit.participants}
    assert ("PRK", "North Korea") in {(one.id, one.name) for one in summit.parties}
    assert {"planned", "called off", "held"} <= set(summit.became)
    assert meetings(told, "kcna") == ()


def test_people_of_a_state_do_not_have_the_state_among_them(told: Catalogue) -> None:
    found = actor(told, "PRK")
    assert found is not None
    assert found.people[0].id == "kim-jong-un"
    assert found.many == actors(told, country="PRK").rows.total - 1 == len(found.people)
    said = [one.statements for one in found.people]
    assert said == sorted(said, reverse=True)
    person = actor(told, "kim-jong-un")
    assert person is not None
    assert (person.people, person.many) == ((), 0)


def test_names_are_those_that_the_record_has(told: Catalogue) -> None:
    assert names(told, ["PRK", None, "nobody"]) == {"PRK": "North Korea"}
    assert names(told, []) == {}


def test_hostile_names_are_kept_as_they_are(tmp_path: Path) -> None:
    catalogue = catalogue_of(hostile(tmp_path / "record"))
    (one,) = actors(catalogue).rows.rows
    assert (one.name, one.known) == (EVIL, False)
    assert actors(catalogue, q="'; DROP TABLE actors; --").rows.total == 0
    assert actors(catalogue).unknown == 1
    catalogue.close()
