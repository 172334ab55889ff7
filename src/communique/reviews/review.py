"""A review: what one person found of one entry, at one moment. Never changed; what is wrong is undone by another."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from communique.errors import ReviewError
from communique.reading import Reading, Span
from communique.reviews.entry import Entry, Key, words_at
from communique.reviews.fields import KINDS, LONGEST, are_spans, check_fields, check_read, shortened

Verdict = Literal["accept", "reject", "correct", "merge", "split", "undo"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
LONGEST_WHO = 200  # characters of a person's name


def now() -> str:
    """This moment, as reviews have it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Review:
    """What `who` found of an entry, `at` a moment (ISO 8601, UTC).

    accept   it is as it was shown: as it was read, or as others had corrected it
    reject   nothing of the kind is told there
    correct  some fields are others: `before` has them as they were shown, `after` as they are
    merge    the occurrence that it belongs to is also that of each of the `others`
    split    the `others` belong to another occurrence than this entry, and to one
    undo     the review with the id `undoes` no longer holds; that may be an undoing, too

    Of what is accepted, rejected or corrected, `others` are further accounts of the same thing that this holds for; the
    fields that have places in the text are corrected in the first alone.
    `saw` is the id of the last review of these entries that the person had been shown. `number` is its place in a log,
    from 1 on; 0 in none.
    """

    verdict: Verdict
    who: str
    entry: Entry
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[Entry, ...] = ()
    undoes: str | None = None
    saw: str | None = None
    note: str | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    at: str = field(default_factory=now)
    number: int = 0

    @property
    def touched(self) -> tuple[Entry, ...]:
        """The entries that it is of, each once."""
        return tuple({entry.key: entry for entry in (self.entry, *self.others)}.values())

    @property
    def keys(self) -> frozenset[Key]:
        """The keys of the entries that it is of."""
        return frozenset(entry.key for entry in (self.entry, *self.others))

    def to_dict(self) -> dict[str, Any]:
        """The review as plain JSON values, without its place in the log."""
        values = asdict(self)
        del values["number"]
        return {**values, "entry": _entry_as_json(self.entry), "others": [_entry_as_json(one) for one in self.others]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any], number: int = 0) -> Review:
        """The review that `to_dict` wrote, checked. Raises ReviewError where it is none."""
        names = {f.name for f in fields(cls)} - {"number"}
        unknown, missing = sorted(values.keys() - names), sorted(_NEEDED - values.keys())
        if unknown or missing:
            what = f"has no {missing[0]!r}" if missing else f"has an unknown field {unknown[0]!r}"
            raise ReviewError(f"A review {what}", cause="it was cut off, or written by another release")
        others = values.get("others", [])
        if not isinstance(others, list):
            raise ReviewError("The others of a review are no list of entries")
        made = {**values, "entry": _entry_from(values["entry"]), "others": tuple(map(_entry_from, others))}
        review = cls(**made, number=number)
        check(review)
        return review


_NEEDED = {"id", "at", "who", "verdict", "entry"}


def correction(
    reading: Reading, entry: Entry, after: Mapping[str, Any], *, who: str, shown: Mapping[str, Any] | None = None
) -> Review:
    """The review that corrects an entry in these fields.

    Passages, terms and hands may be given with their spans alone: the words are those of the reading's text. `shown`
    are the entry's values as they were shown, where an earlier correction had changed them. Raises ReviewError where a
    field or a value is not allowed, where nothing is changed, or where a span is not within the text.
    """
    text = reading.article.text
    before = {**entry.values, **(shown or {})}
    found = {name: _with_words(value, text, before.get(name)) for name, value in after.items()}
    changed = {name: value for name, value in found.items() if name not in before or before[name] != value}
    made = Review("correct", who, entry, {name: before[name] for name in changed if name in before}, changed)
    check(made)
    return made


def undoing(review: Review, who: str, *, saw: str | None = None, note: str | None = None) -> Review:
    """The review that says that another no longer holds."""
    return Review("undo", who, review.entry, others=review.others, undoes=review.id, saw=saw or review.id, note=note)


