from __future__ import annotations

import pytest

from communique.errors import QuestionError
from communique.record.names import Names, article_named

NAMES = Names.of(
    [
        ("kim-jong-un", "Kim Jong-un", True, "PRK"),
        ("kim-yong-chol", "Kim Yong-chol", True, "PRK"),
        ("kcna", "Korean Central News Agency", True, "PRK"),
        ("kcna", "KCNA", False, None),
        ("PRK", "North Korea", True, "PRK"),
        ("KOR", "South Korea", True, "KOR"),
        ("park", "Park", False, None),
        ("park-jin", "Park", True, "KOR"),
        ("lee-min", "Lee", False, None),
        ("lee-ho", "Lee", False, None),
    ]
)


@pytest.mark.parametrize(
    ("value", "actor"),
    [
        ("kim-jong-un", "kim-jong-un"),
        ("Kim Jong-un", "kim-jong-un"),
        ("KIM JONG UN", "kim-jong-un"),
        ("KCNA", "kcna"),
        ("Korean Central News Agency", "kcna"),
        ("PRK", "PRK"),
        ("prk", "PRK"),
        ("North Korea", "PRK"),
        ("park", "park"),
        ("Park", "park-jin"),
        ("DPRK", "PRK"),
    ],
)
def test_an_actor_is_named_by_id_or_name(value: str, actor: str) -> None:
    assert NAMES.actor(value) == actor


@pytest.mark.parametrize(
    ("value", "near"),
    [("Kim", "kim-jong-un or kim-yong-chol"), ("kim jung un", "kim-jong-un"), ("North Koreea", "PRK")],
)
def test_an_unknown_actor_suggests_the_nearest(value: str, near: str) -> None:
    with pytest.raises(QuestionError, match=f"no actor '{value}'") as caught:
        NAMES.actor(value)
    assert near in caught.value.fix


def test_where_nothing_is_near_the_fix_says_where_to_look() -> None:
    with pytest.raises(QuestionError) as caught:
        NAMES.actor("zzz")
    assert "communique actors" in caught.value.fix


def test_a_name_that_several_bear_is_not_guessed() -> None:
    with pytest.raises(QuestionError, match="lee-ho or lee-min"):
        NAMES.actor("Lee")


def test_countries_go_by_id_or_name() -> None:
    assert [NAMES.country(value) for value in ("PRK", "prk", "North Korea", "DPRK")] == ["PRK"] * 4
    with pytest.raises(QuestionError, match="KOR, PRK"):
        NAMES.country("kim-jong-un")


PATHS = [
    ("aa11", "in/one.txt"),
    ("aa22", "in/two.html.gz"),
    ("bb33", r"C:\in\one.md"),
    ("cc44", "in/cc"),
    ("dd", "in/aa"),
]
IDS = [article for article, _ in PATHS]


@pytest.mark.parametrize(
    ("key", "article"),
    [
        ("aa11", "aa11"),
        ("in/one.txt", "aa11"),
        ("one.txt", "aa11"),
        ("two", "aa22"),
        ("two.html", "aa22"),
        ("one.md", "bb33"),
        ("aa1", "aa11"),
        ("b", "bb33"),
        ("cc", "cc44"),
        ("aa", "dd"),
    ],
)
def test_an_article_is_named_by_id_path_stem_or_beginning(key: str, article: str) -> None:
    assert article_named(key, IDS, lambda: PATHS) == article


@pytest.mark.parametrize("key", ["one", "a"])
def test_a_key_that_means_several_articles_names_them(key: str) -> None:
    with pytest.raises(QuestionError, match="2 articles") as caught:
        article_named(key, IDS, lambda: PATHS)
    assert "aa11" in caught.value.cause


def test_an_unknown_article_suggests_the_nearest_file() -> None:
    with pytest.raises(QuestionError, match="Did you mean two"):
        article_named("twoo", IDS, lambda: PATHS)
    with pytest.raises(QuestionError, match="no article ''"):
        article_named("", IDS, lambda: PATHS)
