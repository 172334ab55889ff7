"""`explain`: who is meant by some words, and why. The facts here are such that no new row of a table changes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from communique.errors import QuestionError
from communique.reading import Role
from communique.resolve import knowledge
from communique.resolve.explain import Answer, Tenure, explain
from communique.resolve.explain.stretch import Stretch
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import Office


def _meant(answer: Answer) -> str | None:
    return answer.actor.id if answer.actor is not None else None


@pytest.mark.parametrize(
    ("words", "on", "actor", "basis"),
    [
        ("the Secretary of State", "2015", "john-kerry", "title"),
        ("the Secretary of State", "2017-02-01", "rex-tillerson", "title"),
        ("the Secretary of State", "2017-05-01", "rex-tillerson", "title"),
        ("the Secretary of State", "2019", "mike-pompeo", "title"),
        ("the Secretary of State", "2017-01-25", None, None),
        ("the Secretary of State", None, None, None),
        ("the North Korean leader", "2010-03-01", "kim-jong-il", "title"),
        ("the North Korean leader", "2018-03-01", "kim-jong-un", "title"),
        ("Germany's foreign minister", "2016-03-01", "frank-walter-steinmeier", "title"),
        ("Germany's foreign minister", "2018-01-01", "sigmar-gabriel", "title"),
        ("the Kremlin spokesman", "2018-06-01", "dmitry-peskov", "title"),
        ("the president", "2018-06-01", None, None),
        ("the former US president", "2018-06-01", None, None),
        ("Kim Jong-un", None, "kim-jong-un", "name"),
        ("Kim Jong Un", "2018-06-01", "kim-jong-un", "name"),
        ("Trump", None, "donald-trump", "name"),
        ("Pyongyang", None, "PRK", "metonym"),
        ("the Blue House", None, "blue-house", "name"),
        ("KCNA", None, "kcna", "name"),
        ("North Korea", None, "PRK", "name"),
        ("Iran's", None, "IRN", "name"),
        ("in Pyongyang", None, None, None),
        ("Seoul and Tokyo", None, None, None),
        ("North Korean", None, None, None),
        ("she", None, None, None),
        ("Zorb Quexil", None, None, None),
    ],
)
def test_words_mean_what_the_reader_takes_them_to_mean(
    words: str, on: str | None, actor: str | None, basis: str | None
) -> None:
    answer = explain(words, on=on)
    assert (_meant(answer), answer.basis) == (actor, basis)
    assert (answer.provided, answer.spelt) == ((), None)
    assert answer.because.endswith(".")


@pytest.mark.parametrize(
    ("words", "on", "actor", "states"),
    [
        ("Kim", None, "kim-jong-un", {"PRK"}),
        ("Kim", "2010-03-01", "kim-jong-il", {"PRK"}),
        ("Mr Kim", "2018-03-01", "kim-jong-un", {"PRK"}),
        ("Moon", "2018-03-01", "moon-jae-in", {"KOR", "PRK"}),
        ("Bush", "1991", "george-h-w-bush", {"USA"}),
        ("Bush", "2003-03-01", "george-w-bush", {"USA"}),
        ("Bolton", "2018-06-01", "john-bolton", {"USA"}),
        ("Georgia", None, "GEO", {"GEO"}),
        ("the North", None, "PRK", {"KOR", "PRK"}),
    ],
)
def test_an_answer_that_needs_a_state_to_be_named_says_which(
    words: str, on: str | None, actor: str, states: set[str]
) -> None:
    answer = explain(words, on=on)
    assert _meant(answer) == actor
    assert states <= set(answer.provided)
    named = explain(words, on=on, country=min(states))
    assert (_meant(named), named.provided) == (actor, ())


def test_roles_are_those_of_the_day() -> None:
    then, later = explain("John Bolton", on="2018-06-01"), explain("John Bolton", on="2025-06-01")
    assert then.actor is not None
    assert Role("National Security Adviser", "USAGOV") in then.actor.roles
    assert "National Security Adviser" in {tenure.title for tenure in then.serving}
    assert later.actor is not None
    assert later.actor.roles == ()
    assert later.serving == ()
    assert later.offices == then.offices


def test_a_title_is_explained_by_its_row_the_office_and_the_dates() -> None:
    answer = explain("the Secretary of State", on="2017-05-01")
    assert answer.match is not None
    assert (answer.match.words, answer.match.how, answer.match.table) == ("secretary of state", "title", "titles")
    assert answer.office == Tenure(
        "rex-tillerson", "Rex Tillerson", "Secretary of State", "USA", "USAGOV", "2017-02-01", "2018-03-31"
    )
    assert answer.office.dates == "2017-02-01 to 2018-03-31"
    assert "United States" in answer.because


@pytest.mark.parametrize(
    ("words", "on", "title", "actor"),
    [
        ("the top US diplomat", "2019-03-01", "top diplomat", "mike-pompeo"),
        ("President Trump's national security adviser", "2018-06-01", "national security adviser", "john-bolton"),
        ("the UN secretary-general", "2010-06-01", "secretary-general", "ban-ki-moon"),
        ("the US president-elect", "2016-12-01", "president", "donald-trump"),
    ],
)
def test_the_title_is_told_as_the_table_has_it(words: str, on: str, title: str, actor: str) -> None:
    answer = explain(words, on=on)
    assert _meant(answer) == actor
    assert answer.match is not None
    assert (answer.match.words, answer.match.how) == (title, "title")
    assert answer.office is not None
    assert answer.office.person == actor


def test_the_others_are_those_before_and_after_with_why_not() -> None:
    answer = explain("the Secretary of State", on="2017-05-01")
    near = {other.id: other for other in answer.others[:2]}
    assert near["john-kerry"].why == "no longer in office"
    assert near["mike-pompeo"].why == "not yet in office"
    assert "rex-tillerson" not in {other.id for other in answer.others}
    office = near["john-kerry"].office
    assert office is not None
    assert office.until == "2017-01-20"


def test_two_who_held_the_office_in_a_year_are_both_named() -> None:
    answer = explain("Germany's foreign minister", on="2018")
    assert answer.actor is None
    assert "Sigmar Gabriel and Heiko Maas" in answer.because
    assert {other.id: other.why for other in answer.others}["heiko-maas"] == "in office then"


@pytest.mark.parametrize(
    ("words", "on", "reason"),
    [
        ("the Secretary of State", None, "Without a date"),
        ("the Secretary of State", "2017-01-25", "Nobody is known to have held the office on 2017-01-25"),
        ("the president", "2018-06-01", "title in many states"),
        ("the former US president", "2018-06-01", "“former”"),
        ("a US president", "2018-06-01", "nobody in particular"),
        ("the chancellor", "2018-06-01", "a title in Germany and Austria"),
        ("Germany's secretary of state", "2018-06-01", "no such office of Germany"),
        ("in Pyongyang", None, "“Pyongyang” is a place here"),
        ("Seoul and Tokyo", None, "South Korea and Japan"),
        ("she", None, "only the words around it"),
        ("Mike Pompeo's barber", None, "name Mike Pompeo, but mean somebody"),
        ("Zorb Quexil", None, "no such name"),
    ],
)
def test_where_nobody_is_meant_it_says_why(words: str, on: str | None, reason: str) -> None:
    assert reason in explain(words, on=on).because


def test_a_title_without_a_state_is_answered_for_the_state_that_is_given() -> None:
    answer = explain("the president", on="2018-06-01", country="South Korea")
    assert (_meant(answer), answer.country) == ("moon-jae-in", "KOR")
    assert answer.spelt == "the South Korean president", "an article would have to name the state"


@pytest.mark.parametrize("words", ["KIM JONG-UN", "kim jong-un", "the north korean leader"])
def test_another_spelling_is_answered_with_the_one_that_an_article_needs(words: str) -> None:
    answer = explain(words, on="2018-06-01")
    assert _meant(answer) == "kim-jong-un"
    assert answer.spelt is None or "korean leader" not in answer.spelt
    assert answer.words == words


def test_bearers_of_a_family_name_are_listed_with_why_not() -> None:
    others = {other.id: other for other in explain("Kim", country="PRK", on="2018-03-01").others}
    assert others["kim-jong-il"].why == "only while in office"
    assert others["kim-yo-jong"].why == "only in full or with a title"
    assert "kim-jong-un" not in others


def test_a_name_that_two_bear_goes_to_the_one_in_office() -> None:
    answer = explain("George Bush", on="2003-03-01")
    assert _meant(answer) == "george-w-bush"
    assert "george-h-w-bush" in {other.id for other in answer.others}
    undated = explain("George Bush")
    assert undated.actor is None
    assert {other.id for other in undated.others} >= {"george-h-w-bush", "george-w-bush"}


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("Pyongyang", "Pyongyang, the city"),
        ("the Kremlin", "Kremlin, the building"),
        ("the Blue House", "Blue House, the building"),
        ("Georgia", "somebody or something else called Georgia"),
        ("the North", "the north of any country"),
        ("in Pyongyang", "North Korea"),
    ],
)
def test_what_acts_may_be_a_place_and_a_place_may_act(words: str, other: str) -> None:
    assert other in [o.name for o in explain(words).others]


def test_an_id_shows_the_whole_row() -> None:
    answer = explain("mike-pompeo")
    assert answer.match is not None
    assert (answer.match.how, answer.match.table) == ("id", "people")
    assert [(t.title, t.since) for t in answer.offices][:2] == [
        ("Director of the CIA", "2017-01-23"),
        ("Secretary of State", "2018-04-26"),
    ]
    assert "Michael Pompeo" in answer.names
    assert [t.title for t in explain("mike-pompeo", on="2019").serving] == ["Secretary of State"]
    state = explain("PRK")
    assert _meant(state) == "PRK"
    assert {"DPRK", "Pyongyang"} <= set(state.names)
    assert _meant(explain("prk-foreign-ministry")) == "prk-foreign-ministry"


def test_names_spelt_alike_are_suggested_where_nothing_fits() -> None:
    assert explain("Mike Pompoe").near == (("mike-pompeo", "Mike Pompeo"),)
    assert explain("Mike Pompeo").near == ()


def test_what_it_says_depends_on_the_tables_it_is_given() -> None:
    shelf = knowledge.shipped().tables
    zorb = replace(shelf.people["mike-pompeo"], id="zorb-quexil", name="Zorb Quexil", family="Quexil", aliases=())
    held = Office("zorb-quexil", ("secretary-of-state",), "USA", "Secretary of State", "USAGOV", "1989-01-01", None)
    others = tuple(o for o in shelf.offices if "secretary-of-state" not in o.keys)
    mine = Knowledge.of(
        replace(shelf, people={**shelf.people, zorb.id: zorb}, offices=(*others, replace(held, until="9999-12-31")))
    )
    answer = explain("the Secretary of State", on="2017-05-01", known=mine)
    assert _meant(answer) == "zorb-quexil"
    assert answer.office is not None
    assert answer.office.dates == "since 1989-01-01"
    named = explain("Zorb Quexil", known=mine)
    assert named.match is not None
    assert named.match.table == "desk", "no shipped table has the row"


@pytest.mark.parametrize("on", ["yesterday", "2018-13", "2018-02-30", "24 May 2018", ""])
def test_what_is_no_date_is_refused_with_examples(on: str) -> None:
    with pytest.raises(QuestionError, match="is no date") as caught:
        explain("Kim", on=on)
    assert "2018-05" in caught.value.fix


def test_a_day_may_be_a_date() -> None:
    assert explain("the Secretary of State", on=date(2019, 3, 1)) == explain("the Secretary of State", on="2019-03-01")


def test_an_unknown_state_is_refused_with_the_nearest() -> None:
    with pytest.raises(QuestionError, match="no state 'Nroth Korea'") as caught:
        explain("Kim", country="Nroth Korea")
    assert "PRK" in caught.value.fix
    assert explain("Kim", country="prk") == explain("Kim", country="North Korea")


@pytest.mark.parametrize("words", ["", "  ", "...", "“”"])
def test_no_words_are_refused(words: str) -> None:
    with pytest.raises(QuestionError, match="no words"):
        explain(words)


def _office(since: str | None, until: str | None) -> Office:
    return Office("mike-pompeo", ("x",), "USA", "Somebody", "", since, until)


@pytest.mark.parametrize(
    ("since", "until", "dates"),
    [
        ("2018-04-26", "2021-01-20", "2018-04-26 to 2021-01-20"),
        ("2018-12-31", "2021-01-01", "2018 to 2021"),
        ("2018-02-31", "2021-05-01", "2018-02 to 2021-05"),
        ("2018-04-26", "9999-12-31", "since 2018-04-26"),
        ("2018-04-26", None, "from 2018-04-26, until when is unknown"),
        (None, "2021-01-20", "until 2021-01-20"),
        (None, None, "dates unknown"),
    ],
)
def test_dates_are_told_as_exactly_as_the_table_knows_them(since: str | None, until: str | None, dates: str) -> None:
    from communique.resolve.explain.answer import tenure

    assert tenure(_office(since, until), knowledge.shipped().tables).dates == dates


@pytest.mark.parametrize(
    ("on", "since", "until", "holds", "perhaps"),
    [
        ("2019", "2018-04-26", "2021-01-20", True, False),
        ("2021", "2018-04-26", "2021-01-20", True, False),
        ("2022", "2018-04-26", "2021-01-20", False, False),
        ("2021-01-25", "2018-04-26", "2021-01-20", False, False),
        ("2021-01-25", "2018-04-26", "2021-01-01", False, True),
        ("2019", None, "2021-01-20", False, True),
    ],
)
def test_a_time_in_office_meets_the_days_asked_about(
    on: str, since: str | None, until: str | None, holds: bool, perhaps: bool
) -> None:
    stretch, row = Stretch.of(on), _office(since, until)
    assert stretch.holds(row) == holds
    assert holds or stretch.perhaps(row) == perhaps
