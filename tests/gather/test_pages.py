from __future__ import annotations

from pathlib import Path

import pytest

from communique.gather import Unread, gather
from communique.reading import Article

PAGE = """<!DOCTYPE html>
<html lang="en"><head>{charset}
<title>Bridge talks begin in Korvo | The Korvo Post</title>
<meta property="og:title" content="Bridge talks begin in Korvo">
<meta property="og:site_name" content="The Korvo Post">
<meta property="article:published_time" content="2019-04-12T10:00:00+00:00">
<meta name="author" content="Ada Lunt">
<link rel="canonical" href="https://korvopost.example/2019/04/12/bridge-talks">
</head><body><nav><a href="/">Home</a></nav><article>
<h1>Bridge talks begin in Korvo</h1>
<p>The foreign minister arrived in the capital on Monday for three days of talks on the border and on grain, a visit
that both governments had put off twice since the spring.</p>
<p>“We will not leave before there is a text,” she told reporters at the airport. Her hosts were less hopeful, and said
that the matter of the bridge had not even been put on the agenda.</p>
<p>The café at the border has been closed since the winter, and few believe that it will open soon.</p>
</article><footer>© 2021 The Korvo Post</footer></body></html>"""


def read(path: Path, data: bytes) -> Article | Unread:
    path.write_bytes(data)
    (found,) = gather([path])
    return found


@pytest.mark.parametrize("name", ["page.html", "page.htm"])
def test_text_and_metadata_of_a_page(tmp_path: Path, name: str) -> None:
    article = read(tmp_path / name, PAGE.format(charset='<meta charset="utf-8">').encode())
    assert isinstance(article, Article)
    assert "“We will not leave before there is a text,” she told reporters" in article.text
    assert "Home" not in article.text
    assert (article.title, article.outlet, article.byline) == (
        "Bridge talks begin in Korvo",
        "The Korvo Post",
        "Ada Lunt",
    )
    assert (article.published, article.published_basis) == ("2019-04-12", "metadata")
    assert article.url == "https://korvopost.example/2019/04/12/bridge-talks"
    assert article.path == str(tmp_path / name)


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1"])
def test_the_charset_that_a_page_declares(tmp_path: Path, charset: str) -> None:
    page = PAGE.format(charset=f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">')
    article = read(tmp_path / "page.html", page.encode("cp1252"))
    assert isinstance(article, Article)
    assert "“We will" in article.text
    assert "café" in article.text


def test_utf_8_that_is_declared_as_something_else(tmp_path: Path) -> None:
    article = read(tmp_path / "page.html", PAGE.format(charset='<meta charset="iso-8859-1">').encode())
    assert isinstance(article, Article)
    assert "café" in article.text


@pytest.mark.parametrize(
    "charset", ["", '<meta charset="utf-8">', '<meta charset="punycode">', '<meta charset="euc-kr">']
)
def test_a_page_in_an_encoding_that_it_does_not_declare(tmp_path: Path, charset: str) -> None:
    found = read(tmp_path / "page.html", PAGE.format(charset=charset).encode("cp1252"))
    assert isinstance(found, Unread)
    assert "undecodable" in found.message


def test_a_date_that_the_page_does_not_state_is_not_guessed(tmp_path: Path) -> None:
    page = PAGE.format(charset="")
    for line in page.splitlines():
        if "published_time" in line or "canonical" in line:
            page = page.replace(line, "")
    article = read(tmp_path / "page.html", page.encode())
    assert isinstance(article, Article)
    assert (article.published, article.published_basis) == (None, "unknown")


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>load()</script></body></html>", "<p>", "plain"])
def test_a_page_without_an_article_is_said(tmp_path: Path, page: str) -> None:
    assert isinstance(read(tmp_path / "page.html", page.encode()), Unread)


def test_an_xml_declaration_does_no_harm(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + PAGE.format(charset="")
    article = read(tmp_path / "page.html", page.encode())
    assert isinstance(article, Article)
    assert "café" in article.text
