"""What the words of a term say: how much of a matter, and to what end."""

from __future__ import annotations

import time

import pytest

from communique.positions.wording import LONGEST, Matters, alike, beyond, direction, keeps, scope
from communique.weave.lexicon import content_words

TOLLS = Matters(frozenset(content_words("lake tolls toll duty Arvia Arvian Belmora")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("an end to all tolls", "all"),
        ("the tolls lifted entirely", "all"),
        ("part of the tolls to go", "part"),
        ("a partial waiver", "part"),
        ("three of nine gates", "part"),
        ("not all of the tolls", "part"),
        ("nearly all of the tolls", "all"),
        ("close the port for good", None),
        ("the toll on salt", None),
    ],
)
def test_scope_is_what_the_words_say(text: str, found: str | None) -> None:
    assert scope(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lift the tolls", -1),
        ("an end to the drills", -1),
        ("the tolls would stay in force", 1),
        ("resume the drills", 1),
        ("not resume the drills", -1),
        ("not lift the tolls", 1),
        ("never to fish there", -1),
        ("impose no new tolls", -1),
        ("a joint patrol", 0),
        ("the remains of the drowned", 0),
    ],
)
def test_direction_is_turned_round_by_a_not(text: str, found: int) -> None:
    assert direction(text) == found


def test_a_measure_that_stays_is_kept_and_one_that_begins_is_not() -> None:
    assert keeps("the tolls would remain in place")
    assert keeps("the tolls would not be lifted")
    assert not keeps("resume the tolls")
    assert not keeps("recover the remains of the drowned")
    assert keeps("keep the toll")
    assert not keeps("keep our part of the accord")


@pytest.mark.parametrize("text", ["full relief", "an end to all tolls", "part of them to go", "Arvian tolls lifted"])
def test_a_term_of_nothing_but_its_issue_speaks_of_it_as_a_whole(text: str) -> None:
    assert TOLLS.bare(text)


@pytest.mark.parametrize("text", ["the toll on salt", "a step-by-step deal", "the deal"])
def test_a_term_with_words_of_its_own_or_none_does_not(text: str) -> None:
    assert not TOLLS.bare(text)


def test_terms_of_one_matter_are_alike_or_both_of_the_whole_issue() -> None:
    assert TOLLS.one("a lower toll on salt", "lower the toll on salt")
    assert TOLLS.one("full relief", "an end to all tolls")
    assert not TOLLS.one("the toll on salt", "the duty on timber")
    assert not TOLLS.one("the toll on salt", "full relief")


def test_the_whole_takes_in_its_parts_only_where_that_is_asked_for() -> None:
    assert TOLLS.one("the toll on salt", "full relief", wide=True)
    assert not TOLLS.one("a step-by-step deal", "full relief", wide=True)


def test_more_than_a_thing_is_not_the_thing() -> None:
    assert not TOLLS.one("lower the toll on salt", "more than lower the toll on salt", wide=True)
    assert beyond("one step beyond Kessel", "open the gates at Kessel")
    assert not beyond("one step beyond Kessel", "open the gates at Sarn")
    assert not beyond("open the gates at Kessel", "open the gates at Kessel")


def test_the_same_is_of_one_end_and_of_one_extent() -> None:
    assert TOLLS.same("an end to the tolls", "lift the tolls")
    assert not TOLLS.same("an end to the tolls", "the tolls would stay")
    assert not TOLLS.same("all tolls to go", "part of the tolls to go")


def test_likeness_is_the_same_either_way_round() -> None:
    one, other = "lower the toll on salt", "the salt toll"
    assert alike(one, other) == alike(other, one)
    assert alike(one, one) == 1


def test_endless_terms_cost_no_more_than_long_ones() -> None:
    endless = "not partly " * 50_000 + "more than " * 50_000
    start = time.perf_counter()
    for _ in range(100):
        scope(endless), direction(endless), beyond(endless, endless), TOLLS.one(endless, endless[1:])
    assert time.perf_counter() - start < 1
    assert direction("x" * LONGEST + " lift") == 0


def test_whom_terms_name_does_not_make_them_alike() -> None:
    named = Matters(frozenset(content_words("talks meeting")), frozenset(content_words("Arvia Arvian Belmora Solan")))
    assert not named.one("Solan of Arvia be thanked", "a visit of Solan of Arvia to the dam")
    assert named.bare("meet Solan")


def test_where_the_issue_is_not_known_no_term_is_the_whole_and_more_must_be_alike() -> None:
    unknown = Matters(frozenset(), whole=False)
    assert not unknown.one("full relief", "an end to all tolls", wide=True)
    assert not unknown.one("that", "an end to all tolls", wide=True)
    assert unknown.one("an end to the toll on salt", "end the toll on salt")
