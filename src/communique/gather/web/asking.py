"""One request to one URL: sent, and its answer taken in, within limits of time and size."""

from __future__ import annotations

import gzip
import io
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from functools import cache
from urllib.parse import quote, urlsplit

from communique.gather.web.addresses import PrivateAddressError, UnknownHostError
from communique.gather.web.outcome import Failed, failed

_KEPT = "/%:@!$&'()*+,;=~-._?[]"  # of a path or a query; everything else is written in percent signs
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart once, so that no two readers of it can disagree about its host."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """`https://example.org:443`."""
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def authority(self) -> str:
        """The host as the Host header has it: without the port that goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    def content_type(self) -> tuple[str, str | None]:
        """The media type in small letters ("" where none is told), and the charset."""
        message = Message()
        message["Content-Type"] = self.headers.get("content-type", "")
        kind = message.get_content_type() if "/" in self.headers.get("content-type", "") else ""
        charset = message.get_param("charset")
        return kind, charset.strip("'\" ") if isinstance(charset, str) else None


def target_of(url: str) -> Target | Failed:
    """The parts of `url`, or why it is not fetched."""
    try:
        parts = urlsplit(url.strip())
        scheme, host = parts.scheme.lower(), (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or _PORTS.get(scheme, 0)
        path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    except (ValueError, UnicodeError) as error:
        return failed(url, f"This is no URL: {error}", fix="check it in a browser")
    if scheme not in _PORTS:
        return failed(
            url, f"URLs of this kind ({scheme or 'none'}:) are not fetched", fix="give one with http or https"
        )
    if not host or any(character <= " " or character in "\\/?#@<>^|\x7f" for character in host):
        return failed(url, "The URL names no host", fix="check it in a browser")
    if parts.username is not None or parts.password is not None:
        return failed(url, "The URL holds a name or a password", fix="leave that out; pages behind one are not fetched")
    return Target(url.strip(), scheme, host, port, path)


def ask(
    target: Target, headers: Mapping[str, str], *, size: int, seconds: float, until: float, private: bool
) -> Answer | Failed:
    """The answer to a GET of `target`, unpacked; or what went wrong. Redirects are not followed.

    Both the bytes that come and what they unpack to are at most `size`. `until`, by time.monotonic, is the deadline,
    and `seconds` what it amounts to, for the message.
    """
    import httpcore2

    from communique.gather.web.wire import DeadlineError, Wire

    url = target.url
    request = httpcore2.Request(
        "GET",
        httpcore2.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=target.path.encode(),
        ),
        headers=[
            ("Host", target.authority),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
            *headers.items(),
        ],
    )
    data = bytearray()
    try:
        with httpcore2.ConnectionPool(_trust(), network_backend=Wire(until=until, private=private)) as pool:
            response = pool.handle_request(request)
            try:
                for chunk in response.iter_stream():
                    data += chunk  # whatever length was announced: it is what comes that counts
                    if len(data) > size:
                        return too_big(url, size)
            finally:
                response.close()
    except PrivateAddressError as error:
        return failed(
            url,
            f"It is not fetched: {error}",
            cause="the URL, or a redirect, leads into a private network",
            fix="where you meant it, allow that: --private, or private = true of a source",
        )
    except UnknownHostError as error:
        return failed(
            url, f"The host is not found: {error}", cause="it is misspelt, or there is no network", passing=True
        )
    except (DeadlineError, httpcore2.TimeoutException):
        return failed(url, f"No whole answer came in {seconds:.0f} seconds", cause="the host is slow", passing=True)
    except httpcore2.ConnectError as error:
        return failed(url, f"The host cannot be reached: {error}", cause="it is down, or refuses", passing=True)
    except (httpcore2.ProtocolError, httpcore2.NetworkError) as error:
        return failed(url, f"The answer broke off or is no HTTP: {error}", cause="the host is at fault", passing=True)
    named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    coding = named.get("content-encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip") and data:
        unpacked = unpack(bytes(data), url, size)
        if isinstance(unpacked, Failed):
            return unpacked
        return Answer(response.status, named, unpacked)
    if coding not in ("", "identity", "gzip", "x-gzip"):
        return failed(url, f"The answer is packed as {coding}, which was not asked for", passing=True)
    return Answer(response.status, named, bytes(data))


def unpack(data: bytes, url: str, size: int) -> bytes | Failed:
    """What gzip `data` holds, or a failure where that is more than `size` bytes, cut off or damaged."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            out = stream.read(size + 1)
    except EOFError:
        return failed(url, "The gzip data breaks off", cause="the connection was cut", passing=True)
    except (gzip.BadGzipFile, zlib.error) as error:
        return failed(url, f"The gzip data is damaged: {error}", cause="the host is at fault", passing=True)
    return too_big(url, size) if len(out) > size else out


def too_big(url: str, size: int) -> Failed:
    """The failure of an answer longer than `size` bytes."""
    return failed(url, f"It is longer than {size:,} bytes, or unpacks to more", cause="it is no article and no feed")


@cache
def _trust() -> ssl.SSLContext:
    import httpcore2

    return httpcore2.default_ssl_context()
