"""What is known of actors before an article is opened: the tables, and what is compiled from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from communique.resolve import tables
from communique.resolve.gazetteer import Gazetteer
from communique.resolve.offices import Offices
from communique.resolve.tables import Tables


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The tables of actors with their names compiled for finding and their offices indexed."""

    tables: Tables = field(repr=False)
    gazetteer: Gazetteer = field(repr=False)
    offices: Offices = field(repr=False)

    @classmethod
    def of(cls, shelf: Tables) -> Knowledge:
        """What `shelf` says, compiled: some milliseconds, so once for many articles."""
        return cls(shelf, Gazetteer.of(shelf), Offices.of(shelf.offices))


@cache
def shipped() -> Knowledge:
    """The knowledge that comes with the package."""
    return Knowledge.of(tables.load())
