"""Watching: feeds and sitemaps looked at again and again, and what they name read into a record.

SOURCES.toml ─► a look (a thread a source) ─► pages ─► the record
                    │                                     │
                    └──────── state, in the record's folder: named, handed, done
"""

from __future__ import annotations

from communique.watch.sources import Fault, Source, Sources, open_sources, parse_sources
from communique.watch.state import Kept, kept
from communique.watch.watching import Ear, is_watched, length, watch

__all__ = [
    "Ear",
    "Fault",
    "Kept",
    "Source",
    "Sources",
    "is_watched",
    "kept",
    "length",
    "open_sources",
    "parse_sources",
    "watch",
]
