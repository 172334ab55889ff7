"""A change comes from a page of this site, or it is no change.

Every form carries a token that only this site can have made, bound to a cookie of the visitor's (a signed double
submit); and where the browser says which site a request comes from, that must be this one. A page of elsewhere can send
a form here, but it can neither read the token nor pass for this site.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.safety.hosts import host_asked
from communique.web.safety.limits import SAFE, handed_on
from communique.web.safety.problems import Page, Problem, answer
from communique.web.safety.settings import Settings
from communique.web.safety.signing import same, signature, signed, unsigned

FIELD, HEADER = "csrf", "x-csrf-token"
BY_TOKEN = "communique.by_token"  # in the scope: the request carries the token itself, which no form of elsewhere can
_VISITOR = "communique.visitor"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
COOKIE_SECONDS = 400 * 86_400  # as long as browsers keep any


@dataclass(slots=True)
class Visitor:
    """A browser: what its cookie says, `fresh` where it has none yet, `wanted` where a page was given a token."""

    id: str
    key: bytes
    fresh: bool
    wanted: bool = False


def csrf_token(request: Request) -> str:
    """The token for the forms of this visitor's page: field `csrf`, or header `X-CSRF-Token` of a script's request.

    Empty on a page that was made before the visitor was known: one about a request that was refused at the door.
    """
    visitor: Visitor | None = request.scope.get(_VISITOR)
    if visitor is None:
        return ""
    visitor.wanted = True
    return _token(visitor)


class NoForgery:
    """Refuses changes that no page of this site asked for."""

    def __init__(self, app: ASGIApp, *, settings: Settings, page: Page) -> None:
        self._app, self._page = app, page
        self._cookie, self._secure = settings.cookie("visitor"), settings.behind_https
        self._cookie_key, self._token_key = settings.key("visitor"), settings.key("form")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        known = unsigned(request.cookies.get(self._cookie), self._cookie_key)
        visitor = Visitor(known or secrets.token_urlsafe(16), self._token_key, fresh=known is None)
        scope[_VISITOR] = visitor
        if scope["method"] not in SAFE and not scope.get(BY_TOKEN, False):
            body = await request.body()
            if not await self._from_here(scope, body, visitor):
                await answer(request, _FORGED, self._page)(scope, receive, send)
                return
            receive = handed_on(body, receive)

        async def send_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and visitor.fresh and visitor.wanted:
                MutableHeaders(scope=message).append("Set-Cookie", self._set(visitor))
            await send(message)

        await self._app(scope, receive, send_cookie)

    async def _from_here(self, scope: Scope, body: bytes, visitor: Visitor) -> bool:
        if visitor.fresh or not same_site(scope):
            return False
        given = Headers(scope=scope).get(HEADER) or await _field(scope, body)
        return given is not None and same(given, _token(visitor))

    def _set(self, visitor: Visitor) -> str:
        value = signed(visitor.id, self._cookie_key)
        return cookie(self._cookie, value, seconds=COOKIE_SECONDS, secure=self._secure)


_FORGED = Problem(
    403,
    "Nothing was changed: it could not be told that this was asked for on a page of this site.",
    "The page is older than the last start of the site, its cookies were removed, or a page of elsewhere sent this.",
    "Go back, load the page again, and repeat it there.",
)


def same_site(scope: Scope) -> bool:
    """Whether the browser says that a page of this site sent the request, or says nothing about it."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is not None:
        # Behind a proxy the scheme is not known for certain, and the name was checked already: host and port decide.
        return origin.partition("://")[2].lower() == (headers.get("host") or "").lower() and bool(host_asked(scope))
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def cookie(name: str, value: str, *, seconds: int, secure: bool) -> str:
    """A Set-Cookie that scripts cannot read and pages of elsewhere cannot send."""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{'; Secure' if secure else ''}"


def _token(visitor: Visitor) -> str:
    return signature(visitor.id, visitor.key)


async def _field(scope: Scope, body: bytes) -> str | None:
    if not (Headers(scope=scope).get("content-type") or "").lower().startswith(FORMS):
        return None

    async def nothing_more() -> Message:
        return {"type": "http.disconnect"}

    try:
        async with Request(scope, handed_on(body, nothing_more)).form() as form:
            given = form.get(FIELD)
    except (HTTPException, MultiPartException):
        return None  # no form that can be read
    return given if isinstance(given, str) else None
