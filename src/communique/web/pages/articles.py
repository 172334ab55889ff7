"""All articles: which there are, from where and when, found by the words of their titles and texts."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from communique.catalogue import Order, Slice
from communique.catalogue.articles import Filed, FoundArticles, articles
from communique.catalogue.coded import Count
from communique.web.house import Visit
from communique.web.pages.stretches import stretch_of
from communique.web.pictures.bars import Bars, bars
from communique.web.publishing import Asked, Page, Sheet


class ArticlesAsked(Asked):
    """What can be asked of the list of articles."""

    q: str | None = Field(None, description='Words of title and text: all of them, "a phrase", or a beginning*.')
    outlet: str | None = Field(None, description="The outlet that published it.")
    since: str | None = Field(None, description="First day of publication: 2019, 2019-03 or 2019-03-01.")
    until: str | None = Field(None, description="Last day of publication, counted in.")
    order: str = Field(
        "published",
        description="published, title, outlet, statements, characters, added, or relevance (to the words of q); with "
        "a minus sign before it, the largest first.",
    )
    page: int = Field(1, ge=1, description="Which page of the list.")


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """A page of the list of articles, and what all that fit have in common."""

    articles: Slice[Filed]
    outlets: tuple[Count, ...]
    copies: int
    undated: int
    chosen: tuple[tuple[str, str], ...]
    picture: Bars | None


def view(visit: Visit, asked: ArticlesAsked) -> ArticlesView:
    """What the page tells."""
    found: FoundArticles = articles(
        visit.catalogue,
        q=asked.q,
        outlet=asked.outlet,
        since=asked.since,
        until=asked.until,
        order=Order.of(asked.order),
        stretch=stretch_of(visit, asked.page, long=True),
    )
    told = {
        "q": asked.q and f"words: {asked.q}",
        "outlet": asked.outlet,
        "since": asked.since and f"from {asked.since}",
        "until": asked.until and f"to {asked.until}",
    }
    return ArticlesView(
        found.rows,
        found.outlets,
        found.copies,
        found.undated,
        tuple((name, words) for name, words in told.items() if words),
        bars({"article": found.days}),
    )


COLUMNS = (
    "id", "title", "outlet", "published", "path", "url", "characters", "statements", "problems", "members", "added",
)  # fmt: skip


def sheet(view: ArticlesView) -> Sheet:
    """The same as a table."""
    return Sheet(COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in view.articles.rows))


PAGE = Page(
    path="/articles",
    name="Articles",
    template="articles.html",
    asked=ArticlesAsked,
    view=view,
    sheet=sheet,
    about="The articles of the record, by day of publication; of copies of one another, one.",
    long=True,
)
