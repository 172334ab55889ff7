"""The pages, in the order in which they are found."""

from communique.web.pages import articles, meetings, overview, positions
from communique.web.publishing import Page

NAVIGATION: tuple[Page, ...] = (overview.PAGE, meetings.PAGE, positions.PAGE, articles.PAGE)
"""Those that every page leads to."""

PAGES: tuple[Page, ...] = (*NAVIGATION, meetings.ONE, positions.ONE)
"""All of them; one whose address begins like another's stands after it."""
