"""The shelf of articles: which there are, from where and when; found by the words of their titles and texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communique.catalogue import words
from communique.catalogue.catalogue import Catalogue
from communique.catalogue.coded import (
    Coded,
    Count,
    by_day,
    code,
    day,
    decoded,
    foremost,
    having_head,
    in_time,
    once,
    one_of,
    those,
)
from communique.catalogue.paging import FIRST, Order, Slice, Stretch
from communique.catalogue.remembering import remembered
from communique.reading import Spans
from communique.record import parts, questions
from communique.record.words import Term, terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from communique.catalogue.making import Source

RANKED = {
    "published": "published",
    "title": "lower(title)",
    "outlet": "lower(outlet)",
    "statements": "statements",
    "characters": "characters",
    "added": "added",
}
RELEVANCE = "relevance"
ORDERS = (*RANKED, RELEVANCE)
"""By what articles can be ordered; by relevance, those that fit the words best come first."""

BY_DAY = Order("published")

MOST = 15
"""Values of a facet: as many as can be looked through."""

SNIPPET = 260
"""Characters of a text that are shown around the words that were looked for: some two lines."""

LEAD = 80
"""How far before the words a snippet begins."""

_FILL = """
CREATE TABLE shelf.articles AS
SELECT row_number() OVER (ORDER BY published NULLS LAST, articles.id) AS number, articles.id AS id, path, url, outlet,
       title, published, published_basis, characters, statements, problems, family, coalesce(members, 1) AS members,
       added
FROM articles JOIN added ON added.id = articles.id LEFT JOIN families ON families.article = articles.id
ORDER BY number
"""

_TEXTS = """
CREATE TABLE shelf.article_texts AS
SELECT number - 1 AS number, text FROM shelf.articles JOIN articles USING (id) ORDER BY number
"""

_PLACED = f"""
CREATE TEMPORARY TABLE placed AS
SELECT number - 1 AS number, outlet, {day("published")} AS day, members::INTEGER AS members,
       (min(number) OVER (PARTITION BY coalesce(family, id)) - 1)::INTEGER AS head,
       {{ranks}}
