"""Transcripts: who speaks, and what."""

from __future__ import annotations

from communique import annotate
from communique.reading import Span
from communique.statements.turns import turns

TALK = (
    "QUESTION: Will the bridge be open in May?\n\n"
    "MS. BERG: We have asked the builders. They said that the road was wet.\n\n"
    "QUESTION: And the ferry?\n\n"
    "MS. BERG: I would not wait for it.\n\n"
    "The ferry did not answer."
)


def told(text: str) -> list[tuple[str, str]]:
    return [(turn.label.of(text), turn.words.of(text)) for turn in turns(text, (Span(0, len(text)),))]


def test_each_paragraph_with_a_speaker_is_a_turn() -> None:
    assert told(TALK) == [
        ("QUESTION", "Will the bridge be open in May?"),
        ("MS. BERG", "We have asked the builders. They said that the road was wet."),
        ("QUESTION", "And the ferry?"),
        ("MS. BERG", "I would not wait for it."),
    ]


def test_a_list_is_no_transcript() -> None:
    assert told("Monday: rain in the north.\n\nTuesday: snow.\n\nMonday: more rain.") == []
    assert told("“Ready,” he said: a word.\n\nNobody came: all slept.") == []


def test_a_turn_is_one_statement_and_holds_what_is_said_in_it() -> None:
    said = {s.content.spans[0].of(TALK): s for s in annotate(TALK, published="2019-04-13").statements}
    turn = said["We have asked the builders. They said that the road was wet."]
    assert [span.of(TALK) for span in turn.source.spans] == ["MS. BERG"]
    assert turn.cue.spans == ()
    assert said["that the road was wet"].within == turn.id
