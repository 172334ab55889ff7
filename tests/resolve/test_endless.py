"""Sentences without an end: lists, transcripts without full stops, texts made to keep a reader busy."""

from __future__ import annotations

from tests.resolve.made import meant


def test_a_pronoun_far_into_a_sentence_without_an_end_is_left_open() -> None:
    near = "Theresa May said that " + "and the " * 10 + "she would go."
    far = "Theresa May said that " + "and the " * 100 + "she would go."
    assert meant(near, "she") == ("theresa-may", "pronoun")
    assert meant(far, "she") == (None, None)


def test_quotation_marks_are_counted_paragraph_by_paragraph() -> None:
    said = "Theresa May said she would go."
    for before, open_ in (("“No” ", False), ("“No ", True), ('"No" ', False), ('"No ', True), ("“No\n\n", False)):
        assert meant(before + said, "she") == ((None, None) if open_ else ("theresa-may", "pronoun")), before
