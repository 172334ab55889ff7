"""The negotiation at a glance: what is new, what happened when, the meetings, and what is on the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from communique.catalogue import Catalogue
from communique.catalogue.bargains import Bargain, Pair, bargain, pair_named, pairs
from communique.catalogue.encounters import Met, latest, to_come
from communique.catalogue.happenings import foremost, happenings
from communique.catalogue.laid import reviewed
from communique.catalogue.news import News, news
from communique.catalogue.remembering import remembered
from communique.errors import QuestionError
from communique.web.house import Visit
from communique.web.pictures.overtime import Overtime, overtime
from communique.web.publishing import Asked, Page, Sheet
from communique.web.visits import moment, seen_by

PARTIES = 6  # of the picture: as many rows as one screen has beside all else
PAIRS = 8  # that are offered by name; the form has all
MEETINGS = 5  # of each list


class OverviewAsked(Asked):
    """What can be asked of the overview."""

    party: tuple[str, ...] = Field((), max_length=2, description="Whose table: one party, or two of them.")
    everything: bool = Field(False, description="Every line of the table, also what was met or said again since.")
    seen: int | None = Field(
        None, ge=0, description="What is new after this snapshot, instead of since the last visit."
    )


@dataclass(frozen=True, slots=True)
class Since:
    """Since when things are new: the snapshot seen, and the moment (ISO, UTC) when the last visit ended.

    `first` is True on the first visit, when nothing is told as new.
    """

    snapshot: int
    moment: str | None
    first: bool


@dataclass(frozen=True, slots=True)
class OverviewView:
    """What the overview tells. `latest` is what stands there where nothing is new: the last of all that is known."""

    since: Since
    news: News | None
    latest: News
    picture: Overtime | None
    to_come: tuple[Met, ...]
    met: tuple[Met, ...]
    pairs: tuple[Pair, ...]
    parties: tuple[tuple[str, str], ...]
    table: Bargain | None


def view(visit: Visit, asked: OverviewAsked) -> OverviewView:
    """What the page tells."""
    catalogue = reviewed(visit.catalogue)
    since = _since(visit, asked)
    last = catalogue.state.last or "9999-12-31"  # where no article has a day, nothing is known to be still to come
    known = pairs(catalogue)
    pair = pair_named(catalogue, *asked.party) if asked.party else known[0] if known else None
    return OverviewView(
        since,
        None if since.first else news(catalogue, since.snapshot),
        news(catalogue, 0),
        _picture(catalogue),
        to_come(catalogue, last, MEETINGS),
        latest(catalogue, last, MEETINGS),
        known[:PAIRS],
        tuple(sorted({(name, id_) for one in known for id_, name in zip(one.parties, one.names, strict=True)})),
        bargain(catalogue, pair, everything=asked.everything) if pair else None,
    )


@remembered()
def _picture(catalogue: Catalogue) -> Overtime | None:
    """What the foremost parties said and did, drawn: the same for all who look."""
    parties = foremost(catalogue, PARTIES)
    return overtime(parties, happenings(catalogue, [party for party, _ in parties]))


def _since(visit: Visit, asked: OverviewAsked) -> Since:
    snapshot = visit.catalogue.state.snapshot
    if asked.seen is not None:
        if asked.seen > snapshot:
            raise QuestionError(
                f"There is no snapshot {asked.seen} yet", fix=f"ask for one up to {snapshot}, the present one"
            )
        return Since(asked.seen, None, first=False)
    seen = seen_by(visit)
    if seen.before is None or seen.ended is None:
        return Since(seen.snapshot, None, first=True)
    return Since(seen.before, moment(seen.ended), first=False)


def sheet(view: OverviewView) -> Sheet:
    """The table of what is given and asked."""
    columns = (
        "party", "side", "term", "issue", "last_said", "answer", "answer_words", "origins", "named", "occurrences",
        "answered_by", "taken_back_by",
    )  # fmt: skip
    return Sheet(columns, _rows(view))


def _rows(view: OverviewView) -> Iterator[tuple[Any, ...]]:
    for heading in view.table.headings if view.table else ():
        for line in heading.lines:
            yield (
                heading.party,
                heading.side,
                line.words,
                line.issue,
                line.said,
                line.answer_kind,
                line.answer_words,
                line.origins,
                line.named,
                "; ".join(line.occurrences),
                line.answered,
                line.taken_back,
            )


PAGE = Page(
    path="/",
    name="Overview",
    template="overview.html",
    asked=OverviewAsked,
    view=view,
    sheet=sheet,
    about="The negotiation at a glance. As CSV, the table of what two parties give and ask.",
)
