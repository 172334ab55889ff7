"""Thousands of items in one paragraph that has no end: what is kept of them stays within bounds, and in its place."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from communique.gather import article_of
from communique.reading import (
    Block,
    Event,
    EventParty,
    Meeting,
    Mention,
    Move,
    Party,
    Passage,
    Reading,
    Report,
    Span,
    Statement,
    Term,
    Time,
)
from communique.weave.item import Evidence, Thread
from communique.weave.threads import LONGEST_CONTEXT, MOST_WORDS, thread

LINES = 1_000
LINE = "“We have seen paper {}”, Minister Jan Ek said on Monday in Kell, "


def huge(*, whole: bool) -> Reading:
    """A reading with a statement, event, move and meeting in each line of one paragraph; `whole`: each is all of it."""
    text = "".join(LINE.format(number) for number in range(LINES))
    mentions, times, statements, events, moves, meetings = [], [], [], [], [], []
    at = 0
    for n in range(LINES):
        line = LINE.format(n)
        who, cue, day = (Span(at + line.index(w), at + line.index(w) + len(w)) for w in ("Jan Ek", "said", "Monday"))
        words = Span(0, len(text)) if whole else Span(at, at + line.index("”"))
        mentions.append(Mention(f"m{n}", who, "person", "jan-ek", "name"))
        times.append(Time(f"t{n}", day, "DATE", "2018-05-07", "2018-05-07", "2018-05-07"))
        party = Party((who,), "jan-ek", "name")
        statements.append(Statement(f"s{n}", party, Passage((cue,)), Passage((words,)), "direct", time=f"t{n}"))
        trigger = Passage((words if whole else cue,))
        events.append(Event(f"e{n}", "consult", None, None, (), EventParty((who,), "jan-ek"), None, trigger))
        term = Term((words,), words.of(text))
        moves.append(Move(f"v{n}", "offer", "PRK", "USA", None, gives=(term,), spans=(words,), statement=f"s{n}"))
        meetings.append(Meeting(f"g{n}", ("PRK", "USA"), reports=(Report("held", (words,)),)))
        at += len(line)
    return Reading(
        article_of(text, path="huge.txt", published="2018-05-08"),
        (Block(Span(0, len(text)), "body"),),
        tuple(mentions),
        times=tuple(times),
        statements=tuple(statements),
        events=tuple(events),
        moves=tuple(moves),
        meetings=tuple(meetings),
    )


def evidences(kept: Thread) -> Iterator[Evidence]:
    for several in (kept.said, kept.done, kept.made):
        yield from (one.evidence for one in several)
    yield from (told.evidence for met in kept.met for told in met.reports)


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_kept_of_thousands_of_items_is_bounded_and_in_its_place(whole: bool) -> None:
    reading = huge(whole=whole)
    begun = time.process_time()
    kept = thread(reading)
    assert time.process_time() - begun < 20  # 1 to 3 seconds; without a bound 60, and the square of that for more
    found = list(evidences(kept))
    assert len(found) == 4 * LINES
    longest = MOST_WORDS // len(found)
    for one in found:
        assert one.context == kept.text[one.context_start : one.context_start + len(one.context)]
        assert one.context_start <= one.spans[0].start
        assert len(one.context) <= longest + 2 * LONGEST_CONTEXT
        assert len(one.words) <= 2 * longest
    for done in kept.done:
        assert len(done.sentence) <= longest + 2 * LONGEST_CONTEXT
        assert done.trigger.startswith(done.at.of(done.sentence)[:longest])
    assert sum(len(stake.text) for made in kept.made for stake in made.gives) <= MOST_WORDS
    assert sum(len(said.lemmas) + sum(map(len, said.quoted)) for said in kept.said) <= MOST_WORDS


def test_words_that_are_cut_say_so() -> None:
    kept = thread(huge(whole=True))
    assert all(one.words.endswith(" …") for one in evidences(kept))
    assert not any(one.words.endswith("…") for one in evidences(thread(huge(whole=False))))
