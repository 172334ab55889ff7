"""Who did what to whom, by the PLOVER codebook.

text, actor, recipient ─► the encoder's inner states ─► the head for pairs ─► type and scores ─► mode, by words
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.events.coded import TYPES, Coded, EventType

if TYPE_CHECKING:
    from communique.events.coding import code

__all__ = ["TYPES", "Coded", "EventType", "code"]


def __getattr__(name: str) -> Any:
    if name != "code":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from communique.events.coding import code  # numpy is loaded where an event is coded, not before

    return code
