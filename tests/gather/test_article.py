from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from communique.errors import GatherError
from communique.gather import article_of, day_in_url, day_of
from communique.gather.language import language_of

ENGLISH = "The minister said on Monday that the talks with her hosts would go on, and that she was glad of it."


def test_id_is_a_digest_of_the_text_alone() -> None:
    article = article_of("They met.", path="a.txt", title="Talks", published="2019-04-12")
    assert article.id == article_of("They met.").id == "ab226026642c9001"
    assert article_of("They met. ").id != article.id


def test_metadata_is_tidied_and_empty_is_unknown() -> None:
    article = article_of("They met.", title=" Talks\n begin ", outlet="  ", byline="", url=None)
    assert (article.title, article.outlet, article.byline, article.url) == ("Talks begin", None, None, None)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(GatherError, match="surrogate"):
        article_of("They met \ud83d.")


def test_published_from_metadata_then_url_then_nowhere() -> None:
    url = "https://example.org/2019/04/12/talks"
    given = article_of("They met.", published="2018-01-02", url=url)
    assert (given.published, given.published_basis) == ("2018-01-02", "metadata")
    for unclear in (None, "", "04/12/2019", "soon"):
        found = article_of("They met.", published=unclear, url=url)
        assert (found.published, found.published_basis) == ("2019-04-12", "url")
    unknown = article_of("They met.", published="04/12/2019")
    assert (unknown.published, unknown.published_basis) == (None, "unknown")


@pytest.mark.parametrize(
    "value",
    [
        "2019-04-12",
        " 2019-04-12T23:30:00-04:00",
        "2019-04-12 10:00",
        "20190412",
        "20190412T101500Z",
        "2019/04/12",
        "2019/4/12",
        "Fri, 12 Apr 2019 10:00:00 +0000",
        "12 April 2019",
        "12th April, 2019",
        "April 12, 2019",
        "Friday, Apr. 12, 2019 at 3:04 p.m.",
        date(2019, 4, 12),
        datetime(2019, 4, 12, 23, tzinfo=UTC),
        20190412,
        1_555_027_200,
        1_555_027_200_000,
        1_555_027_200_000_000,
    ],
)
def test_days_beyond_doubt(value: object) -> None:
    assert day_of(value) == "2019-04-12"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "04/12/2019",
        "13/04/2019",
        "12.04.2019",
        "2019",
        "2019-04",
        "2019-02-30",
        "20191312",
        "yesterday",
        "1555027200",
        3,
        -1,
        True,
        None,
        4.5,
        "12 Aprilia 2019",
    ],
)
def test_days_in_doubt(value: object) -> None:
    assert day_of(value) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2019/04/12/talks", "2019-04-12"),
        ("https://example.org/world/2019/apr/12/talks", "2019-04-12"),
        ("https://example.org/talks-2019-04-12.html", "2019-04-12"),
        ("https://example.org/20190412/talks", "2019-04-12"),
        ("https://example.org/2019/04/12/talks-20190412", "2019-04-12"),
        ("https://example.org/2019/04/12/talks-2019-04-13", None),
        ("https://example.org/2019/04/talks", None),
        ("https://example.org/AEN20190412000100325", None),
        ("https://example.org/talks?date=2019-04-12", None),
        ("https://example.org/2019/13/40/talks", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_day_in_url(url: str | None, day: str | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH * 3, "en"),
        (
            "La ministre a dit que les pourparlers avec ses hôtes allaient continuer, et elle en était heureuse. " * 3,
            "fr",
        ),
        ("Die Ministerin sagte am Montag, die Gespräche mit ihren Gastgebern würden weitergehen. " * 3, "de"),
        ("De minister zei dat het overleg doorgaat, en dat was volgens haar van belang voor de vrede. " * 3, "nl"),
        ("외무장관은 월요일 회담이 계속될 것이라고 말했다. 그는 매우 기쁘다고 덧붙였다.", "ko"),
        ("Kim Jong-un", None),
        ("12 345 678 90 — 2019, 2020, 2021", None),
        ("Pyongyang: no talks at all", None),  # Tagalog, says the model
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
    assert article_of(text).language == language
