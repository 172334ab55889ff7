"""What became of an export."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.signs import counted


@dataclass(frozen=True, slots=True)
class Written:
    """How many of what were written, and how many of what the form cannot hold were left out."""

    count: int
    thing: str
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """`120 events; left out: 3 planned, 2 denied`."""
        left = ", ".join(f"{number:,} {what}" for what, number in self.left_out.items() if number)
        return f"{counted(self.count, self.thing)}{f'; left out: {left}' if left else ''}"
