"""The states that the pass keeps, and finding those of a stretch of text again."""

from __future__ import annotations

import numpy as np

from communique import encoder
from communique.encoder.model import OnnxEncoder, shipped
from communique.encoder.pieces import Window, Word
from communique.encoder.understanding import States
from communique.reading import Block, Span

TEXT = "The envoys met in Geneva on Monday.\n\nThey agreed on nothing, and left."


def word(start: int, end: int, pieces: int = 1) -> Word:
    return Word(start, end, (7,) * pieces, 0, 0, 0)


WORDS = [word(0, 2), word(3, 5, 2), word(6, 8), word(9, 11), word(12, 14)]
# rows are numbered, those of the windows' ends are 10 and 14, and 20 and 24
MADE = States(
    WORDS,
    [Window(0, 2), Window(2, 5)],
    [np.array([[10.0], [11], [12], [13], [14]]), np.array([[20.0], [21], [22], [23], [24]])],
)


def rows(span: Span) -> tuple[list[Word], list[float]]:
    found = MADE.over(span)
    assert found is not None
    return list(found[0]), found[1][:, 0].tolist()


def test_a_stretch_has_its_pieces_between_the_ends_of_its_window() -> None:
    assert rows(Span(0, 2)) == (WORDS[:1], [10, 11, 14])
    assert rows(Span(3, 5)) == (WORDS[1:2], [10, 12, 13, 14])
    assert rows(Span(4, 5)) == (WORDS[1:2], [10, 12, 13, 14])
    assert rows(Span(9, 14)) == (WORDS[3:], [20, 22, 23, 24])


def test_of_a_stretch_in_two_windows_the_larger_part_is_taken() -> None:
    assert rows(Span(3, 11)) == (WORDS[2:4], [20, 21, 22, 24])
    assert rows(Span(0, 8)) == (WORDS[:2], [10, 11, 12, 13, 14])
    assert rows(Span(0, 14)) == (WORDS[2:], [20, 21, 22, 23, 24])


def test_a_stretch_without_a_word_has_none() -> None:
    assert MADE.over(Span(2, 3)) is None
    assert MADE.over(Span(14, 20)) is None
    assert States([], [], []).over(Span(0, 9)) is None


def test_the_pass_keeps_the_states_that_a_pass_for_them_alone_gives() -> None:
    encode = OnnxEncoder(shipped())
    understanding = encode.understand(TEXT, [Block(Span(0, len(TEXT)), "body")])
    assert understanding.states is not None
    whole = understanding.states.over(Span(0, len(TEXT)))
    assert whole is not None
    assert (whole[1] == encode.states(encode.words(TEXT, [Span(0, len(TEXT))]))[0]).all()
    second = understanding.states.over(understanding.sentences[1])
    assert second is not None
    assert [TEXT[w.start : w.end] for w in second[0]] == [
        "They", "agreed", "on", "nothing", ",", "and", "left", ".",
    ]  # fmt: skip
    assert (second[1][[0, -2, -1]] == whole[1][[0, -2, -1]]).all()


def test_where_nothing_is_read_there_is_nothing_to_keep() -> None:
    understanding = encoder.load().understand("", [])
    assert understanding.states is not None
    assert understanding.states.over(Span(0, 1)) is None
