from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from communique.events import TYPES
from communique.events import modes as room
from communique.events.modes import mode_of
from communique.reading import Span
from tests.events.marked import gold, unmarked

ENTRIES = [
    (kind, mode, phrase)
    for kind, modes in tomllib.loads(Path(room.__file__).with_suffix(".toml").read_text("utf8")).items()
    for mode, phrases in modes.items()
    for phrase in phrases
]


@pytest.mark.parametrize(
    ("kind", "sentence", "mode"),
    [
        ("CONSULT", "⟦The envoy⟧ telephoned ⟪the premier⟫ from the airport.", "phone"),
        ("CONSULT", "⟦The envoy⟧ met ⟪the premier⟫.", None),
        ("RETREAT", "⟦The colonels⟧ freed ⟪the poet⟫.", "release"),
        ("PROTEST", "⟦Clerks⟧ began a hunger strike at ⟪the bank⟫.", "hunger"),
        ("ASSAULT", "⟦A suicide bomber⟧ struck ⟪the convoy⟫.", "suicide-attack"),
        ("COERCE", "⟪The printer⟫ was arrested by ⟦the guards⟧.", "arrest"),
        ("ASSAULT", "⟦Marines⟧ stormed ⟪a tanker⟫ off the cape.", None),
        ("AGREE", "⟦Oslo⟧ agreed to a visit by ⟪the king⟫.", None),
    ],
)
def test_words_show_the_mode(kind: str, sentence: str, mode: str | None) -> None:
    text, actor, recipient = unmarked(sentence)
    assert mode_of(kind, text, Span(min(actor[0], recipient[0]), max(actor[1], recipient[1]))) == mode


def test_words_between_the_pair_go_before_words_outside() -> None:
    text, actor, recipient = unmarked("After the drone strike ⟦police⟧ fired tear gas at ⟪the crowd⟫.")
    assert mode_of("ASSAULT", text, Span(actor[0], recipient[1])) == "crowd-control"


def test_two_modes_with_equal_claims_leave_it_open() -> None:
    text, actor, recipient = unmarked("⟦Police⟧ arrested and deported ⟪the singer⟫.")
    assert mode_of("COERCE", text, Span(actor[0], recipient[1])) is None


def test_a_part_of_a_word_shows_nothing() -> None:
    assert mode_of("ASSAULT", "A rapid move by the guards upset the town.", Span(0, 41)) is None


@pytest.mark.parametrize(("kind", "mode", "phrase"), ENTRIES)
def test_every_phrase_of_the_table_is_found(kind: str, mode: str, phrase: str) -> None:
    assert kind in TYPES
    written = " ".join("some" if word == "*" else word.removesuffix("*") for word in phrase.split())
    pattern = room._patterns()[kind][mode]
    assert pattern.fullmatch(written) or pattern.match(written)


def test_the_mode_of_the_gold_is_the_one_found_or_none() -> None:
    right = wrong = 0
    for one in gold():
        reach = Span(min(one.actor[0], one.recipient[0]), max(one.actor[1], one.recipient[1]))
        mode = mode_of(one.type, one.text, reach)
        if one.mode is not None and mode is not None:
            right, wrong = right + (mode == one.mode), wrong + (mode != one.mode)
    assert wrong == 0
    assert right >= 50
