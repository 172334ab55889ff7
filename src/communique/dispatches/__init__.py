"""The example dispatches: short news articles on several negotiations, and their gold.

The articles are this project's own writing about the public record, in the voice of invented outlets. Beside each
lies a reading made by hand, under the guideline in docs/reference/annotation.md. The first negotiation, of which
everything here was made, is that of the United States and North Korea in 2018 and 2019; each of the others has a folder
with its name, its texts, `gold/` and the desk that it is read with. Those of `SCORED_ONLY` were frozen before the
reader first saw them, and nothing was mended by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from communique.desk import Desk
from communique.reading import Reading

__all__ = [
    "FIRST",
    "SCORED_ONLY",
    "Same",
    "articles",
    "articles_of",
    "desk_of",
    "folder",
    "gold",
    "gold_of",
    "negotiations",
    "same",
    "same_of",
]

FIRST = "korea"
SCORED_ONLY = frozenset({"paris"})  # whoever mends something for one of these takes it out, and says so in the commit

_KINDS = frozenset((".html", ".json", ".txt"))
_GOLD = "gold"
_DESK = "desk.toml"


def negotiations() -> tuple[str, ...]:
    """The names of the negotiations, the first one first, the others by name."""
    others = (file.name for file in files(__name__).iterdir() if file.joinpath(_GOLD).is_dir())
    return (FIRST, *sorted(others))


def folder(name: str) -> Path:
    """Where the texts of a negotiation are. Raises KeyError where there is none of that name."""
    if name not in negotiations():
        raise KeyError(f"no negotiation {name!r}; there are {', '.join(negotiations())}")
    here = Path(str(files(__name__)))
    return here if name == FIRST else here / name


def articles() -> list[Traversable]:
    """The files of the first negotiation's dispatches, sorted by name, which is by date."""
    return articles_of(FIRST)


def articles_of(name: str) -> list[Traversable]:
    """The files of a negotiation's dispatches, sorted by name, which is by date. Raises KeyError as `folder` does."""
    found: list[Traversable] = [file for file in folder(name).iterdir() if file.suffix in _KINDS]
    return sorted(found, key=lambda file: file.name)


def desk_of(name: str) -> Desk:
    """The desk that a negotiation is read with, empty for the first: the shipped tables know it.

    Raises KeyError as `folder` does, and DeskError where the desk has a fault.
    """
    return Desk() if name == FIRST else Desk.open(folder(name) / _DESK)


def gold() -> dict[str, Reading]:
    """The gold reading of each dispatch of the first negotiation, by the stem of its file name.

    Raises ReadingError where a gold file does not follow the schema.
    """
    return gold_of(FIRST)


def gold_of(name: str) -> dict[str, Reading]:
    """The gold reading of each dispatch of a negotiation, by the stem of its file name.

    Raises KeyError as `folder` does, and ReadingError where a gold file does not follow the schema.
    """
    found = sorted(folder(name).joinpath(_GOLD).glob("*.json"))
    return {file.stem: Reading.from_json(file.read_text(encoding="utf-8")) for file in found}


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
    """`same_of` the first negotiation."""
    return same_of(FIRST)


def same_of(name: str) -> tuple[Same, ...]:
    """Which items of a negotiation's gold are one happening: all meetings, statements and moves told more than once.

    Raises KeyError as `folder` does.
    """
    lines = folder(name).joinpath(_GOLD, "same.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for line in lines:
        kind, begin, end, items = line.split("\t")
        told = tuple((stem, id_) for stem, _, id_ in (item.rpartition(":") for item in items.split()))
        found.append(Same(kind, begin or None, end or None, told))
    return tuple(found)
