"""Files of some kilobytes that are to fill the memory or the disk; lines and fields without an end."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.gather import Unread, gather
from communique.reading import Article

LIMIT = 100_000
UNPACKED = 20_000_000
MEMORY = 12_000_000  # of which some megabytes are what a reader loads
SAID = "The minister said that talks would resume in the spring."


def bomb(head: bytes = b"") -> bytes:
    return gzip.compress(head + b"a" * UNPACKED, 6)


def answer(page: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    about = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(head + page)}"
    return f"WARC/1.0\r\nWARC-Type: response\r\n{about}\r\n\r\n".encode() + head + page + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("bomb.txt.gz", bomb),
        ("bomb.html.gz", lambda: bomb(b"<html>")),
        ("bomb.jsonl.gz", lambda: bomb(b'{"text": "')),
        ("bomb.csv.gz", lambda: bomb(b'text\n"')),
        ("header.tsv.gz", lambda: bomb(b"text\t")),
        ("bomb.parquet.gz", lambda: bomb(b"PAR1")),
        ("bomb.warc", lambda: answer(bomb())),
        ("twice.warc.gz", lambda: gzip.compress(answer(bomb()))),
    ],
)
def test_a_bomb_is_named_and_never_unpacked_into_memory(
    name: str, made: Callable[[], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["communique.gather.tables"], "_SMALL", UNPACKED // 2)
    path, data = tmp_path / name, made()
    path.write_bytes(data)
    assert len(data) < UNPACKED // 500
    tracemalloc.start()
    found = list(gather([path], limit=LIMIT))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (unread,) = found
    assert isinstance(unread, Unread)
    assert unread.path.endswith(name)
    assert "longer than" in unread.message or "times as long" in unread.message
    assert peak < MEMORY


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("quote", ['"', ""])
def test_a_row_without_an_end_costs_itself_alone(end: str, quote: str, tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    long = quote + "a" * 5 * LIMIT + quote
    path.write_bytes(end.join(["text,title", f"{SAID},One", f"{long},Two", f"{SAID} Then,Three", ""]).encode())
    first, unread, last = gather([path], limit=LIMIT)
    assert isinstance(first, Article)
    assert isinstance(unread, Unread)
    assert isinstance(last, Article)
    assert (first.title, last.title) == ("One", "Three")
    assert "longer than 100,000 bytes" in unread.message
    assert unread.line == 3
