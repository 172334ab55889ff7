from __future__ import annotations

from dataclasses import replace

import pytest

from communique.reading import Span
from communique.record.columns import READ_TABLES, TABLES, schemas
from communique.record.tables import day, rows, words
from tests.record.samples import harbour, samples


def test_every_row_has_the_columns_of_its_table() -> None:
    for reading in samples():
        for table, found in rows(reading).items():
            assert all(row.keys() == set(schemas()[table].names) for row in found)
        assert rows(reading).keys() == set(READ_TABLES)
    assert set(schemas()) == set(TABLES)


def test_every_text_is_cut_by_its_spans_and_not_looked_for() -> None:
    # the same words stand twice, and the spans are those of the second time
    reading = harbour()
    text = "Qadira denied that it had asked for inspections. " + reading.article.text
    shift = len(text) - len(reading.article.text)
    statement = reading.statements[2]
    moved = replace(statement, content=replace(statement.content, spans=(Span(shift + 234, shift + 267),)))
    row = rows(replace(reading, article=replace(reading.article, text=text), statements=(moved,)))["statements"][0]
    assert row["content"] == "that it had asked for inspections"
    assert row["content_spans"] == [{"start": shift + 234, "end": shift + 267}]


def test_a_statement_is_flattened_with_the_names_of_those_in_it() -> None:
    first, second, third = rows(harbour())["statements"]
    assert (first["source_actor"], first["source_name"], first["source_country"]) == (
        "pavel-orlok",
        "Pavel Orlok",
        "ELB",
    )
    assert [(hand["actor"], hand["name"], hand["words"], hand["relation"]) for hand in first["chain"]] == [
        ("epa", "Elbonian Press Agency", "the Elbonian Press Agency", "reported")
    ]
    assert second["content"] == "“We keep our word,” … “and we expect the same.”"
    assert (second["addressee"], second["addressee_actor"]) == ("envoys", None)
    assert third["source_country"] == "QDR", "a state is of its own country"


def test_the_date_of_a_statement_is_its_own_where_it_has_one() -> None:
    dates = [str(row["date"]) for row in rows(harbour())["statements"]]
    assert dates == ["2018-05-24", "2018-05-24", "2018-05-03"]
    undatable = replace(harbour(), times=(replace(harbour().times[0], begin=None),))
    assert str(rows(undatable)["statements"][2]["date"]) == "2018-05-24"


def test_a_time_that_the_article_leaves_open_is_no_date() -> None:
    (time, *_) = harbour().times
    between = replace(harbour(), times=(replace(time, value="XXXX-WXX-4", begin="2018-05-03", end="2018-05-10"),))
    assert str(rows(between)["statements"][2]["date"]) == "2018-05-24"


def test_statements_are_numbered_in_text_order() -> None:
    shuffled = replace(harbour(), statements=harbour().statements[::-1])
    assert [(row["number"], row["id"]) for row in rows(shuffled)["statements"]] == [(1, "s1"), (2, "s2"), (3, "s3")]


def test_words_of_no_spans_are_none_and_not_empty() -> None:
    assert words((), "abc") is None
    assert words((Span(0, 1), Span(2, 3)), "abc") == "a … c"


@pytest.mark.parametrize("value", ["2018-05-24", "2018-05-24T08:00:00Z"])
def test_a_day_is_read(value: str) -> None:
    assert str(day(value)) == "2018-05-24"


@pytest.mark.parametrize("value", [None, "", "2018", "2018-05", "2018-02-30", "May 2018"])
def test_what_is_no_single_day_is_none(value: str | None) -> None:
    assert day(value) is None
