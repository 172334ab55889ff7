"""What goes wrong becomes a page, or JSON under /api. What broke is told on the terminal, not to the visitor."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.errors import CommuniqueError, MetFirst, QuestionError, RecordError, ReviewError
from communique.signs import one_line, plain
from communique.web.house import NotThereError
from communique.web.safety.problems import Page, Problem, answer, problem_of, sentence

LOG = logging.getLogger("communique.web")
STATUSES: Mapping[type[CommuniqueError], int] = {
    NotThereError: 404,
    QuestionError: 400,
    RecordError: 503,
    MetFirst: 409,  # before what it is a kind of
    ReviewError: 400,
}
FAULT = Problem(
    500,
    "This page could not be made, through a fault in communique itself.",
    "",
    "What happened is told on the terminal that communique serve runs in. Please report it, with what you asked for.",
)
NOT_FOUND = Problem(
    404,
    "There is no such page.",
    "The address is mistyped, or what it showed is no longer in the record.",
    "Begin at the overview, or search for what you want.",
)
METHOD = "The page is there, but it does not take {method}."


class Faults:
    """Answers where whatever is within raised an error that nobody meant to raise."""

    def __init__(self, app: ASGIApp, *, page: Page) -> None:
        self._app, self._page = app, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise  # half an answer cannot be mended: the server breaks the line, so that nobody takes it for whole
            told = plain("".join(traceback.format_exception(error)), keep="\n")
            LOG.error("communique: error: %s %s:\n%s", scope["method"], one_line(scope["path"]), told)
            await answer(Request(scope), FAULT, self._page)(scope, receive, send)


def install(app: FastAPI, page: Page) -> None:
    """Have `app` answer the errors that are raised on purpose."""

    def handler(make: Callable[[Request, Exception], Problem]) -> Callable[[Request, Exception], Awaitable[Response]]:
        async def handle(request: Request, error: Exception) -> Response:
            headers = getattr(error, "headers", None)
            return answer(request, make(request, error), page, headers=headers)

        return handle

    app.add_exception_handler(CommuniqueError, handler(_of_the_house))
    app.add_exception_handler(HTTPException, handler(_of_http))
    app.add_exception_handler(RequestValidationError, handler(_of_values))


def _of_the_house(_: Request, error: Exception) -> Problem:
    assert isinstance(error, CommuniqueError)
    status = next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)
    return problem_of(error, status)


def _of_http(request: Request, error: Exception) -> Problem:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        # "Not Found" is what the framework says where no page has the address; a page's own words say more.
        said = sentence(error.detail) if error.detail != "Not Found" else ""
        return Problem(404, said, "", NOT_FOUND.fix) if said else NOT_FOUND
    if error.status_code == 405:
        return Problem(405, METHOD.format(method=request.method))
    return Problem(error.status_code, sentence(str(error.detail)))


def _of_values(_: Request, error: Exception) -> Problem:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(_wrong(one) for one in error.errors())
    return Problem(400, "What was asked cannot be understood.", sentence(wrong), "Correct the address or the form.")


def _wrong(one: Mapping[str, Any]) -> str:
    name = ".".join(map(str, one["loc"][1:]))
    if one["type"] == "extra_forbidden":
        return f"“{name}” is nothing that this page can be asked"
    said = str(one["msg"])
    return f"“{name}”: {said[:1].lower()}{said[1:]}" if name else said
