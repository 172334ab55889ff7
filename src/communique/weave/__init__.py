"""Weaving: what needs several articles. It never changes a reading; it adds to it.

copies: which articles are the same text, and which passage stood where first
"""

from communique.weave.align import SharedPassage, align
from communique.weave.copies import CopyIndex, families
from communique.weave.families import CopiedPassage, Family, Member
from communique.weave.shingles import Sketch, sketch

__all__ = ["CopiedPassage", "CopyIndex", "Family", "Member", "SharedPassage", "Sketch", "align", "families", "sketch"]
