"""Who a source means, on its day, in sentences of our own."""

from __future__ import annotations

import pytest

from communique.reading import Party, Passage, Statement
from communique.resolve.parties import with_parties
from tests.resolve.made import at, meant, who_in

NAMED = [
    ("US secretary of state Mike Pompeo spoke.", "US secretary of state Mike Pompeo", None, "mike-pompeo", "name"),
    ("It was late, state media said.", "state media", None, "state-media", "description"),
    ("It was late, Pyongyang's state media said.", "Pyongyang's state media", None, "state-media", "description"),
    ("North Korea's Foreign Ministry spoke.", "North Korea's Foreign Ministry", None, "prk-foreign-ministry", "name"),
    ("The Indian foreign ministry spoke.", "The Indian foreign ministry", None, "ind-foreign-ministry", "name"),
    ("The Korean Central News Agency (KCNA) wrote.", "The Korean Central News Agency (KCNA)", None, "kcna", "name"),
    ("Washington turned it down.", "Washington", None, "USA", "metonym"),
    ("The Kremlin turned it down.", "The Kremlin", None, "RUS", "metonym"),
    ("The White House turned it down.", "The White House", None, "white-house", "name"),
    ("South Korea on Friday turned it down.", "South Korea on Friday", None, "KOR", "name"),
    ("The Trump administration turned it down.", "The Trump administration", None, "USA", "description"),
    ("The Iranian government turned it down.", "The Iranian government", None, "IRN", "description"),
    ("Kim Jŏng-ŭn spoke.", "Kim Jŏng-ŭn", None, "kim-jong-un", "name"),
    ("KIM Jong Un spoke.", "KIM Jong Un", None, "kim-jong-un", "name"),
    ("Mr. Trump himself spoke.", "Mr. Trump himself", None, "donald-trump", "name"),
    ("The state-run KCNA spoke of it.", "The state-run KCNA", None, "kcna", "name"),
    ("Mike Pompeo - who came late - spoke.", "Mike Pompeo - who came late -", None, "mike-pompeo", "name"),
    ("It hurt Mike Pompeo, who said so.", "who", None, "mike-pompeo", "name"),
    ("A KCNA report spoke of it.", "A KCNA report", None, "kcna", "name"),
    ("Kremlin spokesman Dmitry Peskov spoke.", "Kremlin spokesman Dmitry Peskov", None, "dmitry-peskov", "name"),
    (
        "Trump's national security adviser, John Bolton, spoke.",
        "Trump's national security adviser, John Bolton",
        None,
        "john-bolton",
        "name",
    ),
    (
        "A spokesman for the South Korean president, Kim Eui-kyeom, spoke.",
        "A spokesman for the South Korean president, Kim Eui-kyeom",
        "2018-05-01",
        "kim-eui-kyeom",
        "name",
    ),
]
TITLES = [
    ("the Secretary of State", "2015-05-01", "john-kerry"),
    ("the Secretary of State", "2017-05-01", "rex-tillerson"),
    ("the Secretary of State", "2019-05-01", "mike-pompeo"),
    ("America's top diplomat", "2023-05-01", "antony-blinken"),
    ("the US president", "1999-05-01", "bill-clinton"),
    ("the US president", "2021-05-01", "joe-biden"),
    ("the North Korean leader", "2005-05-01", "kim-jong-il"),
    ("the North Korean leader", "2018-05-01", "kim-jong-un"),
    ("the president of South Korea", "2014-05-01", "park-geun-hye"),
    ("the South Korean president", "2018-05-01", "moon-jae-in"),
    ("Japan's foreign minister", "2018-05-01", "taro-kono"),
    ("the Japanese prime minister", "2018-05-01", "shinzo-abe"),
    ("the Chinese president", "2018-05-01", "xi-jinping"),
    ("the Russian foreign minister", "2018-05-01", "sergei-lavrov"),
    ("the German chancellor", "2018-05-01", "angela-merkel"),
    ("Iran's supreme leader", "2018-05-01", "ali-khamenei"),
    ("the Israeli prime minister", "2022-03-01", "naftali-bennett"),
    ("the Ukrainian president", "2022-03-01", "volodymyr-zelensky"),
    ("the UN chief", "2018-05-01", "antonio-guterres"),
    ("the NATO secretary general", "2018-05-01", "jens-stoltenberg"),
    ("the IAEA director general", "2018-05-01", "yukiya-amano"),
    ("the White House press secretary", "2018-05-01", "sarah-sanders"),
    ("the US ambassador to the United Nations", "2018-05-01", "nikki-haley"),
    ("the Kremlin spokesman", "2018-05-01", "dmitry-peskov"),
    ("the US president-elect", "2016-11-20", "donald-trump"),
    ("the new German chancellor", "2005-11-22", "angela-merkel"),
    ("the State Department spokeswoman", "2018-05-01", "heather-nauert"),
    ("the US Treasury Secretary", "2018-05-01", "steven-mnuchin"),
]
NOBODY = [
    ("a spokesman for the Foreign Ministry", None),
    ("Mr Pompeo’s spokeswoman", None),
    ("Trump and Kim", None),
    ("Seoul and Tokyo", None),
    ("a senior official", None),
    ("US officials", None),
    ("analysts", None),
    ("they", None),
    ("we", None),
    ("he", None),
    ("A White House official", None),
    ("aides to Mr Trump", None),
    ("two US officials, including Mike Pompeo,", None),
    ("a spokesman for the South Korean president, Moon Jae-in", "2018-05-01"),
    ("the former US president", "2018-05-01"),
    ("a North Korean leader", "2018-05-01"),
    ("the deputy Japanese foreign minister", "2018-05-01"),
    ("the Secretary of State", None),
    ("the secretary of state", "2018-04-10"),
    ("the Iranian leader", "2018-05-01"),
    ("Mrs Clinton", None),
    ("a Kremlin spokesman", "2018-05-01"),
    ("the Pentagon spokeswoman", "2018-05-01"),
    ("the US president-elect", "2018-05-01"),
    ("the last US president", "2018-05-01"),
    ("the Russian spokesman", "2018-05-01"),
    ("the South Korean president's office chief", "2018-05-01"),
]


