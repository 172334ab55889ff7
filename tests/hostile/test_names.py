"""Files with names that mislead: read, and shown on one line, in tables, exports and messages."""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
from pathlib import Path

import pytest

from communique.gather import Unread, gather
from communique.reading import Article
from tests.cli.conftest import reader, run
from tests.cli.examples import TEXT, Reader, Run

__all__ = ["reader", "run"]  # the fixtures

NAMES = (
    b"two\nlines.txt",
    b"tab\tand\rreturn.txt",
    b"-rf.txt",
    b"=1+1.txt",
    b"not utf-8 \xff\xfe.txt",
    b"\xe2\x80\xaetxt.elbisrever.txt",
    b"\x1b[31mred.txt",
    b"zero\xe2\x80\x8bwidth.txt",
    b"n" * 251 + b".txt",
    b"[brackets]*?.txt",
    b"#a&b%20.txt",
    b"'quote\".txt",
)

BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"{TEXT}\nNumber {number}.\n", encoding="utf-8")
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name[:200] + b".doc")).write_bytes(b"x")
    return folder


def test_every_name_is_read_and_can_be_written(inbox: Path) -> None:
    found = list(gather([inbox]))
    assert sum(isinstance(item, Article) for item in found) == len(NAMES)
    assert sum(isinstance(item, Unread) for item in found) == len(NAMES)
    for item in found:
        assert (item.path or "").encode()
    for name in NAMES:
        (one,) = gather([os.fsdecode(os.fsencode(inbox) + b"/" + name)])
        assert isinstance(one, Article)


def test_no_name_breaks_a_line_or_colours_a_terminal(inbox: Path, reader: Reader, run: Run) -> None:
    done = run("read", str(inbox), "--record", "record", "--no-weave")
    assert len(reader.seen) == len(NAMES)
    for shown in (done.out, done.err, run("said", "--record", "record").out, run("info", "--record", "record").out):
        shown.encode()
        assert not [sign for sign in shown.replace("\n", "") if unicodedata.category(sign) == "Cc" or sign in BIDI]
    assert done.err.count("Files of this kind are not read") == len(NAMES)


def test_exports_have_a_row_an_article_and_no_formula(inbox: Path, reader: Reader, run: Run, tmp_path: Path) -> None:
    run("read", str(inbox), "--record", "record", "--no-weave")
    told = run("sql", "SELECT path, 1 AS one FROM articles", "--record", "record", "--csv").out
    rows = list(csv.reader(io.StringIO(told, newline="")))[1:]
    assert len(rows) == len(NAMES)
    assert all(len(row) == 2 and row[0][:1] not in ("=", "-", "+", "@") for row in rows)
    lines = run("sql", "SELECT path FROM articles", "--record", "record", "--json").out.splitlines()
    assert len([json.loads(line) for line in lines]) == len(NAMES)
