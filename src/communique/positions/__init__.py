"""What each party holds on each issue, when it last said so, and how that changed; and what is on the table.

wording, days   what words of a term say; which of two days was first
stands          types: a stand is what one move says of a position ─► relation, steadfast, history: positions
lines           types: a line is what is given or asked ─► answers, exchange: the table
subjects        issues, parties and persons, for both; selecting: what is asked for
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.positions.lines import Answer, Exchange, Line
    from communique.positions.selecting import POSITIONS, TABLE, Positions, Table, positions, table
    from communique.positions.stands import Held, Position, Stand

__all__ = [
    "POSITIONS",
    "TABLE",
    "Answer",
    "Exchange",
    "Held",
    "Line",
    "Position",
    "Positions",
    "Stand",
    "Table",
    "positions",
    "table",
]

offer(
    __name__,
    {
        "lines": ("Answer", "Exchange", "Line"),
        "selecting": ("POSITIONS", "TABLE", "Positions", "Table", "positions", "table"),
        "stands": ("Held", "Position", "Stand"),
    },
)
