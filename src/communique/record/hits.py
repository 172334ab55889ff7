"""Hits: what a search found, as words that a person can read and spans that hold in the article's text."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from communique.reading import Span, Spans
from communique.record import parts
from communique.record.columns import Row
from communique.record.manifest import Part
from communique.record.plain_rows import table_of
from communique.record.search import TOKENS, Found, SearchIndex
from communique.record.tables import JOIN
from communique.record.words import CLOSE, OPEN, indexed

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.views import Views

SNIPPET = 240
"""The most characters of a text that a hit shows: about three lines of a terminal."""

_LEAD = SNIPPET // 4
"""How far before its first match a snippet begins."""

_METADATA = ("path", "outlet", "title", "published")


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, or a statement in it, that has the words.

    `snippet` is a stretch of its words on one line, those that were looked for between marks; `span` is the same
    stretch in the article's text, and `matches` the marked words there. Where the words stand in a title that came
    beside the text, the snippet is the title and `span` is None.
    """

    kind: Literal["article", "statement"]
    article: str
    path: str | None
    outlet: str | None
    title: str | None
    published: str | None
    statement: str | None
    snippet: str
    span: Span | None
    matches: Spans


@cache
def hit_schema() -> pa.Schema:
    """The columns of hits as an Arrow table."""
    import pyarrow as pa

    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    kinds = {"span": span, "matches": pa.list_(span)}
    return pa.schema([(field.name, kinds.get(field.name, pa.string())) for field in fields(Hit)])


def hit_values(hit: Hit) -> Row:
    """A hit as a row of an Arrow table."""
    values = {field.name: getattr(hit, field.name) for field in fields(Hit)}
    span = hit.span._asdict() if hit.span else None
    return {**values, "span": span, "matches": [match._asdict() for match in hit.matches]}


def hit_of(values: Mapping[str, Any]) -> Hit:
    """The hit that `hit_values` gave the values of."""
    span = Span(**values["span"]) if values["span"] else None
    return Hit(**{**values, "span": span, "matches": tuple(Span(**match) for match in values["matches"])})


def searched(
    views: Views,
    index: SearchIndex,
    expression: str,
    most: int | None,
    marks: tuple[str, str],
    articles: Callable[[], Collection[str]],
) -> pa.Table:
    """The best hits of a snapshot for an FTS5 query, those alone that no review rejects; `articles` gives all ids.

    Raises RecordError where a part cannot be read.
    """
    rejected, cut = views.rejected, any(part.cut for part in views.manifest.parts)
    known = articles() if cut else None
    found = index.find(views.manifest, expression, -1 if most is None or cut else most + len(rejected))
    left = [
        one for one in found if (one.article, one.statement) not in rejected and (known is None or one.article in known)
    ]
    return table_of(map(hit_values, hits(views.folder, left[:most], expression, marks)), hit_schema())


def hits(folder: Path, found: Sequence[Found], expression: str, marks: tuple[str, str]) -> list[Hit]:
    """The hits for rows of the index, in their order. Raises RecordError where a part cannot be read."""
    stored = _stored(folder, found)
    texts = [(row["title"] if f.statement is None else "", _text(row)) for f, row in zip(found, stored, strict=True)]
    return [
        _hit(f, row, title, text, marks)
        for f, row, (title, text) in zip(found, stored, _highlighted(texts, expression), strict=True)
    ]


def _stored(folder: Path, found: Sequence[Found]) -> list[Row]:
    """The row of the parts that each row of the index is about."""
    rows: dict[tuple[str, str | None], Row] = {}
    for part, group in groupby(sorted(found, key=lambda f: f.part.name), key=lambda f: f.part):
        articles = {f.article for f in group}
        for row in _rows_of(folder, part, articles):
            rows[(row["id"], None) if part.table == "articles" else (row["article"], row["id"])] = row
    return [rows[(f.article, f.statement)] for f in found]


def _rows_of(folder: Path, part: Part, articles: set[str]) -> list[Row]:
    own = ["id", "text"] if part.table == "articles" else ["article", "id", "content", "content_spans"]
    ids = parts.load(folder, part, own[:1])[own[0]].to_pylist()
    wanted = [row for row, id_ in enumerate(ids) if id_ in articles]
    return list(parts.rows_at(folder, part, [*own, *_METADATA], wanted))


