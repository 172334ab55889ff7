"""Time expressions of an article: where they stand, their TIMEX3 type and value, and the days they cover.

    tokens ─► found (a grammar over classes of words) ─► normal (from the article's day) ─► days of the calendar

`look` is the first half, `reckoned` the second, `times` both. The types and values are those of TimeML's TIMEX3
(Pustejovsky et al. 2003; ISO 24617-1).
"""

from __future__ import annotations

from communique.times.looking import Seen, look
from communique.times.reckoning import reckoned, times

__all__ = ["Seen", "look", "reckoned", "times"]
