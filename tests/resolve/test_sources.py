"""Who a source means, on its day, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.resolve.made import at, meant, who_in

NAMED = [
    ("US secretary of state Mike Pompeo spoke.", "US secretary of state Mike Pompeo", None, "mike-pompeo", "name"),
    ("It was late, state media said.", "state media", None, "state-media", "name"),
    ("It was late, Pyongyang's state media said.", "Pyongyang's state media", None, "state-media", "name"),
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
