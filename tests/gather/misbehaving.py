"""A real HTTP server on loopback that does what it is told, however bad, and remembers what it was asked."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

PAGE = """<!DOCTYPE html>
<html lang="en"><head>{head}
<title>{title}</title>
</head><body><article>
<h1>{title}</h1>
<p>The harbour minister of Tolvania met her colleague from Westmark on the island for two hours on Tuesday, a meeting
that had been put off three times since the spring, and that neither of the capitals had announced.</p>
<p>“{words}” she told reporters at the quay. Her colleague was less hopeful, and said that the café at the border would
stay closed until there was a text that both parliaments could read.</p>
</article></body></html>"""


def page(title: str = "Ministers meet", words: str = "We will sign in the autumn,", head: str = "") -> bytes:
    """An article that trafilatura finds, told apart by its title and what is said in it."""
    return PAGE.format(title=title, words=words, head=head).encode()


def feed(*links: str, head: str = "") -> bytes:
    """An RSS feed of these links."""
    items = "".join(
        f"<item><title>Item {number}</title><link>{link}</link>"
        f"<pubDate>Tue, 12 Mar 2019 0{number % 10}:00:00 +0000</pubDate></item>"
        for number, link in enumerate(links)
    )
    return (
        f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title>{head}{items}</channel></rss>'.encode()
    )


@dataclass(frozen=True)
class Reply:
    """What is sent: `body`, as it is, under `status` and `headers`."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


Doing = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Host:
    """The server. `replies` says what is done for each path; what was asked, with its headers, is in `asked`."""

    base: str
    replies: dict[str, Reply | Doing] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    over: Event = field(default_factory=Event)

    def url(self, path: str) -> str:
        """The whole URL of a path."""
        return self.base + path

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving(address: str = "127.0.0.1") -> Iterator[Host]:
    """A server for the block."""
    host = Host("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with host.lock:
                host.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                host.times.append(time.monotonic())
            reply = host.replies.get(self.path, Reply(b"gone", 404))
            with suppress(OSError):
                if isinstance(reply, Reply):
                    send(self, reply)
                else:
                    reply(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    host.base = f"http://{address}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Sends a whole reply."""
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if "Content-Length" not in reply.headers:
        handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(reply.body)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A page without an end, as fast as it goes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>and so on</p>" * 4_000)


def dripping(over: Event) -> Doing:
    """A page that comes a byte at a time, and always another one in time for a reader who waits for each."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return drip


def dripping_headers(over: Event) -> Doing:
    """The same, but never getting through its headers."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        while not over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return drip


def silent(over: Event) -> Doing:
    """Takes the request and never answers."""

    def wait(handler: BaseHTTPRequestHandler) -> None:
        over.wait()

    return wait


def bomb(megabytes: int) -> Reply:
    """A small answer that unpacks to many megabytes."""
    packed = gzip.compress(b"\0" * 1_000_000) * megabytes
    return Reply(packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
