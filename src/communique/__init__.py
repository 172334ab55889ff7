"""communique reads news articles about negotiations and records who said what, to whom, and through whom.

What a user imports is named here, and nothing else. Nothing heavy is loaded until it is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.annotate import annotate, annotate_many
    from communique.desk import Desk
    from communique.errors import (
        CommuniqueError,
        DeskError,
        GatherError,
        MetFirst,
        ModelError,
        QuestionError,
        ReadingError,
        RecordError,
        ReviewError,
        ServingError,
    )
    from communique.events import Coded, Pairing, code, find_pairs
    from communique.gather import Columns, Unread, article_of, gather
    from communique.reading import (
        Actor,
        Article,
        Block,
        Bound,
        Dating,
        Event,
        EventParty,
        Hop,
        Meeting,
        Mention,
        Move,
        Party,
        Passage,
        Problem,
        Reading,
        Report,
        Role,
        Span,
        Statement,
        Term,
        Time,
    )
    from communique.record import Record

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Article",
    "Block",
    "Bound",
    "Coded",
    "Columns",
    "CommuniqueError",
    "Dating",
    "Desk",
    "DeskError",
    "Event",
    "EventParty",
    "GatherError",
    "Hop",
    "Meeting",
    "Mention",
    "MetFirst",
    "ModelError",
    "Move",
    "Pairing",
    "Party",
    "Passage",
    "Problem",
    "QuestionError",
    "Reading",
    "ReadingError",
    "Record",
    "RecordError",
    "Report",
    "ReviewError",
    "Role",
    "ServingError",
    "Span",
    "Statement",
    "Term",
    "Time",
    "Unread",
    "__version__",
    "annotate",
    "annotate_many",
    "article_of",
    "code",
    "find_pairs",
    "gather",
]

_ROOMS = {
    "errors": (
        "CommuniqueError",
        "DeskError",
        "GatherError",
        "MetFirst",
        "ModelError",
        "QuestionError",
        "ReadingError",
        "RecordError",
        "ReviewError",
        "ServingError",
    ),
    "reading": (
        "Actor",
        "Article",
        "Block",
        "Bound",
        "Dating",
        "Event",
        "EventParty",
        "Hop",
        "Meeting",
        "Mention",
        "Move",
        "Party",
        "Passage",
        "Problem",
        "Reading",
        "Report",
        "Role",
        "Span",
        "Statement",
        "Term",
        "Time",
    ),
    "gather": ("Columns", "Unread", "article_of", "gather"),
    "annotate": ("annotate", "annotate_many"),
    "desk": ("Desk",),
    "events": ("Coded", "Pairing", "code", "find_pairs"),
    "record": ("Record",),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        # Importing a room binds it to its package. Two rooms bear the name of the function that is offered here
        # (annotate, gather): the function keeps the name, whoever imports the room first.
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
