"""Texts that are longer than any article, and those that are made to keep a reader busy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import annotate
from communique.gather import article_of
from communique.layout import layout
from communique.layout import reach as reach_module
from communique.layout.reach import LONGEST, reached
from communique.reading import Block, Span
from tests.hostile import holding

KINDS = ("headline", "body", "caption", "other")


def blocks_of(sizes: list[tuple[int, int]]) -> tuple[Block, ...]:
    found: list[Block] = []
    for kind, size in sizes:
        start = found[-1].span.end if found else 0
        if not found or found[-1].kind != KINDS[kind]:
            found.append(Block(Span(start, start + size), KINDS[kind]))  # type: ignore[arg-type]
    return tuple(found)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 12)), min_size=1, max_size=8),
    st.sampled_from(["a", "a b\n", " "]),
)
def test_of_a_long_text_the_beginning_is_read(sizes: list[tuple[int, int]], words: str) -> None:
    blocks = blocks_of(sizes)
    text = (words * 100)[: blocks[-1].span.end]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach_module, "LONGEST", 20)
        found, problems = reached(text, blocks)
    holding.blocks(found, text)
    holding.problems(problems, text)
    read = sum(b.span.end - b.span.start for b in found if b.kind in ("headline", "body"))
    whole = sum(b.span.end - b.span.start for b in blocks if b.kind in ("headline", "body"))
    assert read <= 20
    assert (found == blocks) == (not problems) == (whole <= 20)


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "a ",
        "said ",
        "7",
        "K",
        "[",
        "…",
        "\u200b",
        "\u202e\u202d",
        "Kim said that “",
        "he said ",
        "(a) ",
        "2018 ",
        ". ",
    ],
    ids=ascii,
)
def test_a_line_of_five_million_characters_is_laid_out_and_cut(unit: str) -> None:
    article = article_of(unit * (5_000_000 // len(unit)))
    blocks, problems = reached(article.text, layout(article))
    holding.blocks(blocks, article.text)
    read = sum(b.span.end - b.span.start for b in blocks if b.kind in ("headline", "body"))
    assert read <= LONGEST
    assert problems or not read


@pytest.mark.parametrize("unit", ["“", "said he said ", "Kim met Trump and "])
def test_what_goes_on_and_on_has_a_reading(unit: str) -> None:
    text = "Officials said that talks would resume. " + unit * (3_000 // len(unit))
    holding.reading(annotate(text, published="2019-04-12"), text)


def test_what_was_not_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach_module, "LONGEST", 100)
    text = "The minister said that talks would resume. Kim Jong Un said that he would be there. " * 3
    reading = annotate(text)
    holding.reading(reading, text)
    (told,) = reading.problems
    assert told.span is not None
    assert told.message == f"only the first {told.span.start} of {len(text)} characters are read: no article is longer"
    assert reading.blocks[-1].kind == "other"
    assert reading.statements
    assert all(span.end <= told.span.start for span in holding.spans_in(reading.statements))
