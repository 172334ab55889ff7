"""When an article without a date was written: between which days, and what in it, or beside it, says so.

    clues: dates told as past or to come · offices held · known encounters · the month in the URL
       ─► weighed: the stronger first, a weaker one that contradicts is left aside and said so
       ─► the year of a dateline without one ─► the days, and the bounds with their reasons

Nothing but the article and the tables counts: never the day on which it is read.
"""

from __future__ import annotations

from communique.dating.dating import dated

__all__ = ["dated"]
