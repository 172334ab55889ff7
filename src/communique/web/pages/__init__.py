"""The pages, in the order in which they are found."""

from communique.web.pages import articles, statements
from communique.web.publishing import Page

NAVIGATION: tuple[Page, ...] = (statements.PAGE, articles.PAGE)
"""Those that every page leads to."""

PAGES: tuple[Page, ...] = (*NAVIGATION, meetings.ONE, positions.ONE)
"""All of them; one whose address begins like another's stands after it."""
