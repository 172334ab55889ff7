"""What a desk changes: the tables laid under it, and the readings made with it."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files

import pytest

from communique import Desk, annotate, annotate_many
from communique.desk import DeskActor, Outlet
from communique.desk.laying import kind_of, knowledge_of, with_desk
from communique.encoder.understanding import Understanding
from communique.reading import Actor, Article, Block, Role, Span
from communique.resolve import Who, resolve, tables

EXAMPLE = (files("communique") / "desk" / "example.toml").read_text(encoding="utf-8")
SHELF = tables.load()
TALKS = (
    "DOHA - Benjamin Mbonimpa, the chief negotiator of the M23, said the rebels would stay.\n\n"
    "The coordinator of the Congo River Alliance said he would sign, according to Actualite.cd. "
    "Kanyuka said the prisoners came first. Palais de la Nation said nothing."
)


def laid(text: str) -> tables.Tables:
    return with_desk(SHELF, Desk.parse(text))


def who_in(text: str, desk: Desk, on: str | None = None) -> Who:
    blocks = (Block(Span(0, len(text)), "body"),)
    return resolve(Article("x", text, published=on), blocks, Understanding((), (), ()), knowledge_of(desk))


def meant(text: str, desk: str, on: str | None = None) -> list[tuple[str, str | None]]:
    return [(m.span.of(text), m.actor) for m in who_in(text, Desk.parse(desk), on).mentions]


def test_a_desk_is_what_its_file_says() -> None:
    desk = Desk.parse(EXAMPLE)
    assert desk.name == "Congo and M23"
    nangaa = next(actor for actor in desk.actors if actor.id == "corneille-nangaa")
    assert nangaa.alone == ("COD", "RWA")
    assert [(role.title, role.since, role.until) for role in nangaa.roles] == [
        ("President of Congo's electoral commission", "2015-10", "2021-10"),
        ("Coordinator of the Congo River Alliance", "2023-12-15", ""),
    ]
    assert Outlet("radio-okapi", "Radio Okapi", "broadcaster", "COD", domains=("radiookapi.net",)) in desk.outlets
    prisoners = next(issue for issue in desk.issues if issue.id == "prisoners")
    assert prisoners.words == ("prisoner exchange", "release of prisoners", "detainees")
    assert prisoners.description.startswith("Setting free captured fighters")
    assert Desk.parse("") == Desk()


def test_a_desk_can_be_hashed_and_pickled() -> None:
    desk, again = Desk.parse(EXAMPLE), Desk.parse(EXAMPLE)
    assert desk == again == pickle.loads(pickle.dumps(desk))
    assert hash(desk) == hash(again)
    assert knowledge_of(desk) is knowledge_of(again)
    assert knowledge_of(None) is not knowledge_of(desk)


def test_the_tables_under_a_desk_stay_as_they_are() -> None:
    before = (dict(SHELF.states), dict(SHELF.bodies), dict(SHELF.people), SHELF.offices, SHELF.titles, SHELF.places)
    with_desk(SHELF, Desk.parse(EXAMPLE))
    assert before == (SHELF.states, SHELF.bodies, SHELF.people, SHELF.offices, SHELF.titles, SHELF.places)
    assert with_desk(SHELF, Desk()) == SHELF


def test_an_addition_leaves_the_shipped_row_and_its_offices() -> None:
    shelf = laid(
        '[[actor]]\nid = "mike-pompeo"\naliases = ["Pompey"]\nroles = [{title = "T", of = "USA", words = ["t"]}]'
    )
    old, new = SHELF.people["mike-pompeo"], shelf.people["mike-pompeo"]
    assert new.aliases == (*old.aliases, "Pompey")
    assert (new.name, new.family, new.alone, new.country) == (old.name, old.family, old.alone, old.country)
    offices = [office for office in shelf.offices if office.person == "mike-pompeo"]
    assert [o for o in SHELF.offices if o.person == "mike-pompeo"] == offices[:-1]
    assert (offices[-1].since, offices[-1].until) == ("0001-01-01", "9999-12-31")


def test_another_name_keeps_the_old_one() -> None:
    shelf = laid(
        '[[actor]]\nid = "TUR"\nname = "Türkiye proper"\n[[actor]]\nid = "panmunjom"\naliases = ["Truce Village"]'
    )
    assert shelf.states["TUR"].name == "Türkiye proper"
    assert SHELF.states["TUR"].name in shelf.states["TUR"].aliases
    assert next(p for p in shelf.places if p.name == "Panmunjom").aliases[-1] == "Truce Village"


def test_a_replacement_forgets_the_shipped_row() -> None:
    shelf = laid('[[actor]]\nid = "mike-pompeo"\nname = "Mike Pompeo"\nkind = "person"\nreplace = true')
    assert shelf.people["mike-pompeo"].aliases == ()
    assert not [office for office in shelf.offices if office.person == "mike-pompeo"]
    other = laid('[[actor]]\nid = "mike-pompeo"\nname = "Mike Pompeo Foundation"\nkind = "group"\nreplace = true')
    assert kind_of("mike-pompeo", other) == "group"
    assert "mike-pompeo" not in other.people


def test_what_is_dropped_is_gone_with_all_that_leads_to_it() -> None:
    shelf = laid('[desk]\ndrop = ["mike-pompeo", "kcna", "iaea", "panmunjom"]')
    assert {"mike-pompeo", "kcna", "iaea"} & {*shelf.people, *shelf.bodies} == set()
    assert not [office for office in shelf.offices if office.person == "mike-pompeo"]
    assert not [title for title in shelf.titles if title.of == "iaea"]
    text = "North Korea's state news agency said Mike Pompeo was in Panmunjom."
    assert ("Mike Pompeo", "mike-pompeo") not in meant(text, '[desk]\ndrop = ["mike-pompeo", "kcna", "panmunjom"]')


def test_a_name_that_is_taken_is_lost_to_the_other() -> None:
    desk = '[[actor]]\nid = "fisheries-pact"\nname = "Fisheries Pact"\nkind = "organisation"\ntakes = ["WFP"]'
    assert ("WFP", "world-food-programme") in meant("The WFP said so.", "")
    assert ("WFP", "fisheries-pact") in meant("The WFP said so.", desk)
    assert ("World Food Programme", "world-food-programme") in meant("The World Food Programme said so.", desk)


def test_an_outlet_is_of_a_kind_as_the_shipped_ones_are() -> None:
    shelf = laid(
        '[[outlet]]\nid = "post"\nname = "The Post"\nkind = "wire"\ncountry = "SWE"\n[[outlet]]\nid = "yonhap"'
    )
    assert (shelf.bodies["post"].medium, shelf.bodies["post"].code) == ("wire", "SWEMED")
    assert shelf.bodies["yonhap"] == SHELF.bodies["yonhap"]
    state = laid('[[outlet]]\nid = "one"\nname = "Channel One"\nkind = "state media"')
    assert state.bodies["one"].medium == SHELF.bodies["state-media"].medium


TWO = """
[[actor]]
id = "jan-ek"
name = "Jan Ek"
kind = "person"
country = "SWE"
[[actor.roles]]
title = "First envoy"
of = "SWE"
words = ["river envoy"]
code = "SWEGOV"
from = "2017"
to = "2018-05-31"

