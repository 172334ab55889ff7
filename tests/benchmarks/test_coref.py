"""The scores of coreference on examples that were worked out by hand."""

from __future__ import annotations

import pytest

from tests.scripts import script

coref = script("benchmarks/_coref.py")

# The example of Vilain et al. (1995) and Bagga and Baldwin (1998): twelve mentions, of which two chains were joined.
GOLD = [{1, 2, 3, 4, 5}, {6, 7}, {8, 9, 10, 11, 12}]
JOINED = [{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11, 12}]


def test_muc_counts_links() -> None:
    assert coref._muc(GOLD, JOINED) == (9, 9)
    assert coref._muc(JOINED, GOLD) == (9, 10)
    # 1 2 3 4 | 5 6 against 1 2 | 3 4 5 | 6: of gold's four links two are left
    assert coref._muc([{1, 2, 3, 4}, {5, 6}], [{1, 2}, {3, 4, 5}, {6}]) == (2, 4)


def test_b_cubed_counts_mentions() -> None:
    assert coref._b_cubed(GOLD, JOINED) == (12, 12)
    # (5*5/5) + (2*2 + 5*5)/7
    hit, given = coref._b_cubed(JOINED, GOLD)
    assert (hit, given) == (pytest.approx(5 + 29 / 7), 12)


def test_a_mention_alone_counts_for_b_cubed_and_not_for_muc() -> None:
    assert coref._muc([{1}, {2}], [{1, 2}]) == (0, 0)
    assert coref._b_cubed([{1}, {2}], [{1, 2}]) == (2, 2)


def test_ceaf_pairs_each_chain_once() -> None:
    # {6,7} and {8 … 12} both overlap the second found chain; the better, 2*5/12, is taken
    assert coref._ceaf(GOLD, JOINED) == pytest.approx(1 + 10 / 12)
    scores = coref.conll([(GOLD, JOINED)])
    recall, precision = (1 + 10 / 12) / 3, (1 + 10 / 12) / 2
    assert scores["CEAF-φ4"] == round(200 * recall * precision / (recall + precision), 1)
    assert scores["MUC"] == round(200 * 0.9 / 1.9, 1)
    assert scores["CoNLL F1"] == round((scores["MUC"] + scores["B³"] + scores["CEAF-φ4"]) / 3, 1)


def test_the_best_pairs_are_not_the_greedy_ones() -> None:
    import numpy as np

    # the largest value, .9, would leave the second row .1
    assert coref._largest(np.array([[0.9, 0.8], [0.7, 0.1]])) == pytest.approx(1.5)
    assert coref._largest(np.array([[0.9, 0.8, 0.0], [0.9, 0.1, 0.2]])) == pytest.approx(1.7)
    assert coref._largest(np.zeros((0, 0))) == 0
