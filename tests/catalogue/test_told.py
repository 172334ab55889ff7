from __future__ import annotations

from pathlib import Path

import pytest

from communique.catalogue import Catalogue
from communique.catalogue.making import make
from communique.catalogue.told import told
from communique.gather import article_of
from communique.reading import Party, Passage, Reading, Span, Statement
from communique.record import Record

STORY = (
    "The harbour talks between Alba and Beld went on for a third day, and the minister said that nothing had been "
    "agreed before the tide turned and the boats had to leave the quay again."
)
WIRE = f"{STORY} Nobody knew when they would meet next."
COPY = f"A new beginning by the second paper.\n\n{WIRE}"


def _reading(text: str, day: str | None, outlet: str) -> Reading:
    said = Span(text.index("nothing had"), text.index(" before"))
    source, cue = Span(text.index("the minister"), text.index(" said")), Span(text.index("said"), text.index(" that"))
    statement = Statement("s1", Party((source,)), Passage((cue,)), Passage((said,)), "indirect", score=0.5)
    article = article_of(text, published=day, outlet=outlet, path=f"{outlet}.txt", title=None)
    return Reading(article, statements=(statement,))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record.open(tmp_path / "record", create=True)
    made.add([_reading(COPY, "2019-03-02", "Second Paper"), _reading(WIRE, "2019-03-01", "Wire")])
    made.weave()
    return made


def test_a_reading_comes_back_as_it_was_added(record: Record) -> None:
    catalogue = Catalogue(record.path, make(record.path))
    for reading in (_reading(COPY, "2019-03-02", "Second Paper"), _reading(WIRE, "2019-03-01", "Wire")):
        found = told(catalogue, reading.article.id)
        assert found is not None
        assert found.reading == reading


def test_a_copy_tells_of_its_family_and_where_its_passages_stood_first(record: Record) -> None:
    catalogue = Catalogue(record.path, make(record.path))
    first, copy = article_of(WIRE).id, article_of(COPY).id
    found = told(catalogue, copy)
    assert found is not None
    assert [(other.id, other.outlet, other.published) for other in found.copies] == [(first, "Wire", "2019-03-01")]
    (passage,) = found.passages
    assert passage.origin.id == first
    assert passage.span.of(COPY) == passage.origin_span.of(WIRE)
    assert passage.span.of(COPY).startswith("The harbour talks")
    origin = told(catalogue, first)
    assert origin is not None
    assert origin.passages == ()
    assert [other.name for other in origin.copies] == ["Second Paper.txt"]


def test_items_tell_of_which_occurrence_they_are(record: Record) -> None:
    catalogue = Catalogue(record.path, make(record.path))
    found = [told(catalogue, article_of(text).id) for text in (WIRE, COPY)]
    occurrences = [one.occurrences for one in found if one is not None]
    assert occurrences[0] == occurrences[1]
    (one,) = occurrences[0]
    assert (one.item, one.articles, one.texts, one.status) == ("s1", 2, 1, None)
    assert one.id in {occurrence.id for occurrence in record.occurrences()}


def test_what_came_after_the_weaving_says_so(record: Record) -> None:
    late = _reading(f"Later. {STORY}", "2019-03-05", "Third Paper")
    record.add([late])
    catalogue = Catalogue(record.path, make(record.path))
    found, before = told(catalogue, late.article.id), told(catalogue, article_of(WIRE).id)
    assert found is not None
    assert before is not None
    assert (found.woven, found.copies, found.occurrences) == (False, (), ())
    assert before.woven


def test_an_article_that_is_not_there_is_none(record: Record, tmp_path: Path) -> None:
    assert told(Catalogue(record.path, make(record.path)), "no such id") is None
    empty = Record.open(tmp_path / "empty", create=True)
    assert told(Catalogue(empty.path, make(empty.path)), "") is None
