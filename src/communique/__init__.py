"""communique reads news articles about negotiations and records who said what, to whom, and through whom.

What a user imports is named here, and nothing else. Nothing heavy is loaded until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.annotate import annotate, annotate_many
    from communique.desk import Desk
    from communique.errors import (
        CommuniqueError,
        DeskError,
        EngineError,
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
    "EngineError",
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

offer(
    __name__,
    {
        "errors": (
            "CommuniqueError",
            "DeskError",
            "EngineError",
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
    },
)
