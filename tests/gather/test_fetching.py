from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from threading import Event, Thread

import pytest

from communique.gather.web import Failed, Fetched, Fetcher, Limits, Unchanged
from tests.gather.misbehaving import (
    Doing,
    Host,
    Reply,
    bomb,
    dripping,
    dripping_headers,
    endless,
    page,
    send,
    serving,
    silent,
)

LIMITS = Limits(size=400_000, seconds=0.8, redirects=3, pause=0.0)


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as host:
        yield host


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(limits=LIMITS, private=True)


def failure(fetcher: Fetcher, url: str) -> Failed:
    found = fetcher.fetch(url)
    assert isinstance(found, Failed), found
    return found


def test_a_page_is_fetched_under_this_programs_own_name(host: Host, fetcher: Fetcher) -> None:
    host.replies["/a?q=1"] = Reply(page(), headers={"Content-Type": 'Text/HTML; Charset="ISO-8859-1"', "ETag": '"7"'})
    found = fetcher.fetch(host.url("/a?q=1#part"))
    assert isinstance(found, Fetched)
    assert (found.data, found.kind, found.charset, found.etag) == (page(), "text/html", "ISO-8859-1", '"7"')
    assert [path for path, _ in host.asked] == ["/robots.txt", "/a?q=1"]
    assert all(headers["user-agent"].startswith("communique/") for _, headers in host.asked)


def test_gzip_is_asked_for_and_unpacked(host: Host, fetcher: Fetcher) -> None:
    packed = gzip.compress(page()[:100]) + gzip.compress(page()[100:])
    host.replies["/a"] = Reply(packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    found = fetcher.fetch(host.url("/a"))
    assert isinstance(found, Fetched)
    assert found.data == page()
    assert dict(host.asked)["/a"]["accept-encoding"] == "gzip"


@pytest.mark.parametrize("kind", ["endless", "bomb", "long"])
def test_what_is_too_big_is_not_taken_in(host: Host, fetcher: Fetcher, kind: str) -> None:
    replies: dict[str, Reply | Doing] = {"endless": endless, "bomb": bomb(200), "long": Reply(b"x" * 400_001)}
    host.replies["/a"] = replies[kind]
    found = failure(fetcher, host.url("/a"))
    assert "longer than 400,000 bytes" in found.message
    assert not found.passing


@pytest.mark.parametrize("kind", [dripping, dripping_headers, silent])
def test_a_slow_answer_is_given_up_at_its_deadline(host: Host, fetcher: Fetcher, kind: object) -> None:
    host.replies["/a"] = kind(host.over)  # type: ignore[operator]
    begun = time.monotonic()
    found = failure(fetcher, host.url("/a"))
    assert time.monotonic() - begun < 2.5
    assert "No whole answer came" in found.message
    assert found.passing


def test_slow_redirects_share_one_deadline(host: Host, fetcher: Fetcher) -> None:
    def later(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)
        send(handler, Reply(status=302, headers={"Location": "/a"}))

    host.replies["/a"] = later
    begun = time.monotonic()
    assert "No whole answer" in failure(fetcher, host.url("/a")).message
    assert time.monotonic() - begun < 2.0


@pytest.mark.parametrize(
    "headers", [{"Content-Length": "9000"}, {"Content-Encoding": "gzip"}, {"Transfer-Encoding": "chunked"}]
)
def test_a_truncated_answer_is_not_taken_for_a_whole_one(host: Host, fetcher: Fetcher, headers: dict[str, str]) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        body = gzip.compress(page())[:-30] if "Content-Encoding" in headers else page()
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(b"fff\r\n" + body if "Transfer-Encoding" in headers else body)
        handler.close_connection = True

    host.replies["/a"] = cut
    found = failure(fetcher, host.url("/a"))
    assert "break" in found.message or "broke" in found.message
    assert found.passing


def test_what_is_no_http(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            for _ in range(2):
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"SSH-2.0-example\r\n")

        Thread(target=answer, daemon=True).start()
        assert failure(fetcher, f"http://127.0.0.1:{server.getsockname()[1]}/").passing


def test_a_closed_port(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "cannot be reached" in failure(fetcher, f"http://127.0.0.1:{port}/").message


@pytest.mark.parametrize(
    ("status", "passing"), [(404, False), (410, False), (403, False), (500, True), (503, True), (429, True)]
)
def test_faults_of_the_host(host: Host, fetcher: Fetcher, status: int, passing: bool) -> None:
    host.replies["/a"] = Reply(page(), status)
    found = failure(fetcher, host.url("/a"))
    assert f"answered {status}" in found.message
    assert found.passing is passing


def test_a_redirect_is_followed_and_its_end_remembered(host: Host, fetcher: Fetcher) -> None:
    host.replies["/a"] = Reply(status=301, headers={"Location": "b/é"})
    host.replies["/b/%C3%A9"] = Reply(page())
    found = fetcher.fetch(host.url("/a"))
    assert isinstance(found, Fetched)
    assert host.paths() == ["/a", "/b/%C3%A9"]


def test_redirects_that_go_round(host: Host, fetcher: Fetcher) -> None:
    host.replies["/a"] = Reply(status=302, headers={"Location": "/b"})
    host.replies["/b"] = Reply(status=302, headers={"Location": "/a"})
    assert "more than 3 times" in failure(fetcher, host.url("/a")).message
    assert len(host.paths()) == 4


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "ftp://example.org/a", "http://user:word@example.org/", "http:///a"]
)
def test_a_redirect_away_from_http_is_not_followed(host: Host, fetcher: Fetcher, where: str) -> None:
    host.replies["/a"] = Reply(status=302, headers={"Location": where})
    assert not failure(fetcher, host.url("/a")).passing


