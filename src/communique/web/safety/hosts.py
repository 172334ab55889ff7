"""Only under the names it was given.

A page of elsewhere can have its own name point at this machine (DNS rebinding) and then read what is here as if it were
its own. It cannot change the name that the browser asks for.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.web.safety.problems import Page, Problem, answer


class OnlyHosts:
    """Refuses what is asked of a name other than `hosts` (in lower case, IPv6 without brackets)."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], page: Page) -> None:
        self._app, self._hosts, self._page = app, hosts, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] == "http" and host_asked(scope) not in self._hosts:
            problem = Problem(
                400,
                "This site is not served under the name in the browser's address.",
                "The address was mistyped, or a page of elsewhere points at this machine.",
                "Use the address that communique serve printed, or start it with --name and this name.",
            )
            response = answer(Request(scope), problem, self._page)
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)


def host_asked(scope: Scope) -> str | None:
    """The host name that the request is for, in lower case; None where it names none, several, or nothing sensible."""
    given = Headers(scope=scope).getlist("host")
    if len(given) != 1 or any(c in given[0] for c in "/?#@\\ \t"):
        return None
    try:
        parts = urlsplit(f"//{given[0]}")
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts.hostname
