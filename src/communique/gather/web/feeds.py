"""RSS and Atom, by feedparser."""

from __future__ import annotations

import io

from communique.gather.web.lists import Link, Listing, address, once
from communique.gather.web.outcome import Fetched


def read_feed(found: Fetched) -> Listing:
    """What the entries of a feed link to. Where they are broken, whatever feedparser can make out."""
    # feedparser is old and lenient, and some damage still makes it raise: then the list is damaged, and that is all.
    try:
        return _listing(found)
    except Exception:  # noqa: BLE001
        return Listing(broken=True)


def _listing(found: Fetched) -> Listing:
    import feedparser

    headers = {"content-location": found.url, "content-type": _content_type(found)}
    # A stream: a str or bytes that looks like a URL or a file's name would be fetched or opened.
    feed = feedparser.parse(
        io.BytesIO(found.data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
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


def _content_type(found: Fetched) -> str:
    kind = found.kind if found.kind.endswith("xml") else "application/xml"
    return f"{kind}; charset={found.charset}" if found.charset else kind


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