FROM shelf.articles
"""
_RANK = "CASE WHEN {by} IS NULL THEN -1 ELSE rank() OVER (ORDER BY {by} NULLS LAST) END::INTEGER AS by_{name}"

_WORDS = """
SELECT number - 1 AS number, coalesce(articles.title, '') || ' ' || articles.text AS words
FROM shelf.articles AS shelved JOIN articles USING (id)
"""
_LENGTHS = (
    "CREATE TABLE shelf.article_lengths AS SELECT number, ({words})::INTEGER AS words FROM ({texts}) ORDER BY ALL"
)
_LENGTH = "array_length(string_split(trim(folded(words)), ' '))"


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article of the same family."""

    id: str
    outlet: str | None
    title: str | None
    path: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of an article's text, and where in it the words stand; `start` is where it begins in the text."""

    text: str
    start: int
    marks: Spans
    more: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """An article as a list has it. `members` counts the articles of its family, itself among them.

    `added` is the snapshot that first had it. `marks` are the words that were looked for, in its title; `snippet` is
    where they first stand in its text. `copies` are the others of its family, which are not listed themselves.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    path: str | None
    url: str | None
    characters: int
    statements: int
    problems: int
    members: int
    added: int
    marks: Spans = ()
    snippet: Snippet | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundArticles:
    """A stretch of the articles that fit, with what all of them have in common.

    `days` are how many were published on each day; `copies` counts those not listed, being copies of one that is;
    `undated` those left out for want of a date.
    """

    rows: Slice[Filed]
    outlets: tuple[Count, ...]
    days: tuple[tuple[str, int], ...]
    copies: int
    undated: int


@dataclass(frozen=True, slots=True)
class _Columns:
    outlet: Coded
    day: NDArray[np.int32]
    members: NDArray[np.int32]
    head: NDArray[np.int32]
    words: NDArray[np.int32]
    ranks: Mapping[str, NDArray[np.int32]]


def fill(source: Source) -> None:
    """Fills the shelf. The snapshot that first had an article is that of the part it is in."""
    import pyarrow as pa

    tables = [pa.table({"id": pa.array([], pa.string()), "added": pa.array([], pa.int32())})]
    for part in source.manifest.of("articles"):
        ids = parts.load(source.folder, part, ["id"])["id"]
        tables.append(pa.table({"id": ids, "added": pa.array(parts.added(part), pa.int32())}))
    ask = source.connection.execute
    source.connection.register("added", pa.concat_tables(tables))
    ask(_FILL)
    source.connection.unregister("added")
    ask(_TEXTS)
    ask(_PLACED.format(ranks=", ".join(_RANK.format(by=by, name=name) for name, by in RANKED.items())))
    ranks = ", ".join(f"by_{name}" for name in RANKED)
    code(source, "article_columns", ("outlet",), "placed", f"day, members, head, {ranks}")
    ask("DROP TABLE placed")
    words.index(source, "article_words", _WORDS)
    ask(_LENGTHS.format(words=_LENGTH, texts=_WORDS))


def articles(
    catalogue: Catalogue,
    *,
    q: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    order: Order = BY_DAY,
    stretch: Stretch = FIRST,
) -> FoundArticles:
    """The articles that fit all of these, of each family one: `q` are words of title and text together.

    Raises QuestionError where an order, an outlet or a day is none, or there is no word in `q`.
    """
    import numpy as np

    questions.one_of("order", order.by, ORDERS)
    columns = _read(catalogue)
    fits = np.ones(len(columns.day), bool)
    if outlet:
        fits &= columns.outlet.having(one_of("outlet", outlet, columns.outlet))
    wanted = terms(q) if q else ()
    matched = words.match(catalogue, "article_words", wanted, columns.words) if wanted else None
    if matched is not None:
        fits &= those(matched.numbers, len(fits))
    fits, undated = in_time(fits, columns.day, columns.day, since, until)
    every = np.flatnonzero(fits)
    numbers = once(every, columns.head, columns.members)
    shown = _ordered(numbers, columns, order, matched, stretch.first + stretch.count)[stretch.first :]
    return FoundArticles(
        Slice(_filed(catalogue, shown.tolist(), columns, wanted), len(numbers), stretch.first),
        columns.outlet.counts(numbers, MOST),
        by_day(columns.day[numbers]),
        len(every) - len(numbers),
        undated,
    )


def _ordered(
    numbers: NDArray[np.int64], columns: _Columns, order: Order, matched: words.Matched | None, most: int
) -> NDArray[np.int64]:
    """The first `most` numbers in the order asked for; what has no value for it comes last."""
    import numpy as np

    if order.by == RELEVANCE:
        if matched is None:
            return numbers[:most]
        return numbers[foremost(-matched.scores[numbers], most)]
    ranks = columns.ranks[order.by][numbers]
    keys = np.where(ranks < 0, len(columns.day) + 1, -ranks if order.falling else ranks)
    return numbers[foremost(keys, most)]


def _filed(
    catalogue: Catalogue, numbers: Sequence[int], columns: _Columns, wanted: Sequence[Term]
) -> tuple[Filed, ...]:
    heads = {number: int(columns.head[number]) for number in numbers if columns.members[number] > 1}
    kin = having_head(columns.head, heads.values())
    rows = {
        row.pop("number") - 1: row
        for row in catalogue.rows(
            f"SELECT number, {_LISTED} FROM articles JOIN (SELECT unnest(?::BIGINT[]) + 1 AS number) USING (number)",
            [sorted({*numbers, *kin})],
        )
    }
    for row in rows.values():
        row["published"] = row["published"].isoformat() if row["published"] else None
    texts = _texts(catalogue, numbers) if wanted else {}
    return tuple(
        Filed(
            **rows[number],
            marks=words.marks(rows[number]["title"] or "", wanted),
            snippet=snippet(texts[number], wanted) if wanted else None,
            copies=tuple(
                Copy(*(rows[other][name] for name in ("id", "outlet", "title", "path", "published")))
                for other in kin
                if other != number and int(columns.head[other]) == heads.get(number)
            ),
        )
        for number in numbers
    )


def _texts(catalogue: Catalogue, numbers: Sequence[int]) -> dict[int, str]:
    return dict(
        catalogue.ask(
            "SELECT number, text FROM article_texts JOIN (SELECT unnest(?::BIGINT[]) AS number) USING (number)",
            [list(numbers)],
        )
    )


def snippet(text: str, wanted: Sequence[Term]) -> Snippet | None:
    """The stretch of a text around the first of the words, cut between words; None where none of them stands in it."""
    found = re.search("|".join(rf"\b{re.escape(term.text)}" for term in wanted), text, re.IGNORECASE)
    at = found.start() if found else next((mark.start for mark in words.marks(text, wanted)), None)
    if at is None:
        return None
    start = 0 if at < LEAD else max(text.rfind(" ", 0, at - LEAD // 2) + 1, at - LEAD)
    end = min(start + SNIPPET, len(text))
    if end < len(text):
        end = max(text.rfind(" ", at + 1, end), at + 1) if " " in text[at + 1 : end] else end
    shown = text[start:end]
    return Snippet(shown, start, words.marks(shown, wanted), end < len(text))


@remembered()
def _read(catalogue: Catalogue) -> _Columns:
    ranks = tuple(f"by_{name}" for name in RANKED)
    plain: dict[str, Any] = catalogue.columns(
        f"SELECT day, members, head, {', '.join(ranks)} FROM article_columns ORDER BY number"
    )
    lengths = catalogue.columns("SELECT words FROM article_lengths ORDER BY number")["words"]
    return _Columns(
        decoded(catalogue, "article_columns", ("outlet",))["outlet"],
        plain["day"],
        plain["members"],
        plain["head"],
        lengths,
        {name: plain[f"by_{name}"] for name in RANKED},
    )


_LISTED = "id, title, outlet, published, path, url, characters, statements, problems, members, added"