[[actor]]
id = "eva-berg"
name = "Eva Berg"
kind = "person"
country = "SWE"
roles = [{title = "Second envoy", of = "SWE", words = ["river envoy"], code = "SWEGOV", from = 2018-06-01}]
"""


@pytest.mark.parametrize(
    ("on", "actor"), [("2018-03-01", "jan-ek"), ("2019-03-01", "eva-berg"), ("2016-03-01", None), (None, None)]
)
def test_an_office_leads_to_who_held_it_that_day(on: str | None, actor: str | None) -> None:
    who = who_in("Sweden's river envoy left.", Desk.parse(TWO), on)
    assert dict.fromkeys(m.actor for m in who.mentions if m.basis == "title") == ({actor: None} if actor else {})


def test_roles_and_codes_come_out_and_the_actor_is_known() -> None:
    (actor,) = who_in("Eva Berg left.", Desk.parse(TWO), "2019-03-01").actors
    assert actor == Actor("eva-berg", "Eva Berg", "person", "SWE", (Role("Second envoy", "SWEGOV"),), known=True)


def test_an_office_of_unknown_dates_is_nobodys_until_the_article_says_so() -> None:
    desk = Desk.parse(TWO.replace("2018-06-01", '"?"'))
    assert not [m for m in who_in("Sweden's river envoy left.", desk, "2019-03-01").mentions if m.basis == "title"]


@pytest.mark.parametrize(("alone", "found"), [("true", True), ('["SWE"]', False), ('["FIN"]', True), ("false", False)])
def test_where_the_family_name_is_enough(alone: str, found: bool) -> None:
    desk = TWO.replace('name = "Eva Berg"', f'name = "Eva Berg"\nalone = {alone}')
    assert (("Berg", "eva-berg") in meant("Finland was told that Berg left.", desk)) == found


def test_two_persons_of_one_name_are_told_apart_by_date() -> None:
    shared = TWO.replace("Jan Ek", "Eva Berg").replace('"Eva Berg"', '"Eva Berg"\nshares = ["Eva Berg"]')
    for on, actor in (("2018-03-01", "jan-ek"), ("2019-03-01", "eva-berg")):
        assert meant("Eva Berg left.", shared, on) == [("Eva Berg", actor)]


def test_a_reading_with_the_example_leads_to_its_actors() -> None:
    desk = Desk.parse(EXAMPLE)
    reading = annotate(TALKS, published="2025-07-19", desk=desk)
    found = {mention.span.of(TALKS).removeprefix("The "): mention.actor for mention in reading.mentions}
    assert found["Benjamin Mbonimpa"] == "benjamin-mbonimpa"
    assert found["coordinator of the Congo River Alliance"] == "corneille-nangaa"
    assert found["Kanyuka"] == "lawrence-kanyuka"
    assert found["Palais de la Nation"] == "COD"
    assert "actualite-cd" in found.values()
    assert all(actor.known for actor in reading.actors)
    assert {role.code for actor in reading.actors if actor.kind == "person" for role in actor.roles} == {"CODREB"}
    without = annotate(TALKS, published="2025-07-19")
    assert not {actor.id for actor in without.actors if actor.known} & {actor.id for actor in desk.actors} - {"COD"}


def _read(desk: Desk) -> str:
    return annotate(TALKS, published="2025-07-19", desk=desk).to_json()


def test_the_same_desk_gives_the_same_reading_here_and_in_another_process() -> None:
    desk = Desk.parse(EXAMPLE)
    here = _read(desk)
    annotate(TALKS, published="2025-07-19")  # another desk in between leaves no trace
    assert here == _read(Desk.parse(EXAMPLE))
    assert [reading.to_json() for reading in annotate_many([TALKS], desk=desk)] == [
        annotate(TALKS, desk=desk).to_json()
    ]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(_read, desk).result() == here


def test_every_actor_of_the_example_is_laid() -> None:
    desk = Desk.parse(EXAMPLE)
    shelf = with_desk(SHELF, desk)
    assert {actor.id: kind_of(actor.id, shelf) for actor in desk.actors} == {
        actor.id: actor.kind or "state" for actor in desk.actors
    }
    assert DeskActor("COD", aliases=("Congo",), seats=("Palais de la Nation",)) in desk.actors
