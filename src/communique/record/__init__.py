"""The record: readings of many articles in a folder on disk, and what can be asked of them."""

from __future__ import annotations

from communique.record.batch import Added
from communique.record.compacting import Compacted
from communique.record.figures import Info
from communique.record.history import Snapshot
from communique.record.hits import Hit
from communique.record.lock import Patience
from communique.record.record import Record
from communique.record.results import (
    ActorRow,
    Actors,
    ArticleRow,
    Articles,
    Encounters,
    EventRow,
    Events,
    Hand,
    Hits,
    Occurrences,
    Result,
    Said,
    Statements,
)

__all__ = [
    "ActorRow",
    "Actors",
    "Added",
    "ArticleRow",
    "Articles",
    "Compacted",
    "Encounters",
    "EventRow",
    "Events",
    "Hand",
    "Hit",
    "Hits",
    "Info",
    "Occurrences",
    "Patience",
    "Record",
    "Result",
    "Said",
    "Snapshot",
    "Statements",
]
