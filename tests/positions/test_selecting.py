"""Positions and tables as they are asked for: names, issues, a day; and of a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.desk import Desk
from communique.dispatches import gold
from communique.errors import QuestionError
from communique.gather import article_of
from communique.positions import positions, table
from communique.reading import Actor, Move, Reading, Span, Term
from communique.record import Record
from communique.weave import weave
from tests.positions.samples import DESK, move, when, woven

WOVEN = woven(
    move("a", when("2021-01-05"), "demand", asks="an end to the toll on salt"),
    move("b", when("2021-02-05"), "refusal", "BMR", "ARV", gives="end the toll on salt"),
    move("c", when("2021-03-05"), "offer", gives="open the sluice", issue="dam"),
    move("d", None, "demand", asks="a lower duty on timber"),
)


def test_a_party_goes_by_its_id_or_name_and_an_issue_too() -> None:
    for party, issue in (("ARV", "tolls"), ("arvia", "LAKE TOLLS")):
        (found,) = positions(WOVEN, party=party, issue=issue, desk=DESK).positions
        assert (found.party, found.issue) == ("ARV", "tolls")


def test_one_party_has_of_all_positions_and_tables_its_own() -> None:
    told = weave(gold().values())
    positions_of_all, tables_of_all = positions(told).positions, table(told).exchanges
    assert len({p.party for p in positions_of_all}) > 2
    for party in dict.fromkeys(p.party for p in positions_of_all[:9]):
        assert positions(told, party=party).positions == tuple(p for p in positions_of_all if p.party == party)
        theirs = tuple(exchange for exchange in tables_of_all if party in exchange.parties)
        assert table(told, parties=[party]).exchanges == theirs
        for exchange in theirs[:1]:
            assert table(told, parties=exchange.parties).exchanges == (exchange,)


def test_an_unknown_issue_names_those_that_there_are() -> None:
    with pytest.raises(QuestionError, match="tolls, dam, talks"):
        positions(WOVEN, issue="fish", desk=DESK)
    with pytest.raises(QuestionError, match="Did you mean 'dam'"):
        table(WOVEN, issue="damn", desk=DESK)


def test_a_day_is_the_end_of_a_day_a_month_or_a_year() -> None:
    for at in ("2021-02-05", "2021-02"):
        found = positions(WOVEN, at=at, desk=DESK)
        assert {s.occurrence for p in found.positions for s in p.history} == {"a", "b"}
        assert found.undated == 1
    assert found.at == "2021-02-28"
    assert positions(WOVEN, desk=DESK).undated == 0
    with pytest.raises(QuestionError, match="no date"):
        table(WOVEN, at="soon", desk=DESK)


def test_terms_of_another_list_get_an_issue_of_this_one_and_without_a_desk_of_the_shipped() -> None:
    old = woven(move("a", when("2021-01-05"), "demand", asks="sanctions relief", issue="purse"))
    assert [one.issue for one in positions(old).positions] == ["sanctions"]
    assert [one.issue for one in positions(old, desk=Desk()).positions] == ["sanctions"]


def test_nothing_is_woven_and_nothing_is_held() -> None:
    assert positions(woven(), desk=DESK).positions == ()
    assert table(woven(), desk=DESK).exchanges == ()


def test_a_record_tells_its_positions_and_its_table(tmp_path: Path) -> None:
    text = "Norway demanded that Chile lift its sanctions on salmon."
    term = Term((Span(25, 55),), "lift its sanctions on salmon", "sanctions")
    reading = Reading(
        article_of(text, published="2021-01-05"),
        actors=(Actor("NOR", "Norway", "state", "NOR"), Actor("CHL", "Chile", "state", "CHL")),
        moves=(Move("v1", "demand", "NOR", "CHL", "NOR", asks=(term,), spans=(Span(0, 55),)),),
    )
    record = Record.open(tmp_path / "record", create=True)
    record.add([reading])
    assert record.positions().positions == ()
    record.weave()
    (held,) = record.positions(party="Norway").positions
    assert (held.issue, held.last.kind, held.last.accounts[0].words) == ("sanctions", "demand", text[:55])
    (line,) = record.table(parties=["NOR", "CHL"]).exchanges[0].lines
    assert (line.side, line.text, line.answer and line.answer.kind) == ("asks", term.text, "unanswered")
