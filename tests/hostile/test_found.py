"""What the fuzzers found, each as small as it could be made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.errors import ReadingError, RecordError
from communique.reading import Reading
from communique.record.manifest import parse, verify_sizes
from communique.reviews.exchange import read

DIGITS = "9" * 5_000  # more than Python makes a number of
BRACKETS = "[" * 100_000


@pytest.mark.parametrize("line", [DIGITS, BRACKETS, f'{{"version": {DIGITS}}}', '{"version": 1, "review": ' + BRACKETS])
def test_a_line_of_reviews_without_an_end_costs_itself_alone(line: str) -> None:
    exchange = read([line, "no JSON", line])
    assert not exchange.reviews
    assert [unread.line for unread in exchange.unread] == [1, 2, 3]


@pytest.mark.parametrize("content", [DIGITS, BRACKETS, f'{{"layout": {DIGITS}}}', '{"layout": 3, "parts": ' + BRACKETS])
def test_numbers_and_brackets_without_end_are_a_damaged_manifest(content: str) -> None:
    with pytest.raises(RecordError, match="is damaged"):
        parse(content.encode(), Path("manifest.json"))


@pytest.mark.parametrize("line", [DIGITS, BRACKETS])
def test_numbers_and_brackets_without_end_are_no_reading(line: str) -> None:
    with pytest.raises(ReadingError, match="not JSON"):
        Reading.from_json(line)


@pytest.mark.parametrize("name", ["a\0b.parquet", "\ud800.parquet", "x" * 300])
def test_a_part_whose_name_no_file_can_have_is_told(name: str, tmp_path: Path) -> None:
    part = {"table": "articles", "name": name, "rows": 1, "bytes": 1, "sha256": ""}
    content = json.dumps({"layout": 3, "snapshot": 1, "parts": [part]}).encode()
    with pytest.raises(RecordError, match=r"is damaged|is missing"):
        verify_sizes(tmp_path, parse(content, tmp_path / "manifest.json").parts)
