"""Sitemaps, with what Google News adds to them: the headline and the day of publication."""

from __future__ import annotations

from communique.gather.web.lists import SAFE, Link, Listing, address, once
from communique.gather.web.outcome import Fetched


def read_sitemap(found: Fetched) -> Listing:
    """What a sitemap, or an index of sitemaps, links to. Where it breaks off, what stands before that."""
    from lxml import etree

    parser = etree.XMLParser(**SAFE)
    try:
        root = etree.fromstring(found.data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Listing(broken=True)
    links: list[Link] = []
    lists: list[str] = []
    lost = 0
    for entry in () if root is None else root:
        name = _name(entry)
        if name not in ("url", "sitemap"):
            continue
        # What has something inside holds an entity that is not expanded: its text is not all that was meant.
        told = {_name(part): part.text for part in entry.iter() if part.text and part.text.strip() and not len(part)}
        url = address(found.url, told.get("loc"))
        if url is None:
            lost += 1
        elif name == "sitemap":
            lists.append(url)
        else:
            links.append(Link(url, told.get("title"), told.get("publication_date")))
    return Listing(once(links), tuple(dict.fromkeys(lists)), lost, broken=bool(parser.error_log))


def _name(element: object) -> str:
    """The element's name without its namespace; "" for a comment or an instruction."""
    tag = getattr(element, "tag", "")
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
