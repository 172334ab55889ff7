from __future__ import annotations

import socket
from typing import Any

import pytest

from communique.gather.web import Failed, Fetched, Fetcher, Limits, addresses
from communique.gather.web.addresses import is_public
from tests.gather.misbehaving import Reply, page, serving

LIMITS = Limits(seconds=2.0, pause=0.0)

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.9.9",
    "192.168.1.1",
    "169.254.169.254",  # where clouds keep their keys
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "240.0.0.1",
    "::",
    "::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "no address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_no_spelling_of_this_machine_is_fetched(host: str) -> None:
    with serving() as server:
        server.replies["/"] = Reply(page())
        found = Fetcher(limits=LIMITS).fetch(f"http://{host}:{server.base.rpartition(':')[2]}/")
        assert isinstance(found, Failed)
        assert server.asked == []


class Names:
    """A resolver whose answers are given; it counts how often it is asked."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): list(each) for name, each in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *_args: Any, **_named: Any) -> list[Any]:
        self.asked.append(host)
        if host not in self.answers:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]  # an address, handed on
        answers = self.answers[host]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answer]


def test_a_name_that_leads_home_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server:
        port = server.base.rpartition(":")[2]
        for found_at in (["127.0.0.1"], ["8.8.8.8", "127.0.0.1"]):
            monkeypatch.setattr(socket, "getaddrinfo", Names(news_example=[found_at]))
            found = Fetcher(limits=LIMITS).fetch(f"http://news.example:{port}/")
            assert isinstance(found, Failed)
            assert "no public address" in found.message
            assert "--private" in found.message
        assert server.asked == []


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when asked first, and this machine when asked again, gains nothing by it."""
    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_args: Any, **_named: Any) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    names = Names(news_example=[["93.184.215.14"], ["127.0.0.1"]])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(socket, "create_connection", connect)
    found = Fetcher(limits=LIMITS).fetch("http://news.example/")
    assert isinstance(found, Failed)
    assert connected == [("93.184.215.14", 80)]
    assert names.asked == ["news.example"]


def test_a_redirect_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as front, serving() as inside:
        port = front.base.rpartition(":")[2]
        front.replies["/a"] = Reply(status=302, headers={"Location": inside.url("/secret")})
        inside.replies["/secret"] = Reply(page())
        # The first name counts as public, so that the redirect alone is what is refused.
        monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.2" or is_public(address))
        real = socket.create_connection
        monkeypatch.setattr(
            socket, "create_connection", lambda at, *args, **named: real(("127.0.0.1", at[1]), *args, **named)
        )
        monkeypatch.setattr(socket, "getaddrinfo", Names(news_example=[["127.0.0.2"]]))
        found = Fetcher(limits=LIMITS).fetch(f"http://news.example:{port}/a")
        assert isinstance(found, Failed)
        assert "no public address" in found.message
        assert [path for path, _ in front.asked] == ["/robots.txt", "/a"]
        assert inside.asked == []


def test_private_addresses_where_they_are_allowed() -> None:
    with serving() as server:
        server.replies["/"] = Reply(page())
        assert isinstance(Fetcher(limits=LIMITS, private=True).fetch(server.url("/")), Fetched)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server, serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.base)
        server.replies["/"] = Reply(page())
        assert isinstance(Fetcher(limits=LIMITS, private=True).fetch(server.url("/")), Fetched)
        assert proxy.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://",
        "http://a b/",
        "http://[::1",
        "http://x:99999/",
        "//a/b",
    ],
)
def test_what_is_no_url_to_fetch(url: str) -> None:
    assert isinstance(Fetcher(limits=LIMITS).fetch(url), Failed)
