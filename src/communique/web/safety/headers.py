"""What every answer tells the browser: load nothing from elsewhere, run nothing inline, be framed by nobody."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send "Origin: null" with a form, and NoForgery needs to know the origin.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS_ONLY = "max-age=31536000"
KEPT = "public, max-age=31536000, immutable"
ASKED_AGAIN = "private, no-cache"


class SafeHeaders:
    """Puts the headers on every answer. An answer's own Cache-Control stays."""

    def __init__(self, app: ASGIApp, *, behind_https: bool = False) -> None:
        self._app = app
        self._always = ALWAYS | ({"Strict-Transport-Security": HTTPS_ONLY} if behind_https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", _keeping(scope, message["status"]))
            await send(message)

        await self._app(scope, receive, send_safe)


def _keeping(scope: Scope, status: int) -> str:
    """How long a browser may keep the answer: a file whose address has its digest for good, a page never unasked."""
    static = scope["path"].startswith("/static/") and scope["query_string"] and status in (200, 304)
    return KEPT if static else ASKED_AGAIN
