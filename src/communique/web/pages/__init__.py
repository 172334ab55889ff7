"""The pages, in the order in which they are found."""

from communique.web.pages import (
    actor,
    actors,
    article,
    articles,
    chronology,
    meetings,
    occurrence,
    overview,
    positions,
    review,
    review_log,
    statements,
)
from communique.web.publishing import Page

NAVIGATION: tuple[Page, ...] = (
    overview.PAGE,
    chronology.PAGE,
    statements.PAGE,
    positions.PAGE,
    meetings.PAGE,
    actors.PAGE,
    articles.PAGE,
    review.PAGE,
)
"""Those that every page leads to."""

PAGES: tuple[Page, ...] = (
    *NAVIGATION,
    occurrence.PAGE,
    positions.ONE,
    meetings.ONE,
    actor.PAGE,
    article.PAGE,
    review_log.PAGE,
)
"""All of them; one whose address begins like another's stands after it."""
