from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.weave import align
from tests.weave.copies.stories import DAM, FERRY, FERRY_ELSEWHERE, PRISONERS, made_up, sentences, spun, swapped


def test_the_same_text_is_one_passage() -> None:
    (passage,) = align(FERRY, f"  {FERRY.upper()}!")
    assert passage.a.of(FERRY) == FERRY[:-1]
    assert passage.b == (2, 2 + len(FERRY) - 1)


def test_other_words_do_not_break_a_passage() -> None:
    copy = spun(FERRY)
    (passage,) = align(FERRY, copy)
    assert passage.a.of(FERRY).startswith("from Arvenia")  # "Ministers" was swapped
    assert passage.b.of(copy).startswith("from Arvenia")
    assert len(passage.b.of(copy)) > 0.95 * len(copy) - len("claims")


def test_a_name_of_two_words_for_one_does_not_break_a_passage() -> None:
    copy = FERRY.replace("Arvenia ", "the Arvenian republic ").replace("Tolmark", "TLM")
    (passage,) = align(FERRY, copy)
    assert len(passage.a.of(FERRY)) > 0.95 * len(FERRY)


def test_a_dropped_sentence_is_in_no_passage() -> None:
    parts = sentences(FERRY)
    copy = " ".join(parts[:2] + parts[4:])
    passages = align(copy, FERRY)
    held = "".join(passage.b.of(FERRY) for passage in passages)
    assert "inspectors" not in held
    assert "pride" not in held
    assert [passage.b.of(FERRY)[:9] for passage in passages] == ["Ministers", "Her count"]


def test_moved_sentences_are_passages_of_their_own() -> None:
    parts = sentences(FERRY)
    copy = " ".join([*parts[3:], *parts[:3]])
    passages = align(copy, FERRY)
    assert [passage.b.of(FERRY).split()[0] for passage in passages] == ["Arvenia's", "Ministers"]
    assert [passage.a.of(copy) for passage in passages] == [passage.b.of(FERRY) for passage in passages]


def test_other_texts_on_the_same_event_share_no_passage() -> None:
    assert align(FERRY, FERRY_ELSEWHERE) == ()
    assert align(FERRY, DAM) == ()


def test_a_form_filled_in_twice_is_no_passage() -> None:
    form = (
        "The delegation of {} and the delegation of {} met for the {} time on {} {} in {} and discussed the timetable "
        "for further steps. The meeting lasted {} hours. The parties agreed to meet again within {} days."
    )
    one = form.format("Arvenia", "Tolmark", "third", "April", "4", "Ulmet", "six", "30")
    other = form.format("Brenna", "Ossia", "ninth", "June", "21", "Kessim", "two", "14")
    assert align(one, other) == ()
    assert align(one, one.replace("Ulmet", "Tarn")) != ()


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", FERRY), ("Yes.", "Yes, but no."), ("one", "one")])
def test_texts_too_short_for_passages(a: str, b: str) -> None:
    assert len(align(a, b)) == (a == b != "")


@given(st.integers(0, 10_000), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_planted_passage_is_found_to_the_character(seed: int, a1: int, a2: int, b1: int, b2: int) -> None:
    rng = random.Random(seed)
    passage = rng.choice(sentences(PRISONERS)).rstrip(".")
    a = f"{made_up(rng, a1)} {passage} {made_up(rng, a2)}"
    b = f"{made_up(rng, b1)} “{passage}” {made_up(rng, b2)}"
    (found,) = align(a, b)
    assert found.a.of(a) == found.b.of(b) == passage


@given(st.integers(0, 10_000), st.floats(0, 0.6))
def test_passages_are_in_order_and_apart_and_begin_and_end_alike(seed: int, share: float) -> None:
    rng = random.Random(seed)
    parts = sentences(f"{FERRY} {DAM}")
    rng.shuffle(parts)
    a, b = f"{FERRY} {DAM}", swapped(" ".join(parts), rng, share)
    passages = align(a, b)
    for text, spans in ((a, [passage.a for passage in passages]), (b, sorted(passage.b for passage in passages))):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    for passage in passages:
        here, there = passage.a.of(a).casefold().split(), passage.b.of(b).casefold().split()
        assert (here[0], here[-1].strip(".")) == (there[0], there[-1].strip("."))


def test_the_time_grows_with_the_texts(cpu_seconds: Callable[[Callable[[], object]], float]) -> None:
    rng = random.Random(3)
    long = made_up(rng, 8000)
    half = long[: len(long) // 2]
    copy, of_half = swapped(long, rng, 0.2), swapped(half, rng, 0.2)
    align(half, of_half)
    assert cpu_seconds(lambda: align(long, copy)) < 3 * cpu_seconds(lambda: align(half, of_half))
