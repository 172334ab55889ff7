"""The reviewer's name: asked once, kept in a cookie. It says who to ask; it keeps nobody out."""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import Response

from communique.reviews.review import LONGEST_WHO
from communique.web.safety import Settings

KEPT_SECONDS = 400 * 86_400  # as long as browsers keep any


def who_of(request: Request) -> str:
    """The name of whoever asks; "" where it is not known yet."""
    name = unquote(request.cookies.get(_cookie(request), ""))
    if is_name(name):
        return name
    settings = _settings(request)
    return settings.who if settings is not None else ""


def is_name(words: str) -> bool:
    """Whether a review can be by somebody of that name."""
    return 0 < len(words) <= LONGEST_WHO and words.isprintable() and bool(words.strip())


def keep(request: Request, response: Response, name: str) -> None:
    """Has the visitor's browser keep the name."""
    settings = _settings(request)
    response.set_cookie(
        _cookie(request),
        quote(name),
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="strict",
        secure=settings is not None and settings.behind_https,
    )


def _settings(request: Request) -> Settings | None:
    """How the site is served; None where it is not `serving` that serves it."""
    found: Settings | None = getattr(request.app.state, "settings", None)
    return found


def _cookie(request: Request) -> str:
    settings = _settings(request)
    return settings.cookie("who") if settings is not None else "communique-who"
