"""Mentions in running text: names in full and short, states and places, pronouns, persons whom no table knows."""

from __future__ import annotations

import pytest

from communique import Desk, annotate
from communique.reading import Block, Span
from tests.resolve.made import at, mentioned, who_in


def actor(text: str, words: str, number: int = 0, on: str | None = None) -> str | None:
    """The actor of the mention at `words`; "" where there is no mention."""
    span = at(text, words, number)
    return next((m.actor for m in who_in(text, on=on).mentions if m.span == span), "")


def test_a_family_name_is_the_person_named_last() -> None:
    text = "Kim Yong-chol of North Korea left. Kim Kye-gwan stayed. Kim smiled."
    assert actor(text, "Kim", 2) == "kim-kye-gwan"


def test_of_two_named_in_one_sentence_none_is_meant() -> None:
    assert actor("Kim Yong-chol of North Korea met Kim Kye-gwan. Kim smiled.", "Kim", 2) is None


def test_one_introduced_by_title_is_meant_by_a_later_family_name() -> None:
    text = "North Korea's leader waited. “Wait,” said Kim Eui-kyeom.\n\nIt rained.\n\nIn Geneva Mr Kim was praised."
    assert actor(text, "Kim", 1, on="2018-05-24") == "kim-jong-un"


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
        ("The Washington Post wrote it.", "Washington Post", "washington-post"),
        ("Seoul waited while the North armed.", "North", "PRK"),
        ("Winter came while the North armed.", "North", ""),
        ("Seoul is far from the North Atlantic.", "North", ""),
        ("North Korean troops marched.", "North Korean", "PRK"),
        ("US and Chinese envoys met.", "Chinese", "CHN"),
        ("They spoke in Chinese.", "Chinese", ""),
        ("Latin American envoys met.", "American", ""),
        ("She wore Cuban heels.", "Cuban", ""),
        ("The Chinese said no.", "The Chinese", "CHN"),
        ("He saw the failure of Hanoi.", "Hanoi", None),
        ("Rain fell on Kyiv all night.", "Kyiv", None),
        ("He flew to rainy Hanoi.", "Hanoi", None),
        ("They met in Hanoi. After Hanoi, all was quiet.", "Hanoi", None),
        ("The Singapore Summit was over.", "Singapore", None),
        ("Georgia's president spoke.", "Georgia", "GEO"),
        ("Her son, Jordan, spoke.", "Jordan", ""),
        ("The Koreas signed. The North will wait.", "North", "PRK"),
        ("The leaders of North and South Korea met.", "North", "PRK"),
    ],
)
def test_actor_or_place(text: str, words: str, expected: str | None) -> None:
    assert actor(text, words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US secretary of state Mike Pompeo spoke.", [("US", "USA"), ("Mike Pompeo", "mike-pompeo")]),
        ("Moon Jae-in, the South Korean president, left.", [("Moon Jae-in", "moon-jae-in"), ("South Korean", "KOR")]),
        (
            "The South Korean president left.",
            [("The South Korean president", "moon-jae-in"), ("South Korean", "KOR")],
        ),
        ("China's foreign ministry spoke.", [("China's foreign ministry", "chn-foreign-ministry"), ("China", "CHN")]),
        ("The Trump administration spoke.", [("The Trump administration", "USA"), ("Trump", "donald-trump")]),
        (
            "President Trump's national security adviser spoke.",
            [("President Trump's national security adviser", "john-bolton"), ("Trump", "donald-trump")],
        ),
        ("The top US diplomat spoke.", [("The top US diplomat", "mike-pompeo"), ("US", "USA")]),
        ("The first sitting US president to go spoke.", [("US", "USA")]),
        ("He worked as US president.", [("US", "USA")]),
    ],
)
def test_names_inside_titles_and_bodies_are_mentions_too(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentioned(who_in(text, on="2019-02-01"), text) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("KCNA spoke of it. The agency gave no day.", "The agency", "kcna"),
        ("KCNA and Yonhap spoke of it. The agency gave no day.", "The agency", ""),
        ("It was late, the presidential office in Seoul said.", "the presidential office in Seoul", "blue-house"),
        ("North Korea waited. In July its foreign ministry wrote.", "its foreign ministry", "prk-foreign-ministry"),
        ("Japan and China waited. In July its foreign ministry wrote.", "its foreign ministry", ""),
        ("Moon Jae-in left, according to his office.", "his office", "blue-house"),
        ("Mike Pompeo left, according to his office.", "his office", ""),
        ("North Korea armed. They feared the regime.", "the regime", "PRK"),
        ("North Korea and Iran armed. They feared the regime.", "the regime", ""),
        ("Javad Zarif of Iran met his American counterpart.", "his American counterpart", "mike-pompeo"),
        ("The two leaders met. Both sides left.", "Both sides", ""),
    ],
)
def test_a_description_is_the_one_actor_that_fits(text: str, words: str, expected: str) -> None:
    assert actor(text, words, on="2019-02-01") == expected


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("Mr Pompeo", "“We will not wait for our friends.”", [("We", "USA"), ("our", "USA")]),
        ("Mr Pompeo", "“I’m tired, and let us go.”", [("I", "mike-pompeo")]),
        ("Mr Pompeo", "“We both won, our two countries know.”", []),
        ("Mr Pompeo", "“We’ll see what happens.”", []),
        ("Mr Pompeo", "that we will wait", []),
        ("Pyongyang", "“We will wait.”", [("We", "PRK")]),
        ("A man", "“We will wait.”", []),
        ("Reuters", "“We will wait.”", []),
    ],
)
def test_we_in_a_quotation_is_the_side_of_its_speaker(source: str, words: str, expected: list[tuple[str, str]]) -> None:
    text = f"{source} said: {words}"
    pronouns = [m for m in who_in(text, said=((source, words),)).mentions if m.basis == "pronoun"]
    assert [(m.span.of(text), m.actor) for m in pronouns if m.actor is not None] == expected


