"""The log of reviews: who found what, when, and what became of it."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Any, Literal

from pydantic import Field

from communique.catalogue import Slice
from communique.catalogue.paging import STRETCH
from communique.reviews import Review
from communique.web.house import Visit
from communique.web.pages.review import lines
from communique.web.publishing import Asked, Page, Sheet
from communique.web.reviewing.at_work import Line
from communique.web.reviewing.ledger import Fitted
from communique.web.reviewing.who import who_of

Verdicts = Literal["accept", "reject", "correct", "merge", "split", "undo"]
Fits = Literal["yes", "no"]


class LogAsked(Asked):
    """What can be asked of the log."""

    by: str | None = Field(None, description="The name of the reviewer.")
    verdict: Verdicts | None = Field(None, description="What was found.")
    fits: Fits | None = Field(None, description="Whether the entry is still to be found in the record.")
    page: int = Field(1, ge=1, description="Which page of the log, the newest first.")


@dataclass(frozen=True, slots=True)
class LogView:
    """A page of the log, the newest first. `people` are all who ever reviewed, `who` is the one who asks."""

    who: str
    people: tuple[str, ...]
    lines: Slice[Line]


def view(visit: Visit, asked: LogAsked) -> LogView:
    """What the page tells."""
    fitted = visit.house.ledger.fitted(visit.catalogue)
    reviews = fitted.told.reviews
    wanted = [review for review in reversed(reviews) if _wanted(review, asked, fitted)]
    first = (asked.page - 1) * STRETCH
    shown = lines(visit, fitted, wanted[first : first + STRETCH])
    people = tuple(sorted({review.who for review in reviews}, key=str.casefold))
    return LogView(who_of(visit.request), people, Slice(shown, len(wanted), first))


def _wanted(review: Review, asked: LogAsked, fitted: Fitted) -> bool:
    return (
        asked.by in (None, review.who)
        and asked.verdict in (None, review.verdict)
        and (asked.fits is None or (review.entry.key in fitted.placed) == (asked.fits == "yes"))
    )


def sheet(view: LogView) -> Sheet:
    """The same as a table."""
    return Sheet(tuple(field.name for field in fields(Line)), map(_cells, view.lines.rows))


def _cells(line: Line) -> list[Any]:
    changes = "; ".join(f"{change.field}: {change.before} → {change.after}" for change in line.changes)
    names = [field.name for field in fields(Line)]
    return [changes if name == "changes" else value for name, value in zip(names, astuple(line), strict=True)]


PAGE = Page(
    path="/review/log",
    name="Log of reviews",
    template="review_log.html",
    asked=LogAsked,
    view=view,
    sheet=sheet,
    about="Every review that was ever given, by whom and when, the newest first.",
)
