from __future__ import annotations

from pathlib import Path

import pytest

from communique.catalogue import Catalogue, Following, Order, Stretch
from communique.catalogue.articles import articles
from communique.catalogue.making import make, path_of
from communique.errors import RecordError
from communique.gather import article_of
from communique.reading import Reading
from communique.record import Record, manifest


def _reading(text: str, published: str | None, outlet: str = "Harbour Post", title: str | None = None) -> Reading:
    return Reading(article_of(text, published=published, outlet=outlet, title=title, path=f"{text.split()[0]}.txt"))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record.open(tmp_path / "record", create=True)
    made.add(
        [
            _reading("Alpha talks.", "2019-03-02", title="Talks begin"),
            _reading("Beta talks.", "2019-03-01", "Meridian", "Talks are near"),
            _reading("Gamma.", None, title="A road is mended"),
        ]
    )
    return made


def test_articles_are_listed_by_day_and_what_has_none_goes_last(record: Record) -> None:
    found = articles(Catalogue(record.path, make(record.path)))
    assert [(one.published, one.title) for one in found.rows] == [
        ("2019-03-01", "Talks are near"),
        ("2019-03-02", "Talks begin"),
        (None, "A road is mended"),
    ]
    assert found.total == 3


def test_a_stretch_is_part_of_the_whole_in_the_order_asked_for(record: Record) -> None:
    catalogue = Catalogue(record.path, make(record.path))
    found = articles(catalogue, order=Order.of("-title"), stretch=Stretch(1, 1))
    assert [one.title for one in found.rows] == ["Talks are near"]
    assert (found.total, found.first) == (3, 1)


def test_filters_are_all_met(record: Record) -> None:
    catalogue = Catalogue(record.path, make(record.path))
    assert [one.outlet for one in articles(catalogue, words="talk*", outlet="Meridian").rows] == ["Meridian"]
    assert articles(catalogue, since="2019-03-02").total == 1


def test_an_empty_record_has_a_catalogue(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(record.path, make(record.path))
    assert articles(catalogue).total == 0
    assert (catalogue.state.articles, catalogue.state.first) == (0, None)


def test_what_is_added_is_followed_and_the_file_of_before_is_gone(record: Record) -> None:
    following = Following(record.path)
    before = following.catalogue
    record.add([_reading("Delta.", "2019-03-03")])
    assert following.behind
    following.renew()
    assert following.fault is None
    assert following.catalogue.state.articles == 4
    assert [one.added for one in articles(following.catalogue, since="2019-03-03").rows] == [2]
    # a request that began before goes on with what it began with
    assert articles(before).total == 3
    assert not before.path.exists()
    following.close()


def test_a_catalogue_that_was_cut_off_is_made_again(record: Record) -> None:
    path = path_of(record.path, manifest.load(record.path))
    path.write_bytes(b"cut off")
    with pytest.raises(RecordError, match="Delete the file"):
        Catalogue(record.path, path)
    following = Following(record.path)
    assert articles(following.catalogue).total == 3
    following.close()
