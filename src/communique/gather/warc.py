"""Web archives (WARC): the pages in them, one record at a time, whatever the archive's size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from communique.gather.decode import decoded_page
from communique.gather.pages import article_of_page
from communique.gather.rows import article_from_text, too_long
from communique.gather.unread import Columns, Unread, unread
from communique.reading import Article

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_TEXT = "text/plain"


def read_warc(stream: BinaryIO, path: str, _columns: Columns, limit: int) -> Iterator[Article | Unread]:
    """The articles of an archive: its pages, and the plain texts of one that holds texts (WET).

    Packed or not, it is read as a stream. What is no page (pictures, redirects, errors) is counted and said in one
    Unread at the end. `line` of an Unread is the number of its record.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield unread(path, "Web archives need the package fastwarc, which is not installed", fix="pip install fastwarc")
        return
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    others: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(
            ArchiveIterator(stream, record_types=kinds, auto_decode="all", strict_mode=False), 1
        ):
            other = _other(record)
            if other is None:
                yield _article(record, path, number, limit)
            else:
                others[other] += 1
    # The library raises errors of many kinds on damage; what was read before stays read.
    except Exception as error:  # noqa: BLE001
        yield unread(
            path,
            f"The archive is damaged behind its record {number:,}: {error}",
            cause="it was cut off while it was written or copied",
            fix="copy it again",
        )
    if others:
        told = ", ".join(f"{count:,} {kind}" for kind, count in others.most_common())
        yield unread(path, f"Records that are no pages were left out: {told}")


def _other(record: WarcRecord) -> str | None:
    """What the record is where it is no page, else None."""
    headers = record.http_headers
    if headers is not None and (headers.status_code or 200) != 200:
        return f"of status {headers.status_code}"
    kind = _kind(record)
    if kind in _PAGES or (kind == _TEXT and not _url(record).endswith("/robots.txt")):
        return None
    return f"of the kind {kind or 'unknown'}"


def _kind(record: WarcRecord) -> str:
    told = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (told or "").partition(";")[0].strip().lower()


def _url(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _article(record: WarcRecord, path: str, number: int, limit: int) -> Article | Unread:
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        return too_long(path, limit, line=number)
    url, charset, own = _url(record), record.http_charset if record.is_http else None, f"{path}#{number}"
    if _kind(record) == _TEXT:
        text = decoded_page(data, path, charset=charset)
        if isinstance(text, Unread):
            return Unread(path, text.message, number)
        return article_from_text(text, path, limit=limit, line=number, path=own, url=url)
    found = article_of_page(data, own, limit=limit, charset=charset, url=url or None)
    if isinstance(found, Unread):
        return Unread(path, f"{found.message} It is {url}." if url else found.message, number)
    return found
