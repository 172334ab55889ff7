from __future__ import annotations

from pathlib import Path

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.bargains import bargain, pair_named, pairs
from communique.catalogue.making import make
from communique.errors import QuestionError
from communique.record import Record
from tests.catalogue import salmon


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return salmon.record(tmp_path_factory.mktemp("bargains") / "record", salmon.first(), salmon.later())


@pytest.fixture(scope="module")
def catalogue(record: Record) -> Catalogue:
    return Catalogue(record.path, make(record.path))


def test_a_table_has_what_each_gives_and_asks_with_the_answer(record: Record, catalogue: Catalogue) -> None:
    (pair,) = pairs(catalogue)
    assert (pair.names, pair.lines) == (("Chile", "Norway"), len(record.table().exchanges[0].lines))
    lines = {heading.title: heading.lines[0] for heading in bargain(catalogue, pair).headings}
    asked = lines["Norway asks"]
    assert (asked.words, asked.issue_name) == ("lift all sanctions on salmon", "Sanctions")
    assert asked.answer_kind == "partly met"
    # the answer leads to what shows it
    offer = next(one for one in record.woven().occurrences if one.step and one.step.kind == "offer")
    assert asked.answered == offer.id
    assert lines["Chile refuses"].answer == ""


def test_a_pair_goes_by_one_party_or_two(catalogue: Catalogue) -> None:
    assert pair_named(catalogue, "norway") == pair_named(catalogue, "CHL", "NOR")
    with pytest.raises(QuestionError, match="Peru"):
        pair_named(catalogue, "Peru")


def test_what_was_met_or_is_older_is_counted_and_shown_when_asked_for(catalogue: Catalogue, tmp_path: Path) -> None:
    asked = {
        "2021-01-01": "release the trawler captain from jail in Arica",
        "2021-03-01": "publish the catch quotas of every fjord",
        "2021-05-01": "compensate the widows of the drowned crew",
        "2021-07-01": "hand over its satellite pictures of the coast",
    }
    told = []
    for day, words in asked.items():
        text = f"Norway demanded that Chile {words}."
        told.append(salmon.told(text, day, salmon.move(text, "demand", "NOR", "CHL", asks=words, issue=None)))
    made = salmon.record(tmp_path / "record", told)
    other = Catalogue(made.path, make(made.path))
    (pair,) = pairs(other)
    shown = bargain(other, pair)
    whole = bargain(other, pair, everything=True)
    assert sum(len(heading.lines) for heading in whole.headings) == pair.lines
    assert shown.hidden == pair.lines - sum(len(heading.lines) for heading in shown.headings) > 0
    assert bargain(catalogue, pairs(catalogue)[0]).hidden == 0
