"""Entries and meetings' lives as JSON objects, with every field and the words beside the values, and as rows of CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from communique.chronology import Entry, Life
from communique.weave.occurrence import Occurrence, When, WovenTerm

BETWEEN = "; "  # what stands between several in one cell
_DAYS = ("begin", "end", "basis", "reported")
_TOLD = ("articles", "texts", "origins", "told_by", "differs")

ENTRY_CSV = (
    "id", *_DAYS, "kind", "status", "summary", "actors", "place", "certainty", *_TOLD, "words", "outlet", "article",
)  # fmt: skip
MOVE_CSV = (
    "id", *_DAYS, "kind", "party", "toward", "by", "gives", "asks", "condition", "issues", "summary", "certainty",
    *_TOLD, "words", "outlet", "article",
)  # fmt: skip
STEP_CSV = (
    "meeting", "name", "parties", "participants", "place", "meeting_begin", "meeting_end", "status", *_DAYS, *_TOLD,
    "id",
)  # fmt: skip


def entry_row(entry: Entry) -> dict[str, Any]:
    """An entry as a JSON object: the fields of its occurrence, and what the chronology says of it in `words`.

    `spans` are offsets in the article's text, `marks` the same in the account's `context`.
    """
    occurrence = entry.occurrence
    row = asdict(occurrence)
    quotes = {quote.number: quote for telling in entry.tellings for quote in (*telling.quotes, *telling.copies)}
    for number, account in enumerate(row["accounts"]):
        quote = quotes.get(number)
        account["marks"] = [list(span) for span in quote.marks] if quote else []
        account["handed_on"] = quote.handed_on if quote else ""
        account["spans"] = [list(span) for span in occurrence.accounts[number].spans]
    return {
        "number": entry.number,
        "id": row.pop("id"),
        **row,
        "articles": occurrence.articles,
        "texts": occurrence.texts,
        "words": {
            "when": entry.happened,
            "basis": entry.basis,
            "reported": entry.reported,
            "who": list(entry.who),
            "count": entry.count,
            "differences": [difference.words for difference in entry.differences],
            "key": entry.key,
        },
    }


def life_row(life: Life) -> dict[str, Any]:
    """The life of a meeting as a JSON object; its steps are as `entry_row` has them."""
    encounter = life.encounter
    return {
        **asdict(encounter),
        "steps": [entry_row(step) for step in life.steps],
        "words": {
            "name": life.name,
            "parties": list(life.parties),
            "participants": list(life.participants),
            "when": life.when,
            "life": life.line,
            "count": life.count,
        },
    }


def entry_cells(entry: Entry) -> list[Any]:
    """An entry as the cells of `ENTRY_CSV`; the words are those of its first account."""
    return _cells(ENTRY_CSV, _told(entry))


def move_cells(entry: Entry) -> list[Any]:
    """An entry that is a move as the cells of `MOVE_CSV`; several terms are joined by semicolons."""
    step = entry.occurrence.step
    if step is None:
        return entry_cells(entry)
    terms = (*step.gives, *step.asks, *((step.condition,) if step.condition else ()))
    values = {
        "party": step.party,
        "toward": step.toward,
        "by": step.by,
        "gives": _joined(step.gives),
        "asks": _joined(step.asks),
        "condition": step.condition.text if step.condition else None,
        "issues": BETWEEN.join(dict.fromkeys(term.issue for term in terms if term.issue)),
    }
    return _cells(MOVE_CSV, {**_told(entry), **values})


def step_cells(life: Life) -> Iterator[list[Any]]:
    """The life of a meeting as the cells of `STEP_CSV`, a row a step; one row where there are no steps."""
    encounter = life.encounter
    begin, end, *_ = _days(encounter.when)
    meeting = {
        "meeting": encounter.id,
        "name": life.name,
        "parties": BETWEEN.join(encounter.parties),
        "participants": BETWEEN.join(encounter.participants),
        "meeting_begin": begin,
        "meeting_end": end,
    }
    told: Iterable[dict[str, Any]] = map(_told, life.steps) if life.steps else [{}]
    for step in told:
        yield _cells(STEP_CSV, {**step, **meeting, "place": encounter.place})


def _cells(columns: Iterable[str], values: dict[str, Any]) -> list[Any]:
    return [values.get(name) for name in columns]


def _told(entry: Entry) -> dict[str, Any]:
    occurrence = entry.occurrence
    first = occurrence.accounts[0] if occurrence.accounts else None
    begin, end, basis = _days(occurrence.when)
    return {
        "id": occurrence.id,
        "begin": begin,
        "end": end,
        "basis": basis,
        "reported": occurrence.reported.begin if occurrence.reported else None,
        "kind": _kind(occurrence),
        "status": occurrence.status,
        "summary": occurrence.summary,
        "actors": BETWEEN.join(occurrence.actors),
        "place": occurrence.place,
        "certainty": occurrence.certainty,
        "articles": occurrence.articles,
        "texts": occurrence.texts,
        "origins": len(occurrence.origins),
        "told_by": BETWEEN.join(origin.name for origin in occurrence.origins),
        "differs": BETWEEN.join(difference.words for difference in entry.differences),
        "words": first.words if first else None,
        "outlet": first.outlet if first else None,
        "article": first.article if first else None,
    }


def _kind(occurrence: Occurrence) -> str:
    return occurrence.step.kind if occurrence.step else occurrence.kind


def _days(when: When | None) -> tuple[str | None, str | None, str | None]:
    return (when.begin, when.end, when.basis) if when else (None, None, None)


def _joined(terms: Iterable[WovenTerm]) -> str:
    return BETWEEN.join(term.text for term in terms)
