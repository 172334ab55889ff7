"""Mentions in running text: names in full and short, states and places, pronouns, persons whom no table knows."""

from __future__ import annotations

import pytest

from communique.reading import Block, Span
from tests.resolve.made import at, mentioned, who_in


def actor(text: str, words: str, number: int = 0, on: str | None = None) -> str | None:
    """The actor of the mention at `words`; "" where there is no mention."""
    span = at(text, words, number)
    return next((m.actor for m in who_in(text, on=on).mentions if m.span == span), "")


def test_a_family_name_is_the_person_named_last() -> None:
    text = "Kim Yong-chol of North Korea met Kim Kye-gwan. Kim smiled."
    assert actor(text, "Kim", 2) == "kim-kye-gwan"


def test_two_kims_stay_two() -> None:
    text = "Kim Jong-un sent Kim Yo-jong. Ms Kim smiled. Chairman Kim waited."
    assert actor(text, "Kim", 2) == "kim-yo-jong"
    assert actor(text, "Kim", 3) == "kim-jong-un"


def test_a_headline_may_come_before_the_introduction() -> None:
    text = "Biegun sees a way\n\nThe envoy Stephen Biegun spoke."
    blocks = (Block(Span(0, 19), "headline"), Block(Span(19, len(text)), "body"))
    assert mentioned(who_in(text, blocks=blocks), text)[0] == ("Biegun", "stephen-biegun")


@pytest.mark.parametrize(
    ("text", "words", "number", "expected"),
    [
        ("The moon rose over Seoul. The Moon is far.", "Moon", 0, ""),
        ("Seoul was calm. Moon spoke.", "Moon", 0, "moon-jae-in"),
        ("Nothing was said in May, and May is long.", "May", 1, ""),
        ("Theresa May spoke in May. May left.", "May", 1, ""),
        ("Theresa May spoke in May. May left.", "May", 2, "theresa-may"),
        ("They ate turkey in the cold.", "turkey", 0, ""),
        ("Turkey objected.", "Turkey", 0, "TUR"),
        ("Georgia lost to Alabama.", "Georgia", 0, ""),
        ("Georgia thanked its friends in Tbilisi.", "Georgia", 0, "GEO"),
        ("Melania Trump arrived. Tiffany Trump left.", "Trump", 1, ""),
        ("Pyongyang was calm. Kim spoke.", "Kim", 0, "kim-jong-un"),
        ("Nobody was calm. Kim spoke.", "Kim", 0, ""),
    ],
)
def test_words_that_are_also_names(text: str, words: str, number: int, expected: str) -> None:
    assert actor(text, words, number) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("They met in Seoul.", "Seoul", None),
        ("The Hanoi summit failed.", "Hanoi", None),
        ("They flew to Beijing.", "Beijing", None),
        ("They met in Dalian, China, again.", "China", None),
        ("They met in Washington, D.C., again.", "Washington, D.C.", None),
        ("He urged Pyongyang to stop.", "Pyongyang", "PRK"),
        ("Pressure from Washington grew.", "Washington", "USA"),
        ("All was well, according to Moscow.", "Moscow", "RUS"),
        ("Japan worked with Seoul.", "Seoul", "KOR"),
        ("They waited at the White House.", "White House", None),
        ("The Washington Post wrote it.", "The Washington Post", "washington-post"),
        ("Seoul waited while the North armed.", "North", "PRK"),
        ("Winter came while the North armed.", "North", ""),
        ("Seoul is far from the North Atlantic.", "North", ""),
        ("North Korean troops marched.", "North Korean", ""),
    ],
)
def test_actor_or_place(text: str, words: str, expected: str | None) -> None:
    assert actor(text, words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Pompeo said he would go.", "mike-pompeo"),
        ("Mr Pompeo spoke. “We will go,” he said.", "mike-pompeo"),
        ("Heather Nauert met Mike Pompeo. It was late, he said.", ""),
        ("A senior official said Trump was angry. “We tried,” he said.", ""),
        ("The plan was dropped.\n\n“That shows a lot,” he said.", ""),
        ("Trump told Vladimir Putin that he had won.", ""),
        ("Trump and Putin met. “It was good,” he said.", ""),
        ("Trump spoke. “I think he was wrong.”", ""),
    ],
)
def test_he_is_somebody_only_where_one_person_can_be_meant(text: str, expected: str) -> None:
    pronouns = [m.actor for m in who_in(text).mentions if m.basis == "pronoun"]
    assert pronouns == ([expected] if expected else [])