@pytest.mark.parametrize(("text", "words", "on", "actor", "basis"), NAMED)
def test_a_source_is_who_its_head_names(text: str, words: str, on: str | None, actor: str, basis: str) -> None:
    assert meant(text, words, on=on) == (actor, basis)


@pytest.mark.parametrize(("words", "on", "actor"), TITLES)
def test_a_title_is_its_holder_on_the_day(words: str, on: str, actor: str) -> None:
    assert meant(f"It is over, {words} said.", words, on=on) == (actor, "title")


@pytest.mark.parametrize(("words", "on"), NOBODY)
def test_where_the_text_leaves_it_open_nobody_is_meant(words: str, on: str | None) -> None:
    assert meant(f"It is over, {words} said.", words, on=on) == (None, None)


def test_without_a_date_a_title_is_the_holder_whom_the_text_names() -> None:
    text = "Mike Pompeo flew out. America's top diplomat will be back."
    assert meant(text, "America's top diplomat") == ("mike-pompeo", "title")
    assert (
        meant("Mike Pompeo and John Kerry met. The US secretary of state left.", "The US secretary of state")[0] is None
    )


def test_a_title_that_the_text_gives_to_a_stranger_is_his() -> None:
    text = "Fijian foreign minister Anna Doe spoke. The Fijian foreign minister left."
    who = who_in(text, on="2018-05-01", names={"Anna Doe": "person"})
    assert who.actor_of((at(text, "The Fijian foreign minister"),)) == ("anna-doe", "title")


def test_no_spans_mean_nobody() -> None:
    assert who_in("Nothing was said.").actor_of(()) == (None, None)


def test_a_people_of_several_states_is_no_actor() -> None:
    who = who_in("The (Korean) nation and the Kurds spoke.", names={"Korean": "group", "Kurds": "group"})
    assert [actor.id for actor in who.actors] == ["kurds"]


def test_a_word_of_a_title_is_no_actor() -> None:
    assert who_in("The Supreme Leader spoke.", names={"Supreme": "organisation"}).actors == ()


@pytest.mark.parametrize(
    ("words", "on", "actor"),
    [
        ("President Moon", "2018-05-01", "moon-jae-in"),
        ("President Clinton", "1995-05-01", "bill-clinton"),
        ("Secretary Clinton", "2010-05-01", "hillary-clinton"),
        ("President Clinton", None, None),
        ("President Doe", "2018-05-01", None),
    ],
)
def test_a_title_and_a_family_name_are_whoever_held_it_on_the_day(words: str, on: str | None, actor: str) -> None:
    assert meant(f"In Oslo {words} spoke.", words, on=on)[0] == actor


def test_a_title_means_the_one_person_of_the_text_who_holds_it() -> None:
    text = "Sarah Sanders spoke in Oslo. It was late, the press secretary said."
    assert meant(text, "the press secretary", on="2018-05-16") == ("sarah-sanders", "title")


def test_the_body_in_apposition_is_the_head() -> None:
    text = "It was late, the state news agency, KCNA, wrote."
    assert meant(text, "the state news agency, KCNA,") == ("kcna", "name")


def test_parties_without_a_name_become_mentions() -> None:
    text = "A senior US official, who was tired, told reporters that Seoul knew. She left, aides to Mr Trump said."

    def statement(source: str, addressee: str | None = None) -> Statement:
        party = Party((at(text, addressee),)) if addressee else None
        return Statement("s1", Party((at(text, source),)), Passage(), Passage(), "indirect", addressee=party)

    said = (
        statement("A senior US official, who was tired,", "reporters"),
        statement("aides to Mr Trump"),
        statement("Seoul"),
        statement("She"),
    )
    found = [(m.id, m.span.of(text), m.actor, m.basis, m.kind) for m in with_parties(who_in(text), said)]
    assert found == [
        ("m1", "A senior US official", None, "description", "person"),
        ("m2", "US", "USA", "name", "state"),
        ("m3", "reporters", None, "description", "group"),
        ("m4", "Seoul", "KOR", "metonym", "state"),
        ("m5", "She", None, "pronoun", "person"),
        ("m6", "aides to Mr Trump", None, "description", "group"),
        ("m7", "Trump", "donald-trump", "name", "person"),
    ]
