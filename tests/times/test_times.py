"""Time expressions against a table of cases: where they stand, what they mean, and the days they cover."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.gather.article import article_of
from communique.reading import Block, Span, Time
from communique.times import times

Expected = tuple[str, str, str, str | None, str | None]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _read(text: str, published: str | None = None) -> tuple[Time, ...]:
    return times(article_of(text, published=published), (Block(Span(0, len(text)), "body"),))


def _expected(words: str, meaning: str) -> Expected:
    kind, value, *days = meaning.split()
    begin, end = days[0].split("..") if days else (value, value) if _DAY.fullmatch(value) else (None, None)
    return words, kind, value, begin, end


def _cases() -> list[tuple[str | None, str, list[Expected]]]:
    found = []
    for line in Path(__file__).with_name("cases.txt").read_text(encoding="utf8").splitlines():
        if not line or line.startswith("#"):
            continue
        day, marked, meanings = (part.strip() for part in line.split("|"))
        words = re.findall(r"\[(.*?)\]", marked)
        expected = [_expected(*pair) for pair in zip(words, filter(None, meanings.split("; ")), strict=True)]
        found.append((None if day == "-" else day, re.sub(r"[\[\]]", "", marked), expected))
    return found


CASES = _cases()


def test_the_table_is_a_large_one() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("day", "text", "expected"), CASES, ids=[f"{day}: {text}" for day, text, _ in CASES])
def test_case(day: str | None, text: str, expected: list[Expected]) -> None:
    found = [(t.span.of(text), t.type, t.value, t.begin, t.end) for t in _read(text, day)]
    assert found == expected


def test_a_fraction_on_two_lines_is_a_number() -> None:
    assert [t.value for t in _read("The rate was\n11\n3/4 at noon, 2½ years ago it was 9\n1/2 of that.", "2031-03-04")]


def test_the_hours_at_the_heads_of_a_live_page_run_back_over_midnight() -> None:
    page = "The vote, as it happened\n01.15\nIt is over.\n23.40 Noise\nShouts.\n23.05\nThey sit.\n22.05\nDoors open.\n"
    assert [t.value for t in _read(page, "2018-05-24")] == [
        "2018-05-24T01:15",
        "2018-05-23T23:40",
        "2018-05-23T23:05",
        "2018-05-23T22:05",
    ]


def test_an_amount_where_a_line_breaks_is_no_hour() -> None:
    assert _read("Yields fell from\n12.32 pct to\n10.12 Pct.\n", "2018-05-24") == ()
