"""What must hold of whatever communique makes of an input, however hostile that was. Each raises AssertionError."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise

from communique.gather import Unread
from communique.reading import Article, Block, BlockKind, Problem, PublishedBasis, Reading, Span, Time, TimeType
from communique.statements import Quotes

BLOCK_KINDS = frozenset(typing.get_args(BlockKind))
TIME_TYPES = frozenset(typing.get_args(TimeType))
BASES = frozenset(typing.get_args(PublishedBasis))


def gathered(items: Iterable[Article | Unread]) -> list[Article | Unread]:
    """The items, each of them whole: an article that can be kept, or a reason that can be printed."""
    found = list(items)
    assert found, "what gives no article gives an Unread"
    for item in found:
        if isinstance(item, Unread):
            assert item.message.strip()
            assert item.line is None or item.line >= 1
            assert item.path
            encodable(item.path, item.message)
        else:
            article(item)
    return found


def article(found: Article) -> None:
    assert found.text
    assert not found.text.isspace()
    assert "\0" not in found.text
    encodable(found.text, found.path, found.url, found.outlet, found.title, found.byline)
    assert found.id == sha256(found.text.encode()).hexdigest()[:16]
    assert found.published_basis in BASES
    assert (found.published is None) == (found.published_basis == "unknown")
    if found.published is not None:
        assert date.fromisoformat(found.published).isoformat() == found.published
    for told in (found.title, found.outlet, found.byline, found.url):
        assert told is None or (told and told == " ".join(told.split()))


def encodable(*texts: str | None) -> None:
    for text in texts:
        if text is not None:
            text.encode()


def blocks(found: Sequence[Block], text: str) -> None:
    """They cover the text, in order, without gaps; neighbours are of different kinds."""
    assert [0, *(block.span.end for block in found)] == [*(block.span.start for block in found), len(text)]
    assert all(block.span.start < block.span.end and block.kind in BLOCK_KINDS for block in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


def quotes(found: Quotes, text: str) -> None:
    """In order; the words between the marks; none half inside another; the odd marks have a place."""
    spans = [quoted.span for quoted in found.quoted]
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    stack: list[Span] = []
    for quoted in found.quoted:
        inside(text, quoted.span, quoted.words)
        assert quoted.span.start <= quoted.words.start <= quoted.words.end <= quoted.span.end
        while stack and stack[-1].end <= quoted.span.start:
            stack.pop()
        assert len(stack) == quoted.depth
        assert not stack or quoted.span.end <= stack[-1].end
        stack.append(quoted.span)
    assert found.outermost == tuple(quoted for quoted in found.quoted if not quoted.depth)
    problems(found.problems, text)


def problems(found: Iterable[Problem], text: str) -> None:
    for problem in found:
        assert problem.message.strip()
        if problem.span is not None:
            inside(text, problem.span)


def times(found: Sequence[Time], text: str) -> None:
    """In order, apart from one another; of a known type; their days are days, the first not after the last."""
    assert [time.id for time in found] == [f"t{number}" for number in range(1, len(found) + 1)]
    for time in found:
        inside(text, time.span)
        assert time.type in TIME_TYPES
        assert time.value
        for day in (time.begin, time.end):
            assert day is None or date.fromisoformat(day).isoformat() == day
        assert time.begin is None or time.end is None or time.begin <= time.end
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


def inside(text: str, *spans: Span) -> None:
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text), (span, len(text))


def reading(found: Reading, text: str) -> None:
    """The text as it was; every span in it; every name of an item the name of one; the same again out of its JSON."""
    assert found.article.text == text
    inside(text, *spans_in(found))
    blocks(found.blocks, text)
    times(found.times, text)
    problems(found.problems, text)
    for term in (
        term for move in found.moves for term in (*move.gives, *move.asks, move.condition) if term is not None
    ):
        encodable(term.text)
    references(found)
    line = found.to_json()
    assert "\n" not in line
    assert Reading.from_json(line.encode().decode()) == found


def references(found: Reading) -> None:
    """Whoever and whatever an item names is in the reading; no two items of a kind have one id."""
    actors = {actor.id for actor in found.actors}
    said, told = {one.id for one in found.statements}, {one.id for one in found.times}
    for items in (found.mentions, found.times, found.statements, found.events, found.moves, found.meetings):
        ids = [item.id for item in items]
        assert len(set(ids)) == len(ids)
    for mention in found.mentions:
        assert {mention.actor} <= {*actors, None}
        assert mention.span.start < mention.span.end
    for statement in found.statements:
        hands = {hop.actor for hop in statement.chain} | {statement.addressee.actor if statement.addressee else None}
        assert {statement.source.actor, *hands} <= {*actors, None}
        assert statement.within != statement.id
        assert {statement.within} <= {*said, None}
        assert {statement.time} <= {*told, None}
        assert statement.content.spans
        assert 0 <= statement.score <= 1
        for spans in (statement.source.spans, statement.cue.spans, statement.content.spans):
            assert list(spans) == sorted(spans)
    for event in found.events:
        assert {event.actor.actor, event.recipient.actor if event.recipient else None} <= {*actors, None}
        assert {event.statement} <= {*said, None}
        assert {event.time} <= {*told, None}
    for move in found.moves:
        assert {move.party, move.toward, move.by} <= {*actors, None}
        assert {move.statement} <= {*said, None}
        assert {move.time} <= {*told, None}
    for meeting in found.meetings:
        assert {*meeting.parties, *meeting.participants, *(report.by for report in meeting.reports)} <= {*actors, None}
        assert {meeting.time} <= {*told, None}


def spans_in(value: object) -> Iterator[Span]:
    """Every span in a value and in what it holds."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from spans_in(getattr(value, each.name))
