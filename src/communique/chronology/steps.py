"""What a step in the bargaining does with its terms, in words."""

from __future__ import annotations

# What a kind does with the terms that are its own; all others give them.
_GIVEN = {
    "threat": "threatens",
    "acceptance": "accepts",
    "refusal": "refuses",
    "retraction": "takes back",
    "reaffirmation": "holds to",
    "withdrawal": "leaves",
}


def giving(kind: str) -> str:
    """What a step of this kind does with what its party would give: `gives`, `refuses`."""
    return _GIVEN.get(kind, "gives")


def asking(kind: str, *, gives: bool) -> str:
    """What a step of this kind does with what its party would get; `gives` says whether it would give anything."""
    return "in return for" if gives and kind in ("refusal", "acceptance") else "asks"
