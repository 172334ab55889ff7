from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import Desk, annotate
from communique.desk import Issue
from communique.desk.proposing import Proposals, around, propose
from communique.desk.writing import actor, issue, met_issue, own_issue, party, quoted, set_aside, text_of_desk
from communique.issues import shipped
from communique.reading import Actor, Reading, Span

TEXTS = (
    "Foreign minister Ilse Varn of Norway said on Monday that Oslo would lift its sanctions if Finland left Varna.",
    "Ms Ilse Varn told reporters in Oslo that Norway offered to lift all sanctions in return for a withdrawal.",
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [annotate(text, published=f"2031-03-0{day}") for day, text in enumerate(TEXTS, 3)]


@pytest.fixture(scope="module")
def found(readings: list[Reading]) -> Proposals:
    return propose(readings, shipped())


def test_who_is_named_and_not_known_is_proposed_with_the_place(found: Proposals) -> None:
    (varn,) = [p for p in found.actors if p.what.name == "Ilse Varn"]
    assert (varn.articles, varn.statements) == (2, 2)
    assert "Ilse Varn" in varn.example
    assert all(isinstance(p.what, Actor) and not p.what.known for p in found.actors)


def test_issues_that_terms_are_about_are_proposed(found: Proposals) -> None:
    assert "sanctions" in [p.what.id for p in found.issues]
    assert found.articles == 2


def test_nothing_is_proposed_of_nothing() -> None:
    assert propose([], shipped()) == Proposals(0, (), (), ())


def test_a_family_name_alone_is_told_with_the_one_person_who_bears_it() -> None:
    told = ("Ilse de la Varn said that Oslo would wait.", "Oslo will go on waiting, De la Varn said.")
    (varn,) = propose([annotate(text) for text in told], ()).actors
    assert (varn.what.name, varn.articles, varn.alone) == ("Ilse de la Varn", 2, "De la Varn")
    row = actor(varn)
    rows = (row, row.replace("# aliases", "aliases"))
    as_it_is, told_so = (Desk.parse(text_of_desk("Ferries", "", [text])) for text in rows)
    assert not any(m.actor == varn.what.id for m in annotate(told[1], desk=as_it_is).mentions)
    assert any(m.actor == varn.what.id for m in annotate(told[1], desk=told_so).mentions)


def test_somebody_of_a_body_of_many_states_speaks_for_no_state() -> None:
    text = "UN Secretary-General Ban Ki-moon said that the talks must go on. South Korea said that it agreed."
    assert propose([annotate(text, published="2015-03-04")], ()).parties == (("KOR", 1),)


def test_one_term_without_a_sure_word_proposes_no_issue() -> None:
    reading = annotate(
        "The talks went on. Finland's president rejected a role for the navy, and said Norway must withdraw.",
        published="2031-03-04",
    )
    assert [t.issue for move in reading.moves for t in (*move.gives, *move.asks)] == ["exercises"]
    assert propose([reading], shipped()).issues == ()
    more = annotate(
        "The talks went on. Finland's president rejected a task for its navy, and said Norway must go.",
        published="2031-03-05",
    )
    assert [one.what.id for one in propose([reading, more], shipped()).issues] == ["exercises"]


def test_what_is_proposed_makes_a_desk_that_names_the_person(found: Proposals, readings: list[Reading]) -> None:
    rows = [*(actor(p) for p in found.actors if p.what.name == "Ilse Varn"), *(met_issue(p) for p in found.issues)]
    desk = Desk.parse(text_of_desk("Ferries", "Made for a test.", rows))
    assert [a.name for a in desk.actors] == ["Ilse Varn"]
    assert {one.id for one in desk.issues} == {p.what.id for p in found.issues}
    again = annotate(TEXTS[1], published="2031-03-04", desk=desk)
    assert any(a.known for a in again.actors if a.name == "Ilse Varn")


def test_a_row_that_is_set_aside_says_nothing_until_its_signs_are_taken_away() -> None:
    row = party("river-league", "River League", known=False)
    text = text_of_desk("Ferries", "", [set_aside(row, "Not kept.")])
    assert Desk.parse(text).actors == ()
    back = "\n".join(line.removeprefix("# ") if "=" in line or "[[" in line else line for line in text.splitlines())
    assert [a.id for a in Desk.parse(back).actors] == ["river-league"]


def test_an_issue_of_ones_own_has_a_name_and_what_belongs_to_it() -> None:
    assert own_issue("Herring quotas: catches, nets") == Issue("herring-quotas", "Herring quotas", (), "catches, nets")
    assert tomllib.loads(issue(own_issue("Åland: autonomy")))["issue"][0]["id"] == "aland"
    assert own_issue("Санкции: нефть") == Issue("issue", "Санкции", (), "нефть")


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_quoted(text: str) -> None:
    value = tomllib.loads(f"a = {quoted(text)}")["a"]
    assert value == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


@given(st.text(max_size=300), st.data())
def test_an_example_holds_the_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert " ".join(text[start:end].split()) in around(text, Span(start, end))
