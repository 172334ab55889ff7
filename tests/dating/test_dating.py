"""Undated articles, end to end: between which days they were written, and why."""

from __future__ import annotations

import pytest

from communique import Reading, annotate
from communique.gather.article import article_of

Bounds = tuple[str | None, str | None]


def _days(reading: Reading) -> Bounds | None:
    found = reading.article.dating
    return None if found is None else (found.begin, found.end)


CASES: list[tuple[str, Bounds | None]] = [
    # dates told as past, or as yet to come
    ("The two sides have not met since the talks on 28 February 2019, a spokeswoman said.", ("2019-02-28", None)),
    ("The plant was shut down in March 2013, officials recalled.", ("2013-03-01", None)),
    ("In 1998, the ministers agreed on a plan that nobody kept.", ("1998-01-01", None)),
    ("The delegations will meet in Vienna on June 12, 2018, a spokesman said.", (None, "2018-06-12")),
    ("The treaty is set to expire in 2026.", (None, "2026-12-31")),
    ("The ministers said the plant would be closed by 2030.", None),
    ("He was asked to host the 2030 games.", None),
    ("The parties agreed to hold a vote in 2031.", None),
    ("A candidate for the vote in 2031 was named.", None),
    # a standfirst that closes with its day, and a sentence that does
    (
        "Ferry tolls: a captain answers\n\nHe spoke to us on the quay. 4 March 2014\n\nDo the tolls hurt? They do.",
        ("2014-03-04", "2014-03-04"),
    ),
    ("The tolls were raised on 4 March 2014.\n\nDo they hurt?", ("2014-03-04", None)),
    # offices: in these days, or looked back on
    (
        "US Secretary of State Mike Pompeo told reporters on Tuesday that the talks had gone well.",
        ("2018-04-26", "2021-01-20"),
    ),
    (
        "President Barack Obama telephoned the chancellor on Friday.",
        ("2009-01-20", "2017-01-20"),
    ),
    (
        "President Barack Obama met Secretary of State John Kerry on Friday. Mr Kerry, the secretary of state, left.",
        ("2013-02-01", "2017-01-20"),
    ),
    ("An aide recalled on Sunday that President Jimmy Carter said little.", ("1977-01-20", None)),
    ("The museum shows how President Jimmy Carter said that talks would fail.", None),
    ("A film tells how President Jimmy Carter said little.", ("1977-01-20", None)),
    ("Asked about the canal, President Jimmy Carter said little.", ("1977-01-20", "1981-01-20")),
    ("The canal was handed over under a treaty of President Jimmy Carter.", ("1977-01-20", None)),
    ("Former President Jimmy Carter said on Friday that he would travel.", None),
    ("Nobody knew what President Joe Biden would do.", None),
    # encounters by name
    ("Nothing has come of it since the Hanoi summit between Donald Trump and Kim Jong-un.", ("2019-02-27", None)),
    ("Envoys of North Korea and the United States spoke of the planned Hanoi summit.", ("2019-02-08", "2019-02-28")),
    ("At the Hanoi summit last month, Donald Trump asked Kim Jong-un for more.", ("2019-03-01", "2019-04-02")),
    ("The Dayton accords still bind Bosnia and Croatia.", ("1995-10-05", None)),
    # encounters by those who met
    ("Kim Jong-un met Sergei Lavrov, a diplomat said.", ("2018-05-31", None)),
    ("Kim Jong-un never met Sergei Lavrov, a diplomat said.", None),
    ("Aides are trying to arrange a meeting between Kim Jong-un and Sergei Lavrov.", None),
    (
        "Kim Jong-un spoke of his talks with Xi Jinping in Dalian this month, an aide said.",
        ("2018-05-07", "2018-06-02"),
    ),
    ("Kim Jong-un met Xi Jinping in Dalian on Tuesday, state media said on Wednesday.", ("2018-05-08", "2018-05-14")),
    ("Kim Jong-un met Xi Jinping in Dalian, state media said on Tuesday.", ("2018-05-07", None)),
    ("Donald Trump hailed his talks with Kim Jong-un on Wednesday.", None),
    ("Donald Trump announced talks with Kim Jong-un in February.", None),
    ("Donald Trump thinks of his talks with Kim Jong-un in February.", ("2019-02-27", "2020-02-28")),
    ("The summit between Donald Trump and Kim Jong-un ended on Thursday.", ("2019-02-28", "2019-03-06")),
    (
        "Donald Trump said Thursday ahead of a meeting with Moon Jae-in at the White House that Pyongyang was silent.",
        ("2017-06-29", "2019-04-17"),
    ),
    # nothing at all
    ("The two ministers met for three hours and parted without a word.", None),
]


