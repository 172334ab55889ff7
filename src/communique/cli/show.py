"""`communique show`: one article in the terminal, with its statements marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder, opened
from communique.cli._terminal import console, one_line, plain

if TYPE_CHECKING:
    from communique.reading import Dating, Reading, Span, Statement

# The marks alone tell what is what; colour only makes it quicker to see.
KEY = "{1 source} <1 cue> [1 content 1] (1 handed on by)"
STYLES = {"source": "bold cyan", "cue": "yellow", "content": "green", "chain": "magenta", "mark": "dim", "aside": "dim"}
READ_BLOCKS = ("headline", "body")


def show(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id, the start of its id, or its file's name.")],
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
) -> None:
    """Show one article, with its statements marked.

    Who spoke stands in {braces}, the word that says so in <angles>, what was said in [brackets], and who handed it
    on in (parentheses), each with the number of the statement in the list below the text.

    \b
    Example:
      communique show 2019-03-01-ri-midnight --record communique-demo/record
    """
    from rich.table import Table
    from rich.text import Text

    reading = opened(record, as_of).reading(article)
    screen = console()
    for line in heading(reading):
        screen.print(Text(line, style="bold"))
    screen.print()
    screen.print(Text.assemble(*((piece.text, piece.style) for piece in marked(reading))))
    screen.print()
    screen.print(Text(KEY, style=STYLES["mark"]))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", min_width=3)
    for number, line in legend(reading):
        table.add_row(number, Text(line, style="bold" if number else ""))
    screen.print(table)
    for line in encounters(reading):
        screen.print(Text(line))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what is shown, and its rich style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    before: str
    after: str
    style: str


def heading(reading: Reading) -> list[str]:
    """Where the article is from, and when: outlet, day, path, id; without what is not known."""
    article = reading.article
    known = [article.outlet, article.published, article.byline, article.path or article.url, article.id]
    lines = [article.title, " · ".join(part for part in known if part), *_written(article.dating)]
    return [one_line(line) for line in lines if line]


def _written(dating: Dating | None) -> Iterator[str]:
    """Between which days an article without a date was written, and what says so."""
    if dating is None or not dating.bounds:
        return
    from communique.chronology.dates import in_words
    from communique.weave.occurrence import When

    begin, end = (None if day is None else in_words(When(day, day, "inferred")) for day in (dating.begin, dating.end))
    if begin and end:
        days = f"on {begin}" if begin == end else f"between {begin} and {end}"
    else:
        days = f"not before {begin}" if begin else f"not after {end}"
    yield f"no date given; written {days}: {'; '.join(bound.why for bound in dating.bounds)}"


def marked(reading: Reading) -> Iterator[Piece]:
    """The article's text in pieces, with a mark wherever part of a statement begins or ends."""
    text, marks = reading.article.text, _marks(reading)
    opening: dict[int, list[_Mark]] = {}
    closing: dict[int, list[_Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).insert(0, mark)
    inside: list[_Mark] = []
    asides = {block.span.start: block.kind for block in reading.blocks if block.kind not in READ_BLOCKS}
    edges = sorted({0, len(text), *opening, *closing, *asides})
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        for mark in closing.get(start, ()):
            inside.remove(mark)
            yield Piece(mark.after, STYLES["mark"])
        if start in asides:
            yield Piece(f"{asides[start]}: ", STYLES["aside"])
        for mark in opening.get(start, ()):
            inside.append(mark)
            yield Piece(mark.before, STYLES["mark"])
        if end > start:
            style = " ".join(mark.style for mark in inside)
            yield Piece(plain(text[start:end].replace("\r\n", "\n"), keep="\n\t"), style)


def encounters(reading: Reading) -> Iterator[str]:
    """The meetings, a line each: who, where, what became of it, and the words that say so."""
    from communique.weave.meetings import partners

    actors = {actor.id: actor for actor in reading.actors}
    if reading.meetings:
        yield "\nMeetings"
    for meeting in reading.meetings:
        there = partners(meeting.parties, meeting.participants, actors)
        who = " and ".join(actors[id_].name if id_ in actors else id_ for id_ in there) or "somebody"
        place = f" in {meeting.place}" if meeting.place else ""
        told = "; ".join(
            f"{report.status} (“{' … '.join(span.of(reading.article.text) for span in report.spans)}”)"
            for report in meeting.reports
        )
        yield one_line(f"{meeting.name or 'meeting'} of {who}{place}: {told}")


def legend(reading: Reading) -> list[tuple[str, str]]:
    """The statements, numbered as in the text: who, how and through whom, what. The number stands at the first line."""
    names = {actor.id: actor.name for actor in reading.actors}
    lines = []
    for number, statement in enumerate(reading.statements, 1):
        lines += [
            (str(number), one_line(_who(statement, reading, names))),
            ("", _how(statement, reading, names)),
            ("", one_line(words(reading, statement.content.spans))),
        ]
    return lines or [("", "No statements.")]


def words(reading: Reading, spans: tuple[Span, ...]) -> str:
    """The words of the spans, with … between them."""
    return " … ".join(span.of(reading.article.text) for span in spans)


def _who(statement: Statement, reading: Reading, names: dict[str, str]) -> str:
    spoken = words(reading, statement.source.spans) or "nobody named"
    if statement.source.actor is None:
        return spoken
    return f"{names.get(statement.source.actor, statement.source.actor)} ({spoken})"


def _how(statement: Statement, reading: Reading, names: dict[str, str]) -> str:
    parts: list[str] = [statement.quotation, statement.certainty]
    for hop in statement.chain:
        hand = names.get(hop.actor, hop.actor) if hop.actor else words(reading, hop.spans) or "not named"
        parts.append(f"through {hand} ({hop.relation})")
    addressee = statement.addressee
    if addressee is not None:
        parts.append(f"to {names.get(addressee.actor or '', addressee.actor or words(reading, addressee.spans))}")
    return one_line(", ".join(parts))


def _marks(reading: Reading) -> list[_Mark]:
    return [
        _Mark(start, end, before.format(number), after.format(number), STYLES[part])
        for number, statement in enumerate(reading.statements, 1)
        for part, before, after, spans in (
            ("content", "[{} ", " {}]", statement.content.spans),
            ("source", "{{{} ", "}}", statement.source.spans),
            ("cue", "<{} ", ">", statement.cue.spans),
            *(("chain", "({} ", ")", hop.spans) for hop in statement.chain),
        )
        for start, end in spans
        if start < end
    ]
