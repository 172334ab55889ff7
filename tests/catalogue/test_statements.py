from __future__ import annotations

from pathlib import Path

import pytest

from communique.catalogue import Catalogue, Stretch
from communique.catalogue.statements import FoundStatements, statements
from communique.errors import QuestionError
from tests.catalogue.telling import catalogue_of, copied
from tests.record.samples import ORLOK, RUIZ


def contents(found: FoundStatements) -> list[str | None]:
    return [row.said.content for row in found.rows.rows]


def test_all_words_are_to_be_found_a_phrase_in_its_order_and_a_beginning_goes_on(made: Catalogue) -> None:
    assert contents(statements(made, q="harbour close")) == ["his country would close the harbour at Vent"]
    assert contents(statements(made, q='"close the harbour"')) == ["his country would close the harbour at Vent"]
    assert contents(statements(made, q='"harbour close"')) == []
    assert contents(statements(made, q="inspec*", order="date")) == [
        "that it had asked for inspections",
        "inspections … never began",
    ]
    assert contents(statements(made, q='"at Ven"*')) == ["his country would close the harbour at Vent"]
    assert contents(statements(made, q="CAFE elysee")) == ["“The talks at the Café Élysée were useful.”"]


def test_what_was_looked_for_is_marked_where_it_stands(made: Catalogue) -> None:
    (row,) = statements(made, q="cafe useful").rows.rows
    assert [mark.of(row.said.content or "") for mark in row.marks] == ["Café", "useful"]
    (row,) = statements(made, q='"the harbour at"').rows.rows
    assert [mark.of(row.said.content or "") for mark in row.marks] == ["the harbour at"]


def test_filters_are_all_met(made: Catalogue) -> None:
    assert statements(made, by=ORLOK.id).rows.total == 4
    assert statements(made, by=ORLOK.id, quotation="direct").rows.total == 1
    assert contents(statements(made, to=ORLOK.id)) == ["“The talks at the Café Élysée were useful.”"]
    assert contents(statements(made, through="epa")) == ["his country would close the harbour at Vent"]
    assert statements(made, country="QDR").rows.total == 2
    assert statements(made, outlet="Qadira Today", certainty="hedged").rows.total == 1
    assert statements(made, by="nobody").rows.total == 0


def test_days_are_those_of_the_statement_and_what_has_none_is_counted(made: Catalogue) -> None:
    found = statements(made, since="2018-05-03", until="2018-05")
    assert found.rows.total == 3
    assert found.undated == 2
    early = statements(made, until="2018-05-10").rows.rows
    assert [(row.said.content, row.when and row.when.basis) for row in early] == [
        ("that it had asked for inspections", "text")
    ]


def test_the_latest_come_first_those_of_one_article_as_they_stand_and_undated_ones_last(made: Catalogue) -> None:
    days = [row.said.date for row in statements(made).rows.rows]
    assert days == ["2018-06-01", "2018-06-01", "2018-05-24", "2018-05-24", "2018-05-03", None, None]
    assert [row.said.statement for row in statements(made).rows.rows][:4] == ["s1", "s2", "s1", "s2"]
    assert [row.said.date for row in statements(made, order="date").rows.rows] == [
        "2018-05-03", "2018-05-24", "2018-05-24", "2018-06-01", "2018-06-01", None, None,
    ]  # fmt: skip


def test_a_stretch_is_part_of_the_whole(made: Catalogue) -> None:
    every = statements(made, order="date")
    part = statements(made, order="date", stretch=Stretch(2, 3))
    assert contents(part) == contents(every)[2:5]
    assert (part.rows.total, part.rows.first) == (7, 2)
    assert statements(made, stretch=Stretch(700, 50)).rows.rows == ()


def test_facets_count_all_that_fits_and_not_only_what_is_shown(made: Catalogue) -> None:
    facets = statements(made, stretch=Stretch(0, 1)).facets
    assert {one.value: one.count for one in facets.speakers} == {ORLOK.id: 4, RUIZ.id: 1, "QDR": 1}
    assert facets.unnamed == 1
    assert {one.value: one.count for one in facets.countries} == {"ELB": 4, "QDR": 2}
    assert [(one.value, one.count) for one in facets.hands] == [("epa", 1)]
    assert facets.names[ORLOK.id] == "Pavel Orlok"
    assert {one.value: one.count for one in statements(made, by=ORLOK.id).facets.quotations} == {
        "indirect": 2, "direct": 1, "mixed": 1,
    }  # fmt: skip


def test_the_rarer_word_weighs_more(told: Catalogue) -> None:
    best = statements(told, q="the summit", order="relevance")
    assert best.rows.total > 3
    scores = [len((row.said.content or "").split()) for row in best.rows.rows]
    assert sum(scores[:3]) < sum(scores[-3:]), "of two with the same words, the shorter comes first"


def test_the_same_words_in_copies_are_listed_once(told: Catalogue) -> None:
    found = statements(told, q='"very good news"')
    assert found.rows.total == 1
    assert found.copies == 2
    (row,) = found.rows.rows
    assert len(row.copies) == 2
    assert len({row.said.article, *(copy.article for copy in row.copies)}) == 3
    every = statements(told, stretch=Stretch(0, 1000))
    assert every.rows.total + every.copies == told.state.statements
    assert len(every.rows.rows) == every.rows.total


def test_a_copy_is_listed_where_the_first_does_not_fit(tmp_path: Path) -> None:
    catalogue = catalogue_of(copied(tmp_path / "record"))
    (first,) = statements(catalogue, q="harbour close").rows.rows
    assert (first.said.outlet, [copy.outlet for copy in first.copies]) == ("The Vent Courier", ["The Evening Vent"])
    (second,) = statements(catalogue, q="harbour close", outlet="The Evening Vent").rows.rows
    assert (second.said.outlet, [copy.outlet for copy in second.copies]) == ("The Evening Vent", ["The Vent Courier"])
    catalogue.close()


def test_nothing_was_said_after_its_article_appeared(told: Catalogue) -> None:
    for row in statements(told, stretch=Stretch(0, 1000)).rows.rows:
        if row.said.published and row.when:
            assert row.when.end <= row.said.published


def test_what_was_woven_has_its_line_in_the_chronology(told: Catalogue, made: Catalogue) -> None:
    assert all(row.occurrence for row in statements(told).rows.rows)
    assert all(row.occurrence is None for row in statements(made).rows.rows)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"order": "size"}, "Order cannot be 'size'"),
        ({"quotation": "loud"}, "Quotation cannot be 'loud'"),
        ({"since": "soon"}, "no date"),
        ({"since": "2019", "until": "2018"}, "later than until"),
        ({"outlet": "Qadira Tody"}, "Did you mean Qadira Today"),
        ({"q": "?!"}, "no word to look for"),
    ],
)
def test_a_wrong_value_is_an_error_that_says_what_would_be_right(
    made: Catalogue, asked: dict[str, str], words: str
) -> None:
    with pytest.raises(QuestionError, match=words):
        statements(made, **asked)  # type: ignore[arg-type]
