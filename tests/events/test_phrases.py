from __future__ import annotations

from pathlib import Path

import numpy as np

from communique.encoder.pieces import Word
from communique.events.parts import ACTOR, RECIPIENT, part_of, parts_of
from communique.events.phrases import BUCKETS, Phrases, views_of
from communique.reading import Span


def _words(text: str) -> list[Word]:
    """The words of a text whose words and marks stand apart by spaces, of two pieces each."""
    words, at = [], 0
    for token in text.split():
        start = text.index(token, at)
        at = start + len(token)
        words.append(Word(start, at, (1, 2), 1, 1, 1))
    return words


def _views(text: str, actor: str, recipient: str | None) -> list[list[int]]:
    spans = [
        None if name is None else Span(text.index(name), text.index(name) + len(name)) for name in (actor, recipient)
    ]
    return [view.tolist() for view in views_of(_words(text), text, *spans)]


def test_names_of_the_pair_do_not_matter() -> None:
    one = _views("Oslo expelled two envoys of Lima .", "Oslo", "Lima")
    assert one == _views("The Danish king expelled two envoys of Chile .", "The Danish king", "Chile")
    assert one != _views("Oslo expelled two envoys of Lima .", "Lima", "Oslo")


def test_what_is_far_from_the_pair_is_seen_in_the_whole_alone() -> None:
    near = "Oslo expelled Lima at nine on a dull "
    whole, close, letters = _views(near + "day", "Oslo", "Lima")
    other_whole, other_close, other_letters = _views(near + "night", "Oslo", "Lima")
    assert whole != other_whole
    assert (close, letters) == (other_close, other_letters)


def test_a_lone_actor_is_seen_with_what_follows() -> None:
    _, close, _ = _views("On Monday miners struck", "miners", None)
    assert close == _views("Today miners struck", "miners", None)[1]


def test_every_bucket_is_of_the_table() -> None:
    for view in _views("Oslo expelled two envoys of Lima .", "Oslo", "Lima"):
        assert view == sorted(set(view))
        assert 0 <= min(view) <= max(view) < BUCKETS


def test_scores_are_weights_by_rarity() -> None:
    weights = np.zeros((BUCKETS, 2), np.int8)
    weights[3], weights[5] = (10, 0), (0, 20)
    rarity = np.ones(BUCKETS, np.float32)
    rarity[5] = 2.0
    table = Phrases(weights, np.array([0.5, 1.0], np.float32), np.array([0.0, -1.0], np.float32), rarity)
    length = 5**0.5
    assert np.allclose(table.scores([np.array([3, 5])]), [5 / length, 40 / length - 1])
    assert np.allclose(table.scores([np.array([3]), np.array([5])]), [5, 19])
    assert np.allclose(table.scores([np.array([], np.int64)]), [0, -1])


def test_a_table_comes_back_from_its_file(tmp_path: Path) -> None:
    ones = np.ones(2, np.float32)
    weights, rarity = np.ones((BUCKETS, 2), np.int8), np.ones(BUCKETS, np.float32)
    np.savez(tmp_path / "table.npz", weights=weights, scale=ones, bias=0 * ones, rarity=rarity)
    assert np.allclose(Phrases.open((tmp_path / "table.npz").read_bytes()).scores([np.array([1, 2])]), 2**0.5)


def test_parts_are_of_pieces_and_the_actor_goes_before() -> None:
    text = "Oslo met Lima"
    words = _words(text)
    assert parts_of(words, Span(0, 4), Span(9, 13)).tolist() == [0, 1, 1, 0, 0, 2, 2, 0]
    assert part_of(words[0], Span(0, 8), Span(0, 4)) == ACTOR
    assert part_of(words[1], Span(0, 4), Span(7, 13)) == RECIPIENT
    assert part_of(words[1], None, None) == 0
