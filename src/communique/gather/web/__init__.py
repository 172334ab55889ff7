"""Articles from the web: pages, RSS and Atom feeds, sitemaps.

URL ─► fetching (limits, addresses, manners) ─► a page ─► Article | Unread
                                              └► a list ─► its links, each a page
"""

from __future__ import annotations

from communique.gather.web.articles import faults, opened, read_fetched, read_link, read_url, with_hints
from communique.gather.web.fetching import Fetcher, Limits
from communique.gather.web.lists import Link, Listing, listing_of
from communique.gather.web.manners import Paces
from communique.gather.web.outcome import Failed, Fetched, Unchanged

__all__ = [
    "Failed",
    "Fetched",
    "Fetcher",
    "Limits",
    "Link",
    "Listing",
    "Paces",
    "Unchanged",
    "faults",
    "listing_of",
    "opened",
    "read_fetched",
    "read_link",
    "read_url",
    "with_hints",
]
