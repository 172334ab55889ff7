from __future__ import annotations

import numpy as np
import pytest

from communique.catalogue.coded import UNKNOWN, Coded, Count, by_day, counted, foremost, once


@pytest.mark.parametrize("most", [1, 3, 7, 20, 50])
def test_the_foremost_are_those_of_the_whole_put_in_order(most: int) -> None:
    keys = np.array([3, 1, 2, 1, 3, 0, 2, 1, 5, 4, 0, 3, 3, 2, 9, 1, 1, 0, 7, 2])
    assert foremost(keys, most).tolist() == np.argsort(keys, kind="stable")[:most].tolist()


def test_values_are_counted_the_most_frequent_first_and_equal_ones_by_the_alphabet() -> None:
    values = ("a", "b", "c", "d")
    codes = np.array([3, 1, 1, 0, -1, 3, 2, -1], np.int32)
    assert counted(values, codes, 3) == (Count("b", 2), Count("d", 2), Count("a", 1))
    assert counted(values, codes, 9) == (Count("b", 2), Count("d", 2), Count("a", 1), Count("c", 1))
    assert counted(values, np.array([], np.int32), 2) == ()
    assert counted((), np.array([-1], np.int32), 2) == ()


def test_changed_values_may_be_new_or_none_and_the_column_stays() -> None:
    before = Coded(("a", "b"), np.array([0, 1, 1], np.int32))
    after = before.changed({0: "z", 1: None})
    assert [after.having(value).tolist() for value in ("a", "b", "z")] == [
        [False, False, False], [False, False, True], [True, False, False],
    ]  # fmt: skip
    assert before.codes.tolist() == [0, 1, 1]


def test_of_those_with_one_head_the_first_stays() -> None:
    head, members = np.array([0, 1, 0, 3, 1], np.int32), np.array([2, 2, 2, 1, 2], np.int32)
    assert once(np.array([0, 1, 2, 3, 4]), head, members).tolist() == [0, 1, 3]
    assert once(np.array([2, 3, 4]), head, members).tolist() == [2, 3, 4]


def test_days_are_counted_whatever_their_order_and_unknown_ones_left_out() -> None:
    assert by_day(np.array([1, UNKNOWN, 0, 1], np.int32)) == (("1970-01-01", 1), ("1970-01-02", 2))
    assert by_day(np.array([], np.int32)) == ()
