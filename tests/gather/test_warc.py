from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from communique.gather import Unread, gather
from communique.reading import Article
from tests.gather.misbehaving import page

fastwarc = pytest.importorskip("fastwarc.warc")


def record(
    body: bytes,
    *,
    url: str = "https://korvopost.example/2019/04/12/talks",
    kind: str = "text/html",
    status: str = "200 OK",
    headers: str = "",
    type_: str = "response",
) -> bytes:
    """One WARC record, as the standard writes it."""
    content = body
    if type_ == "response":
        content = (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
        )
        kind = "application/http; msgtype=response"
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Record-ID: <urn:uuid:0a1b2c3d-0000-4000-8000-000000000000>\r\n"
            f"WARC-Date: 2019-04-12T10:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        ).encode()
        + content
        + b"\r\n\r\n"
    )


def read(path: Path, data: bytes, **options: int) -> list[Article | Unread]:
    path.write_bytes(data)
    return list(gather([path], **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_the_pages_of_an_archive(tmp_path: Path, ending: str) -> None:
    records = [
        record(page("Ministers meet")),
        record(page("Ferry stopped", "No ferry will sail,"), url="https://korvopost.example/ferry"),
    ]
    packed = b"".join(gzip.compress(each) if ending.endswith(".gz") else each for each in records)
    path = tmp_path / f"crawl{ending}"
    first, second = read(path, packed)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.url == "https://korvopost.example/2019/04/12/talks"
    assert (first.published, first.published_basis) == ("2019-04-12", "url")
    assert second.published is None  # the day of the crawl is no day of publication
    assert (first.path, second.path) == (f"{path}#1", f"{path}#2")


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    data = b"".join(
        [
            record(b"GET / HTTP/1.1\r\n\r\n", type_="request", kind="application/http; msgtype=request"),
            record(b"\x89PNG", kind="image/png"),
            record(b"\x89PNG", kind="image/png"),
            record(b"gone", status="404 Not Found"),
            record(b"User-agent: *", kind="text/plain", url="https://korvopost.example/robots.txt"),
            record(page()),
        ]
    )
    article, told = read(tmp_path / "crawl.warc", data)
    assert isinstance(article, Article)
    assert isinstance(told, Unread)
    assert "2 of the kind image/png, 1 of status 404, 1 of the kind text/plain" in told.message


def test_the_texts_of_an_archive_of_texts(tmp_path: Path) -> None:
    text = "Talks begin\n\nThey began, she said.\n"
    (article,) = read(
        tmp_path / "crawl.warc.wet.gz", gzip.compress(record(text.encode(), type_="conversion", kind="text/plain"))
    )
    assert isinstance(article, Article)
    assert article.text == text


def test_a_record_that_cannot_be_read_costs_itself_alone(tmp_path: Path) -> None:
    latin = page().decode().encode("cp1252")
    data = record(latin) + record(b"<p>nothing</p>") + record(b"x" * 60_000) + record(page())
    found = read(tmp_path / "crawl.warc", data, limit=50_000)
    assert [type(item) for item in found] == [Unread, Unread, Unread, Article]
    assert [item.line for item in found[:3] if isinstance(item, Unread)] == [1, 2, 3]


def test_the_charset_and_the_packing_of_a_response(tmp_path: Path) -> None:
    latin, packed = page().decode().encode("cp1252"), gzip.compress(page())
    data = record(latin, kind="text/html; charset=windows-1252") + record(packed, headers="Content-Encoding: gzip\r\n")
    found = read(tmp_path / "crawl.warc", data)
    assert all(isinstance(item, Article) and "café" in item.text for item in found), found


def test_a_response_that_unpacks_to_too_much(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 300_000_000, 9)
    data = record(bomb, headers="Content-Encoding: gzip\r\n") + record(page())
    first, second = read(tmp_path / "crawl.warc", data, limit=50_000)
    assert isinstance(first, Unread)
    assert isinstance(second, Article)


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
def test_an_archive_that_breaks_off_gives_what_it_has_and_says_so(tmp_path: Path, keep: float) -> None:
    one = gzip.compress(record(page()))
    two = gzip.compress(record(page("Ferry stopped", "No ferry will sail,")))
    found = read(tmp_path / "crawl.warc.gz", one + two[: int(len(two) * keep)])
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Unread)


def test_what_is_no_archive(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "crawl.warc", b"no archive at all\n" * 50)
    assert isinstance(found, Unread)


def test_an_archive_is_read_as_a_stream(tmp_path: Path) -> None:
    """The first article is there before the rest of the file has been touched."""

    class Watched(io.BytesIO):
        furthest = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.furthest = max(self.furthest, self.tell())
            return data

    from communique.gather import Columns
    from communique.gather.warc import read_warc

    stream = Watched(gzip.compress(record(page())) * 2_000)
    assert isinstance(next(read_warc(stream, "crawl.warc.gz", Columns(), 5_000_000)), Article)
    assert stream.furthest < len(stream.getvalue()) / 4
