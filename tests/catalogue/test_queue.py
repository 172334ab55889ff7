from __future__ import annotations

from pathlib import Path

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.making import make
from communique.catalogue.queue import accounts_in, accounts_of, numbers, people_of, same_perhaps, waiting
from communique.catalogue.whole import whole
from communique.chronology.brief import key_days
from communique.dispatches import gold
from communique.record import Record
from communique.reviews.weighing import weigh
from communique.weave import Woven


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    made = Record.open(tmp_path_factory.mktemp("queue") / "record", create=True)
    made.add(gold().values())
    made.weave()
    return made


@pytest.fixture(scope="module")
def woven(record: Record) -> Woven:
    return record.woven()


@pytest.fixture(scope="module")
def catalogue(record: Record) -> Catalogue:
    return Catalogue(record.path, make(record.path))


def test_the_queue_has_every_occurrence_in_order_of_its_weight(catalogue: Catalogue, woven: Woven) -> None:
    every = numbers(catalogue)
    rows = waiting(catalogue, every)
    by_id = {one.id: one for one in woven.occurrences}
    assert {row.occurrence for row in rows} == by_id.keys()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    key = {one.id for day in key_days(woven.occurrences) for one in day.shown}
    assert key
    weights = [weigh(by_id[row.occurrence], key) for row in rows]
    assert [weight.value for weight in weights] == sorted((weight.value for weight in weights), reverse=True)
    assert [row.reasons for row in rows] == [weight.reasons for weight in weights]


def test_a_row_leads_to_the_first_account(catalogue: Catalogue, woven: Woven) -> None:
    (row,) = waiting(catalogue, [1])
    one = next(one for one in woven.occurrences if one.id == row.occurrence)
    first = one.accounts[0]
    assert (row.article, row.item, row.head) == (first.article, first.item, min(first.spans).start)
    assert (row.articles, row.origins) == (one.articles, len(one.origins))


def test_filters_are_all_met(catalogue: Catalogue, woven: Woven) -> None:
    by_id = {one.id: one for one in woven.occurrences}
    for row in waiting(catalogue, numbers(catalogue, kind="demand", actors=("PRK", "USA"))):
        one = by_id[row.occurrence]
        assert one.step is not None
        assert one.step.kind == "demand"
        assert {"PRK", "USA"}.intersection(one.actors)
    about = waiting(catalogue, numbers(catalogue, issue="sanctions"))
    assert about
    for row in about:
        step = by_id[row.occurrence].step
        assert step is not None
        assert "sanctions" in {term.issue for term in (*step.gives, *step.asks)}
    found = waiting(catalogue, numbers(catalogue, words="sanction*"))
    assert found
    assert all("sanction" in row.summary.lower() for row in found)
    assert len(numbers(catalogue, kind="poem")) == 0


def test_a_state_acts_by_its_people(catalogue: Catalogue) -> None:
    assert people_of(catalogue, "PRK")[0] == "PRK"
    assert "kim-jong-un" in people_of(catalogue, "PRK")
    assert people_of(catalogue, "kim-jong-un") == ("kim-jong-un",)


def test_an_occurrence_is_taken_out_whole(catalogue: Catalogue, woven: Woven) -> None:
    some = woven.occurrences[:20]
    assert whole(catalogue, [one.id for one in some]) == {one.id: one for one in some}
    assert whole(catalogue, ["0" * 16]) == {}


def test_the_accounts_of_an_item_are_found(catalogue: Catalogue, woven: Woven) -> None:
    one = max(woven.occurrences, key=lambda one: len(one.accounts))
    for account in one.accounts:
        placed = accounts_of(catalogue, account.article, account.item)
        assert (one.id, account.spans) in {(place.occurrence, place.spans) for place in placed}
    of = accounts_in(catalogue, {account.article for account in one.accounts})
    assert len(of) == sum(
        account.article in {own.article for own in one.accounts}
        for other in woven.occurrences
        for account in other.accounts
    )


def test_what_may_be_the_same_is_of_the_same_kind_and_near(catalogue: Catalogue, woven: Woven) -> None:
    for one in woven.occurrences[:40]:
        for other in same_perhaps(catalogue, one):
            assert other.kind == one.kind
            assert other.occurrence != one.id
    one = next(one for one in woven.occurrences if one.kind == "move")
    found = same_perhaps(catalogue, one, words="sanctions")
    assert found
    assert all("sanctions" in other.summary.lower() for other in found)


def test_an_empty_record_has_an_empty_queue(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(record.path, make(record.path))
    assert len(numbers(catalogue)) == 0
    assert waiting(catalogue, []) == ()
