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
_PACKED = 2  # times the limit of an article: more than that a record may not hold, packed or not
_HEADERS = 65_536  # bytes; those of HTTP in front of a page
_KINDS_TOLD = 10


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
        for number, record in enumerate(ArchiveIterator(stream, kinds, parse_http=False, strict_mode=False), 1):
            found = _read(record, path, number, limit)
            if isinstance(found, str):
                others[found] += 1
            else:
                yield found
    # The library raises errors of many kinds on damage; what was read before stays read.
    except Exception as error:  # noqa: BLE001
        yield unread(
            path,
            f"The archive is damaged behind its record {number:,}: {error}",
            cause="it was cut off while it was written or copied",
            fix="copy it again",
        )
    if others:
        told = ", ".join(f"{count:,} {kind}" for kind, count in others.most_common(_KINDS_TOLD))
        yield unread(path, f"{others.total():,} records that are no pages were left out: {told}")


def _read(record: WarcRecord, path: str, number: int, limit: int) -> Article | Unread | str:
    """The article of a record; or, where it is no page, in words what it is."""
    length, most = record.content_length, _PACKED * limit + _HEADERS
    block = record.reader.read(min(length, most))
    if len(block) < min(length, most):
        return unread(
            path,
            "The record breaks off",
            cause="the archive was cut off while it was written or copied",
            fix="copy it again",
            line=number,
        )
    try:
        payload = _payload(record, block)
    # As above; here it is one record that is damaged, and the next one begins where its length says.
    except Exception as error:  # noqa: BLE001
        return unread(path, f"The record is damaged: {error}", cause="it was so when it was stored", line=number)
    if other := _other(payload, _url(record)):
        return other
    if length > most:
        return too_long(path, limit, line=number)
    try:
        data = payload.reader.read(limit + 1)
    except Exception as error:  # noqa: BLE001
        return unread(path, f"The record is damaged: {error}", cause="it was so when it was stored", line=number)
    return _article(payload, data, path, number, limit, _url(record))


def _payload(record: WarcRecord, block: bytes) -> WarcRecord:
    """A record of its own with what `record` holds, unpacked as it is read: damage there does not reach the archive."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    payload = WarcRecord()
    for name, value in record.headers.items():
        payload.headers.append(name, value)
    payload.record_type = record.record_type
    payload.set_bytes_content(block)
    if record.record_type == WarcRecordType.response:
        payload.is_http = True
        payload.parse_http(auto_decode="all", strict_mode=False)
    return payload


def _other(payload: WarcRecord, url: str) -> str | None:
    """What the record is where it is no page, else None."""
    status = payload.http_headers.status_code if payload.is_http_parsed else None
    if status is not None and status != 200:
        return f"of status {status}"
    kind = _kind(payload)
    if kind in _PAGES or (kind == _TEXT and not url.endswith("/robots.txt")):
        return None
    return f"of the kind {kind or 'unknown'}"


def _kind(record: WarcRecord) -> str:
    told = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type")
    return (told or "").partition(";")[0].strip().lower()


def _url(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _article(payload: WarcRecord, data: bytes, path: str, number: int, limit: int, url: str) -> Article | Unread:
    if len(data) > limit:
        return too_long(path, limit, line=number)
    charset, own = payload.http_charset if payload.is_http_parsed else None, f"{path}#{number}"
    if _kind(payload) == _TEXT:
        text = decoded_page(data, path, charset=charset)
        if isinstance(text, Unread):
            return Unread(path, text.message, number)
        return article_from_text(text, path, limit=limit, line=number, path=own, url=url)
    found = article_of_page(data, own, limit=limit, charset=charset, url=url or None)
    return Unread(path, f"{found.message} ({url})", number) if isinstance(found, Unread) else found
