from __future__ import annotations

from datetime import UTC, date, datetime

import duckdb
import pytest

from communique.errors import QuestionError
from communique.record import questions as q
from communique.record.definitions import FOLDED


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2018", "2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-02", "2018-02", date(2018, 2, 1), date(2018, 2, 28)),
        ("2020-02", "2020-12", date(2020, 2, 1), date(2020, 12, 31)),
        (" 2018-05-24 ", date(2018, 5, 24), date(2018, 5, 24), date(2018, 5, 24)),
        (datetime(2018, 5, 24, 9, tzinfo=UTC), "9999", date(2018, 5, 24), date(9999, 12, 31)),
    ],
)
def test_days_months_and_years_are_included_whole(
    since: str | date, until: str | date, first: date, last: date
) -> None:
    begin, end = q.between("date", since, until)
    assert (begin.clause, begin.values) == ("date >= ?", (first,))
    assert (end.clause, end.values) == ("date <= ?", (last,))
    assert q.between("date", None, None) == []


@pytest.mark.parametrize(
    "value", ["", "18", "2018-13", "2018-02-30", "2018-5", "yesterday", "24 May 2018", "2018-05-24x"]
)
def test_what_is_no_date_is_refused_with_examples(value: str) -> None:
    with pytest.raises(QuestionError, match="is no date") as caught:
        q.between("date", value, None)
    assert "2018-05" in caught.value.fix


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(QuestionError, match="later than"):
        q.between("date", "2019", "2018-12")


def test_valid_words_are_named() -> None:
    assert (q.quotation("direct"), q.certainty("denied"), q.kind("state")) == ("direct", "denied", "state")
    with pytest.raises(QuestionError, match="direct, mixed, indirect"):
        q.quotation("verbatim")
    with pytest.raises(QuestionError, match="asserted, reported, hedged, denied"):
        q.certainty("sure")
    with pytest.raises(QuestionError, match="person, state"):
        q.kind("man")


def test_limits_are_not_negative() -> None:
    assert (q.checked_limit(None), q.checked_limit(0)) == (None, 0)
    with pytest.raises(QuestionError):
        q.checked_limit(-1)


def test_values_never_stand_in_the_query_itself() -> None:
    where = (*q.holding("content", 'a\'b "c d"* '), q.Condition("source_actor = ?", ("x'; DROP",)))
    query = q.statements_query(where, 5)
    assert "DROP" not in query.text
    assert query.text.count("?") == len(query.values) == 3
    assert query.text.endswith("ORDER BY date NULLS LAST, article, number, id LIMIT 5")


TEXTS = (
    "Oil prices rose.",
    "OIL-PRICES, they said",
    "the “oil” and its ‘prices’ – so dear…",
    "Öil prices",
    "o\u0301il prices",
    "oi\u00adl prices",
    "ﬁrm \u212ailn prices of oil",
    "oil\u200bprices",
    "turmoil, pricesetting",
    "the café’s prices",
    "the CAFE prices",
    "",
)


@pytest.mark.parametrize(
    "words", ["oil", "oil prices", '"oil prices"', "price*", "café", "cafe", "kiln", "firm", "o-i", "ÖIL"]
)
def test_long_texts_have_the_words_that_short_ones_would_have(words: str) -> None:
    connection = duckdb.connect()
    connection.execute(FOLDED)
    connection.execute("CREATE TABLE told AS SELECT unnest(?::VARCHAR[]) AS words", [[*TEXTS, None]])
    found = []
    for conditions in (q.holding("words", words), q.telling("words", words)):
        query = q.select("words", "told", conditions)
        found.append(connection.execute(query.text, query.values).fetchall())
    assert found[0] == found[1]
