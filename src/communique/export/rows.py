"""Entries and meetings' lives as JSON objects: every field, and the words beside the values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from communique.chronology import Entry, Life


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
