"""Reviews over the shelf of lines: the same as a chronology of what was woven, as people left it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.lines.choosing import Choice, Wanted
from communique.catalogue.lines.opening import life_at, line_named, occurrences_at
from communique.catalogue.lines.reviewed import index_of, reviews_of
from communique.catalogue.making import make
from communique.chronology import chronology, meetings
from communique.errors import CommuniqueError
from communique.record import Record
from communique.reviews import Entry, Review, Verdict, correction, entry_of_account
from communique.weave import Occurrence
from tests.reviews.made import reading_of, readings, woven


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reviewed") / "record"
    record = Record.open(folder, create=True)
    record.add(readings())
    record.weave()
    return folder


@pytest.fixture
def record(made: Path) -> Record:
    """The record without a review."""
    for file in made.glob("reviews.*"):
        file.unlink()
    return Record.open(made)


@pytest.fixture(scope="module")
def file(made: Path) -> Path:
    """The catalogue's: reviews change nothing of it."""
    return make(made)


@pytest.fixture
def catalogue(record: Record, file: Path) -> Catalogue:
    return Catalogue(record.path, file)


def entries_of(one: Occurrence) -> list[Entry]:
    return [entry_of_account(reading_of(account.article), one, account) for account in one.accounts]


def correcting(entry: Entry, **after: Any) -> Review:
    return correction(reading_of(entry.article), entry, after, who="Ada")


def shown(catalogue: Catalogue, **wanted: Any) -> list[Occurrence]:
    choice = Choice(index_of(catalogue), Wanted(**wanted))
    told = occurrences_at(catalogue, choice.index, choice.lines.tolist())
    return [told[line] for line in choice.lines.tolist()]


def by_order_of_days(found: list[Occurrence]) -> list[tuple[str, str]]:
    return [(one.when.begin, one.when.end) if one.when else ("", "") for one in found]


ASKED: tuple[dict[str, Any], ...] = ({}, {"kind": "statement"}, {"kind": "move"}, {"kind": "meeting"}, {"key": True})


def compare(catalogue: Catalogue, record: Record) -> None:
    now = record.woven()
    for asked in ASKED:
        told = chronology(now, **{{"key": "brief"}.get(name, name): value for name, value in asked.items()})
        expected = [entry.occurrence for entry in told.entries]
        found = shown(catalogue, **asked)
        assert {one.id: one for one in found} == {one.id: one for one in expected}, asked
        assert by_order_of_days(found) == by_order_of_days(expected), asked
        choice = Choice(index_of(catalogue), Wanted(**asked))
        assert (choice.known, choice.beside, choice.hidden) == (told.known, told.beside, told.hidden), asked
    for facet in Choice(index_of(catalogue), Wanted(actors=("PRK",))).facets(most=6):
        for row in facet.rows:
            more: dict[str, Any] = {facet.question: row.value} if facet.question != "actor" else {}
            actors = ("PRK", row.value) if facet.question == "actor" else ("PRK",)
            wanted = Wanted(actors=tuple(dict.fromkeys(actors)), **more)
            assert row.count == len(Choice(index_of(catalogue), wanted).lines), (facet.question, row)
    for meeting in now.encounters:
        assert life_at(catalogue, index_of(catalogue), meeting.id) == meetings(now, meeting=meeting.id)[0]


def test_without_reviews_lines_are_as_they_were_woven(catalogue: Catalogue, record: Record) -> None:
    assert index_of(catalogue).fresh is None
    compare(catalogue, record)


def test_what_is_corrected_is_told_as_corrected_from_the_next_page_on(catalogue: Catalogue, record: Record) -> None:
    move = next(one for one in woven().occurrences if one.kind == "move" and len(one.accounts) > 1)
    record.reviews.add(correcting(entries_of(move)[0], party="ISL", when=["2019-12-24", "2019-12-24"]))
    compare(catalogue, record)
    (found,) = shown(catalogue, party="Iceland")
    assert (found.id, found.when and found.when.begin) == (move.id, "2019-12-24")
    assert shown(catalogue, since="2019-12", until="2019-12")[0].id == move.id
    index = index_of(catalogue)
    said = reviews_of(index, [move.id])[move.id]
    assert said.startswith("party and when corrected by Ada, ")


def test_what_is_rejected_is_not_listed_and_can_be_shown(catalogue: Catalogue, record: Record) -> None:
    said = next(one for one in woven().occurrences if one.kind == "statement" and len(one.accounts) > 1)
    first, *others = entries_of(said)
    before = Choice(index_of(catalogue), Wanted())
    assert before.rejected == 0
    review = record.reviews.add(Review("reject", "Ada", first, others=tuple(others)))
    compare(catalogue, record)
    after = Choice(index_of(catalogue), Wanted())
    assert (after.known, after.rejected) == (before.known - 1, 1)
    assert shown(catalogue, rejected=True) == [said]
    index = index_of(catalogue)
    line = line_named(catalogue, index, said.id)
    assert line is not None
    assert index.rejected[line]
    record.reviews.undo(review.id, "Ada")
    assert shown(catalogue, rejected=True) == []
    compare(catalogue, record)


def test_what_is_merged_is_one_line_and_the_address_of_each_leads_to_it(catalogue: Catalogue, record: Record) -> None:
    one, other = [o for o in woven().occurrences if o.kind == "statement" and not o.related][:2]
    record.reviews.add(Review("merge", "Ada", entries_of(one)[0], others=(entries_of(other)[0],)))
    compare(catalogue, record)
    index = index_of(catalogue)
    assert line_named(catalogue, index, one.id) == line_named(catalogue, index, other.id) is not None


def test_what_is_split_is_two_lines(catalogue: Catalogue, record: Record) -> None:
    one = next(o for o in woven().occurrences if o.kind == "meeting" and len({a.article for a in o.accounts}) > 1)
    first, *others = entries_of(one)
    record.reviews.add(Review("split", "Ada", first, others=(others[-1],)))
    known = Choice(index_of(catalogue), Wanted()).known
    assert known == len(woven().occurrences) + 1
    compare(catalogue, record)


@pytest.mark.parametrize("seed", range(6))
def test_many_reviews_come_to_the_same_as_weaving_what_people_left(
    catalogue: Catalogue, record: Record, seed: int
) -> None:
    choose, added = random.Random(seed), 0
    for number in range(12):
        one, other = choose.sample(woven().occurrences, 2)
        entry = choose.choice(entries_of(one))
        more = entries_of(other)[0]
        saw = record.reviews.of(entry)
        days = [f"2018-0{choose.randint(1, 9)}-1{number % 10}"] * 2
        verdict: Verdict = choose.choice(("reject", "correct", "merge", "accept"))
        seen = saw[-1].id if saw else None
        try:
            if verdict == "correct":
                record.reviews.add(replace(correcting(entry, when=days), saw=seen))
            else:
                others = (more,) if verdict == "merge" else ()
                record.reviews.add(Review(verdict, "Ada", entry, others=others, saw=seen))
            added += 1
        except CommuniqueError:  # two of different kinds cannot be merged, and another may have been seen by nobody
            continue
    assert added > 3
    compare(catalogue, record)
