"""The fields of an entry as a form has them, and what was typed there as values of corrections. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from communique.chronology.dates import in_words
from communique.errors import ReviewError
from communique.events.coded import TYPES
from communique.reading import Certainty, EventStatus, MeetingStatus, Quotation, Span, Spans
from communique.reviews import EntryKind
from communique.signs import one_line
from communique.weave.occurrence import MoveKind, When

Shape = Literal["actor", "actors", "days", "choice", "text", "passage", "terms", "hands"]
Values = Mapping[str, Any]
Form = Mapping[str, str]
Name = Callable[[str], str]
"""The name of an actor, by id; of an issue, by its id with `ISSUE` before it."""

Find = Callable[[str], str]
"""The id of the actor that somebody's words mean; raises QuestionError where there is none."""

PREFIX = "f-"
NEW = "new"
"""What stands in the place of a number in the names of the fields of a term or a hand that is to be added."""

UNKNOWN = "unknown"
ISSUE = "issue:"


@dataclass(frozen=True, slots=True)
class Control:
    """How a field is shown and corrected. `choices` are those of a choice, `clear` whether it may be unknown."""

    name: str
    label: str
    shape: Shape
    choices: tuple[str, ...] = ()
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things in a field (a term, a hand), or the one thing that it is.

    `field` is its name in the form; `place` and `words` are of a passage; `about` is the issue of a term or the
    relation of a hand, `actor` the name of who it is.
    """

    field: str
    words: str = ""
    place: str = ""
    about: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the page shows it: `told` is its value in words, `parts` what the form has of it.

    `corrected` says that a review has changed it, `read` is then what was read, in words.
    """

    control: Control
    told: str
    parts: tuple[Part, ...]
    corrected: bool = False
    read: str = ""


CONTROLS: Mapping[EntryKind, tuple[Control, ...]] = {
    "statement": (
        Control("speaker", "Speaker", "actor"),
        Control("addressee", "Said to", "actor"),
        Control("when", "When", "days"),
        Control("quotation", "Quotation", "choice", get_args(Quotation)),
        Control("certainty", "Certainty", "choice", get_args(Certainty)),
        Control("content", "What was said", "passage"),
        Control("source", "Words for the speaker", "passage"),
        Control("cue", "Cue", "passage"),
        Control("chain", "Handed on by", "hands"),
    ),
    "move": (
        Control("kind", "Kind", "choice", get_args(MoveKind)),
        Control("party", "Party", "actor"),
        Control("toward", "Toward", "actor"),
        Control("by", "By", "actor"),
        Control("when", "When", "days"),
        Control("gives", "Gives", "terms"),
        Control("asks", "Asks", "terms"),
        Control("condition", "Condition", "terms"),
        Control("evidence", "Evidence", "passage"),
    ),
    "event": (
        Control("type", "Type", "choice", tuple(TYPES)),
        Control("mode", "Mode", "text"),
        Control("status", "Status", "choice", get_args(EventStatus)),
        Control("actor", "Actor", "actor"),
        Control("recipient", "Recipient", "actor"),
        Control("place", "Place", "text"),
        Control("when", "When", "days"),
        Control("trigger", "Trigger", "passage"),
    ),
    "meeting": (
        Control("status", "What became of it", "choice", get_args(MeetingStatus)),
        Control("parties", "Parties", "actors"),
        Control("participants", "Participants", "actors"),
        Control("name", "Name", "text"),
        Control("place", "Place", "text"),
        Control("by", "Said by", "actor"),
        Control("when", "When", "days"),
        Control("evidence", "Evidence", "passage"),
    ),
}
"""The fields of each kind, in the order in which a reviewer asks for them."""

OF_THE_TEXT = frozenset(("passage", "terms", "hands"))
"""Shapes whose values have places in one article's text, so that they cannot hold for another article."""

_PLACE = re.compile(r"\s*(\d+)\s*[-–—]\s*(\d+)\s*")


def fields(kind: EntryKind, read: Values, after: Values, name: Name) -> tuple[Field, ...]:
    """The fields of an entry as it was `read`, with what reviews made of them, `after`."""
    found = []
    for control in CONTROLS[kind]:
        shown = after.get(control.name, read.get(control.name))
        corrected = control.name in after and after[control.name] != read.get(control.name)
        found.append(
            Field(
                control,
                in_the_words(control, shown, name),
                parts(control, shown, name),
                corrected,
                in_the_words(control, read.get(control.name), name) if corrected else "",
            )
        )
    return tuple(found)


def marks(kind: EntryKind, values: Values) -> dict[str, Spans]:
    """Where in the text the words of each field stand."""
    found: dict[str, Spans] = {}
    for control in CONTROLS[kind]:
        if control.shape in OF_THE_TEXT:
            spans = tuple(Span(*span) for one in _listed(values.get(control.name)) for span in one["spans"])
            if spans:
                found[control.name] = spans
    return found


def in_the_words(control: Control, value: Any, name: Name) -> str:
    """A field's value in words; `unknown` where there is none."""
    if value is None or value in ([], ""):
        return "none" if control.shape in ("terms", "hands", "passage") else UNKNOWN
    if control.shape == "actor":
        return name(value)
    if control.shape == "actors":
        return ", ".join(map(name, value))
    if control.shape == "days":
        return in_words(When(value[0], value[1], "text"))
    if control.shape in OF_THE_TEXT:
        return "; ".join(_one_in_words(one, name) for one in _listed(value)) or "none"
    return str(value)


def _one_in_words(one: Values, name: Name) -> str:
    words = f"“{one['words']}”" if one["words"] else "no words"
    if "relation" in one:
        return f"{name(one['actor']) if one['actor'] else words} ({one['relation']})"
    return f"{words} ({name(ISSUE + one['issue'])})" if one.get("issue") else words


