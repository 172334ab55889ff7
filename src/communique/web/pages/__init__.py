"""The pages, in the order in which they are found."""

from communique.web.pages import articles, review, review_log
from communique.web.publishing import Page

NAVIGATION: tuple[Page, ...] = (articles.PAGE, review.PAGE)
"""Those that every page leads to."""

PAGES: tuple[Page, ...] = (*NAVIGATION, review_log.PAGE)
"""All of them; one whose address begins like another's stands after it."""
