"""The hours at the heads of a live page's entries: "22.40", "08.10 No deal yet".

Such a page is newest first or oldest first, and may run over a midnight: there the hours turn back to the other end.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise

from communique.times.lexicon import CODES
from communique.times.tokens import Tokens


def days_back(tokens: Tokens) -> Mapping[int, int]:
    """How many days before the page's own is the hour at each of the tokens; those are left out that nobody can tell.

    Newest first, an hour later than the one above it is of the day before. Oldest first, all are of one day, or nobody
    knows by which of them the page is dated.
    """
    stamp = CODES["stamp"]
    if stamp not in tokens.codes:
        return {}
    places = [index for index, code in enumerate(tokens.codes) if code == stamp]
    clocks = [clock(tokens.words[index]) for index in places]
    later = [below > above for above, below in pairwise(clocks)]
    if sum(later) * 2 < len(later) or not any(later):
        return dict(zip(places, accumulate(later, initial=0), strict=True))
    return dict.fromkeys(places, 0) if clocks == sorted(clocks) else {}


def clock(word: str) -> str:
    """The hour as TIMEX3 writes it."""
    return word.replace(".", ":")
