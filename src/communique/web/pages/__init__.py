"""The pages, in the order in which they are found."""

from communique.web.pages import actor, actors, articles, statements
from communique.web.publishing import Page

NAVIGATION: tuple[Page, ...] = (statements.PAGE, actors.PAGE, articles.PAGE)
"""Those that every page leads to."""

PAGES: tuple[Page, ...] = (*NAVIGATION, actor.PAGE)
"""All of them; one whose address begins like another's stands after it."""
