"""The chronology: what weaving found, as people read it. Pure; the forms are in `export`.

asked: which occurrences ─► folding: the same words once ─► brief: the key days ─► entries: a line each, that opens
                                                                                      to its evidence
                                                            lives: what became of each meeting
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.chronology.asked import Asked
    from communique.chronology.brief import RULE, KeyDay
    from communique.chronology.entries import Difference, Entry, Quote, Telling, Version
    from communique.chronology.lives import Life, meetings
    from communique.chronology.selecting import Chronology, chronology, chronology_in

__all__ = [
    "RULE",
    "Asked",
    "Chronology",
    "Difference",
    "Entry",
    "KeyDay",
    "Life",
    "Quote",
    "Telling",
    "Version",
    "chronology",
    "chronology_in",
    "meetings",
]

offer(
    __name__,
    {
        "asked": ("Asked",),
        "brief": ("RULE", "KeyDay"),
        "entries": ("Difference", "Entry", "Quote", "Telling", "Version"),
        "lives": ("Life", "meetings"),
        "selecting": ("Chronology", "chronology", "chronology_in"),
    },
)
