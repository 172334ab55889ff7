"""Questions in SQL: what the filters of `Record.statements` and its siblings ask of the views."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_args

from communique.errors import QuestionError
from communique.events.coded import TYPES
from communique.reading import Certainty, EventStatus, MentionKind, Quotation
from communique.record.meant import Meaning
from communique.record.results import ActorRow, ArticleRow, EventRow, Said
from communique.record.words import Term, terms

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


_PLAIN_WORD = re.compile("[0-9a-z]+")
_ODD = "[^\\x00-\\x7F‐‑‒–—―‘’‚“”„•…‹›€£«»§°]"
"""Signs that folding may make letters or digits of, take away, or write otherwise: all but ASCII and marks of print."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Part of a WHERE clause, and the values for its question marks."""

    clause: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT, and the values for its question marks."""

    text: str
    values: tuple[Any, ...] = ()


def select(
    columns: str, view: str, where: Iterable[Condition], order: str | None = None, limit: int | None = None
) -> Query:
    """A SELECT of some columns of a view, under all the conditions."""
    where = tuple(where)
    text = f"SELECT {columns} FROM {view}"
    if where:
        text += " WHERE " + " AND ".join(condition.clause for condition in where)
    if order:
        text += f" ORDER BY {order}"
    if limit is not None:
        text += f" LIMIT {int(limit)}"
    return Query(text, tuple(value for condition in where for value in condition.values))


_THROUGH = (
    "EXISTS (SELECT 1 FROM chains WHERE chains.actor = ?"
    " AND chains.article = statements.article AND chains.statement = statements.id)"
)
_SAID = {"statement": "id AS statement", "spans": "content_spans AS spans"}


def statements_query(where: Iterable[Condition], limit: int | None) -> Query:
    """Statements under all the conditions, with the columns of `Said`, in their order."""
    columns = ", ".join(_SAID.get(field.name, field.name) for field in fields(Said))
    return select(columns, "statements", where, "date NULLS LAST, article, number, id", limit)


def statement_conditions(
    names: Meaning,
    by: str | None,
    to: str | None,
    through: str | None,
    country: str | None,
    about: str | None,
    with_quotation: str | None,
    with_certainty: str | None,
    text: str | None,
) -> list[Condition]:
    """Conditions for a statement to fit each filter that is given, all but those of its dates and its article.

    Raises QuestionError where one cannot be understood.
    """
    clauses = ((by, "source_actor = ?"), (to, "addressee_actor = ?"), (through, _THROUGH))
    found = [Condition(clause, (names.actor(value),)) for value, clause in clauses if value is not None]
    if country is not None:
        found.append(Condition("source_country = ?", (names.country(country),)))
    if about is not None:
        found += telling("content", about)
    if with_quotation is not None:
        found.append(Condition("quotation = ?", (quotation(with_quotation),)))
    if with_certainty is not None:
        found.append(Condition("certainty = ?", (certainty(with_certainty),)))
    if text is not None:
        found.append(Condition("contains(content, ?)", (text,)))
    return found


def event_conditions(
    names: Meaning, actor: str | None, recipient: str | None, of_type: str | None, status: str | None
) -> list[Condition]:
    """The same for an event."""
    clauses = ((actor, "actor = ?"), (recipient, "recipient = ?"))
    found = [Condition(clause, (names.actor(value),)) for value, clause in clauses if value is not None]
    if of_type is not None:
        found.append(Condition("type = ?", (event_type(of_type),)))
    if status is not None:
        found.append(Condition("status = ?", (event_status(status),)))
    return found


EVENTS_ORDER = "date NULLS LAST, article, number"


def events_query(where: Iterable[Condition], limit: int | None, view: str = "events") -> Query:
    """Events under all the conditions, with the columns of `EventRow`, in their order."""
    names = ("id AS event" if field.name == "event" else _quoted(field.name) for field in fields(EventRow))
    return select(", ".join(names), view, where, EVENTS_ORDER, limit)


def _quoted(name: str) -> str:
    """A column's name, in marks, for some are words of SQL."""
    return f'"{name}"'


