"""What went wrong, in the house's three parts: as a page, or as JSON where a program asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from communique.errors import CommuniqueError
from communique.signs import one_line

LONGEST_PART = 2_000  # characters of one part: a message may quote what it was asked, and that may be long


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened, the likely cause and the fix (empty where there is none to tell); the status of the answer."""

    status: int
    what: str
    cause: str = ""
    fix: str = ""

    @property
    def title(self) -> str:
        """The status in words: `Not Found`."""
        return HTTPStatus(self.status).phrase


Page = Callable[[Request, Problem], str]
"""What makes a problem a page."""


def problem_of(error: CommuniqueError, status: int) -> Problem:
    """An error of the house as a problem, in its own three parts."""
    parts = (sentence(part) for part in (error.what, error.cause, error.fix))
    return Problem(status, *parts)


def wants_json(request: Request) -> bool:
    """Whether a program asks: its answers are JSON, whatever they are about."""
    path = request.url.path
    return path == "/api" or path.startswith("/api/") or request.query_params.get("as") == "json"


def answer(request: Request, problem: Problem, page: Page, *, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as an answer to that request."""
    if wants_json(request):
        told = {name: value or None for name, value in asdict(problem).items() if name != "status"}
        return JSONResponse(told, problem.status, dict(headers or {}))
    return HTMLResponse(page(request, problem), problem.status, dict(headers or {}))


def sentence(part: str) -> str:
    """A part of a message as a sentence in one line; empty where there is none."""
    part = one_line(part)
    if len(part) > LONGEST_PART:
        part = part[:LONGEST_PART] + " …"
    part = part[:1].upper() + part[1:]
    return part if not part or part.endswith((".", "!", "?", "…")) else part + "."
