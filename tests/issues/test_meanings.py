"""Vectors of words, and how alike terms are."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from communique.errors import ModelError
from communique.issues import SAME_TERM, alike
from communique.issues.meanings import LONGEST_WORD, Meanings, digest, load, meaning, words_of
from communique.issues.words import Words

SMALL = Meanings(
    {"peace": 0, "treat": 1, "##ies": 2},
    np.array([[127, 0], [0, 127], [0, 64]], np.int8),
    np.array([0.01, 0.01, 0.01], np.float32),
)


def test_a_vector_is_the_sum_over_words_at_length_one() -> None:
    assert SMALL.of("Peace!").tolist() == [1, 0]
    assert np.linalg.norm(SMALL.of("peace treaties")) == pytest.approx(1)
    assert SMALL.of("peace treaties")[1] > SMALL.of("peace treat")[1]


def test_a_word_is_cut_into_the_longest_pieces_or_not_known_at_all() -> None:
    assert SMALL.rows_of("treaties") == (1, 2)
    assert SMALL.rows_of("treatment") == ()
    assert SMALL.rows_of("peace" + "x" * LONGEST_WORD) == ()
    assert SMALL.of("treatment").tolist() == [0, 0]


def test_words_are_folded() -> None:
    assert words_of("The “Entente” of 1904: a Détente?") == ["the", "entente", "of", "1904", "a", "detente"]


def test_the_shipped_table_is_whole(tmp_path: Path) -> None:
    table = load()
    assert len(table.rows) == len(table.vectors) == len(table.scale) > 30_000
    assert len(digest()) == 64
    assert not meaning("sanctions").flags.writeable
    with pytest.raises(ModelError, match="cannot be loaded"):
        Meanings.open(b"no table")


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("sanctions relief", "the easing of sanctions", "food aid for the north"),
        ("free the prisoners of war", "the release of captured soldiers", "a truce of thirty days"),
        ("halt joint military exercises", "stop the war games", "cut tariffs on steel"),
    ],
)
def test_the_same_term_in_other_words_is_more_alike_than_another(one: str, same: str, other: str) -> None:
    assert alike(one, same) >= max(SAME_TERM, alike(one, other) + 0.2)
    assert alike(one, same) == alike(same, one)
    assert alike(one, one) == pytest.approx(1)
    assert 0 == alike(one, "") <= alike(one, other)


def test_words_of_several_things_are_looked_up_at_once() -> None:
    words = Words((["missile test", "Panmunjŏm"], ["test"], []))
    assert words.named_in("No more missile tests") == [0]
    assert words.named_in("Tests of missiles, said PANMUNJOM’s host") == [0, 1]
    assert words.named_in("attested") == words.named_in("") == []
    assert pickle.loads(pickle.dumps(words)).named_in("a test") == [1]
