"""Sentences of our own over many conflicts, with the events a reader finds in them: how many of these are found."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from communique import annotate

CASES = Path(__file__).with_name("cases.txt")
# Of the events wanted and found, both together, so many were right when this was set: 0.93.
FLOOR = 0.9


class Told(NamedTuple):
    """An event of a case: type, actor and recipient ("-": none), the words of the trigger, the status."""

    type: str
    actor: str
    recipient: str
    trigger: str
    status: str


@cache
def cases() -> dict[str, frozenset[Told]]:
    """The sentences, and what each tells."""
    found: dict[str, set[Told]] = {}
    last = set[Told]()
    for line in CASES.read_text("utf8").splitlines():
        if line.startswith("> "):
            last.add(Told(*(part.strip() for part in line[2:].split("|"))))
        elif line and not line.startswith("#"):
            last = found[line] = set()
    return {sentence: frozenset(told) for sentence, told in found.items()}


def read(sentence: str) -> frozenset[Told]:
    """What is found in a sentence."""
    reading = annotate(sentence)
    return frozenset(
        Told(
            event.type,
            event.actor.actor or "-",
            (event.recipient.actor if event.recipient is not None else None) or "-",
            event.trigger.spans[0].of(sentence),
            event.status,
        )
        for event in reading.events
    )


def test_most_of_what_is_told_is_found_and_little_else() -> None:
    right = found = wanted = 0
    for sentence, told in cases().items():
        ours = read(sentence)
        right, found, wanted = right + len(ours & told), found + len(ours), wanted + len(told)
    assert 2 * right / (found + wanted) >= FLOOR, (right, found, wanted)


def test_sentences_that_tell_no_event_give_none() -> None:
    none = [sentence for sentence, told in cases().items() if not told]
    assert len(none) >= len(cases()) / 4
    assert {sentence: read(sentence) for sentence in none if read(sentence)} == {}
