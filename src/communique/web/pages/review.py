"""Review: the queue, and the entry at work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import Field

from communique.catalogue import Catalogue, Slice
from communique.catalogue.actors import actor_named
from communique.catalogue.paging import STRETCH
from communique.catalogue.queue import Waiting, numbers, people_of, waiting
from communique.issues import issues_of
from communique.reading import Span
from communique.reviews import KINDS, Review
from communique.weave.occurrence import MoveKind
from communique.web.house import Visit
from communique.web.publishing import Asked, Page, Sheet
from communique.web.reviewing.at_work import (
    VERDICTS,
    AtWork,
    Found,
    Line,
    actors_in,
    at_work,
    find,
    line_of,
    named_issues,
    names_of,
)
from communique.web.reviewing.controls import ISSUE
from communique.web.reviewing.keys import key_of
from communique.web.reviewing.ledger import Fitted
from communique.web.reviewing.who import who_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Show = Literal["open", "done", "mine", "differing", "all", "unfit"]

CHOICES: tuple[str, ...] = (*KINDS, *get_args(MoveKind))
"""The kinds that the queue can be filtered by."""


class ReviewAsked(Asked):
    """What can be asked of the queue."""

    entry: str | None = Field(None, description="The entry at work, by its article and its item: 0f3a…:s1.")
    show: Show = Field("open", description="Which of the queue.")
    kind: str | None = Field(None, description="statement, meeting, event, move, or a kind of moves.")
    actor: str | None = Field(None, description="Somebody who acts in it, by id or name; of a state its people too.")
    issue: str | None = Field(None, description="The id of an issue that a term of it is about.")
    like: str | None = Field(None, description="Words of occurrences that may be the same as the entry at work.")
    done: str | None = Field(None, description="The id of the review that was given just now.")
    page: int | None = Field(
        None, ge=1, description="Which page of the queue; the one of the entry where none is given."
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue: `key` names its entry, `verdict` is what was found of it, by `who`."""

    key: str
    waiting: Waiting
    verdict: str | None
    who: str | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a form that could not be taken: nothing of it is lost.

    `what`, `cause` and `fix` say why; `met` are the reviews that came first, where that is why.
    """

    verdict: str
    values: Mapping[str, str]
    ticked: tuple[str, ...]
    what: str
    cause: str = ""
    fix: str = ""
    met: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A page of the queue, and the entry at work.

    `counts` are how many there are to show of each kind, among those that fit the filters. `before` and `next` name the
    entries beside that at work. `unfit` are the reviews that no longer fit, where these are asked for. `said` is the
    review that was given just now, `last` the last one of whoever asks, `who`. `kinds` and `issues` are what can be
    filtered by.
    """

    who: str
    counts: Mapping[Show, int]
    rows: Slice[Row]
    page: int
    work: AtWork | None
    before: str | None
    next: str | None
    unfit: tuple[Line, ...]
    said: Line | None
    last: Line | None
    kinds: tuple[str, ...]
    issues: tuple[tuple[str, str], ...]
    typed: Typed | None = field(default=None)


def view(visit: Visit, asked: ReviewAsked) -> ReviewView:
    """What the page tells."""
    return told(visit, asked)


