"""What a list of articles names, be it a feed or a sitemap: links, and further lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from communique.gather.decode import HEAD, marked
from communique.gather.web.outcome import Fetched

LONGEST_URL = 2_000  # characters; longer ones are no addresses of articles

SAFE: dict[str, Any] = {
    "recover": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
"""For lxml: entities are not expanded and nothing is loaded, so a document of a few bytes stays one of a few bytes."""

_ASIDE = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\s*<(?:[A-Za-z][\w.-]*:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]")


@dataclass(frozen=True, slots=True)
class Link:
    """One article that a list names, with the headline and the day (as written there) that it gives for it."""

    url: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list names, each once, in its order.

    `lost` counts the entries without a link that can be fetched; a `broken` list may have named more.
    """

    links: tuple[Link, ...] = ()
    lists: tuple[str, ...] = ()
    lost: int = 0
    broken: bool = False


def kind_of(data: bytes) -> str | None:
    """The root element of a feed or a sitemap (rss, feed, RDF, urlset, sitemapindex), or None for anything else."""
    head = data[:HEAD].decode(marked(data) or "latin-1", "replace").removeprefix("\ufeff").removeprefix("ï»¿")
    root = _ROOT.match(_ASIDE.sub("", head))
    return root[1] if root else None


def listing_of(found: Fetched) -> Listing | None:
    """What the list that was fetched names, or None where it is no list."""
    from communique.gather.web.feeds import read_feed
    from communique.gather.web.sitemaps import read_sitemap

    kind = kind_of(found.data)
    if kind is None:
        return None
    listing = read_sitemap(found) if kind in ("urlset", "sitemapindex") else read_feed(found)
    return replace(listing, broken=listing.broken or not _ends(found.data, kind))


def _ends(data: bytes, root: str) -> bool:
    """Whether the root element is closed at the end, as far as can be seen without reading all of it."""
    end = data[-HEAD:].replace(b"\0", b"")  # as good as decoded, for UTF-16
    return (
        re.search(rb"(?:/|:)" + root.encode() + rb"\s*>", end) is not None
        or re.search(rb"<[^<]*/>\s*$", end) is not None
    )


def address(base: str, url: str | None) -> str | None:
    """`url` as seen from `base`, without its fragment; None where it is none that can be fetched."""
    try:
        whole = urldefrag(urljoin(base, (url or "").strip())).url
        parts = urlsplit(whole)
    except ValueError:
        return None
    fits = bool(url) and parts.scheme in ("http", "https") and bool(parts.hostname) and len(whole) <= LONGEST_URL
    return whole if fits else None


def once(links: list[Link]) -> tuple[Link, ...]:
    """The links, each URL once, the first kept."""
    kept: dict[str, Link] = {}
    for link in links:
        kept.setdefault(link.url, link)
    return tuple(kept.values())