def test_a_stranger_has_name_role_and_country_from_the_text() -> None:
    text = "South Korean lawmaker Baik Sang-min spoke. Mr Baik left. Jane Q Doe, an analyst in Oslo, wept."
    who = who_in(text, names={"Baik Sang-min": "person", "Jane Q Doe": "person"})
    baik, doe = (next(a for a in who.actors if a.id == id_) for id_ in ("baik-sang-min", "jane-q-doe"))
    assert (baik.name, baik.known, baik.country) == ("Baik Sang-min", False, "KOR")
    assert [r.title for r in baik.roles] == ["South Korean lawmaker"]
    assert [r.title for r in doe.roles] == ["analyst in Oslo"]
    assert ("Baik", "baik-sang-min") in mentioned(who, text)


@pytest.mark.parametrize("name", ["North Korea", "Foreign Ministry", "The Korean Central News Agency", "White House"])
def test_a_wrong_kind_from_the_head_makes_no_person(name: str) -> None:
    who = who_in(f"{name} spoke.", names={name: "person"})
    assert not [a for a in who.actors if a.kind == "person"]


def test_a_longer_name_from_the_head_hides_the_state_in_it() -> None:
    text = "George Washington crossed. The Bank of China paid."
    who = who_in(text, names={"George Washington": "person", "Bank of China": "organisation"})
    assert mentioned(who, text) == [("George Washington", "george-washington"), ("Bank of China", "bank-of-china")]


def test_a_single_unknown_name_stays_open() -> None:
    text = "Dupont spoke."
    who = who_in(text, names={"Dupont": "person"})
    assert mentioned(who, text) == [("Dupont", None)]
    assert who.actors == ()


def test_roles_are_those_of_the_day() -> None:
    def roles(on: str) -> list[tuple[str, str | None]]:
        return [(r.title, r.code) for a in who_in("Mike Pompeo spoke.", on=on).actors for r in a.roles]

    assert roles("2017-05-01") == [("Director of the CIA", "USASPY")]
    assert roles("2019-05-01") == [("Secretary of State", "USAGOV")]
    assert roles("2016-05-01") == []


def test_actors_are_those_mentioned_in_order() -> None:
    who = who_in("Seoul and Tokyo met Kim Jong-un. Seoul left.")
    assert [a.id for a in who.actors] == ["KOR", "JPN", "kim-jong-un"]
    assert [m.id for m in who.mentions] == ["m1", "m2", "m3", "m4"]


def test_link_lists_credits_and_repeated_headlines_are_not_read() -> None:
    text = "Trump spoke.\nPutin spoke."
    blocks = (Block(Span(0, 13), "body"), Block(Span(13, len(text)), "related"))
    assert mentioned(who_in(text, blocks=blocks), text) == [("Trump", "donald-trump")]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "¶", "he", "the North", "Kim", "Mr", "U.S.", "’s", "’s leader of the", "-"]
)
def test_scraps_of_text_are_read_without_harm(text: str) -> None:
    who = who_in(text, on="2018-05-01")
    assert who.actor_of((Span(0, len(text)),)) in {(m.actor, m.basis) for m in who.mentions} | {(None, None)}


def test_the_same_article_gives_the_same_answer() -> None:
    text = "Trump met Kim Jong-un in Hanoi. The US president left. He was tired, Washington said."
    assert who_in(text, on="2019-02-28") == who_in(text, on="2019-02-28")
