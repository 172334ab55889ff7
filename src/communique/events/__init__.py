"""Who did what to whom, by the PLOVER codebook.

text, actor, recipient ─► the encoder's inner states ─► the head for pairs ─► type and scores ─► mode, by words
text ─► the finder: which sentence tells of an event, and of whose ─► pairs, for where nobody has marked them

The events of a reading are found by rules (`articles`): these know parties, clauses and what was only planned.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from communique.events.coded import TYPES, Coded, EventType

if TYPE_CHECKING:
    from communique.events.coding import code
    from communique.events.finding import Pairing
    from communique.events.pairing import find_pairs

__all__ = ["TYPES", "Coded", "EventType", "Pairing", "code", "find_pairs"]

# numpy is loaded where an event is coded, not before
_HOMES = {"code": "coding", "Pairing": "finding", "find_pairs": "pairing"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"communique.events.{_HOMES[name]}"), name)
