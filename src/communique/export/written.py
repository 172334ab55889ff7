"""What became of an export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

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


def write_lines(path: Path, lines: Iterable[str], *, before: str = "", after: str = "") -> int:
    """Writes lines to a file in UTF-8, one after the other as they come. Returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(before)
        for line in lines:
            file.write(line)
            count += 1
        file.write(after)
    return count
