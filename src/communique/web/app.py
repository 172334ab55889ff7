"""The site, put together."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from communique import __version__
from communique.web.house import House, Visit, visit_of
from communique.web.pages import PAGES
from communique.web.publishing import Asked, Page, publish, questions
from communique.web.reviewing import actions
from communique.web.templating import render


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
    app.include_router(actions.router)

    @app.get("/api", include_in_schema=False, response_class=HTMLResponse)
    def api(visit: Annotated[Visit, Depends(visit_of)]) -> str:
        """What programs can ask, for people."""
        told = [(page, list(questions(page.asked))) for page in PAGES]
        here = Page("/api", "API", "api.html", Asked, lambda: None)
        return render("api.html", visit, page=here, asked=None, view=told)

    app.mount("/static", StaticFiles(directory=str(files("communique.web") / "static")), name="static")
    return app