def literal(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def articles_query(where: Iterable[Condition], limit: int | None) -> Query:
    """Articles under all the conditions, with the columns of `ArticleRow`, in their order."""
    columns = ", ".join(field.name for field in fields(ArticleRow))
    return select(columns, "articles", where, "published NULLS LAST, id", limit)


PARTS = {
    "speaker": "statements",
    "recipient": "addressed",
    "reporter": "relayed",
    "mentions": "mentions",
    "articles": "articles",
}
"""The parts in which an actor can occur, and the columns that count them."""


def actors_query(where: Iterable[Condition], limit: int | None, by: str = "speaker") -> Query:
    """Actors under all the conditions, with the columns of `ActorRow`; those most often in the part `by` come first.

    Raises QuestionError where `by` is none of `PARTS`, naming them.
    """
    columns = ", ".join(field.name for field in fields(ActorRow))
    order = dict.fromkeys((PARTS[one_of("by", by, PARTS)], "statements", "mentions"))
    return select(columns, "actors", where, ", ".join(f"{column} DESC" for column in order) + ", id", limit)


def count_query(view: str, where: Iterable[Condition]) -> Query:
    """How many rows of a view are under all the conditions, in a column `rows`."""
    return select("count(*) AS rows", view, where)


def holding(column: str, words: str) -> list[Condition]:
    """Conditions for a text to have all the words, phrases and prefixes, whatever their case and accents."""
    return [_has(column, term) for term in terms(words)]


def telling(column: str, words: str) -> list[Condition]:
    """The same, one condition a term, for long texts, most of which are found not to have it before they are folded.

    Where a text is ASCII but for marks of print, folding changes no letter of it but capitals.
    """
    odd = f"(strlen({column}) != length({column}) AND regexp_matches({column}, '{_ODD}'))"
    found = []
    for term in terms(words):
        plain = dict.fromkeys(_PLAIN_WORD.findall(term.text.lower())) if term.text.isascii() else ()
        may = [Condition(f"(contains(lower({column}), ?) OR {odd})", (word,)) for word in plain]
        found.append(every((*may, _has(column, term))))
    return found


def _has(column: str, term: Term) -> Condition:
    return Condition(f"contains(folded({column}), {'rtrim(folded(?))' if term.prefix else 'folded(?)'})", (term.text,))


def every(conditions: Sequence[Condition]) -> Condition:
    """All of these at once."""
    clause = " AND ".join(condition.clause for condition in conditions)
    return Condition(f"({clause})", tuple(value for condition in conditions for value in condition.values))


def either(one: Condition, other: Condition) -> Condition:
    """One of the two, or both."""
    return Condition(f"({one.clause} OR {other.clause})", (*one.values, *other.values))


def between(column: str, since: str | date | None, until: str | date | None) -> list[Condition]:
    """Conditions for a day to be in a stretch of time, both ends included; none where neither end is given."""
    return overlapping(column, column, since, until)


def overlapping(begin: str, end: str, since: str | date | None, until: str | date | None) -> list[Condition]:
    """Conditions for days, from the column `begin` to the column `end`, to have one in common with a stretch of time.

    Raises QuestionError where `since` or `until` is no date, or the one is later than the other.
    """
    first, last = days(since, "since"), days(until, "until")
    if first and last and first[0] > last[1]:
        raise QuestionError(f"since {since} is later than until {until}", fix="exchange the two")
    found = []
    if first:
        found.append(Condition(f"{end} >= ?", (first[0],)))
    if last:
        found.append(Condition(f"{begin} <= ?", (last[1],)))
    return found


def one_of(name: str, value: str, valid: Iterable[str]) -> str:
    """`value`, which must be among the valid ones. Raises QuestionError naming them."""
    valid = tuple(valid)
    if value not in valid:
        raise QuestionError(f"{name} cannot be {value!r}", fix=f"use one of {', '.join(valid)}")
    return value


def quotation(value: str) -> str:
    """A kind of quotation. Raises QuestionError naming the valid ones."""
    return one_of("quotation", value, get_args(Quotation))


def certainty(value: str) -> str:
    """A degree of certainty. Raises QuestionError naming the valid ones."""
    return one_of("certainty", value, get_args(Certainty))


def event_type(value: str) -> str:
    """A type of event, in small or large letters. Raises QuestionError naming the valid ones."""
    return one_of("type", value.upper(), TYPES)


def event_status(value: str) -> str:
    """The status of an event. Raises QuestionError naming the valid ones."""
    return one_of("status", value, get_args(EventStatus))


def kind(value: str) -> str:
    """A kind of actor. Raises QuestionError naming the valid ones."""
    return one_of("kind", value, get_args(MentionKind))


def checked_limit(limit: int | None) -> int | None:
    """A number of rows, or None for all. Raises QuestionError where it is negative."""
    if limit is not None and limit < 0:
        raise QuestionError(f"limit cannot be {limit}", fix="give a number of rows, or none for all of them")
    return limit


def days(value: str | date | None, name: str) -> tuple[date, date] | None:
    """The first and the last day that an ISO date, month or year covers. Raises QuestionError naming the filter."""
    if value is None:
        return None
    if isinstance(value, date):
        day = date(value.year, value.month, value.day)
        return day, day
    match = _DATE.fullmatch(value.strip())
    try:
        if not match:
            raise ValueError(value)
        year, month = int(match[1]), int(match[2] or 1)
        first = date(year, month, int(match[3] or 1))
        if match[3]:
            return first, first
        months = 1 if match[2] else 12
        return first, date(year, month + months - 1, monthrange(year, month + months - 1)[1])
    except ValueError as error:
        raise QuestionError(
            f"{name} {value!r} is no date", fix="write a day, a month or a year: 2018-05-24, 2018-05 or 2018"
        ) from error
