"""Encounters of states that are known: the days of past summits and high-level talks, and the names they go by.

`load()` gives the table, `named` finds the usual names in the words of a text. The facts are public; the table is
`encounters.tsv` beside this file.
"""

from __future__ import annotations

from communique.encounters.naming import Naming, named
from communique.encounters.table import Encounter, Encounters, load

__all__ = ["Encounter", "Encounters", "Naming", "load", "named"]