def test_what_was_had_before_is_asked_for_again_with_its_marks(host: Host, fetcher: Fetcher) -> None:
    host.replies["/a"] = Reply(status=304)
    day = formatdate(1_550_000_000, usegmt=True)
    assert isinstance(fetcher.fetch(host.url("/a"), etag='"7"', modified=day), Unchanged)
    headers = host.asked[-1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"7"', day)


def test_an_unasked_304_is_a_fault(host: Host, fetcher: Fetcher) -> None:
    host.replies["/a"] = Reply(status=304)
    assert "answered 304" in failure(fetcher, host.url("/a")).message


def test_a_host_that_wants_a_short_delay_is_given_it(host: Host, fetcher: Fetcher) -> None:
    def once(handler: BaseHTTPRequestHandler) -> None:
        first = host.paths().count("/a") == 1
        send(handler, Reply(status=429, headers={"Retry-After": "1"}) if first else Reply(page()))

    host.replies["/a"] = once
    assert isinstance(fetcher.fetch(host.url("/a")), Fetched)
    first, second = host.times[1:]
    assert second - first >= 1.0


@pytest.mark.parametrize("told", ["in seconds", "as a date"])
def test_a_host_that_wants_a_long_delay_is_left_alone(host: Host, fetcher: Fetcher, told: str) -> None:
    far = "3600" if told == "in seconds" else formatdate(time.time() + 3600, usegmt=True)
    host.replies["/a"] = Reply(status=503, headers={"Retry-After": far})
    found = failure(fetcher, host.url("/a"))
    assert found.wait == pytest.approx(3600, abs=5)
    again = failure(fetcher, host.url("/b"))
    assert again.wait == pytest.approx(3600, abs=5)
    assert host.paths() == ["/a"]


def test_requests_to_one_host_keep_their_distance(host: Host) -> None:
    host.replies.update({f"/{number}": Reply(page()) for number in range(4)})
    fetcher = Fetcher(limits=Limits(pause=0.2), private=True)
    for number in range(4):
        fetcher.fetch(host.url(f"/{number}"))
    asked = [at for (path, _), at in zip(host.asked, host.times, strict=True) if path != "/robots.txt"]
    assert all(later - sooner >= 0.19 for sooner, later in pairwise(asked))


def test_stopping_ends_a_wait() -> None:
    stop = Event()
    stop.set()
    with serving() as host:
        found = failure(Fetcher(limits=LIMITS, private=True, stop=stop), host.url("/a"))
        assert "stopped" in found.message
        assert host.paths() == []


def test_robots_txt_is_heeded_also_at_a_redirect(host: Host, fetcher: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: communique\nDisallow: /private*\nCrawl-delay: 0.3\n"
    host.replies["/robots.txt"] = Reply(rules, headers={"Content-Type": "text/plain"})
    host.replies.update({"/open": Reply(page()), "/a": Reply(status=302, headers={"Location": "/private/b"})})
    assert isinstance(fetcher.fetch(host.url("/open")), Fetched)
    for path in ("/private/a", "/a"):
        assert "robots.txt keeps" in failure(fetcher, host.url(path)).message
    assert host.paths() == ["/open", "/a"]
    assert [path for path, _ in host.asked].count("/robots.txt") == 1
    assert host.times[2] - host.times[1] >= 0.29


def test_a_host_whose_robots_txt_has_a_fault_is_not_asked(host: Host, fetcher: Fetcher) -> None:
    host.replies["/robots.txt"] = Reply(status=500)
    found = failure(fetcher, host.url("/a"))
    assert "robots.txt cannot be had" in found.message
    assert found.passing
    assert host.paths() == []
