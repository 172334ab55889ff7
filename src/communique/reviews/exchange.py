"""Reviews as training data, and from one record to another: one JSON object a line, which can be read by itself.

    {"version": 1, "fits": true, "in_force": true, "review": {…}, "article": {…, "text": "…"}}

`review` is all of a review, as the log has it, and nothing else is taken in again. The article is there for whoever
learns from the file: text, title, outlet, days. In another record the review is laid over the same article, for the
same text has the same id everywhere; where that record has no such article, it is kept and told as unfit.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.errors import ReviewError
from communique.plain import plain
from communique.reading import Article, Reading
from communique.reviews.entry import Entry, Key
from communique.reviews.laying import fitted
from communique.reviews.review import Review
from communique.reviews.standing import in_force

VERSION = 1


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that could not be taken in: its number in the file, from 1 on, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a file has: the reviews that could be read, in its order, and the lines that could not."""

    reviews: tuple[Review, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the record has, and the keys of the entries in its reading that reviews are of."""

    article: Article
    fit: frozenset[Key]


def known(readings: Iterable[Reading], reviews: Iterable[Review]) -> dict[str, Known]:
    """What is known of the articles that reviews are of, by id; `readings` are theirs, one in memory at a time."""
    entries: defaultdict[str, dict[Key, Entry]] = defaultdict(dict)
    for review in reviews:
        for entry in review.touched:
            entries[entry.article][entry.key] = entry
    found = {}
    for reading in readings:
        article = reading.article
        found[article.id] = Known(article, frozenset(fitted(reading, entries[article.id].values())))
    return found


def fits(review: Review, articles: Mapping[str, Known]) -> bool:
    """Whether all that a review is of has its place in the readings of these articles."""
    return all(key.article in articles and key in articles[key.article].fit for key in review.keys)


def lines(reviews: Sequence[Review], articles: Mapping[str, Known], *, text: bool = True) -> Iterator[dict[str, Any]]:
    """The reviews, all of them and in their order, as the objects of an exchange; without `text` the texts are null."""
    held = {review.id for review in in_force(reviews)}
    for review in reviews:
        about = articles.get(review.entry.article)
        yield {
            "version": VERSION,
            "fits": fits(review, articles),
            "in_force": review.id in held,
            "review": review.to_dict(),
            "article": _article(about.article, text=text) if about else None,
        }


def read(file: Iterable[str]) -> Exchange:
    """The reviews in the lines of a file. A line that is none costs itself alone; empty ones are passed over."""
    reviews: list[Review] = []
    unread: list[Unread] = []
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                reviews.append(_review(line))
            except ReviewError as error:
                unread.append(Unread(number, str(error)))
    return Exchange(tuple(reviews), tuple(unread))


def _review(line: str) -> Review:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:  # no JSON, a number of thousands of digits, brackets without end
        raise ReviewError(f"No JSON: {error}", cause="the line was cut off") from error
    if not isinstance(values, dict) or not isinstance(values.get("review"), dict):
        raise ReviewError("No review in it", fix="a line is what communique reviews export writes")
    if values.get("version") != VERSION:
        raise ReviewError(f"It has version {values.get('version')!r}, and this program reads version {VERSION}")
    return Review.from_dict(values["review"])


def _article(article: Article, *, text: bool) -> dict[str, Any]:
    values: dict[str, Any] = plain(article)
    return values if text else {**values, "text": None}
