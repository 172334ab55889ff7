"""Words, their features, and windows: what training and running share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from communique.encoder.model import shipped
from communique.encoder.pieces import (
    CLOSING,
    INSIDE,
    INSIDE_SINGLE,
    LINE,
    OPENING,
    OUTSIDE,
    PARAGRAPH,
    SPACE,
    TIGHT,
    quote_states,
    windows_of,
    words_of,
)
from communique.reading import Span


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(shipped() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def states(text: str) -> str:
    names = {OUTSIDE: ".", INSIDE: "i", OPENING: "(", CLOSING: ")", INSIDE_SINGLE: "s"}
    return "".join(names[s] for s in quote_states(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a “b c” d", "..(iii).."),
        ('a "b c" d', "..(iii).."),
        ("a ‘b c’ d", "..(sss).."),
        ("it's 'so' ok", ".....(ss)..."),
        ("the boys' talks", "..............."),
        ("a ``b'' c", "..((i)).."),
        ('an "odd one\n\nand "two" more', "...(ii" + "i" * 5 + ".." + "...." + "(iii)" + "....."),
    ],
)
def test_quote_states(text: str, expected: str) -> None:
    assert states(text) == expected


def test_an_odd_mark_costs_its_own_paragraph_alone() -> None:
    text = 'He said "no more.\n\nShe left.'
    assert states(text)[text.index("She") :] == "." * len("She left.")


def test_words_carry_their_spans_case_and_gap(tokenizer: Tokenizer) -> None:
    text = "SEOUL spoke.\nThe iPhone’s 12\n\nEnd"
    words = words_of(text, [Span(0, len(text))], tokenizer)
    assert [text[w.start : w.end] for w in words] == ["SEOUL", "spoke", ".", "The", "iPhone", "’", "s", "12", "End"]
    assert [w.gap for w in words] == [PARAGRAPH, SPACE, TIGHT, LINE, SPACE, TIGHT, TIGHT, SPACE, PARAGRAPH]
    assert [w.case for w in words] == [3, 1, 7, 2, 5, 7, 1, 6, 2]


def test_words_of_a_stretch_have_offsets_into_the_whole_text(tokenizer: Tokenizer) -> None:
    text = "skip this é\U0001f600 Read this"
    words = words_of(text, [Span(13, len(text))], tokenizer)
    assert [text[w.start : w.end] for w in words] == ["Read", "this"]


@given(st.text(alphabet="ab.!?\"“”'‘’ \n", max_size=300), st.integers(5, 40))
def test_windows_cover_every_word_once_and_keep_to_the_limit(tokenizer: Tokenizer, text: str, limit: int) -> None:
    words = words_of(text, [Span(0, len(text))], tokenizer)
    windows = windows_of(words, text, limit)
    assert [i for w in windows for i in range(w.start, w.end)] == list(range(len(words)))
    for w in windows:
        assert sum(len(x.ids) for x in words[w.start : w.end]) <= limit or w.end - w.start == 1


def test_windows_are_cut_where_no_quotation_is_open(tokenizer: Tokenizer) -> None:
    text = 'One two three. "Four five. Six seven. Eight." Nine ten. Eleven twelve.'
    words = words_of(text, [Span(0, len(text))], tokenizer)
    cuts = [text[words[w.start].start :] for w in windows_of(words, text, 16)[1:]]
    assert cuts
    assert all(not cut.startswith(("Six", "Eight")) for cut in cuts)
