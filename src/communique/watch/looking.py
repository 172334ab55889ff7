"""One look at one source: what its list names, and the pages of it that are not in the record yet."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from communique.gather import Columns, Unread, day_of
from communique.gather.web import (
    Failed,
    Fetched,
    Fetcher,
    Link,
    Listing,
    Unchanged,
    listing_of,
    opened,
    read_fetched,
    with_hints,
)
from communique.reading import Article
from communique.watch.sources import Source
from communique.watch.state import State

LONGEST_BACKOFF = 86_400.0  # seconds
PAGE_AGAIN = 300.0  # seconds until a page that failed is fetched again; twice as long after each further time
MOST_TRIES = 8  # about ten hours; then it is left
FAILURES_IN_A_ROW = 3  # pages of a source; then the host has trouble, and the rest waits for the next look
MOST_LISTS = 200  # sitemaps behind one index

_ALTERNATE = re.compile(
    rb"<link\b[^>]{0,500}\btype\s*=\s*[\"']?application/(?:rss|atom)\+xml[^>]{0,500}>", re.IGNORECASE
)
_HREF = re.compile(rb"\bhref\s*=\s*[\"']([^\"'<>\s]{1,500})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Handed:
    """The articles of one page, on their way into the record."""

    page: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look: how many new pages were named, and what went wrong, if anything.

    With `trouble` the look failed; a `note` is something to be known about a list that was taken in.
    """

    new: int = 0
    trouble: str | None = None
    note: str | None = None
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Means:
    """What a look needs.

    `news` takes how many pages a list newly names, `hand` the articles of a page, `lost` what gave none; `now` tells
    the time.
    """

    fetcher: Fetcher
    state: State
    stop: threading.Event
    news: Callable[[int], None]
    hand: Callable[[Handed], None]
    lost: Callable[[Unread], None]
    now: Callable[[], float]
    limit: int


def look(source: Source, means: Means) -> Seen:
    """Take in what the source names, then fetch each page of it that waits. Nothing is read here."""
    seen = _lists(source, means)
    if seen.new:
        means.news(seen.new)
    if not means.stop.is_set():
        _pages(source, means)
    return seen


def next_look(source: Source, seen: Seen, failures: int, now: float) -> float:
    """When to look again: after the usual time, doubled for each failure in a row, or when the host wants it."""
    if seen.trouble is None:
        return now + source.every
    doubled: float = source.every * 2.0 ** min(failures + 1, 30)
    return now + max(min(doubled, max(LONGEST_BACKOFF, source.every)), seen.wait)


def _lists(source: Source, means: Means) -> Seen:
    waiting, met = [source.url], {source.url}
    new, trouble, note, wait = 0, None, None, 0.0
    while waiting and not means.stop.is_set():
        url = waiting.pop(0)
        etag, modified = means.state.marks(url)
        found = means.fetcher.fetch(url, etag=etag, modified=modified)
        if isinstance(found, Fetched):
            found = opened(found, means.fetcher)
        if isinstance(found, Unchanged):
            continue
        if isinstance(found, Failed):
            trouble, wait = _of(source, url, found.message), max(wait, found.wait or 0.0)
            continue
        listing = listing_of(found)
        if listing is None:
            trouble = _of(source, url, _no_list(found))
            continue
        # Of an index or a damaged list no marks are kept: the host would say "nothing new" of what is not known.
        whole = not listing.lists and not listing.broken
        marks = (found.etag, found.modified) if whole else (None, None)
        new += means.state.listed(source.url, url, _recent(source, listing, means.now()), marks, means.now())
        if words := _said(listing):
            note = _of(source, url, words)
        further = [each for each in listing.lists if each not in met]
        if len(met) + len(further) > MOST_LISTS:
            note = _of(source, url, f"It leads to more than {MOST_LISTS} lists, and the rest is left out.")
            further = further[: MOST_LISTS - len(met)]
        met.update(further)
        waiting += further
    return Seen(new, trouble, note, wait)


def _recent(source: Source, listing: Listing, now: float) -> Iterator[Link]:
    """The links without those whose day, as the list tells it, is too long ago."""
    if source.days is None:
        yield from listing.links
        return
    first = (datetime.fromtimestamp(now, UTC).date() - timedelta(source.days)).isoformat()
    for link in listing.links:
        day = day_of(link.published)
        if day is None or day >= first:
            yield link


def _of(source: Source, url: str, words: str) -> str:
    """The words, with the list they are about where that is not the source's own."""
    return words if url == source.url else f"{url}: {words}"


def _said(listing: Listing) -> str | None:
    if listing.broken:
        return "The list is damaged; what could be made out of it is taken."
    return f"{listing.lost:,} of its entries have no link that can be fetched." if listing.lost else None


def _no_list(found: Fetched) -> str:
    from communique.gather.web.lists import address

    for link in _ALTERNATE.findall(found.data[:200_000]):
        href = _HREF.search(link)
        feed = address(found.url, href[1].decode("utf-8", "replace").replace("&amp;", "&")) if href else None
        if feed:
            return f"This is a page, no feed and no sitemap. It names a feed, {feed}: watch that."
    return "This is no feed and no sitemap. Watch the feed of the site; communique read URL reads the page."


def _pages(source: Source, means: Means) -> None:
    in_a_row = 0
    for page in means.state.waiting(source.url, means.now(), LONGEST_BACKOFF):
        if means.stop.is_set() or in_a_row >= FAILURES_IN_A_ROW:
            return
        url = page.link.url
        found = means.fetcher.fetch(url)
        if isinstance(found, Fetched):
            found = opened(found, means.fetcher)
        if isinstance(found, Fetched):
            in_a_row = 0
            _take(page.link, found, means)
        elif isinstance(found, Failed) and found.wait is not None:
            means.state.later(url, means.now() + found.wait, found.message, tried=False)
        elif isinstance(found, Failed) and found.passing and page.tries + 1 < MOST_TRIES:
            in_a_row += 1
            again = min(PAGE_AGAIN * 2.0**page.tries, LONGEST_BACKOFF)
            means.state.later(url, means.now() + again, found.message, tried=True)
        elif isinstance(found, Failed):
            means.state.left(url, found.message)
            means.lost(found.unread())


def _take(link: Link, found: Fetched, means: Means) -> None:
    items = list(with_hints(read_fetched(found, Columns(), means.limit), link))
    articles = tuple(item for item in items if isinstance(item, Article))
    problems = [item for item in items if isinstance(item, Unread)]
    for problem in problems:
        means.lost(problem)
    if articles:
        means.hand(Handed(link.url, articles))
    else:
        means.state.left(link.url, problems[0].message if problems else "It gave nothing.")
