from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import QuestionError
from communique.record.search import TOKENS
from communique.record.words import CLOSE, OPEN, Term, fold, indexed, match_expression, terms


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("nuclear  test", [Term("nuclear"), Term("test")]),
        ('"nuclear test" site', [Term("nuclear test"), Term("site")]),
        ("“nuclear test”", [Term("nuclear test")]),
        ("denuclear*", [Term("denuclear", prefix=True)]),
        ('"close the nucl"*', [Term("close the nucl", prefix=True)]),
        ('"close the nucl*"', [Term("close the nucl", prefix=True)]),
        ('an odd" mark', [Term("an"), Term("odd"), Term("mark")]),
        ("Kim Jong-un's - NEAR AND (OR", [Term(w) for w in ("Kim", "Jong-un's", "NEAR", "AND", "(OR")]),
    ],
)
def test_words_phrases_and_prefixes(words: str, wanted: list[Term]) -> None:
    assert list(terms(words)) == wanted


@pytest.mark.parametrize("words", ["", "  ", "*", '""', "— … !"])
def test_no_word_is_no_question(words: str) -> None:
    with pytest.raises(QuestionError, match="no word"):
        terms(words)


@given(st.text(max_size=40) | st.text(st.sampled_from('abAND NEAR("*:^-+){}\'"\0\\“”'), max_size=40))
def test_nothing_that_a_person_types_breaks_the_query(words: str) -> None:
    try:
        expression = match_expression(terms(words))
    except QuestionError:
        return
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, tokenize='{TOKENS}')")
        memory.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,)).fetchall()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_indexed_text_keeps_its_length(text: str) -> None:
    assert len(indexed(text)) == len(text)
    assert not {OPEN, CLOSE, "\0"} & set(indexed(text))


def test_folding_leaves_words_alone() -> None:
    assert fold("  Zoë RUIZ—Élysée’s ") == "zoe ruiz elysee s"
    assert fold("…") == ""
