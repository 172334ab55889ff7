"""When something was said: the day that stands beside the cue, outside what was said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from communique.reading import Span, Time
from communique.statements.frame import Frame

# A time behind one of these bounds something; it is not when the words were said.
_BOUNDS = re.compile(r"(?:since|until|till|before|after|from|by|for|between|than|of|the)\s+(?:the\s+)?\Z", re.I)
# "On Friday, Kim said", but not "As both prepared to meet next month, Kim said": that clause has a time of its own.
_CLAUSE = re.compile(
    r"\W*(?:(?:and|but|even|just|only)\s+)*"
    r"(?:as|while|when|whenever|after|before|though|although|because|if|once|since|until|unless|whereas)\b",
    re.I,
)
# At the head of a sentence a time belongs to its first clause; so far from the cue it hardly does.
_REACH = 60
_SAID_ON, _NO_DAY = ("DATE", "TIME"), ("PRESENT_REF", "FUTURE_REF")


def when(frame: Frame, times: Sequence[Time]) -> str | None:
    """The id of the one of `times` at which the statement of `frame` was made; None where its sentence gives none.

    `times` are in order of text.

    Looked for behind the cue or the speaker, between these, and at the head of the sentence; the nearest counts.
    """
    cue = frame.attribution.cue
    if not cue:
        return None
    at = Span(cue[0].start, cue[-1].end)
    first = bisect_left(times, at.start - _REACH, key=lambda time: time.span.end)
    after = bisect_right(times, at.end + _REACH, key=lambda time: time.span.start)
    places = (frame.after_cue, *(gap for gap in frame.gaps if gap != frame.after_cue), frame.lead, *cue)
    near = []
    for time in times[first:after]:
        if time.type not in _SAID_ON or time.value in _NO_DAY:
            continue
        if not any(place.start <= time.span.start and time.span.end <= place.end for place in places):
            continue
        if time.span.end <= frame.lead.end and _CLAUSE.match(frame.text, frame.lead.start, time.span.start):
            continue
        apart = max(at.start - time.span.end, time.span.start - at.end, 0)
        if not _BOUNDS.search(frame.text, max(at.start - 500, 0), time.span.start):
            near.append((apart, time.span.start, time.id))
    return min(near)[2] if near else None
