"""The example dispatches: short news articles on the US–North Korea talks of 2018 and 2019, and their gold.

The articles are this project's own writing about the public record, in the voice of invented outlets. Beside each
lies a reading made by hand, under the guideline in docs/reference/annotation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from communique.reading import Reading

__all__ = ["Same", "articles", "gold", "same"]

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


@dataclass(frozen=True, slots=True)
class Same:
    """Items of the gold readings that are one happening: each an article's stem and the item's id in its reading.

    `kind`: "statement", "meeting" or "move". `begin` and `end`: the days of a meeting, as the dispatches give them.
    Moves are one step of one party on the same terms, whoever tells of it and when; where two sides tell of what one
    of them asked in terms that exclude one another, "all sanctions" and "only part of them", these are two.
    """

    kind: str
    begin: str | None
    end: str | None
    items: tuple[tuple[str, str], ...]


def same() -> tuple[Same, ...]:
    """Which items of the gold are the same happening: all meetings, the statements and moves told more than once."""
    lines = files(__name__).joinpath("gold", "same.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for line in lines:
        kind, begin, end, items = line.split("\t")
        told = tuple((stem, id_) for stem, _, id_ in (item.rpartition(":") for item in items.split()))
        found.append(Same(kind, begin or None, end or None, told))
    return tuple(found)
