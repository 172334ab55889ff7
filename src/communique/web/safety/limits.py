"""How long a query, how large a body, how slow a sender and how many requests at once are put up with."""

from __future__ import annotations

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.safety.problems import Page, Problem, answer

LONGEST_BODY = 1_000_000  # bytes: some 2,000 reviews
LONGEST_ADDRESS = 8_192  # bytes of path and query: a link to a filter that can be mailed has some hundred
BODY_SECONDS = 20.0
AT_ONCE = 64  # requests within, waiting ones included; some threads work on them, and a page takes milliseconds
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
TOO_LARGE = Problem(
    413,
    f"What was sent is larger than {LONGEST_BODY:,} bytes.",
    "A page sends far less; a file of reviews may be longer.",
    "Take reviews in with communique reviews import FILE.",
)


class Limits:
    """Refuses what is too long, too large, too slow or too many. A body is handed on whole, once it has come in."""

    def __init__(self, app: ASGIApp, *, page: Page, at_once: int = AT_ONCE, body_seconds: float = BODY_SECONDS) -> None:
        self._app, self._page, self._body_seconds = app, page, body_seconds
        self._most, self._within = at_once, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._within >= self._most:
            busy = Problem(503, "Too many pages are asked for at once.", "", "Wait a moment, then load it again.")
            await answer(Request(scope), busy, self._page, headers={"Retry-After": "1"})(scope, receive, send)
            return
        self._within += 1
        try:
            found = await self._examine(scope, receive)
            if isinstance(found, Problem):
                close = {"Connection": "close"}  # what is still on its way is not read
                await answer(Request(scope), found, self._page, headers=close)(scope, receive, send)
            else:
                await self._app(scope, found, send)
        finally:
            self._within -= 1

    async def _examine(self, scope: Scope, receive: Receive) -> Problem | Receive:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            fix = "Ask for less at once."
            return Problem(414, f"The address is longer than {LONGEST_ADDRESS:,} bytes.", "", fix)
        if scope["method"] in SAFE:
            return receive
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            return TOO_LARGE
        with anyio.move_on_after(self._body_seconds):
            body = await _whole(receive)
            return body if isinstance(body, Problem) else handed_on(body, receive)
        return Problem(408, "What was sent did not arrive in time.", "The line is slow or broken.", "Send it again.")


async def _whole(receive: Receive) -> bytes | Problem:
    """The body, all of it; a problem where it is too large, or its sender left in the middle of it."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return Problem(400, "What was sent broke off.")
        part, more = message.get("body", b""), message.get("more_body", False)
        size += len(part)
        if size > LONGEST_BODY:
            return TOO_LARGE
        parts.append(part)
    return b"".join(parts)


def handed_on(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body first, and then whatever else comes."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