def check(review: Review) -> None:
    """Raises ReviewError where a review does not say what it has to, or says more."""
    verdict, who = review.verdict, review.who
    if verdict not in VERDICTS:
        raise ReviewError(f"There is no verdict {shortened(verdict)}", fix=f"it is one of {', '.join(VERDICTS)}")
    if not (_is_name(who) and who.strip()):
        raise ReviewError(
            "A review does not say by whom it is",
            fix=f"give the name of the person, on one line of at most {LONGEST_WHO} characters",
        )
    if not _is_name(review.id):
        raise ReviewError(f"A review has no id: {shortened(review.id)}")
    if not _is_moment(review.at):
        raise ReviewError(f"A review has no moment: {shortened(review.at)}", fix="give it as in 2019-04-12T09:30:00Z")
    if any(one.kind != review.entry.kind for one in review.others):
        raise ReviewError("A review is of entries of several kinds", fix="review statements with statements alone")
    for name, value in (("undoes", review.undoes), ("saw", review.saw), ("note", review.note)):
        if value is not None and not (isinstance(value, str) and len(value) <= LONGEST):
            raise ReviewError(f"The {name} of a review cannot be {shortened(value)}")
    for name, needed, given in (
        ("field that is corrected", verdict == "correct", bool(review.after)),
        ("review that it undoes", verdict == "undo", review.undoes is not None),
    ):
        if needed != given:
            raise ReviewError(f"A review that says {verdict} {'lacks the' if needed else 'has a'} {name}")
    if verdict in ("merge", "split") and len(review.touched) < 2:
        raise ReviewError(f"A review that says {verdict} names no other entry")
    check_fields(review.entry.kind, review.after)
    for entry in review.touched:
        check_read(entry.kind, entry.values)
    unknown = sorted(review.before.keys() - review.after.keys())
    if unknown:
        raise ReviewError(f"A review says what the {unknown[0]} was before, and not what it is")


def numbered(review: Review, number: int) -> Review:
    """The review with its place in a log."""
    return replace(review, number=number)


def _with_words(value: Any, text: str, before: Any) -> Any:
    """A field's value, its passages with the words of their spans; one that was there before keeps its words."""
    if isinstance(value, list):
        shown = before if isinstance(before, list) else []
        return [_with_words(one, text, next((b for b in shown if _spans(b) == _spans(one)), None)) for one in value]
    spans = _spans(value)
    if spans is None:
        return value
    if not are_spans(spans) or not all(start < end <= len(text) for start, end in spans):
        raise ReviewError(f"No such place in the text: {shortened(spans)}", fix=f"the text has {len(text)} characters")
    spans = sorted(spans)
    words = before["words"] if _spans(before) == spans else words_at(text, (Span(*span) for span in spans))
    return {**value, "spans": spans, "words": words}


def _spans(value: Any) -> Any:
    """The spans of a passage, as JSON has them; None of what is no passage."""
    if not (isinstance(value, Mapping) and "spans" in value):
        return None
    spans = value["spans"]
    if not isinstance(spans, list | tuple):
        return spans
    return [[*span] if isinstance(span, list | tuple) else span for span in spans]


def _is_name(value: Any) -> bool:
    """Whether it can stand on a line, and in the columns of the log: no control signs, no half characters."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_WHO and value.isprintable()


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _entry_as_json(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "spans": [list(span) for span in entry.spans]}


def _entry_from(values: Any) -> Entry:
    names = {f.name for f in fields(Entry)}
    if not (isinstance(values, Mapping) and values.keys() == names):
        raise ReviewError(
            f"A review is of no entry: {shortened(values)}", fix=f"an entry has {', '.join(sorted(names))}"
        )
    if values["kind"] not in KINDS:
        raise ReviewError(
            f"There is no kind of entry {shortened(values['kind'])}", fix=f"it is one of {', '.join(KINDS)}"
        )
    right = all(_is_name(values[name]) for name in ("article", "item", "reading"))
    if not (
        right
        and isinstance(values["words"], str)
        and are_spans(values["spans"])
        and values["spans"]
        and isinstance(values["values"], Mapping)
    ):
        raise ReviewError(f"A review is of a misshapen entry: {shortened(values)}")
    return Entry(**{**values, "spans": tuple(Span(*span) for span in values["spans"])})
