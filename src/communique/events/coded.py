"""What is said of a pair of actors: the type of event between them, its mode, and how likely each type is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
TYPES: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True, slots=True)
class Coded:
    """What one actor does to another, or with it, by PLOVER (2021).

    `type` is the likeliest of the sixteen types, `mode` how it was done (None where the type has no modes or the text
    leaves it open), and `scores` the calibrated chance of each type; together they are 1.
    """

    type: EventType
    mode: str | None
    scores: Mapping[str, float]