def parts(control: Control, value: Any, name: Name) -> tuple[Part, ...]:
    """What the form has of a field; one more of a term or a hand, to be added."""
    field = PREFIX + control.name
    if control.shape == "actor":
        return (Part(field, name(value) if value else ""),)
    if control.shape == "actors":
        return (Part(field, "\n".join(map(name, value or ()))),)
    if control.shape == "days":
        begin, end = value or ("", "")
        return (Part(f"{field}-begin", begin), Part(f"{field}-end", end))
    if control.shape == "passage":
        return (_part(field, value or {"spans": [], "words": ""}, name),)
    if control.shape in OF_THE_TEXT:
        there = [_part(f"{field}-{number}", one, name) for number, one in enumerate(_listed(value))]
        full = control.name == "condition" and there
        return (*there, *(() if full else (Part(f"{field}-{NEW}"),)))
    return (Part(field, one_line(str(value)) if value else ""),)


def _part(field: str, one: Values, name: Name) -> Part:
    return Part(
        field,
        one["words"],
        place_of(one["spans"]),
        one_line(one.get("issue") or one.get("relation") or ""),
        name(one["actor"]) if one.get("actor") else "",
    )


def place_of(spans: Iterable[Sequence[int]]) -> str:
    """Spans as people type them: `120–180, 200–210`."""
    return ", ".join(f"{start}–{end}" for start, end in spans)


def spans_typed(words: str) -> list[list[int]]:
    """The spans that somebody typed. Raises ReviewError where they are none."""
    found = []
    for one in filter(str.strip, words.split(",")):
        match = _PLACE.fullmatch(one)
        if match is None or int(match[1]) >= int(match[2]):
            raise ReviewError(
                f"{one.strip()!r} is no place in the text",
                cause="a place is where its first character stands and where its last one ends",
                fix="type it as in 120-180, several with commas between; or drag over the words",
            )
        found.append([int(match[1]), int(match[2])])
    return sorted(found)


def typed(kind: EntryKind, shown: Values, form: Form, name: Name, find: Find) -> dict[str, Any]:
    """The fields that a form changes, with their new values; `shown` are the values that the form was made of.

    What the form does not have stays as it is. Raises QuestionError where an actor is not known, ReviewError where a
    date or a place is none.
    """
    changed: dict[str, Any] = {}
    for control in CONTROLS[kind]:
        value = shown.get(control.name)
        before = {part.field: part for part in parts(control, value, name)}
        told = _taken(control, value, before, form, find)
        if told is not _SAME and told != value:
            changed[control.name] = told
    return changed


_SAME = object()


def _taken(control: Control, value: Any, before: Mapping[str, Part], form: Form, find: Find) -> Any:
    field = PREFIX + control.name
    if control.shape == "passage":
        return _passage(form, before[field]) if field in form else _SAME
    if control.shape in OF_THE_TEXT:
        return _several(control, value, before, form, find)
    if control.shape == "days":
        ends = [form.get(part) for part in before]
        if ends[0] is None or ends[1] is None or ends == [part.words for part in before.values()]:
            return _SAME
        return _days(ends[0].strip(), ends[1].strip())
    if field not in form or _lines(form[field]) == _lines(before[field].words):
        return _SAME
    lines = _lines(form[field])
    if control.shape == "actors":
        known = dict(zip(_lines(before[field].words), value or (), strict=False))
        return list(dict.fromkeys(known[line] if line in known else find(line) for line in lines))
    if not lines:
        return None
    return find(lines[0]) if control.shape == "actor" else lines[0]


def _passage(form: Form, before: Part) -> Any:
    place = form[before.field]
    return _SAME if _squeezed(place) == _squeezed(before.place) else {"spans": spans_typed(place)}


def _several(control: Control, value: Any, before: Mapping[str, Part], form: Form, find: Find) -> Any:
    there = _listed(value)
    field = PREFIX + control.name
    told: list[dict[str, Any]] = []
    for number, key in [*((n, f"{field}-{n}") for n in range(len(there))), (None, f"{field}-{NEW}")]:
        one = there[number] if number is not None else None
        if key not in form:
            told += [dict(one)] if one is not None else []
            continue
        if form.get(f"{key}-out"):
            continue
        made = _one(control, one, before.get(key, Part(key)), form, find)
        told += [made] if made is not None else []
    if told == there:
        return _SAME
    if control.name == "condition":
        return told[-1] if told else None
    return told


def _one(control: Control, one: Values | None, before: Part, form: Form, find: Find) -> dict[str, Any] | None:
    """A term or a hand as the form has it; None of a new one that was left empty, or of one without words now."""
    key = before.field
    place, about = form[key], form.get(f"{key}-about", before.about).strip()
    moved = _squeezed(place) != _squeezed(before.place)
    spans = spans_typed(place) if moved else [list(span) for span in (one or {"spans": []})["spans"]]
    words = {} if moved or one is None else {"words": one["words"]}
    if control.shape == "terms":
        return {"spans": spans, **words, "issue": about or None} if spans else None
    actor = form.get(f"{key}-actor", before.actor).strip()
    if not spans and not actor and not about and one is None:
        return None
    was = one["actor"] if one is not None else None
    who = was if actor == before.actor else (find(actor) if actor else None)
    return {"spans": spans, **words, "actor": who, "relation": about}


def _days(begin: str, end: str) -> list[str] | None:
    if not begin and not end:
        return None
    return [begin or end, end or begin]


def _listed(value: Any) -> list[Values]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _squeezed(place: str) -> str:
    return re.sub(r"[-–—]", "-", re.sub(r"\s+", "", place))
