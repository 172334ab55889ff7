"""Copies: which articles are the same text, and which passage stood where first.

shingles: how an article is looked up · align: what two share · family: whose each word is · index: all of it
"""

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
