"""Records that older releases wrote open, answer, take more in, and are woven to what a record of today comes to.

`layouts/layout-N.zip` is a record of three shipped dispatches as the last release with that layout wrote it. What is
found by full text is made anew, so its index is not kept there.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from communique import Record, annotate, article_of
from communique.record.manifest import LAYOUT

KEPT = sorted((Path(__file__).parent / "layouts").glob("layout-*.zip"))
TEXT = "The ferry talks will go on, minister Jan Ek of Sweden said on Monday."


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(tmp_path / "record")
    return tmp_path / "record"


def test_the_layout_before_is_kept_to_be_tried() -> None:
    assert LAYOUT - 1 in {int(path.stem.rpartition("-")[2]) for path in KEPT}


def test_an_older_record_opens_and_answers(older: Path) -> None:
    record = Record.open(older)
    info = record.info()
    assert (info.articles, info.statements) == (3, 39)
    assert len(record.statements(by="donald-trump").dicts()) > 5
    assert [hit.article for hit in record.search("summit")]
    row = next(iter(record.statements(quotation="direct")))
    assert all(span.of(record.reading(row.article).article.text) for span in row.spans)


def test_it_takes_more_in_and_is_woven_as_a_record_of_today_is(older: Path, tmp_path: Path) -> None:
    record = Record.open(older)
    readings = [record.reading(row.id) for row in record.articles()]
    more = annotate(article_of(TEXT, published="2031-03-03"))
    record.add([more])
    record.weave()
    today = Record.open(tmp_path / "today", create=True)
    today.add([*readings, more])
    today.weave()
    assert record.woven() == today.woven()
    assert record.info().layout == LAYOUT
