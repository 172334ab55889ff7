"""The record: readings of many articles in a folder on disk, and what can be asked of them."""

from __future__ import annotations

from communique.record.hits import Hit
from communique.record.record import Added, Info, Record
from communique.record.results import ActorRow, Actors, ArticleRow, Articles, Hand, Hits, Result, Said, Statements

__all__ = [
    "ActorRow",
    "Actors",
    "Added",
    "ArticleRow",
    "Articles",
    "Hand",
    "Hit",
    "Hits",
    "Info",
    "Record",
    "Result",
    "Said",
    "Statements",
]
