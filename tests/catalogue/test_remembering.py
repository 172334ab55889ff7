from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import cast
from weakref import ref

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.remembering import remembered


class Asked:
    """Stands for a catalogue: nothing is asked of it."""


def catalogue() -> Catalogue:
    return cast("Catalogue", Asked())


def test_the_last_answers_are_kept_for_each_catalogue() -> None:
    found: list[int] = []

    @remembered(2)
    def twice(_catalogue: Catalogue, number: int) -> int:
        found.append(number)
        return 2 * number

    one, other = catalogue(), catalogue()
    assert [twice(one, number) for number in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert found == [1, 2, 3, 2]
    assert twice(other, 1) == 2
    assert found == [1, 2, 3, 2, 1]


def test_those_who_ask_at_once_wait_for_the_one_that_finds_it_out() -> None:
    found: list[int] = []
    ready, others = Barrier(4), Event()

    @remembered()
    def slowly(_catalogue: Catalogue) -> int:
        others.wait(0.05)  # so that all have asked
        found.append(1)
        return 7

    one = catalogue()

    def ask(_number: int) -> int:
        ready.wait(5)
        return slowly(one)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [7] * 4
    assert found == [1]


def test_what_failed_is_asked_anew_and_a_catalogue_is_let_go_of() -> None:
    faults = [ValueError("not yet")]

    @remembered()
    def once_more(_catalogue: Catalogue) -> int:
        if faults:
            raise faults.pop()
        return 1

    one = catalogue()
    with pytest.raises(ValueError, match="not yet"):
        once_more(one)
    assert once_more(one) == 1
    gone = ref(one)
    del one
    gc.collect()
    assert gone() is None
