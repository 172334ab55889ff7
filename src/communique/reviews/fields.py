"""What of an entry can be corrected: a small vocabulary for each kind, and the check of a value against it.

Values are plain JSON, so that the log can be read without this program. A passage carries its words beside its spans:
what a person marked can be read even where the article is not at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from communique.errors import ReviewError
from communique.events.coded import TYPES
from communique.reading import Certainty, EventStatus, MeetingStatus, Quotation
from communique.weave.occurrence import MoveKind

EntryKind = Literal["statement", "move", "event", "meeting"]
KINDS: tuple[EntryKind, ...] = get_args(EntryKind)

LONGEST = 20_000  # characters of a text: a content of a whole article is shorter, a file pasted by mistake is not
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Field(NamedTuple):
    """A field of a kind of entry: what shape its values have, which of them are allowed, and both in words.

    What was read has the shape, whatever it says; what a person says in its place must be allowed.
    """

    shaped: Callable[[Any], bool]
    allowed: Callable[[Any], bool]
    words: str


def _is_text(value: Any) -> bool:
    """Whether it is text that can be written: half of a surrogate pair cannot."""
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_filled(value: Any) -> bool:
    return _is_text(value) and 0 < len(value) <= LONGEST and bool(value.strip())


def _is_list_of(shaped: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(shaped, value))


def _or_none(shaped: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or shaped(value)


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(at) is int for at in value) and value[0] <= value[1]


def are_spans(value: Any) -> bool:
    """Whether a value is a list of `[start, end]`, as JSON has spans."""
    return isinstance(value, list) and all(_is_span(span) and span[0] >= 0 for span in value)


def _is_passage(value: Any, *more: str) -> bool:
    """Whether a value has spans, the words of these, and the further fields that are named."""
    if not (isinstance(value, dict) and value.keys() == {"spans", "words", *more}):
        return False
    return are_spans(value["spans"]) and _is_text(value["words"])


def _is_term(value: Any) -> bool:
    return _is_passage(value, "issue") and _or_none(_is_text)(value["issue"])


def _is_hand(value: Any) -> bool:
    if not _is_passage(value, "actor", "relation"):
        return False
    return _or_none(_is_text)(value["actor"]) and _is_text(value["relation"])


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_text, value))


def _are_days(value: Any) -> bool:
    return all(map(_is_day, value)) and bool(value[0] <= value[1])


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _one_of(allowed: Collection[str]) -> Field:
    return Field(_or_none(_is_text), lambda value: value in allowed, f"one of {', '.join(allowed)}")


_TEXT = Field(_or_none(_is_text), _or_none(_is_filled), "words, or null where there are none")
_ACTOR = Field(_or_none(_is_text), _or_none(_is_filled), "the id of an actor, or null where nobody can be named")
_ACTORS = Field(_is_list_of(_is_text), _is_list_of(_is_filled), "a list of actors' ids")
_DAYS = Field(
    _or_none(_is_pair), _or_none(_are_days), "the first and the last day, as in [2018-06-12, 2018-06-12], or null"
)
_PASSAGE = Field(_is_passage, _is_passage, "its spans and words")
_TERM = Field(_or_none(_is_term), _or_none(_is_term), "a term: its spans, words and issue, or null")
_TERMS = Field(_is_list_of(_is_term), _is_list_of(_is_term), "a list of terms, each with its spans, words and issue")
_HANDS = Field(_is_list_of(_is_hand), _is_list_of(_is_hand), "a list of hands, each with actor, relation, spans, words")

FIELDS: Mapping[EntryKind, Mapping[str, Field]] = {
    "statement": {
        "speaker": _ACTOR,
        "source": _PASSAGE,
        "cue": _PASSAGE,
        "content": _PASSAGE,
        "addressee": _ACTOR,
        "chain": _HANDS,
        "quotation": _one_of(get_args(Quotation)),
        "certainty": _one_of(get_args(Certainty)),
        "when": _DAYS,
    },
    "move": {
        "kind": _one_of(get_args(MoveKind)),
        "party": _ACTOR,
        "toward": _ACTOR,
        "by": _ACTOR,
        "gives": _TERMS,
        "asks": _TERMS,
        "condition": _TERM,
        "evidence": _PASSAGE,
        "when": _DAYS,
    },
    "event": {
        "type": _one_of(TYPES),
        "mode": _TEXT,
        "status": _one_of(get_args(EventStatus)),
        "actor": _ACTOR,
        "recipient": _ACTOR,
        "trigger": _PASSAGE,
        "place": _TEXT,
        "when": _DAYS,
    },
    "meeting": {
        "status": _one_of(get_args(MeetingStatus)),
        "parties": _ACTORS,
        "participants": _ACTORS,
        "name": _TEXT,
        "place": _TEXT,
        "by": _ACTOR,
        "evidence": _PASSAGE,
        "when": _DAYS,
    },
}
"""The fields that each kind of entry has, and can be corrected in."""


PLACED = frozenset(("source", "cue", "content", "chain", "gives", "asks", "condition", "evidence", "trigger"))
"""The fields that have places in the text of one article, and so are those of no account in another."""


def check_fields(kind: EntryKind, values: Mapping[str, Any]) -> None:
    """Raises ReviewError where a field is none of the kind's, or has a value that a person cannot give it."""
    for name, value in values.items():
        field = _field(kind, name)
        if not (field.shaped(value) and field.allowed(value)):
            raise ReviewError(f"The {name} of a {kind} cannot be {shortened(value)}", fix=f"it is {field.words}")


def check_read(kind: EntryKind, values: Mapping[str, Any]) -> None:
    """Raises ReviewError where values are not all fields of the kind, each in its shape, as readings have them."""
    for name in (*values, *FIELDS[kind]):
        field = _field(kind, name)
        if name not in values or not field.shaped(values[name]):
            raise ReviewError(
                f"A {kind} that was reviewed has no {name}, or a misshapen one", fix=f"it is {field.words}"
            )


def _field(kind: EntryKind, name: str) -> Field:
    field = FIELDS[kind].get(name)
    if field is None:
        raise ReviewError(f"A {kind} has no field {name!r}", fix=f"its fields are {', '.join(FIELDS[kind])}")
    return field


def shortened(value: Any) -> str:
    """A value as it stands in a message: no longer than a line."""
    words = repr(value)
    return words if len(words) <= 80 else f"{words[:78]} …"
