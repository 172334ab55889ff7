"""The issues that the shelves of a record know."""

from __future__ import annotations

from pathlib import Path

from communique.desk import Desk, Issue
from communique.issues import issues_of
from communique.record.manifest import DESK


def issues_in(folder: Path) -> tuple[Issue, ...]:
    """The issues of the desk in a record's folder, or the shipped ones. Raises DeskError where the desk has a fault."""
    desk = Desk.open(folder / DESK) if (folder / DESK).is_file() else None
    return issues_of(desk)
