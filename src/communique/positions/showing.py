"""Which lines of a table are shown first, and under which headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from communique.positions.days import in_order
from communique.positions.lines import Exchange, Line

LINES_SHOWN = 2  # of one party and side on one issue: the latest that are still open


def groups(exchange: Exchange, parties: Mapping[str, str]) -> Iterator[tuple[str, list[Line]]]:
    """The lines under their headings: first, once, what both give in one word, then what either gives and asks.

    `parties` has the names.
    """
    one, other = exchange.parties
    given = {_word(line): line for line in exchange.lines if line.party == other and line.side == "gives"}
    both = [line for line in exchange.lines if line.party == one and line.side == "gives" and _word(line) in given]
    if both:
        yield "Both give", both
    told = {_word(line) for line in both}
    apart = (line for line in exchange.lines if line.side != "gives" or _word(line) not in told)
    for (party, side), group in groupby(apart, key=lambda line: (line.party, line.side)):
        yield f"{parties[party]} {side}", list(group)


def _word(line: Line) -> tuple[object, ...]:
    """What is the same of both where two parties bind themselves together."""
    return (
        line.kind,
        line.issue,
        line.text,
        line.price,
        line.condition,
        line.first,
        line.last,
        line.taken_back is None,
    )


def open_lines(lines: Iterable[Line]) -> list[Line]:
    """Of lines of one party and side the latest few on each issue that are not met; where all are met, the latest.

    What is undated comes after what is dated.
    """
    kept = []
    for _, group in groupby(lines, key=lambda line: line.issue):
        told = sorted(group, key=lambda line: (not in_order(line.last)[0], in_order(line.last)), reverse=True)
        still = [line for line in told if not line.taken_back and (line.answer is None or line.answer.kind != "met")]
        kept += still[:LINES_SHOWN] or told[:1]
    return kept


def one_breath(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines, those together that the same moves say of one issue, with the same answer."""
    for _, group in groupby(lines, key=lambda line: (line.issue, line.occurrences, line.answer, line.taken_back)):
        yield list(group)
