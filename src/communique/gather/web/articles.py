"""From what was fetched to articles: pages, texts, and the lists that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from communique.gather.dates import day_of
from communique.gather.decode import decoded_page
from communique.gather.json_files import read_json
from communique.gather.pages import article_of_page
from communique.gather.rows import article_from_text, too_long
from communique.gather.unread import Columns, Unread, unread
from communique.gather.web.asking import unpack
from communique.gather.web.fetching import Fetcher
from communique.gather.web.lists import Link, Listing, listing_of
from communique.gather.web.outcome import Failed, Fetched, Unchanged
from communique.reading import Article

MOST_LISTS = 200  # sitemaps behind one URL: those of a few years, by the month or by the week
DEEPEST = 3  # an index of indexes of sitemaps

_PAGES = ("text/html", "application/xhtml+xml")


def read_url(url: str, fetcher: Fetcher, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The article at `url`; or, where a feed or a sitemap is there, the article behind each of its links."""
    waiting = [(url, 0)]
    met = {url}
    while waiting:
        here, depth = waiting.pop(0)
        found = fetched(here, fetcher)
        if isinstance(found, Failed):
            yield found.unread()
            continue
        listing = listing_of(found)
        if listing is None:
            yield from read_fetched(found, columns, limit)
            continue
        yield from faults(here, listing)
        for link in listing.links:
            if link.url not in met:
                met.add(link.url)
                yield from read_link(link, fetcher, columns, limit)
        further = [each for each in listing.lists if each not in met]
        met.update(further)
        if further and (depth >= DEEPEST or len(met) > MOST_LISTS + len(listing.links)):
            yield unread(here, "It leads to more lists than are followed", fix="give those that are wanted")
        else:
            waiting += [(each, depth + 1) for each in further]


def read_link(link: Link, fetcher: Fetcher, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The article behind a link of a list; what the page does not say of itself is taken from the list."""
    found = fetched(link.url, fetcher)
    if isinstance(found, Failed):
        yield found.unread()
    else:
        yield from with_hints(read_fetched(found, columns, limit), link)


def with_hints(items: Iterator[Article | Unread], link: Link) -> Iterator[Article | Unread]:
    """The articles with the headline and the day of publication of their link, where they have none of their own."""
    for item in items:
        if isinstance(item, Unread):
            yield item
            continue
        if item.title is None and link.title:
            item = replace(item, title=" ".join(link.title.split()))
        if item.published_basis != "metadata" and (day := day_of(link.published)):
            item = replace(item, published=day, published_basis="metadata")
        yield item


def fetched(url: str, fetcher: Fetcher) -> Fetched | Failed:
    """What `url` led to, unpacked where it is a gzip file (a sitemap often is)."""
    found = fetcher.fetch(url)
    if isinstance(found, Unchanged):  # nothing was said that could be unchanged: fetch gives none of these
        raise AssertionError(url)
    return opened(found, fetcher) if isinstance(found, Fetched) else found


def opened(found: Fetched, fetcher: Fetcher) -> Fetched | Failed:
    """The same, with a gzip file replaced by what is in it."""
    if not found.data.startswith(b"\x1f\x8b"):
        return found
    data = unpack(found.data, found.url, fetcher.limits.size)
    return data if isinstance(data, Failed) else replace(found, data=data, kind="")


def faults(url: str, listing: Listing) -> Iterator[Unread]:
    """What there is to say of a list beside its links."""
    if listing.lost:
        entries = "entry has" if listing.lost == 1 else "entries have"
        yield unread(url, f"{listing.lost:,} {entries} no link that can be fetched", cause="the list is damaged")
    if listing.broken:
        yield unread(
            url,
            "The list is damaged; what could be made out of it is read",
            cause="the answer was cut off, or the host's program has a fault",
            fix="try again later",
        )
    elif not listing.lost and not listing.links and not listing.lists:
        yield unread(url, "The list is empty", cause="nothing was published lately")


def read_fetched(found: Fetched, columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The article (of JSON: the articles) that was fetched; it is no list."""
    data, url = found.data, found.url
    if not data.strip():
        yield unread(url, "The answer is empty", cause="the host has a fault", fix="try again later")
    elif found.kind in _PAGES or (found.kind in ("", "application/octet-stream") and b"<" in data[:200]):
        yield article_of_page(data, url, limit=limit, charset=found.charset, url=url)
    elif found.kind == "text/plain":
        yield _text(found, limit)
    elif found.kind == "application/json":
        yield from read_json(BytesIO(data), url, columns, limit)
    else:
        yield unread(
            url,
            f"Answers of this kind ({found.kind or 'none told'}) are not read from the web",
            cause="it is no page, no feed and no sitemap",
            fix="save it as a file, and read that",
        )


def _text(found: Fetched, limit: int) -> Article | Unread:
    if len(found.data) > limit:
        return too_long(found.url, limit)
    text = decoded_page(found.data, found.url, charset=found.charset)
    return text if isinstance(text, Unread) else article_from_text(text, found.url, limit=limit, url=found.url)
