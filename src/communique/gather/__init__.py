"""Articles in: files, folders, globs and standard input, each an Article or a problem that is said.

    sources ─► files of known kinds ─► text and metadata ─► Article | Unread

Nothing that was asked for is left out in silence: whatever gives no article gives an Unread.
"""

from __future__ import annotations

from communique.gather.article import article_of
from communique.gather.dates import day_in_url, day_of
from communique.gather.sources import KINDS, gather
from communique.gather.unread import Columns, Unread

__all__ = ["KINDS", "Columns", "Unread", "article_of", "day_in_url", "day_of", "gather"]