def _text(row: Row) -> str:
    return (row["text"] if "text" in row else row["content"]) or ""


def _highlighted(texts: Iterable[tuple[str | None, str]], expression: str) -> list[tuple[Spans, Spans]]:
    """Where in each title and text the words stand, by the same rules that found them."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5(title, text, tokenize='{TOKENS}')")
        given = [(number, indexed(title), indexed(text)) for number, (title, text) in enumerate(texts)]
        memory.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", given)
        marked = memory.execute(
            "SELECT rowid, highlight(words, 0, ?1, ?2), highlight(words, 1, ?1, ?2) FROM words WHERE words MATCH ?3",
            (OPEN, CLOSE, expression),
        )
        places = {number: (_marked(title), _marked(text)) for number, title, text in marked}
    return [places.get(number, ((), ())) for number, _, _ in given]


def _marked(highlighted: str) -> Spans:
    """The spans, in the text as it was before it was marked, of what stands between OPEN and CLOSE."""
    before, *pieces = highlighted.split(OPEN)
    spans, position = [], len(before)
    for piece in pieces:
        match, _, after = piece.partition(CLOSE)
        spans.append(Span(position, position + len(match)))
        position += len(match) + len(after)
    return tuple(spans)


def _hit(found: Found, row: Row, in_title: Spans, in_text: Spans, marks: tuple[str, str]) -> Hit:
    text = _text(row)
    shown, matches = (text, in_text) if in_text else (row["title"] or "", in_title)
    window = _window(shown, matches)
    inside = tuple(match for match in matches if window.start <= match.start and match.end <= window.end)
    spans: Spans = (Span(0, len(text)),)
    if found.statement is not None:
        spans = tuple(Span(pair["start"], pair["end"]) for pair in row["content_spans"])
    return Hit(
        kind="article" if found.statement is None else "statement",
        article=found.article,
        path=row["path"],
        outlet=row["outlet"],
        title=row["title"],
        published=row["published"].isoformat() if row["published"] else None,
        statement=found.statement,
        snippet=_snippet(shown, window, inside, marks),
        span=_cover(_placed(window, spans)) if in_text else None,
        matches=tuple(place for match in inside for place in _placed(match, spans)) if in_text else (),
    )


def _window(text: str, matches: Spans) -> Span:
    """The stretch to show: the first that has the most different matches, cut between words."""
    if len(text) <= SNIPPET:
        return Span(0, len(text))

    def different(start: int) -> int:
        return len({m.of(text).lower() for m in matches if start <= m.start and m.end <= start + SNIPPET})

    starts = [min(max(match.start - _LEAD, 0), len(text) - SNIPPET) for match in matches] or [0]
    start = max(starts, key=lambda s: (different(s), -s))
    end = start + SNIPPET
    inside = [m for m in matches if start <= m.start and m.end <= end]
    first, last = (inside[0].start, inside[-1].end) if inside else (end, start)
    while 0 < start < first and not text[start - 1].isspace():
        start += 1
    while last < end < len(text) and not text[end].isspace():
        end -= 1
    return Span(start, end)


def _snippet(text: str, window: Span, matches: Spans, marks: tuple[str, str]) -> str:
    pieces, position = [], window.start
    for match in matches:
        pieces += [text[position : match.start], marks[0], match.of(text), marks[1]]
        position = match.end
    pieces.append(text[position : window.end])
    shown = " ".join("".join(pieces).split())
    return ("… " if window.start > 0 else "") + shown + (" …" if window.end < len(text) else "")


def _placed(stretch: Span, spans: Spans) -> Spans:
    """A stretch of a passage's joined words as spans of the article's text."""
    placed, position = [], 0
    for span in spans:
        length = span.end - span.start
        start, end = max(stretch.start - position, 0), min(stretch.end - position, length)
        if start < end:
            placed.append(Span(span.start + start, span.start + end))
        position += length + len(JOIN)
    return tuple(placed)


def _cover(spans: Spans) -> Span:
    return Span(spans[0].start, spans[-1].end)
