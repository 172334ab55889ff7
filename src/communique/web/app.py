"""The site, put together."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from communique import __version__
from communique.web.house import House
from communique.web.pages import PAGES
from communique.web.publishing import publish


def create_app(house: House) -> FastAPI:
    """The site of a record: every page of `pages`, the same as JSON under /api, and /api/openapi.json."""
    app = FastAPI(
        title="communique",
        version=__version__,
        summary="The record of a negotiation: who said and did what, and how we know.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # these two load their scripts from another host
        redoc_url=None,
    )
    app.state.house = house
    for page in PAGES:
        app.include_router(publish(page))
    app.mount("/static", StaticFiles(directory=str(files("communique.web") / "static")), name="static")
    return app
