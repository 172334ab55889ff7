"""The pages, in the order in which they are found."""

from communique.web.pages import articles, chronology, occurrence
from communique.web.publishing import Page

NAVIGATION: tuple[Page, ...] = (chronology.PAGE, articles.PAGE)
"""Those that every page leads to."""

PAGES: tuple[Page, ...] = (*NAVIGATION, occurrence.PAGE)
"""All of them; one whose address begins like another's stands after it."""
