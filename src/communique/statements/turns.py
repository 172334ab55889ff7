"""Transcripts: paragraphs that begin with who speaks and a colon, "MS. BERG: We will wait." Each is one statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from communique.encoder.understanding import Attribution
from communique.reading import Span, Spans
from communique.statements.sentences import paragraphs

# Who speaks, as such paragraphs begin: "QUESTION:", "MR. LUND:", "The Lakeside Post:".
_LABEL = re.compile(r"(?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|of|and|the)){0,5}(?=:\s+[^\W\d]|:\s+[“\"‘])")
# So many speak, each so often, before paragraphs with a colon are a transcript and no list.
SPEAKERS, TURNS = 2, 2
# Nothing but the form tells such a statement, and the form is plain.
SCORE = 0.9


class Turn(NamedTuple):
    """Who speaks, and what."""

    label: Span
    words: Span


def turns(text: str, parts: Spans) -> tuple[Turn, ...]:
    """The turns of a transcript in the `parts` of `text`, in order; none where it is no transcript."""
    found = []
    for part in parts:
        for paragraph in paragraphs(text, part):
            if label := _LABEL.match(text, *paragraph):
                start = label.end() + 1
                while text[start].isspace():
                    start += 1
                found.append(Turn(Span(*label.span()), Span(start, paragraph.end)))
    count = Counter(turn.label.of(text) for turn in found)
    speakers = {who for who, often in count.items() if often >= TURNS}
    return tuple(turn for turn in found if turn.label.of(text) in speakers) if len(speakers) >= SPEAKERS else ()


def with_turns(text: str, attributions: Sequence[Attribution], parts: Spans) -> tuple[Attribution, ...]:
    """The attributions, and one for each turn of a transcript instead of those that had its label for a source."""
    spoken = turns(text, parts)
    if not spoken:
        return tuple(attributions)
    labels = {turn.label.end for turn in spoken}
    kept = [a for a in attributions if not any(span.end in labels for span in a.source)]
    kept += [Attribution((turn.label,), (), (turn.words,), SCORE) for turn in spoken]
    return tuple(sorted(kept, key=lambda a: (a.content, a.cue, a.source)))
