"""Who may come in: whoever knows the token, as a header (`Authorization: Bearer TOKEN`) or by the log-in page."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.web.safety.forgery import BY_TOKEN, cookie
from communique.web.safety.problems import Page, Problem, answer, wants_json
from communique.web.safety.settings import Settings
from communique.web.safety.signing import same, signed, unsigned

LOG_IN, LOG_OUT = "/log-in", "/log-out"
SESSION_SECONDS = 30 * 86_400
FREE_TRIES = 3  # a token may be pasted with a letter missing; after that each failure doubles the wait
LONGEST_WAIT = 300.0  # seconds
REMEMBERED = 10_000  # addresses that failed


class Guesses:
    """Who failed how often. Nobody is heard again before the wait is over: not even with the right token."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, who: str) -> float:
        """Seconds until `who` is heard again; 0 where at once."""
        return max(0.0, self._failed.get(who, (0, 0.0))[1] - self._clock())

    def failed(self, who: str) -> None:
        """`who` gave a wrong token."""
        count = self._failed.pop(who, (0, 0.0))[0] + 1
        delay = 0.0 if count < FREE_TRIES else min(LONGEST_WAIT, 2.0 ** min(count - FREE_TRIES, 20))
        self._failed[who] = (count, self._clock() + delay)
        if len(self._failed) > REMEMBERED:
            self._failed.popitem(last=False)

    def came_in(self, who: str) -> None:
        """`who` gave the right token."""
        self._failed.pop(who, None)


class Sessions:
    """The cookie of somebody who logged in: when it was given, signed."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.name, self._key = settings.cookie("session"), settings.key("session")
        self._secure, self._clock = settings.behind_https, clock

    def begin(self) -> str:
        """A Set-Cookie for somebody who came in just now."""
        value = signed(f"{int(self._clock())}.{secrets.token_urlsafe(16)}", self._key)
        return cookie(self.name, value, seconds=SESSION_SECONDS, secure=self._secure)

    def end(self) -> str:
        """A Set-Cookie that takes it away."""
        return cookie(self.name, "", seconds=0, secure=self._secure)

    def holds(self, request: Request) -> bool:
        """Whether the request has such a cookie, and it is not too old."""
        value = unsigned(request.cookies.get(self.name), self._key)
        return value is not None and 0 <= self._clock() - int(value.partition(".")[0]) < SESSION_SECONDS


class TokenNeeded:
    """Lets nobody in who neither carries the token nor has logged in."""

    def __init__(self, app: ASGIApp, *, token: bytes, guesses: Guesses, sessions: Sessions, page: Page) -> None:
        self._app, self._token, self._page = app, token, page
        self._guesses, self._sessions = guesses, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refused(request)
        if refused is None:
            await self._app(scope, receive, send)
        else:
            await refused(scope, receive, send)

    def _refused(self, request: Request) -> Response | None:
        path = request.url.path
        given = bearer(request)
        if given is not None:
            wait = self._guesses.wait(who(request))
            if wait:
                return answer(request, too_many(wait), self._page, headers=retry(wait))
            if same(given, self._token):
                self._guesses.came_in(who(request))
                request.scope[BY_TOKEN] = True
                return None
            self._guesses.failed(who(request))
        elif path.startswith("/static/") or path == LOG_IN or self._sessions.holds(request):
            return None
        if request.method in ("GET", "HEAD") and not wants_json(request) and given is None:
            raw = request.scope.get("raw_path") or quote(path).encode()
            back = raw.decode("latin-1") + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"{LOG_IN}?next={quote(back, safe='/')}" if back != "/" else LOG_IN, 303)
        problem = Problem(
            401,
            "This site asks for a token." if given is None else "That is not the token of this site.",
            "",
            "Send the header Authorization: Bearer TOKEN, or log in with a browser.",
        )
        return answer(request, problem, self._page, headers={"WWW-Authenticate": "Bearer"})


LogInPage = Callable[[Request, str, str], str]
"""Makes the log-in page: of the request, where to go afterwards, and what was wrong with the last try (or "")."""


def routes(token: bytes, guesses: Guesses, sessions: Sessions, page: Page, log_in_page: LogInPage) -> APIRouter:
    """The log-in page, and the ways in and out."""
    router = APIRouter(include_in_schema=False)

    @router.get(LOG_IN)
    async def ask(request: Request, next: str = "/") -> Response:  # noqa: A002 - the field's own name
        if sessions.holds(request):
            return RedirectResponse(here(next), 303)
        return HTMLResponse(log_in_page(request, here(next), ""))

    @router.post(LOG_IN)
    async def come_in(
        request: Request,
        given: Annotated[str, Form(alias="token")] = "",
        next: Annotated[str, Form()] = "/",  # noqa: A002
    ) -> Response:
        if wait := guesses.wait(who(request)):
            return answer(request, too_many(wait), page, headers=retry(wait))
        if not same(given.strip(), token):
            guesses.failed(who(request))
            return HTMLResponse(log_in_page(request, here(next), "That is not the token of this site."), 401)
        guesses.came_in(who(request))
        return RedirectResponse(here(next), 303, headers={"Set-Cookie": sessions.begin()})

    @router.post(LOG_OUT)
    async def leave() -> Response:
        return RedirectResponse(LOG_IN, 303, headers={"Set-Cookie": sessions.end()})

    return router


def here(target: str) -> str:
    """`target` where it is a page of this site, the overview where it is anything else."""
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return quote(target, safe="/?&=%#:,;+~!$'()*@[]") if inside and not target.startswith(LOG_IN) else "/"


def bearer(request: Request) -> str | None:
    """The token in the request's Authorization header, None where there is none."""
    kind, _, given = (Headers(scope=request.scope).get("authorization") or "").partition(" ")
    return given.strip() if kind.lower() == "bearer" else None


def who(request: Request) -> str:
    """The address that the request comes from."""
    return request.client.host if request.client else ""


def too_many(wait: float) -> Problem:
    """What somebody is told who guessed too often."""
    return Problem(429, "The token was wrong several times.", "", f"Wait {wait:.0f} seconds, then give it again.")


def retry(wait: float) -> dict[str, str]:
    """The header that says the same to a program."""
    return {"Retry-After": str(int(wait) + 1)}
