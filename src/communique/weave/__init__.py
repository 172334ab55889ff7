"""Weaving: what needs several articles. It never changes a reading; it adds to it.

item, threads        what is kept of a reading, ready to be compared
copies/              which articles are the same text, and which passage stood where first
lexicon, wording     how like words are; same: whether two statements are one; same_move: two moves
shelves, standing    what is compared with what: by its words, and by where these stood first
statements, tellings statements that are the same, as occurrences
moves, steps         moves that are the same, as occurrences; phrases, naming: a move on one line, names in a sentence
encounters, meetings meetings that are the same, and their lives
events/, deeds       events that are the same, as occurrences
origins, accounts    from whom each account is, and how accounts differ; numbers: on figures
related              what is told in the same words
weaver               all of it, in order; occurrence: what comes of it
loom/                the same from columns, for more articles than memory holds (record.weaving goes by it)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.weave.copies import CopyIndex, families
    from communique.weave.copies.align import SharedPassage, align
    from communique.weave.copies.family import CopiedPassage, Family, Member
    from communique.weave.copies.shingles import Sketch, sketch
    from communique.weave.item import Thread
    from communique.weave.kept import Kept
    from communique.weave.occurrence import (
        Account,
        Disagreement,
        Encounter,
        Occurrence,
        Origin,
        Side,
        Step,
        When,
        Woven,
        WovenTerm,
    )
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
    "Step",
    "Thread",
    "Weaver",
    "When",
    "Woven",
    "WovenTerm",
    "align",
    "families",
    "sketch",
    "thread",
    "weave",
]

offer(
    __name__,
    {
        "copies": ("CopyIndex", "families"),
        "copies.align": ("SharedPassage", "align"),
        "copies.family": ("CopiedPassage", "Family", "Member"),
        "copies.shingles": ("Sketch", "sketch"),
        "item": ("Thread",),
        "kept": ("Kept",),
        "occurrence": (
            "Account",
            "Disagreement",
            "Encounter",
            "Occurrence",
            "Origin",
            "Side",
            "Step",
            "When",
            "Woven",
            "WovenTerm",
        ),
        "threads": ("thread",),
        "weaver": ("Weaver", "weave"),
    },
)
