"""A page: one view, told as HTML, as JSON and as CSV, under its own address and under /api."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from communique.export.cells import csv_lines
from communique.plain import plain
from communique.web.house import Visit, visit_of
from communique.web.templating import render
from communique.web.visits import remember

Form = Literal["html", "json", "csv"]

ROWS_AT_ONCE = 500
"""Rows of CSV that are sent in one piece: each piece is a change of threads."""


class Asked(BaseModel):
    """What is asked of a page; each page has its own questions. What is not a question of it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A view as a table: names of the columns, and rows of cells."""

    columns: tuple[str, ...]
    rows: Iterable[Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `path` is its address; where it ends in `{key:path}`, the view is given what stands there. `view` gives what there
    is to tell, a frozen dataclass; `sheet` makes of it what is downloaded as CSV, `told` what is told as JSON
    where that is not the view itself. A `long` list is downloaded a stretch at a time (`stretches.stretch_of`), until
    one of them is empty.
    """

    path: str
    name: str
    template: str
    asked: type[Asked]
    view: Callable[..., Any]
    sheet: Callable[[Any], Sheet] | None = None
    about: str = ""
    told: Callable[[Any], Any] | None = None
    long: bool = False

    @property
    def api(self) -> str:
        """Where it is told as JSON."""
        return f"/api{'/overview' if self.path == '/' else self.path}"

    @property
    def keyed(self) -> bool:
        """Whether it is one of many pages: of an actor, of an article."""
        return "{key" in self.path


def publish(page: Page) -> APIRouter:
    """The routes of a page."""
    router = APIRouter()

    def viewed(visit: Visit, asked: Asked, key: str | None) -> Any:
        return page.view(visit, asked, key) if page.keyed else page.view(visit, asked)

    def sheet_of(view: Any) -> Sheet:
        return page.sheet(view) if page.sheet is not None else Sheet((), ())

    def sheets(visit: Visit, asked: Asked, first: Sheet, key: str | None) -> Iterator[Sheet]:
        """The first sheet, and where the list is long those after it, until one is empty."""
        yield first
        for number in count(2) if page.long else ():
            further = sheet_of(viewed(visit, asked.model_copy(update={"page": number}), key))
            rows = iter(further.rows)
            if (row := next(rows, None)) is None:
                return
            yield Sheet(further.columns, chain([row], rows))

    def told(visit: Visit, asked: Asked, form: Form, key: str | None) -> Response:
        if form == "csv" and page.sheet is not None:
            asked = asked.model_copy(update={"page": 1}) if page.long else asked
            first = sheet_of(viewed(visit, asked, key))  # before the answer begins, so that a fault is an answer, too
            return _csv(sheets(visit, asked, first, key), page.name)
        view = viewed(visit, asked, key)
        if form == "json":
            return JSONResponse(plain(view if page.told is None else page.told(view)))
        response = HTMLResponse(render(page.template, visit, page=page, asked=asked, view=view))
        remember(visit, response)
        return response

    def html(visit: Visit, asked: Asked, form: Form = "html", key: str | None = None) -> Response:
        return told(visit, asked, form, key)

    def json(visit: Visit, asked: Asked, key: str | None = None) -> Response:
        return told(visit, asked, "json", key)

    _sign(html, page, form=True)
    _sign(json, page, form=False)
    router.add_api_route(page.path, html, include_in_schema=False, response_class=HTMLResponse)
    router.add_api_route(
        page.api,
        json,
        name=f"api {page.name}",
        operation_id=page.template.removesuffix(".html"),
        summary=page.name,
        description=page.about,
        response_class=JSONResponse,
        responses={200: {"model": inspect.signature(page.told or page.view, eval_str=True).return_annotation}},
        openapi_extra={"parameters": list(questions(page.asked))},
    )
    return router


def _sign(endpoint: Callable[..., Any], page: Page, *, form: bool) -> None:
    """Gives an endpoint the parameters that its page has: FastAPI reads them from the signature."""
    parameters = [
        _parameter("visit", Annotated[Visit, Depends(visit_of)]),
        _parameter("asked", Annotated[page.asked, Depends(_asked(page.asked))]),
    ]
    if form:
        parameters.append(_parameter("form", Annotated[Form, Query(alias="as")], default="html"))
    if page.keyed:
        parameters.append(_parameter("key", Annotated[str, Path()]))
    endpoint.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]


def questions(model: type[Asked]) -> Iterator[dict[str, Any]]:
    """The questions of a page as OpenAPI has parameters."""
    for name, schema in model.model_json_schema().get("properties", {}).items():
        told = {key: value for key, value in schema.items() if key != "description"}
        yield {"name": name, "in": "query", "description": schema.get("description", ""), "schema": told}


def _asked(model: type[Asked]) -> Callable[[Request], Asked]:
    """The questions in a request's address. Not by FastAPI, which would take `as`, the form, for one of them."""

    def asked(request: Request) -> Asked:
        from fastapi.exceptions import RequestValidationError
        from pydantic import ValidationError

        several = {name for name, field in model.model_fields.items() if "tuple" in str(field.annotation)}
        values: dict[str, Any] = {}
        for name, value in request.query_params.multi_items():
            if name == "as" or value == "":  # a field of a form that was left empty asks nothing
                continue
            if name in several:
                values.setdefault(name, []).append(value)
            else:
                values[name] = value
        try:
            return model.model_validate(values)
        except ValidationError as error:
            raise RequestValidationError([{**one, "loc": ("query", *one["loc"])} for one in error.errors()]) from error

    return asked


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _csv(sheets: Iterator[Sheet], name: str) -> Response:
    first = next(sheets)
    lines = csv_lines(first.columns, chain(first.rows, chain.from_iterable(sheet.rows for sheet in sheets)))
    pieces = iter(lambda: "".join(islice(lines, ROWS_AT_ONCE)), "")
    file = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in name.lower())
    headers = {"Content-Disposition": f'attachment; filename="{file}.csv"'}
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)
