"""Copies: which articles are the same text, and which passage stood where first.

shingles: how an article is looked up · align: what two share · family: whose each word is · index: all of it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.weave.copies.align import Run, Runs, SharedPassage, align
    from communique.weave.copies.family import UNDATED, CopiedPassage, Family, Member
    from communique.weave.copies.index import CopyIndex, families
    from communique.weave.copies.shingles import Sketch, sketch

__all__ = [
    "UNDATED",
    "CopiedPassage",
    "CopyIndex",
    "Family",
    "Member",
    "Run",
    "Runs",
    "SharedPassage",
    "Sketch",
    "align",
    "families",
    "sketch",
]

offer(
    __name__,
    {
        "align": ("Run", "Runs", "SharedPassage", "align"),
        "family": ("UNDATED", "CopiedPassage", "Family", "Member"),
        "index": ("CopyIndex", "families"),
        "shingles": ("Sketch", "sketch"),
    },
)
