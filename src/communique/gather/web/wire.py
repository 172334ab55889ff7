"""Connections that go to checked addresses alone, and end at their deadline however slowly the other side talks."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from communique.gather.web.addresses import addresses_of


class DeadlineError(Exception):
    """The time for a request is over."""


class Wire(httpcore2.NetworkBackend):
    """Resolves a name, checks every address, and connects to one that was checked: the name is not asked twice.

    So a name that answers otherwise a moment later (DNS rebinding) gains nothing. `until` is by time.monotonic.
    """

    def __init__(self, *, until: float, private: bool) -> None:
        self._until, self._private = until, private
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host` that takes one."""
        addresses = addresses_of(host, port, private=self._private, seconds=left(self._until))
        for number, address in enumerate(addresses, 1):
            # A dead address (IPv6 without a route, often) must leave time for the next.
            share = left(self._until) / (len(addresses) - number + 1)
            try:
                stream = self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return Timed(stream, self._until)
        raise httpcore2.ConnectError(f"{host} has no address")  # pragma: no cover - addresses_of gives one or raises


class Timed(httpcore2.NetworkStream):
    """A stream of which each step has only the time that is left: a byte a second is no way to stay on for ever."""

    def __init__(self, inner: httpcore2.NetworkStream, until: float) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at most `max_bytes`."""
        return self._inner.read(max_bytes, left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends all of `buffer`."""
        self._inner.write(buffer, left(self._until))

    def close(self) -> None:
        """Closes the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection, encrypted; the certificate is checked against the name, not the address."""
        return Timed(self._inner.start_tls(ssl_context, server_hostname, left(self._until)), self._until)

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself."""
        return self._inner.get_extra_info(info)


def left(until: float) -> float:
    """The seconds until then. Raises DeadlineError where there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise DeadlineError
    return seconds
