from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.gather import article_of
from communique.reading import Reading
from communique.record import Record
from communique.web import House, create_app
from tests.catalogue.telling import following_of

EVIL = '<script>alert(1)</script> \u202egnissim\u202c & "quoted"'


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    record = Record.open(tmp_path / "record", create=True)
    texts = [("Alpha talks.", "2019-03-02", "Talks begin"), ("Beta.", "2019-03-01", EVIL)]
    record.add(
        Reading(article_of(text, published=day, title=title, outlet="Harbour Post")) for text, day, title in texts
    )
    following = following_of(record.path)
    with TestClient(create_app(House(following))) as client:
        yield client
    following.close()


def test_a_page_is_told_as_html_json_and_csv_alike(client: TestClient) -> None:
    html = client.get("/articles?q=talks")
    assert html.status_code == 200
    assert "<h1>Articles</h1>" in html.text
    assert "<mark>Talks</mark> begin" in html.text
    told = client.get("/api/articles?q=talks").json()
    assert [row["title"] for row in told["articles"]["rows"]] == ["Talks begin"]
    assert client.get("/articles?q=talks&as=json").json() == told
    sheet = client.get("/articles?q=talks&as=csv")
    assert sheet.headers["content-disposition"] == 'attachment; filename="articles.csv"'
    (row,) = csv.DictReader(io.StringIO(sheet.text))
    assert row["title"] == "Talks begin"


def test_links_keep_what_was_asked(client: TestClient) -> None:
    page = client.get("/articles?outlet=Harbour+Post&order=title&page=1").text
    assert "/articles?outlet=Harbour+Post&amp;order=-title" in page


def test_a_field_of_a_form_that_was_left_empty_asks_nothing(client: TestClient) -> None:
    assert client.get("/api/articles?q=&outlet=").json()["articles"]["total"] == 2


def test_what_is_no_question_of_a_page_is_an_error(client: TestClient) -> None:
    assert client.get("/api/articles?wrods=talks").status_code == 422


def test_the_words_of_others_stay_text(client: TestClient) -> None:
    page = client.get("/articles").text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_openapi_names_every_question_with_what_it_asks(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()["paths"]["/api/articles"]["get"]
    assert {"q", "outlet", "since", "until"} <= {one["name"] for one in told["parameters"]}
    assert all(one["description"] for one in told["parameters"])
    assert "GET /api/articles" in client.get("/api").text


def test_a_long_list_is_downloaded_whole_and_no_cell_is_a_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.web.pages.stretches.DOWNLOADED", 20)
    record = Record.open(tmp_path / "record", create=True)
    titles = [f"=Talks {number}" for number in range(60)]
    record.add(Reading(article_of(f"Text {title}.", published="2019-03-02", title=title)) for title in titles)
    following = following_of(record.path)
    with TestClient(create_app(House(following))) as client:
        sheet = client.get("/articles?as=csv&page=2").text
        page = client.get("/api/articles").json()
    following.close()
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert sorted(row["title"] for row in rows) == sorted(f"'{title}" for title in titles)
    assert len(page["articles"]["rows"]) == 50
