"""The example dispatches: short news articles on the US–North Korea talks of 2018 and 2019, and their gold.

The articles are this project's own writing about the public record, in the voice of invented outlets. Beside each
lies a reading made by hand, under the guideline in docs/annotation.md.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from communique.reading import Reading

__all__ = ["articles", "gold"]

_KINDS = frozenset((".html", ".json", ".txt"))


def articles() -> list[Traversable]:
    """The files of the example dispatches, sorted by name, which is by date."""
    found = [file for file in files(__name__).iterdir() if PurePosixPath(file.name).suffix in _KINDS]
    return sorted(found, key=lambda file: file.name)


def gold() -> dict[str, Reading]:
    """The gold reading of each dispatch, by the stem of its file name.

    Raises ReadingError where a gold file does not follow the schema.
    """
    found = [file for file in files(__name__).joinpath("gold").iterdir() if file.name.endswith(".json")]
    return {
        PurePosixPath(file.name).stem: Reading.from_json(file.read_text(encoding="utf-8"))
        for file in sorted(found, key=lambda file: file.name)
    }