def told(visit: Visit, asked: ReviewAsked, typed: Typed | None = None) -> ReviewView:
    """The same, with what somebody typed that could not be taken."""
    catalogue, who = visit.catalogue, who_of(visit.request)
    fitted = visit.house.ledger.fitted(catalogue)
    every = _fitting(catalogue, asked)
    shown = _shown(every, asked.show, fitted, who)
    found = find(catalogue, fitted, asked.entry) if asked.entry else None
    at = _place(shown, found)
    page = asked.page or (at // STRETCH + 1 if found and 0 <= at < len(shown) else 1)
    first = (page - 1) * STRETCH
    listed = shown[first : first + STRETCH]
    if found is None and len(listed) and asked.show != "unfit":
        at = first
    here = at < len(shown) and (found is None or (found.placed is not None and shown[at] == found.placed.number))
    beside = {name: shown[n] for name, n in (("before", at - 1), ("next", at + here)) if 0 <= n < len(shown)}
    own = [found.placed.number] if found and found.placed else []
    rows = {row.waiting.number: row for row in _rows(catalogue, fitted, {*listed, *beside.values(), *own})}
    if found is None and len(listed) and asked.show != "unfit":
        found = find(catalogue, fitted, rows[int(listed[0])].key)
    keys = {name: rows[int(number)].key for name, number in beside.items()}
    row = rows.get(found.placed.number) if found and found.placed else None
    issues = named_issues(issues_of(visit.house.desk))
    reviews = fitted.told
    said = reviews.by_id.get(asked.done) if asked.done else None
    return ReviewView(
        who=who,
        counts=_counts(every, fitted, who),
        rows=Slice(tuple(rows[int(number)] for number in listed), len(shown), first),
        page=page,
        work=at_work(catalogue, fitted, found, row.waiting if row else None, issues, words=asked.like)
        if found
        else None,
        before=keys.get("before"),
        next=keys.get("next"),
        unfit=lines(visit, fitted, _unfit(fitted)) if asked.show == "unfit" else (),
        said=lines(visit, fitted, [said])[0] if said else None,
        last=next(iter(lines(visit, fitted, [last])), None) if who and (last := reviews.last_of(who)) else None,
        kinds=CHOICES,
        issues=tuple((id_.removeprefix(ISSUE), name) for id_, name in issues.items()),
        typed=typed,
    )


def lines(visit: Visit, fitted: Fitted, reviews: Iterable[Review]) -> tuple[Line, ...]:
    """Reviews in words."""
    reviews = tuple(reviews)
    called = names_of(visit.catalogue, actors_in(reviews)) | named_issues(issues_of(visit.house.desk))
    return tuple(line_of(review, fitted, called) for review in reviews)


def sheet(view: ReviewView) -> Sheet:
    """The queue as a table."""
    columns = ("entry", "occurrence", "kind", "when", "line", "reasons", "articles", "origins", "verdict", "who")
    return Sheet(columns, map(_cells, view.rows.rows))


def _cells(row: Row) -> tuple[Any, ...]:
    one = row.waiting
    kind = one.step or one.kind
    reasons = "; ".join(one.reasons)
    return (
        row.key,
        one.occurrence,
        kind,
        one.happened,
        one.summary,
        reasons,
        one.articles,
        one.origins,
        row.verdict,
        row.who,
    )


def _fitting(catalogue: Catalogue, asked: ReviewAsked) -> NDArray[np.int64]:
    actors = people_of(catalogue, actor_named(catalogue, asked.actor)) if asked.actor else ()
    return numbers(catalogue, kind=asked.kind, actors=actors, issue=asked.issue)


def _shown(every: NDArray[np.int64], show: Show, fitted: Fitted, who: str) -> NDArray[np.int64]:
    if show == "all":
        return every
    if show == "open":
        return _apart(every, fitted.done)
    return _among(every, _asked_for(show, fitted, who))


def _asked_for(show: Show, fitted: Fitted, who: str) -> frozenset[int]:
    if show == "mine":
        return fitted.by.get(who, frozenset())
    return {"done": fitted.done, "differing": fitted.differing}.get(show, frozenset())


def _counts(every: NDArray[np.int64], fitted: Fitted, who: str) -> dict[Show, int]:
    done, mine, differing = (
        len(_among(every, found)) for found in (fitted.done, fitted.by.get(who, frozenset()), fitted.differing)
    )
    return {
        "open": len(every) - done,
        "done": done,
        "mine": mine,
        "differing": differing,
        "all": len(every),
        "unfit": len(_unfit(fitted)),
    }


def _unfit(fitted: Fitted) -> list[Review]:
    """The reviews in force of entries that fit nowhere, the last first."""
    found = {review.number: review for state in fitted.unfit for review in state.reviews}
    return [found[number] for number in sorted(found, reverse=True)]


def _among(every: NDArray[np.int64], wanted: frozenset[int]) -> NDArray[np.int64]:
    return every[_where(every, wanted)]


def _apart(every: NDArray[np.int64], unwanted: frozenset[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.delete(every, _where(every, unwanted)) if unwanted else every


def _where(every: NDArray[np.int64], wanted: frozenset[int]) -> NDArray[np.int64]:
    """Where in `every`, which rises, those that are wanted stand; the few are looked for among the many."""
    import numpy as np

    few = np.array(sorted(wanted), np.int64)
    at = every.searchsorted(few)
    return at[np.take(every, at, mode="clip") == few] if len(every) else at[:0]


def _place(shown: NDArray[np.int64], found: Found | None) -> int:
    """Where the entry at work is in the list, or would be; 0 where that is not known."""
    return int(shown.searchsorted(found.placed.number)) if found and found.placed else 0


def _rows(catalogue: Catalogue, fitted: Fitted, wanted: Iterable[int]) -> list[Row]:
    return [_row(one, fitted) for one in waiting(catalogue, wanted)]


def _row(one: Waiting, fitted: Fitted) -> Row:
    held = [review for state in fitted.states.get(one.number, ()) for review in state.reviews]
    last = max(held, key=lambda review: review.number, default=None)
    key = key_of(one.article, one.item, (Span(one.head, one.head),), one.kind)
    return Row(key, one, VERDICTS[last.verdict] if last else None, last.who if last else None)


PAGE = Page(
    path="/review",
    name="Review",
    template="review.html",
    asked=ReviewAsked,
    view=view,
    sheet=sheet,
    about="What is to be reviewed, the least certain and most consequential first, and one entry at work.",
)
