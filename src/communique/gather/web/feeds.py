"""RSS and Atom, by feedparser."""

from __future__ import annotations

import io

from communique.gather.decode import HEAD, marked
from communique.gather.web.lists import SAFE, Link, Listing, address, once
from communique.gather.web.outcome import Fetched

LONGEST_TITLE = 2_000  # characters, as of a URL; what is longer is neither
_TEXTS = ("{*}description", "{*}encoded", "{*}content", "{*}summary")


def read_feed(found: Fetched) -> Listing:
    """What the entries of a feed link to. Where they are broken, whatever feedparser can make out."""
    # feedparser is old and lenient, and some damage still makes it raise: then the list is damaged, and that is all.
    try:
        return _listing(found)
    except Exception:  # noqa: BLE001
        return Listing(broken=True)


def _listing(found: Fetched) -> Listing:
    import feedparser

    data = _lean(found)
    if data is None:
        return Listing(broken=True)
    # A stream: a str or bytes that looks like a URL or a file's name would be fetched or opened.
    feed = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-location": found.url, "content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    links: list[Link] = []
    lost = 0
    for entry in feed.entries:
        url = address(found.url, _text(entry.get("link")))
        if url is None:
            lost += 1
            continue
        # `get` of feedparser would give the day of the last change where that of publication is missing.
        published = _text(entry["published"]) if "published" in entry.keys() else None  # noqa: SIM118
        title = _text(entry.get("title"))
        links.append(Link(url, None if title is None or "<" in title else title, published))  # mark-up is no headline
    return Listing(once(links), lost=lost)


def _lean(found: Fetched) -> bytes | None:
    """The feed without the texts of its entries, well-formed, at most 256 elements deep; None where it is no XML.

    feedparser takes minutes over a few megabytes of elements that are opened and never closed, libxml2 none. It is
    also libxml2 that reads the document's entities, which are not expanded and go no further.
    """
    from lxml import etree

    own = None if b"encoding=" in found.data[:HEAD] or marked(found.data) or _is_utf_8(found.data) else found.charset
    try:
        parser = etree.XMLParser(encoding=own, **SAFE)
    except LookupError:  # a charset that nobody knows
        parser = etree.XMLParser(**SAFE)
    try:
        root = etree.fromstring(found.data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    etree.strip_elements(root, *_TEXTS, with_tail=False)
    etree.strip_tags(root, etree.Entity)
    lean: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return lean


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TITLE else None
