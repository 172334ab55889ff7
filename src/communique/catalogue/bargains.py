"""The shelf of tables: what is given and asked between two parties, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.evidence import found
from communique.catalogue.remembering import remembered
from communique.catalogue.standing import issues_held
from communique.errors import QuestionError
from communique.positions.lines import Exchange, Line
from communique.positions.showing import groups, one_breath, open_lines
from communique.positions.words import UNKNOWN, answer_words, line_words, said
from communique.record.names import Names

TABLES_KEPT = 16
"""Tables of pairs that are remembered: each has up to some hundred lines."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties that have something on the table between them, and how many lines."""

    parties: tuple[str, str]
    names: tuple[str, str]
    lines: int


@dataclass(frozen=True, slots=True)
class LineTold:
    """What is given or asked in one breath, in words.

    `issue` is its id, None where it is of none of the list. `occurrences` are the moves that say it, `answered` the one
    that answers it, `taken_back` that by which its own party undid it. `named` is False where no article says to whom
    it was said. `answer` is "" for what is kept or refused, which asks for none.
    """

    words: str
    party: str
    issue: str | None
    issue_name: str
    said: str
    answer_kind: str
    answer: str
    answer_words: str
    occurrences: tuple[str, ...]
    answered: str | None
    taken_back: str | None
    named: bool
    origins: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines of one party and side: `North Korea asks`. `party` is None for what both give."""

    title: str
    party: str | None
    side: str
    lines: tuple[LineTold, ...]


@dataclass(frozen=True, slots=True)
class Bargain:
    """What is on the table between two parties; `hidden` counts the lines that are met or older, and not shown."""

    pair: Pair
    headings: tuple[Heading, ...]
    hidden: int


def pairs(catalogue: Catalogue) -> tuple[Pair, ...]:
    """The pairs of parties that have something on the table, those with most lines first."""
    return _pairs(catalogue)


def pair_named(catalogue: Catalogue, one: str, other: str | None = None) -> Pair:
    """The pair that these name; of one party the pair with most lines.

    Raises QuestionError where there is none.
    """
    names = Names.of(
        (id_, name, True, None)
        for pair in _pairs(catalogue)
        for id_, name in zip(pair.parties, pair.names, strict=True)
    )
    wanted = {names.actor(value) for value in (one, other) if value is not None}
    for pair in _pairs(catalogue):
        if wanted <= {*pair.parties}:
            return pair
    raise QuestionError(
        f"Nothing is on the table between {one} and {other}" if other else f"{one} has nothing on the table",
        cause="no article tells that one of them offers, asks or refuses something of the other",
        fix="choose one of the pairs that the overview lists",
    )


def bargain(catalogue: Catalogue, pair: Pair, *, everything: bool = False) -> Bargain:
    """What is on the table between two: the latest lines that are still open; `everything` has all."""
    exchange = _exchange(catalogue, pair.parties)
    parties = dict(zip(pair.parties, pair.names, strict=True))
    issues: dict[str | None, str] = {issue.id: issue.name for issue in issues_held(catalogue)}
    headings, hidden = [], 0
    for title, lines in groups(exchange, parties):
        shown = lines if everything else open_lines(lines)
        hidden += len(lines) - len(shown)
        first = lines[0]
        both = title.startswith("Both ")
        headings.append(
            Heading(
                title,
                None if both else first.party,
                first.side,
                tuple(_told(told, issues) for told in one_breath(shown)),
            )
        )
    return Bargain(pair, tuple(headings), hidden)


def _told(lines: list[Line], issues: Mapping[str | None, str]) -> LineTold:
    first = lines[0]
    answer = first.answer
    return LineTold(
        ", ".join(line_words(line) for line in lines),
        first.party,
        first.issue,
        issues.get(first.issue, first.issue or UNKNOWN),
        said(first.last),
        answer.kind if answer else "",
        answer_words(answer) if answer else "",
        answer.text if answer else "",
        first.occurrences,
        answer.occurrence if answer else None,
        first.taken_back,
        first.named,
        first.origins,
    )


@remembered()
def _pairs(catalogue: Catalogue) -> tuple[Pair, ...]:
    rows = catalogue.ask("SELECT one, other, one_name, other_name, lines FROM exchanges ORDER BY number")
    return tuple(Pair((one, other), (name, second), lines) for one, other, name, second, lines in rows)


@remembered(TABLES_KEPT)
def _exchange(catalogue: Catalogue, parties: tuple[str, str]) -> Exchange:
    rows = catalogue.ask("SELECT exchange FROM exchanges WHERE one = ? AND other = ?", parties)
    exchange: Exchange = found(Exchange, rows[0][0])
    return exchange
