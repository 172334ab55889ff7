from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from communique.reviews import queue, weigh
from communique.weave import Disagreement, Occurrence, Origin, Side, Step, When
from tests.reviews.made import woven

SURE = next(o for o in woven().occurrences if o.kind == "statement" and len(o.accounts) == 1)
SURE = replace(
    SURE,
    accounts=(replace(SURE.accounts[0], score=1.0),),
    when=When("2018-01-01", "2018-01-01", "text"),
    disagreements=(),
    certainty="asserted",
    actors=("PRK",),
)
DATES = Disagreement("date", (Side("2018-01-01", (0,)), Side("2018-02-01", (0,))))


def scored(score: float, **more: Any) -> Occurrence:
    return replace(SURE, accounts=(replace(SURE.accounts[0], score=score),), **more)


@pytest.mark.parametrize(
    ("doubtful", "reason"),
    [
        (scored(0.41), "score 0.41"),
        (replace(SURE, certainty="hedged"), "hedged"),
        (replace(SURE, certainty="denied"), "denied"),
        (replace(SURE, disagreements=(DATES,)), "accounts differ on the date"),
        (replace(SURE, actors=()), "speaker unknown"),
        (replace(SURE, when=None), "date unknown"),
        (replace(SURE, when=When("2018-01-01", "2018-03-01", "inferred")), "date inferred"),
        (replace(SURE, kind="move", step=Step("offer", None, "USA", None)), "whose move it is, is unknown"),
    ],
)
def test_whatever_speaks_against_it_weighs_and_is_told(doubtful: Occurrence, reason: str) -> None:
    assert weigh(SURE).value == 0
    assert weigh(doubtful).value > 0
    assert weigh(doubtful).reasons == (reason,)
    assert weigh(replace(doubtful, disagreements=(*doubtful.disagreements, DATES))).value > weigh(doubtful).value


def test_what_matters_more_comes_first() -> None:
    statement = scored(0.5, id="a")
    event = scored(0.5, id="b", kind="event")
    move = scored(0.5, id="c", kind="move", step=Step("offer", "PRK", "USA", None))
    threat = replace(move, id="d", step=Step("threat", "PRK", "USA", None))
    planned, held = (
        scored(0.5, id=id_, kind="meeting", status=status) for id_, status in (("e", "planned"), ("f", "held"))
    )
    order = [waiting.occurrence.id for waiting in queue([statement, event, move, threat, planned, held])]
    assert order == ["d", "f", "c", "e", "b", "a"]
    assert [w.occurrence.id for w in queue([statement, event, move], limit=2)] == ["c", "b"]
    assert [w.occurrence.id for w in queue([statement, event, move], done={"c"})] == ["b", "a"]


def test_what_more_rests_on_comes_first_and_what_is_certain_never() -> None:
    one = scored(0.5)
    told = replace(one, origins=(*one.origins, Origin("x", "X", "outlet")))
    assert weigh(told).value == 2 * weigh(one).value
    assert weigh(told).reasons == ("score 0.50", "2 origins")
    assert weigh(one, {one.id}).value > weigh(one).value
    assert "rests on it" in weigh(one, {one.id}).reasons[-1]
    assert queue([SURE]) == []


def test_a_hundred_thousand_are_weighed_in_seconds() -> None:
    many = [one for one in woven().occurrences for _ in range(20)]
    begun = time.process_time()
    queue(many, limit=100)
    assert (time.process_time() - begun) / len(many) < 50e-6
