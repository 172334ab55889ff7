"""What the forms of the review page do. Each adds one line to the log, and leads on to the next entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.datastructures import FormData

from communique.catalogue.actors import actor_named
from communique.errors import CommuniqueError, MetFirst, QuestionError, ReviewError
from communique.reading import Reading
from communique.reviews import Entry, Review, correction, entry_of
from communique.signs import one_line
from communique.weave.occurrence import Account
from communique.web.house import NotThereError, Visit, visit_of
from communique.web.pages.review import PAGE, ReviewAsked, Typed, lines, told
from communique.web.reviewing.at_work import Found, find, names_of, naming, reading_of
from communique.web.reviewing.controls import typed
from communique.web.reviewing.evidences import groups
from communique.web.reviewing.keys import key_of
from communique.web.reviewing.who import is_name, keep, who_of
from communique.web.safety.problems import sentence
from communique.web.templating import render

router = APIRouter(include_in_schema=False)
WITH, OUT = "with", "out"
"""The names of the boxes that are ticked: what an entry is merged with, and what is split from it."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent: `values` by their names, `ticked` those of the boxes."""

    values: Mapping[str, str]
    ticked: tuple[str, ...]

    def get(self, name: str) -> str:
        """The value with that name, without white space around it; "" where there is none."""
        return self.values.get(name, "").strip()


async def _form(request: Request) -> Form:
    async with request.form() as form:
        return _of(form)


def _of(form: FormData) -> Form:
    told = [(name, value.replace("\r\n", "\n")) for name, value in form.multi_items() if isinstance(value, str)]
    return Form(dict(told), tuple(value for name, value in told if name in (WITH, OUT)))


Sent = Annotated[Form, Depends(_form)]
Visited = Annotated[Visit, Depends(visit_of)]


@router.post("/review")
def review(visit: Visited, form: Sent) -> Response:
    """Adds what was found of an entry, and leads to the next one; or says why it could not be added."""
    asked = _asked(visit.request)
    try:
        added = visit.house.ledger.log.add(_review(visit, form))
    except MetFirst as met:
        return _again(visit, asked, form, met, 409)
    except (ReviewError, QuestionError) as error:
        return _again(visit, asked, form, error, 400)
    return _on(visit, entry=form.get("next") or None, done=added.id)


@router.post("/review/undo")
def undo(visit: Visited, form: Sent) -> Response:
    """Says that a review no longer holds, and leads back to its entry, or to the log."""
    ledger = visit.house.ledger
    who = _who(visit.request)
    try:
        undone = ledger.log.review(form.get("review"))
    except ReviewError as error:
        raise NotThereError(error.what, cause=error.cause, fix="choose one on the log of reviews") from error
    try:
        made = ledger.log.undo(undone.id, who)
    except MetFirst as met:
        made = met.reviews[-1]  # somebody has undone it meanwhile: that is what was wanted
    if form.get("to") == "log":
        return RedirectResponse("/review/log", 303)
    placed = ledger.fitted(visit.catalogue).placed.get(undone.entry.key)
    key = key_of(placed.article, placed.item, placed.spans, placed.kind) if placed else form.get("entry")
    return _on(visit, entry=key or None, done=made.id)


@router.post("/review/name")
def name(visit: Visited, form: Sent) -> Response:
    """Keeps the name of the reviewer, and leads back."""
    given = " ".join(form.get("who").split())
    if not is_name(given):
        raise QuestionError("That is no name to put under a review", fix="give one of at most 200 letters, on one line")
    answer = _on(visit)
    keep(visit.request, answer, given)
    return answer


def _review(visit: Visit, form: Form) -> Review:
    """The review that a form is. Raises ReviewError or QuestionError where it is none."""
    who = _who(visit.request)
    catalogue = visit.catalogue
    found = find(catalogue, visit.house.ledger.fitted(catalogue), form.get("entry"))
    verdict = form.get("verdict")
    made = _VERDICTS.get(verdict)
    if made is None:
        raise ReviewError(f"There is no verdict {verdict!r}", fix=f"it is one of {', '.join(_VERDICTS)}")
    review = made(visit, found, form, who)
    return replace(review, saw=form.get("saw") or None, note=form.get("note") or None)


def _held(verdict: str) -> Callable[[Visit, Found, Form, str], Review]:
    def make(visit: Visit, found: Found, form: Form, who: str) -> Review:
        others = _others(visit, found, found.told_by.accounts if found.told_by and form.get("all") else ())
        return Review(verdict, who, found.entry, others=others)  # type: ignore[arg-type]

    return make