def test_his_country_is_the_speakers() -> None:
    text = "Donald Trump left, while Ri Yong-ho insisted that his country had waited."
    who = who_in(text, said=(("Ri Yong-ho", "that his country had waited"),))
    assert ("his country", "PRK") in mentioned(who, text)


def test_text_in_capitals_is_read_like_any_other() -> None:
    text = "KIM JONG UN MEETS MOON\n\nPYONGYANG SAYS NO TO US AND KCNA IS QUIET\n\nTOKYO (Wire) - Japan waits."
    found = [("KIM JONG UN", "kim-jong-un"), ("MOON", "moon-jae-in"), ("PYONGYANG", "PRK"), ("US", "USA")]
    assert mentioned(who_in(text), text) == [*found, ("KCNA", "kcna"), ("TOKYO", None), ("Japan", "JPN")]


@pytest.mark.parametrize(
    ("lede", "expected"),
    [
        ("A senior diplomat said no.", "choe-son-hui"),
        ("A South Korean diplomat said no.", None),
        ("A senior official said no.", None),
        ("The diplomat said no.", None),
    ],
)
def test_the_role_that_opens_a_story_is_the_one_named_next(lede: str, expected: str | None) -> None:
    text = f"{lede}\n\nChoe Son-hui, the vice foreign minister, spoke of Mr Pompeo."
    found = [m.actor for m in who_in(text).mentions if m.basis == "description"]
    assert found == ([expected] if expected else [])


def test_captions_introduce_but_are_no_mentions() -> None:
    text = "Doe spoke.\nJane Doe waves."
    blocks = (Block(Span(0, 11), "body"), Block(Span(11, len(text)), "caption"))
    assert mentioned(who_in(text, names={"Jane Doe": "person"}, blocks=blocks), text) == [("Doe", "jane-doe")]


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
    pronouns = [m.actor for m in who_in(text).mentions if m.basis == "pronoun" and m.kind == "person"]
    assert pronouns == ([expected] if expected else [])


def test_a_stranger_has_name_role_and_country_from_the_text() -> None:
    text = "South Korean lawmaker Baik Sang-min spoke. Mr Baik left. Jane Q Doe, an analyst in Oslo, wept."
    who = who_in(text, names={"Baik Sang-min": "person", "Jane Q Doe": "person"})
    baik, doe = (next(a for a in who.actors if a.id == id_) for id_ in ("baik-sang-min", "jane-q-doe"))
    assert (baik.name, baik.known, baik.country) == ("Baik Sang-min", False, "KOR")
    assert [r.title for r in baik.roles] == ["South Korean lawmaker"]
    assert [r.title for r in doe.roles] == ["analyst in Oslo"]
    assert ("Baik", "baik-sang-min") in mentioned(who, text)


def test_the_role_behind_or_before_a_name_is_kept() -> None:
    text = "The envoy for the talks, Mr Sam Doe, met Kim Ha-na, who leads the South Korean delegation, in Oslo."
    who = who_in(text, names={"Sam Doe": "person", "Kim Ha-na": "person"})
    roles = {a.id: (a.country, [(r.title, r.code) for r in a.roles]) for a in who.actors if a.kind == "person"}
    assert roles == {
        "sam-doe": (None, [("envoy for the talks", None)]),
        "kim-ha-na": ("KOR", [("leads the South Korean delegation", None)]),
    }


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


def test_who_leads_a_part_of_a_state_does_not_lead_the_state() -> None:
    text = "The leader of Iran's reformists met the leader of North Korea on Friday."
    found = mentioned(who_in(text, on="2018-05-04"), text)
    assert [actor for words, actor in found if "leader" in words] == ["kim-jong-un"]


def test_a_number_behind_a_name_is_no_name() -> None:
    text = "Charles Okafor III opened the fair."
    found = mentioned(who_in(text, on="2024-05-04", names={"Charles Okafor III": "person"}), text)
    assert [actor for _, actor in found] == ["charles-okafor-iii"]


def test_a_member_of_parliament_speaks_for_nobody_else() -> None:
    said = (("Chuck Schumer", '"We will vote on Friday,"'),)
    text = '"We will vote on Friday," Chuck Schumer said.'
    found = mentioned(who_in(text, on="2019-05-04", said=said), text)
    assert found == [("We", None), ("Chuck Schumer", "chuck-schumer")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Fighting went on in eastern Norway.", None),
        ("Rebels in the southeast of Norway agreed to wait.", None),
        ("Troops were pulled out of Norway.", None),
        ("Troops marched into Norway.", None),
        ("The leaders of Norway agreed to wait.", "NOR"),
        ("Eastern airlines sued Norway.", "NOR"),
    ],
)
def test_a_part_of_a_land_is_no_state(text: str, who: str | None) -> None:
    assert actor(text, "Norway") == who


def test_a_name_of_a_desk_in_small_letters_opens_a_sentence_too() -> None:
    desk = Desk.parse('[[actor]]\nid = "river-front"\nname = "River Front"\nkind = "group"\naliases = ["rebels"]')
    found = annotate("Rebels left the town. The rebels came back.", desk=desk).mentions
    assert [(m.span, m.actor) for m in found] == [(Span(0, 6), "river-front"), (Span(26, 32), "river-front")]


def test_what_a_group_calls_itself_is_not_part_of_its_name() -> None:
    text = "The self-proclaimed Donetsk People's Republic agreed to wait."
    assert actor(text, "Donetsk People's Republic") == "donetsk-peoples-republic"
