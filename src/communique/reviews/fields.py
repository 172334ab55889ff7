"""What of an entry can be corrected: a small vocabulary for each kind, and the check of a value against it.

Values are plain JSON, so that the log can be read without this program. A passage carries its words beside its spans:
what a person marked can be read even where the article is not at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Literal, get_args

from communique.errors import ReviewError
from communique.events.coded import TYPES
from communique.reading import Certainty, EventStatus, MeetingStatus, Quotation
from communique.weave.occurrence import MoveKind

EntryKind = Literal["statement", "move", "event", "meeting"]
KINDS: tuple[EntryKind, ...] = get_args(EntryKind)

Check = Callable[[Any], str | None]
"""Says what a value should have been; None where it is right."""

LONGEST = 20_000  # characters of a text: a content of a whole article is shorter, a file pasted by mistake is not
MOST = 500  # spans of a passage, terms of a move, people at a meeting
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _text(value: Any) -> str | None:
    return None if value is None or _is_text(value) else "words, or null where there are none"


def _actor(value: Any) -> str | None:
    return None if value is None or _is_text(value) else "the id of an actor, or null where nobody can be named"


def _actors(value: Any) -> str | None:
    right = isinstance(value, list) and len(value) <= MOST and all(map(_is_text, value))
    return None if right else "a list of actors' ids"


def _days(value: Any) -> str | None:
    if value is None:
        return None
    right = isinstance(value, list) and len(value) == 2 and all(map(_is_day, value)) and value[0] <= value[1]
    return None if right else "the first and the last day, as in [2018-06-12, 2018-06-12], or null where unknown"


def _passage(value: Any) -> str | None:
    return None if _is_passage(value) else "its spans and words"


def _term(value: Any) -> str | None:
    return None if value is None or _is_term(value) else "a term: its spans, words and issue, or null"


def _terms(value: Any) -> str | None:
    right = isinstance(value, list) and len(value) <= MOST and all(map(_is_term, value))
    return None if right else "a list of terms, each with its spans, words and issue"


def _hands(value: Any) -> str | None:
    right = isinstance(value, list) and len(value) <= MOST and all(map(_is_hand, value))
    return None if right else "a list of hands, each with its actor, relation, spans and words"


def _one_of(allowed: Collection[str], *, unknown: bool = False) -> Check:
    def check(value: Any) -> str | None:
        if (unknown and value is None) or (isinstance(value, str) and value in allowed):
            return None
        return f"one of {', '.join(allowed)}{', or null' if unknown else ''}"

    return check


FIELDS: Mapping[EntryKind, Mapping[str, Check]] = {
    "statement": {
        "speaker": _actor,
        "source": _passage,
        "cue": _passage,
        "content": _passage,
        "addressee": _actor,
        "chain": _hands,
        "quotation": _one_of(get_args(Quotation)),
        "certainty": _one_of(get_args(Certainty)),
        "when": _days,
    },
    "move": {
        "kind": _one_of(get_args(MoveKind)),
        "party": _actor,
        "toward": _actor,
        "by": _actor,
        "gives": _terms,
        "asks": _terms,
        "condition": _term,
        "evidence": _passage,
        "when": _days,
    },
    "event": {
        "type": _one_of(TYPES),
        "mode": _text,
        "status": _one_of(get_args(EventStatus)),
        "actor": _actor,
        "recipient": _actor,
        "trigger": _passage,
        "place": _text,
        "when": _days,
    },
    "meeting": {
        "status": _one_of(get_args(MeetingStatus)),
        "parties": _actors,
        "participants": _actors,
        "name": _text,
        "place": _text,
        "by": _actor,
        "evidence": _passage,
        "when": _days,
    },
}
"""The fields that each kind of entry has, and can be corrected in."""


PLACED = frozenset(("source", "cue", "content", "chain", "gives", "asks", "condition", "evidence", "trigger"))
"""The fields that have places in the text of one article, and so are those of no account in another."""


def check_fields(kind: str, values: Mapping[str, Any]) -> None:
    """Raises ReviewError where a field is none of the kind's, or has a value that it cannot have."""
    known = FIELDS.get(kind)  # type: ignore[call-overload]
    if known is None:
        raise ReviewError(f"There is no kind of entry {kind!r}", fix=f"it is one of {', '.join(KINDS)}")
    for name, value in values.items():
        check = known.get(name)
        if check is None:
            raise ReviewError(f"A {kind} has no field {str(name)!r}", fix=f"its fields are {', '.join(known)}")
        wanted = check(value)
        if wanted is not None:
            raise ReviewError(f"The {name} of a {kind} cannot be {shortened(value)}", fix=f"it is {wanted}")


def shortened(value: Any) -> str:
    """A value as it stands in a message: no longer than a line."""
    words = repr(value)
    return words if len(words) <= 80 else f"{words[:78]} …"


def are_spans(value: Any) -> bool:
    """Whether a value is a list of `[start, end]`, none of them empty."""
    return isinstance(value, list) and len(value) <= MOST and all(map(_is_span, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and bool(value.strip())


def _is_day(value: Any) -> bool:
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_span(value: Any) -> bool:
    if not (isinstance(value, list) and len(value) == 2 and all(type(at) is int for at in value)):
        return False
    start, end = value
    return bool(0 <= start < end)


def _is_passage(value: Any, *more: str) -> bool:
    """Whether a value has spans, the words of these, and the further fields that are named."""
    if not (isinstance(value, dict) and value.keys() == {"spans", "words", *more} and are_spans(value["spans"])):
        return False
    return isinstance(value["words"], str) and len(value["words"]) <= LONGEST


def _is_term(value: Any) -> bool:
    return _is_passage(value, "issue") and _text(value["issue"]) is None


def _is_hand(value: Any) -> bool:
    if not _is_passage(value, "actor", "relation"):
        return False
    return _actor(value["actor"]) is None and isinstance(value["relation"], str) and len(value["relation"]) <= LONGEST
