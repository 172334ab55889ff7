"""Web pages saved as HTML: the article's text and metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO
from urllib.parse import urlsplit

from communique.gather.dates import day_in_url
from communique.gather.decode import decoded_page
from communique.gather.rows import article_from_text, too_long
from communique.gather.unread import Columns, Unread, unread
from communique.reading import Article

# lxml refuses a str that declares the encoding it was decoded from.
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Tags inside a line. Where there are more of them than in any article, they are left out: they change nothing of the
# text, and trafilatura's time grows with the square of how many one paragraph has (6,000: 2 s).
_INLINE = re.compile(
    r"</?(?:abbr|acronym|b|bdi|bdo|big|cite|del|dfn|em|font|i|ins|kbd|label|mark|s|samp|small|span|strike|strong|sub|sup"
    r"|tt|u|var)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_LINK = re.compile(r"</?a(?=[\s/>])[^<>]*>", re.IGNORECASE)
MOST_TAGS = 4_000  # opening and closing

# The date that the page states for its publication; searching its text and footer as well would be a guess.
_STATED_DATE = {"extensive_search": False, "original_date": True}


def read_page(stream: BinaryIO, path: str, _columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The one article of a page: text, title, date, outlet, byline and canonical URL, each where the page gives it."""
    yield article_of_page(stream.read(limit + 1), path, limit=limit)


def article_of_page(
    data: bytes, path: str, *, limit: int, charset: str | None = None, url: str | None = None
) -> Article | Unread:
    """The article in the bytes of a page. `charset` is what the host that sent it said, `url` where it was fetched.

    A page is believed about its own URL only where it was not fetched, or names one of the same host.
    """
    if len(data) > limit:
        return too_long(path, limit)
    if not data.strip():
        return unread(path, "The file is empty", fix="save the page again")
    markup = decoded_page(data, path, charset=charset)
    if isinstance(markup, Unread):
        return markup
    return _article(_lean(_XML_DECLARATION.sub("", markup)), path, limit, url)


def _lean(markup: str) -> str:
    """The mark-up without the tags inside its lines, where there are too many."""
    for tags in (_INLINE, _LINK):
        if next(islice(tags.finditer(markup), MOST_TAGS, None), None) is not None:
            markup = tags.sub("", markup)
    return markup


def _article(markup: str, path: str, limit: int, url: str | None) -> Article | Unread:
    from trafilatura import bare_extraction

    # What these say to a log that nobody set up would go to standard error; a log that is set up still gets it.
    for library in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    try:
        page = bare_extraction(
            markup, with_metadata=True, include_comments=False, date_extraction_params=dict(_STATED_DATE)
        )
    # The parsers beneath raise errors of many kinds on broken mark-up: the page is reported, and the others are read.
    except Exception as error:  # noqa: BLE001
        return unread(path, f"The page cannot be parsed: {error}", cause="its mark-up is damaged", fix="save it again")
    if page is None or isinstance(page, dict) or not page.text or page.text.isspace():
        return unread(
            path,
            "No article text was found in the page",
            cause="it is a list of links, its text is loaded by a script, or it stands more than 250 elements deep",
            fix="open it in a browser and save the text as .txt",
        )
    published, outlet, own = page.date, page.sitename, page.url
    if url is not None and not _same_host(own, url):
        # What trafilatura took from the foreign address, for want of anything better, goes with it.
        published = None if day_in_url(own) == published else published
        outlet = None if outlet and outlet in (own or "") else outlet
        own = url
    return article_from_text(
        page.text,
        path,
        limit=limit,
        title=page.title,
        published=published,
        url=own,
        outlet=outlet,
        byline=page.author,
    )


def _same_host(one: str | None, other: str) -> bool:
    try:
        return urlsplit(one or "").hostname == urlsplit(other).hostname
    except ValueError:
        return False
