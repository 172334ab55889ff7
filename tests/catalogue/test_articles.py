from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Semaphore

import pytest

from communique.catalogue import Catalogue, Following, Order, Stretch
from communique.catalogue.articles import SNIPPET, articles, snippet
from communique.catalogue.making import make, path_of
from communique.errors import QuestionError, RecordError
from communique.gather import article_of
from communique.reading import Reading
from communique.record import Record, manifest
from communique.record.words import terms
from tests.catalogue.telling import catalogue_of, copied


def _reading(text: str, published: str | None, outlet: str = "Harbour Post", title: str | None = None) -> Reading:
    return Reading(article_of(text, published=published, outlet=outlet, title=title, path=f"{text.split()[0]}.txt"))


def _record(folder: Path) -> Record:
    made = Record.open(folder, create=True)
    made.add(
        [
            _reading("Alpha talks.", "2019-03-02", title="Talks begin"),
            _reading("Beta talks.", "2019-03-01", "Meridian", "Talks are near"),
            _reading("Gamma.", None, title="A road is mended"),
        ]
    )
    return made


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return _record(tmp_path / "record")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = catalogue_of(_record(tmp_path_factory.mktemp("articles") / "record"))
    yield catalogue
    catalogue.close()


def test_articles_are_listed_by_day_and_what_has_none_goes_last(catalogue: Catalogue) -> None:
    found = articles(catalogue)
    assert [(one.published, one.title) for one in found.rows.rows] == [
        ("2019-03-01", "Talks are near"),
        ("2019-03-02", "Talks begin"),
        (None, "A road is mended"),
    ]
    assert found.rows.total == 3


def test_a_stretch_is_part_of_the_whole_in_the_order_asked_for(catalogue: Catalogue) -> None:
    found = articles(catalogue, order=Order.of("-title"), stretch=Stretch(1, 1))
    assert [one.title for one in found.rows.rows] == ["Talks are near"]
    assert (found.rows.total, found.rows.first) == (3, 1)


def test_filters_are_all_met(catalogue: Catalogue) -> None:
    assert [one.outlet for one in articles(catalogue, q="talk*", outlet="Meridian").rows.rows] == ["Meridian"]
    assert articles(catalogue, since="2019-03-02").rows.total == 1


def test_words_are_of_title_and_text_together(catalogue: Catalogue) -> None:
    assert [one.title for one in articles(catalogue, q="beta near").rows.rows] == ["Talks are near"]
    assert articles(catalogue, q='"talks begin alpha"').rows.total == 1
    assert articles(catalogue, q='"alpha begin"').rows.total == 0
    (one,) = articles(catalogue, q="ALPHA").rows.rows
    assert one.marks == ()
    assert one.snippet is not None
    assert [mark.of(one.snippet.text) for mark in one.snippet.marks] == ["Alpha"]


def test_a_snippet_is_cut_between_words_and_says_where_it_begins() -> None:
    text = f"{'before ' * 60}the harbour {'behind ' * 60}"
    found = snippet(text, terms('"the harbour"'))
    assert found is not None
    assert found.text == text[found.start : found.start + len(found.text)]
    assert [mark.of(found.text) for mark in found.marks] == ["the harbour"]
    assert found.text.startswith("before ")
    assert found.text.endswith("behind")
    assert found.more
    assert snippet("nothing of it", terms("harbour")) is None
    huge = snippet("w" * 100_000, terms("w*"))
    assert huge is not None
    assert len(huge.text) <= SNIPPET


def test_copies_are_listed_with_the_first_that_fits(tmp_path: Path) -> None:
    catalogue = catalogue_of(copied(tmp_path / "copied"))
    found = articles(catalogue)
    assert (found.rows.total, found.copies) == (1, 1)
    assert [(one.outlet, [copy.outlet for copy in one.copies]) for one in found.rows.rows] == [
        ("The Vent Courier", ["The Evening Vent"])
    ]
    (late,) = articles(catalogue, since="2018-05-25").rows.rows
    assert late.outlet == "The Evening Vent"


def test_what_has_no_value_goes_last_either_way_and_undated_ones_are_counted(catalogue: Catalogue) -> None:
    assert [one.published for one in articles(catalogue, order=Order.of("-published")).rows.rows] == [
        "2019-03-02", "2019-03-01", None,
    ]  # fmt: skip
    found = articles(catalogue, until="2019-03-01")
    assert (found.rows.total, found.undated) == (1, 1)
    assert found.days == (("2019-03-01", 1),)
    assert [(one.value, one.count) for one in articles(catalogue).outlets] == [("Harbour Post", 2), ("Meridian", 1)]


def test_the_rarer_word_weighs_more(catalogue: Catalogue) -> None:
    found = articles(catalogue, q="talks", order=Order.of("relevance")).rows.rows
    assert {one.title for one in found} == {"Talks begin", "Talks are near"}
    assert next(one.title for one in found) == "Talks begin", "of two with the same words, the shorter comes first"
    with pytest.raises(QuestionError, match="Order cannot be 'size'"):
        articles(catalogue, order=Order.of("size"))


def test_an_empty_record_has_a_catalogue(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    catalogue = Catalogue(record.path, make(record.path))
    assert articles(catalogue).rows.total == 0
    assert (catalogue.state.articles, catalogue.state.first) == (0, None)


def test_what_is_added_is_followed_and_the_file_of_before_is_gone(record: Record) -> None:
    following = Following(record.path)
    before = following.catalogue
    record.add([_reading("Delta.", "2019-03-03")])
    assert following.behind
    following.renew()
    assert following.fault is None
    assert following.catalogue.state.articles == 4
    assert [one.added for one in articles(following.catalogue, since="2019-03-03").rows.rows] == [2]
    # a request that began before goes on with what it began with
    assert articles(before).rows.total == 3
    assert not before.path.exists()
    following.close()


def test_the_manifest_is_read_again_only_when_it_is_another(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.catalogue.following.LOOK_SECONDS", 0.001)
    make(record.path)
    following = Following(record.path)
    looks, renewed = Semaphore(0), []
    real = manifest.stamp

    def stamp(folder: Path) -> tuple[int, int, int]:
        looks.release()
        return real(folder)

    def looked_often() -> bool:
        while looks.acquire(blocking=False):
            pass  # those of before
        return all(looks.acquire(timeout=10) for _ in range(4))

    monkeypatch.setattr(manifest, "stamp", stamp)
    monkeypatch.setattr(following, "renew", lambda: renewed.append(1))
    following.start()
    assert looked_often()
    assert len(renewed) == 1
    record.add([_reading("Delta.", "2019-03-03")])
    assert looked_often()
    following.close()
    assert len(renewed) == 2


def test_a_catalogue_that_was_cut_off_is_made_again(record: Record) -> None:
    path = path_of(record.path, manifest.load(record.path))
    path.write_bytes(b"cut off")
    with pytest.raises(RecordError, match="Delete the file"):
        Catalogue(record.path, path)
    following = Following(record.path)
    assert articles(following.catalogue).rows.total == 3
    following.close()
