"""Weaving: what needs several articles. It never changes a reading; it adds to it.

threads: what is kept of a reading · copies: which articles are the same text · statements, encounters: what is the same
happening · origins, accounts: from whom, and how accounts differ · weaver: all of it, in order
"""

from communique.weave.align import SharedPassage, align
from communique.weave.copies import CopyIndex, families
from communique.weave.families import CopiedPassage, Family, Member
from communique.weave.item import Thread
from communique.weave.kept import Kept
from communique.weave.occurrence import (
    Account,
    Disagreement,
    Encounter,
    Occurrence,
    Origin,
    Side,
    When,
    Woven,
)
from communique.weave.shingles import Sketch, sketch
from communique.weave.threads import thread
from communique.weave.weaver import Weaver, weave

__all__ = [
    "Account",
    "CopiedPassage",
    "CopyIndex",
    "Disagreement",
    "Encounter",
    "Family",
    "Kept",
    "Member",
    "Occurrence",
    "Origin",
    "SharedPassage",
    "Side",
    "Sketch",
    "Thread",
    "Weaver",
    "When",
    "Woven",
    "align",
    "families",
    "sketch",
    "thread",
    "weave",
]
