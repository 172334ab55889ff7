"""What holds of any text: nothing is raised, spans lie within what is read, and the cost is linear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.gather.article import article_of
from communique.layout import layout
from communique.reading import Article, Block, Span
from communique.times import times
from communique.times.grammar import RULES
from communique.times.lexicon import CARDINALS, CLASS_OF, ORDINALS, words_of
from communique.times.normal import NORMALISERS

LONG, GROWTH = 4_000, 8  # words of a text, and how many times dearer one four times as long may be

_WORDS = st.sampled_from(
    [
        *sorted(CLASS_OF),
        *words_of("May March Monday Tuesday June August Jan. Sept. Thanksgiving Easter Good Friday Feb. New Year"),
        *words_of("1 2 29 30 31 32 1994 1998 2099 1000 0 00 1990s '90s 21st 3.5 1,200 10:35 24:00 99:99 0.5 1.2.3 1e9"),
        *words_of("2017-03-14 2017-13-40 9999-12-31 12/31/99 31/31/31 1/1/0000 999999999999999999 ½ ٣ ² １９９４"),
        *words_of("a.m. p.m. GMT EST o'clock 's - – , . ; $ % will was said"),
        "to\n\n",
        "9" * 400,
    ]
)
_NO_YEARS = sorted(
    {*CLASS_OF, "May", "June", "Monday", "Aug.", "12", "31", "10:35", "a.m.", "said", "will", "."}
    - {*CARDINALS, *ORDINALS}
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=30).map(" ".join))
_DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2000, 2, 29)]))


def _article(text: str, published: str | None) -> Article:
    return Article("x", text, published=published)


@settings(max_examples=600, deadline=None)
@given(_TEXTS, _DAYS)
def test_no_text_is_too_odd(text: str, day: date | None) -> None:
    found = times(_article(text, None if day is None else day.isoformat()), (Block(Span(0, len(text)), "body"),))
    end = 0
    for number, time in enumerate(found, 1):
        assert time.id == f"t{number}"
        assert end <= time.span.start < time.span.end <= len(text)
        assert time.span.of(text).strip() == time.span.of(text)
        assert time.value
        assert " " not in time.value
        assert (time.begin is None) == (time.end is None)
        assert time.begin is None or (time.end is not None and time.begin <= time.end)
        end = time.span.end


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_NO_YEARS), max_size=30).map(" ".join))
def test_without_the_articles_day_nothing_is_guessed(text: str) -> None:
    assert not [time for time in times(_article(text, None), ()) if time.begin]


@pytest.mark.parametrize("published", ["", "not a day", "2018-13-40", "18-05-24", None])
def test_a_day_that_is_none_is_no_day(published: str | None) -> None:
    text = "They met on Tuesday."
    assert times(_article(text, published), ())[0].value == "XXXX-WXX-2"


def test_only_what_is_read_is_read() -> None:
    text = "They met on Monday.\n\nPublished Tuesday\n\nThey parted on Friday."
    at = text.index("Published"), text.index("They parted")
    blocks = (
        Block(Span(0, at[0]), "body"),
        Block(Span(at[0], at[1]), "other"),
        Block(Span(at[1], len(text)), "body"),
    )
    found = times(_article(text, "2018-05-24"), blocks)
    assert [t.span.of(text) for t in found] == ["Monday", "Friday"]


def test_an_expression_does_not_reach_over_a_block() -> None:
    text = "They met in May\n\n1998 was bad."
    blocks = (Block(Span(0, 17), "headline"), Block(Span(17, len(text)), "body"))
    assert [t.span.of(text) for t in times(_article(text, "2018-05-24"), blocks)] == ["May", "1998"]


def test_sentences_bound_the_clause_that_gives_the_tense() -> None:
    text = "He will come • On Tuesday"
    whole = times(_article(text, "2018-05-24"), ())
    cut = times(_article(text, "2018-05-24"), (), [Span(0, 13), Span(13, len(text))])
    assert (whole[0].value, cut[0].value) == ("2018-05-29", "2018-05-22")


def test_it_reads_what_layout_gives() -> None:
    article = article_of("SEOUL, June 1 (Reuters) - The envoys left on Monday for talks.", published="2018-06-01")
    assert [t.value for t in times(article, layout(article))] == ["2018-06-01", "2018-05-28"]


def test_every_rule_has_its_normaliser() -> None:
    assert {*RULES[1:], "shared"} == {*NORMALISERS}


@pytest.mark.parametrize(
    "word",
    ["one", "the", "Monday", ",", "the end of", "1998", "May", "a few more", "in the early", "24 and", "said", "\n",
     "twenty-", "June 1,", "first", "last", "of the", "a.m.", "- ", "'s", "x" * 20],
)  # fmt: skip
def test_the_cost_is_linear(word: str, cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    short, long = (_article(f"{word} " * (LONG // n), "2018-05-24") for n in (4, 1))
    assert cpu_seconds(lambda: times(long, ())) < GROWTH * cpu_seconds(lambda: times(short, ())) + 0.02