def _corrected(visit: Visit, found: Found, form: Form, who: str) -> Review:
    called = names_of(visit.catalogue, _ids(found))
    called |= {actor.id: actor.name for actor in found.reading.actors}
    known: dict[str, list[str]] = {}
    for actor in found.reading.actors:
        known.setdefault(one_line(actor.name).casefold(), []).append(actor.id)

    def find_actor(words: str) -> str:
        here = known.get(words.casefold(), [])
        return here[0] if len(here) == 1 else actor_named(visit.catalogue, words)

    after = typed(found.entry.kind, found.shown, form.values, naming(called), find_actor)
    if not after:
        raise ReviewError(
            "Nothing was changed", cause="the fields say what they said before", fix="change one, or accept the entry"
        )
    return correction(found.reading, found.entry, after, who=who, shown=found.shown)


def _merged(visit: Visit, found: Found, form: Form, who: str) -> Review:
    if not form.ticked:
        raise ReviewError("Nothing is ticked to merge with", fix="tick what is the same, or look for it by its words")
    fitted = visit.house.ledger.fitted(visit.catalogue)
    others = [find(visit.catalogue, fitted, key).entry for key in form.ticked]
    return Review("merge", who, found.entry, others=tuple(one for one in others if one.key != found.entry.key))


def _split(visit: Visit, found: Found, form: Form, who: str) -> Review:
    kind = found.entry.kind
    accounts = found.told_by.accounts if found.told_by else ()
    out = [
        account
        for head, *copies in (groups(found.told_by) if found.told_by else ())
        if key_of(head.article, head.item, head.spans, kind) in form.ticked
        for account in (head, *copies)
    ]
    if not out or len(out) == len(accounts):
        raise ReviewError(
            "To split an occurrence, tick some of its accounts, and leave some",
            cause="none was ticked, or all were",
            fix="tick those that tell of something else",
        )
    own = found.entry
    stay = [account for account in accounts if account not in out]
    if any(account.article == own.article and account.item == own.item for account in out):
        own = _entry(visit, stay[0], kind)
    others = tuple(_entry(visit, account, kind) for account in out)
    return Review("split", who, own, others=tuple(one for one in others if one.key != own.key))


_VERDICTS: Mapping[str, Callable[[Visit, Found, Form, str], Review]] = {
    "accept": _held("accept"),
    "reject": _held("reject"),
    "correct": _corrected,
    "merge": _merged,
    "split": _split,
}


def _others(visit: Visit, found: Found, accounts: Iterable[Account]) -> tuple[Entry, ...]:
    """The entries of accounts, but for the one at work."""
    entries = (_entry(visit, account, found.entry.kind) for account in accounts)
    return tuple({entry.key: entry for entry in entries if entry.key != found.entry.key}.values())


def _entry(visit: Visit, account: Account, kind: str) -> Entry:
    reading: Reading = reading_of(visit.catalogue, account.article)
    return entry_of(reading, kind, account.item, account.spans)


def _ids(found: Found) -> set[str]:
    from communique.reviews.names import named

    return {*named({**found.shown}), *(found.told_by.actors if found.told_by else ())}


def _who(request: Request) -> str:
    who = who_of(request)
    if not who:
        raise QuestionError(
            "Nobody has said whose review this is",
            cause="your browser has not kept the name that you gave, or you gave none",
            fix="give your name at the head of the page, then do it again",
        )
    return who


def _asked(request: Request) -> ReviewAsked:
    """What was asked of the page that the form stood on; a form that stood nowhere was asked nothing."""
    given = {name: value for name, value in request.query_params.items() if value and name in ReviewAsked.model_fields}
    try:
        return ReviewAsked.model_validate(given)
    except ValidationError:
        return ReviewAsked.model_validate({})


def _again(visit: Visit, asked: ReviewAsked, form: Form, error: CommuniqueError, status: int) -> Response:
    """The page once more, with all that was typed and what stands against it."""
    fitted = visit.house.ledger.fitted(visit.catalogue)
    met = lines(visit, fitted, error.reviews) if isinstance(error, MetFirst) else ()
    what, cause, fix = (sentence(part) for part in (error.what, error.cause, error.fix))
    typed_in = Typed(form.get("verdict"), form.values, form.ticked, what, cause, fix, met)
    view = told(visit, asked.model_copy(update={"entry": form.get("entry"), "done": None}), typed_in)
    return HTMLResponse(render(PAGE.template, visit, page=PAGE, asked=asked, view=view), status)


def _on(visit: Visit, **changes: str | None) -> Response:
    """Leads to the review page, asked the same as before but for these changes."""
    kept = {name: value for name, value in visit.request.query_params.items() if name in ReviewAsked.model_fields}
    changed = {name: value for name, value in {**kept, "done": None, **changes}.items() if value}
    return RedirectResponse(f"/review?{urlencode(changed)}" if changed else "/review", 303)
