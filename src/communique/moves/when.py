"""When a step was made: the day that stands beside its cue, outside what is given, asked or set as a condition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from communique.reading import Span, Time

_DAYS, _NO_DAY = ("DATE", "TIME"), ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
# A time behind one of these bounds something; it is not when the step was made.
_BOUNDS = re.compile(
    r"\b(?:since|until|till|before|after|from|by|for|between|than|of|within|due|planned for)\s+(?:the\s+)?\Z", re.I
)
# Between a time and a cue these begin a clause, which has a time of its own.
_CLAUSE = re.compile(
    r"[;:“”\"]|\b(?:that|which|who|whose|as|while|when|whenever|after|before|though|although|because|if|once|"
    r"since|until|"
    r"unless|whereas|and|but)\b",
    re.I,
)
_REACH = 90  # a time that is farther from its cue, in characters, is hardly that of the step


def when(text: str, sentence: Span, cue: Span, terms: Sequence[Span], times: Sequence[Time]) -> str | None:
    """The id of the one of `times`, in order of text, at which the step of `cue` was made; None where it is not told.

    It stands in the `sentence`, before the cue or behind it or the last of its `terms`, in the same clause.
    """
    end = max([cue.end, *(term.end for term in terms if term.start >= cue.end)])
    near: list[tuple[int, int, str]] = []
    for time in times[bisect_left(times, sentence.start, key=lambda time: time.span.start) :]:
        span = time.span
        if span.start >= sentence.end:
            break
        if time.type not in _DAYS or time.value in _NO_DAY or _BOUNDS.search(text, sentence.start, span.start):
            continue
        if any(term.start < span.end and span.start < term.end for term in terms):
            continue
        behind = cue.end if span.start < end else end
        gap = (span.end, cue.start) if span.end <= cue.start else (behind, span.start)
        apart = gap[1] - gap[0]
        if 0 <= apart <= _REACH and _CLAUSE.search(text, *gap) is None:
            near.append((apart, span.start, time.id))
    return min(near)[2] if near else None
