"""All articles: which there are, from where and when."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from pydantic import Field

from communique.catalogue import Order, Slice, Stretch
from communique.catalogue.articles import Filed, articles
from communique.web.house import Visit
from communique.web.publishing import Asked, Page, Sheet


class ArticlesAsked(Asked):
    """What can be asked of the list of articles."""

    words: str | None = Field(None, description="Words of the title.")
    outlet: str | None = Field(None, description="The outlet that published it.")
    since: str | None = Field(None, description="First day of publication: 2019, 2019-03 or 2019-03-01.")
    until: str | None = Field(None, description="Last day of publication, counted in.")
    order: str = Field("published", description="A column; with a minus sign before it, the largest first.")
    page: int = Field(1, ge=1, description="Which page of the list.")


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """A page of the list of articles."""

    articles: Slice[Filed]


def view(visit: Visit, asked: ArticlesAsked) -> ArticlesView:
    """What the page tells."""
    found = articles(
        visit.catalogue,
        words=asked.words,
        outlet=asked.outlet,
        since=asked.since,
        until=asked.until,
        order=Order.of(asked.order),
        stretch=Stretch.of_page(asked.page),
    )
    return ArticlesView(found)


def sheet(view: ArticlesView) -> Sheet:
    """The same as a table."""
    return Sheet(tuple(field.name for field in fields(Filed)), map(astuple, view.articles.rows))


PAGE = Page(
    path="/articles",
    name="Articles",
    template="articles.html",
    asked=ArticlesAsked,
    view=view,
    sheet=sheet,
    about="The articles of the record, by day of publication.",
)
