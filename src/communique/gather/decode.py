"""Bytes to text: UTF-8, UTF-16 and UTF-32 by their mark, pages by the charset they declare. Nothing else is guessed."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from communique.gather.unread import Unread, unread

HEAD = 4_096  # bytes that tell what kind of file it is

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC = (
    (re.compile(rb"%PDF-"), "a PDF", "export its text, or pass the article's web page"),
    (re.compile(rb"PK\x03\x04(?s:.){0,4000}?word/"), "a Word document (.docx)", "save it as plain text (.txt)"),
    (re.compile(rb"PK\x03\x04(?s:.){0,4000}?xl/"), "an Excel workbook (.xlsx)", "save the sheet as .csv"),
    (re.compile(rb"PK[\x03\x05]"), "a zip archive", "unpack it and pass the folder"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Office document", "save it as plain text (.txt)"),
    (re.compile(rb"\{\\rtf"), "an RTF document", "save it as plain text (.txt)"),
    (re.compile(rb"\x1f\x8b"), "gzip data", "give the file a name that ends in .gz, such as articles.jsonl.gz"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "a bzip2 archive", "unpack it"),
    (re.compile(rb"\xfd7zXZ\x00"), "an xz archive", "unpack it"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "a 7-zip archive", "unpack it"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), "zstandard data", "unpack it"),
    (re.compile(rb"PAR1"), "a Parquet file", "give it a name that ends in .parquet"),
    (re.compile(rb"SQLite format 3\x00"), "an SQLite database", "export its table as .csv"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF(?s:.){4}WEBP"), "an image", "pass its text"),
    (re.compile(rb"ID3[\x02-\x04]|(?s:.){4}ftyp|OggS\x00|RIFF(?s:.){4}(?:WAV|AVI)"), "sound or video", "pass its text"),
    (re.compile(rb"\x7fELF"), "a program", "leave it out"),
)

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-:]+)""", re.IGNORECASE)
# Charsets that pages are written in. Python knows further codecs that are none (punycode, unicode_escape …).
_CHARSETS = re.compile(
    r"windows-\d+|cp\d+|iso-?8859-?\d+|latin-?\d|koi8-[ru]|gb\w+|big5[\w-]*|euc[-_]\w+|s(?:hift)?[-_]?jis|iso-2022-\w+"
    r"|ks_c_5601\S*|mac\w*|us-ascii|ascii",
    re.IGNORECASE,
)
# What a page calls Latin-1 is Windows-1252 (the WHATWG encoding standard), which has the curly quotation marks.
_LATIN_1 = re.compile(r"(?:iso-?8859-?1|latin-?1|us-ascii|ascii)", re.IGNORECASE)


def marked(head: bytes) -> str | None:
    """The encoding that the byte order mark at the start of `head` stands for, or None where there is none."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def head_of(stream: BinaryIO) -> bytes:
    """The first bytes of `stream`, which stay in it."""
    peek = getattr(stream, "peek", None)
    return bytes(peek(HEAD)[:HEAD]) if peek else b""


def binary(data: bytes, path: str) -> Unread | None:
    """An Unread that names the kind of file where `data` is no text, else None. Looks for NUL bytes in all of it."""
    if marked(data):
        return None
    for pattern, kind, fix in _MAGIC:
        if pattern.match(data):
            return unread(path, f"The file is {kind}, not text", fix=fix)
    if b"\0" in data:
        return unread(
            path,
            f"The file is binary, not text: a NUL byte at position {data.index(0)}",
            cause="it is no text file, or UTF-16 without a byte order mark",
            fix="convert it to UTF-8 text",
        )
    return None


def decoded(data: bytes, path: str, *, line: int | None = None) -> str | Unread:
    """The text of `data`, every character kept but a byte order mark; or what is wrong with it."""
    if problem := binary(data, path):
        return problem
    try:
        return data.decode(marked(data) or "utf-8")
    except UnicodeDecodeError as error:
        return undecodable(path, error, line=line)


def decoded_page(data: bytes, path: str, *, charset: str | None = None) -> str | Unread:
    """The mark-up of an HTML page: by its mark, as UTF-8, or by the charset that it declares.

    `charset` is what the host that sent it said; it goes before what the page itself says.
    """
    text = decoded(data, path)
    if isinstance(text, str) and not data.isascii():
        return text
    declared = _DECLARED.search(data[:HEAD])
    if binary(data, path):
        return text
    if (charset is None or not _CHARSETS.fullmatch(charset)) and declared is not None:
        charset = declared[1].decode("ascii")
    if charset is None or not _CHARSETS.fullmatch(charset):
        return text
    try:
        return data.decode("cp1252" if _LATIN_1.fullmatch(charset) else charset)
    except (LookupError, UnicodeError):
        return text if isinstance(text, str) else _wrongly_declared(path, charset)


def undecodable(path: str, error: UnicodeDecodeError, *, line: int | None = None) -> Unread:
    """The Unread for bytes that are not in the encoding that was tried."""
    byte = error.object[error.start : error.start + 1].hex() or "end of file"
    return unread(
        path,
        f"The text is not {error.encoding.upper()}: byte 0x{byte} at position {error.start} is undecodable",
        cause="it was probably saved as Windows-1252 or another 8-bit encoding, which is not guessed at",
        fix="convert it to UTF-8, for instance with: iconv -f WINDOWS-1252 -t UTF-8 FILE",
        line=line,
    )


def _wrongly_declared(path: str, charset: str) -> Unread:
    return unread(
        path,
        f"The page is undecodable: it declares the charset {charset}, and is neither that nor UTF-8",
        cause="it was saved in another encoding than the one it was sent in",
        fix="save the page again as UTF-8",
    )
