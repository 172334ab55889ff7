"""The chances that a step is right, which are counted over the labelled sentences."""

from __future__ import annotations

import tomllib

from benchmarks.moves import DRAWN, HELD_OUT, Chances, chances
from communique.moves import Found
from communique.moves.scores import TABLE, UNSEEN, score
from communique.reading import Span
from training.moves.format import read_all


def test_a_chance_is_drawn_toward_that_of_all_where_few_were_counted() -> None:
    counted = Chances({("verb", "offer"): (90, 100), ("will", "threat"): (0, 1)})
    assert counted.all == 90 / 101
    assert abs(counted.of("verb", "offer") - 0.9) < 0.01
    assert counted.of("will", "threat") == DRAWN * counted.all / (1 + DRAWN)
    assert counted.of("noun", "offer") == counted.all


def test_the_shipped_chances_are_near_those_that_are_counted_now() -> None:
    counted = Chances(chances([one for one in read_all() if one.id not in HELD_OUT]))
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rows = [(rule, kind, chance) for rule, kinds in table.items() for kind, chance in kinds.items()]
    assert len(rows) > 20
    assert all(abs(chance - counted.of(rule, kind)) < 0.1 for rule, kind, chance in rows)


def test_a_step_is_scored_by_its_rule_and_kind() -> None:
    one = Found("verb", "withdrawal", "PER", None, None, Span(0, 1))
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    assert score(one) == round(UNSEEN * table["verb"]["withdrawal"], 2)
    assert 0 < score(Found("noun", "withdrawal", "PER", None, None, Span(0, 1))) < 1
