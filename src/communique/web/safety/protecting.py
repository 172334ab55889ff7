"""Puts all of it around an application, in the one order that is right."""

from __future__ import annotations

from fastapi import FastAPI

from communique.web.safety import faults
from communique.web.safety.entry import Guesses, LogInPage, Sessions, TokenNeeded, routes
from communique.web.safety.forgery import NoForgery
from communique.web.safety.headers import SafeHeaders
from communique.web.safety.hosts import OnlyHosts
from communique.web.safety.limits import Limits
from communique.web.safety.problems import Page
from communique.web.safety.settings import Settings


def protect(app: FastAPI, settings: Settings, *, page: Page, log_in_page: LogInPage) -> None:
    """Make `app` safe. `page` and `log_in_page` make the pages for what went wrong and for logging in."""
    faults.install(app, page)
    # The last one added is the first to see a request.
    app.add_middleware(NoForgery, settings=settings, page=page)
    if settings.token is not None:
        guesses, sessions = Guesses(), Sessions(settings)
        app.include_router(routes(settings.token, guesses, sessions, page, log_in_page))
        app.add_middleware(TokenNeeded, token=settings.token, guesses=guesses, sessions=sessions, page=page)
    app.add_middleware(Limits, page=page)
    app.add_middleware(OnlyHosts, hosts=settings.hosts, page=page)
    app.add_middleware(faults.Faults, page=page)
    app.add_middleware(SafeHeaders, behind_https=settings.behind_https)