@pytest.mark.parametrize(("text", "days"), CASES, ids=[text for text, _ in CASES])
def test_case(text: str, days: Bounds | None) -> None:
    assert _days(annotate(text)) == days


def test_a_dated_article_has_no_dating() -> None:
    article = annotate("The plant was shut down in March 2013.", published="2019-04-12").article
    assert article.dating is None


def test_every_bound_says_why_and_where_it_was_read() -> None:
    text = "US Secretary of State Mike Pompeo spoke on Tuesday. The plant was shut down in March 2019."
    dating = annotate(text).article.dating
    assert dating is not None
    assert [(bound.begin, bound.end, bound.span and bound.span.of(text)) for bound in dating.bounds] == [
        ("2018-04-26", "2021-01-20", "US Secretary of State"),
        ("2019-03-01", None, "March 2019"),
    ]
    assert [bound.why for bound in dating.bounds] == [
        "tells what Mike Pompeo does as Secretary of State, who was that from 26 April 2018 to 20 January 2021",
        "tells of 'March 2019' as past",
    ]


def test_a_contradiction_is_said() -> None:
    text = "President Barack Obama spoke on Friday. The plant was shut down in March 2019."
    reading = annotate(text)
    assert _days(reading) == ("2009-01-20", "2017-01-20")
    (problem,) = [p for p in reading.problems if "left aside" in p.message]
    assert problem.span is not None
    assert problem.span.of(text) == "March 2019"


class TestDatelines:
    story = "Vladimir Putin spoke with Kim Jong-un for two hours, a spokesman said on Friday. They met on Thursday."

    def test_the_year_in_which_a_day_dated_in_full_lies_just_before(self) -> None:
        text = f"VLADIVOSTOK, April 26 (Meridian News) — {self.story} The pier was closed on April 25, 2019."
        article = annotate(text).article
        assert (article.published, article.published_basis) == ("2019-04-26", "inferred")
        assert article.dating is not None
        assert (article.dating.begin, article.dating.end) == ("2019-04-26", "2019-04-26")

    def test_the_one_year_that_is_left(self) -> None:
        story = "Prime Minister Liz Truss told reporters on Tuesday that she would stay."
        article = annotate(f"LONDON, Oct. 18 (Meridian News) — {story}").article
        assert article.published == "2022-10-18"

    def test_the_year_that_the_weekdays_fit(self) -> None:
        story = (
            "Secretary of State John Kerry said on Thursday that the talks would go on. "
            "The envoys had met on Wednesday and Tuesday, and they parted on Thursday."
        )
        article = annotate(f"VIENNA, April 2 (Meridian News) — {story}").article
        assert article.published == "2015-04-02"

    def test_several_years_are_none(self) -> None:
        story = "Secretary of State John Kerry spoke today of talks that would go on."
        article = annotate(f"VIENNA, April 2 (Meridian News) — {story}").article
        assert article.published is None
        assert article.dating is not None
        assert (article.dating.begin, article.dating.end) == ("2013-02-01", "2017-01-20")


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://ledger.example/2019/04/talks-break-off", ("2019-04-01", "2019-04-30")),
        ("https://ledger.example/uploads/2019/04/talks.html", None),
        ("https://ledger.example/news/talks-break-off", None),
    ],
)
def test_the_month_in_the_address(url: str, days: Bounds | None) -> None:
    assert _days(annotate(article_of("The two ministers parted without a word.", url=url))) == days


class TestTimesBetweenTwoDays:
    url = "https://ledger.example/2019/04/talks-break-off"

    def _times(self, text: str) -> list[tuple[str, str | None, str | None]]:
        return [(t.value, t.begin, t.end) for t in annotate(article_of(text, url=self.url)).times]

    def test_what_is_the_same_from_both_is_that(self) -> None:
        assert self._times("The plant was closed earlier this year.") == [("2019", "2019-01-01", "2019-12-31")]
        assert self._times("The plant was closed last month.") == [("2019-03", "2019-03-01", "2019-03-31")]

    def test_what_differs_stays_open_between_its_first_and_its_last_day(self) -> None:
        assert self._times("The envoys met on Thursday.") == [("XXXX-WXX-4", "2019-03-28", "2019-04-25")]

    def test_a_date_in_full_is_itself(self) -> None:
        assert self._times("The plant was closed on 3 May 2004.") == [("2004-05-03", "2004-05-03", "2004-05-03")]

    def test_a_length_has_no_days(self) -> None:
        assert self._times("They talked for three hours.") == [("PT3H", None, None)]
