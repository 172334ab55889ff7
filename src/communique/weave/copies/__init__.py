"""Copies: which articles are the same text, and which passage stood where first.

shingles: how an article is looked up · align: what two share · family: whose each word is · index: all of it in memory

The same of more articles than memory holds, from tables, by DuckDB:

candidates: who is aligned with whom · linking: what they share · descents: whose each word is · kinship: families ·
weaving: all of it · tables: their columns · sketches, spill: words that are not in memory · arrow: rows in and out
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.weave.copies.align import Run, Runs, SharedPassage, align
    from communique.weave.copies.family import UNDATED, CopiedPassage, Family, Member
    from communique.weave.copies.index import CopyIndex, families
    from communique.weave.copies.shingles import Sketch, sketch
    from communique.weave.copies.weaving import CopiesWoven, Known, weave_copies

__all__ = [
    "UNDATED",
    "CopiedPassage",
    "CopiesWoven",
    "CopyIndex",
    "Family",
    "Known",
    "Member",
    "Run",
    "Runs",
    "SharedPassage",
    "Sketch",
    "align",
    "families",
    "sketch",
    "weave_copies",
]

offer(
    __name__,
    {
        "align": ("Run", "Runs", "SharedPassage", "align"),
        "family": ("UNDATED", "CopiedPassage", "Family", "Member"),
        "index": ("CopyIndex", "families"),
        "shingles": ("Sketch", "sketch"),
        "weaving": ("CopiesWoven", "Known", "weave_copies"),
    },
)
