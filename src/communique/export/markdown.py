"""The chronology in Markdown, for a note or a repository. No text of an article is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from communique.chronology import RULE, Chronology, Entry, Life, Quote, Telling
from communique.chronology.dates import month_of
from communique.export.evidence import (
    DATES_MEAN,
    ORIGIN_MEANS,
    TEXT_MEANS,
    UNDATED,
    UNDATED_WHY,
    copy_words,
    kind_of,
    link_of,
    pieces,
    source_of,
    summary_of,
    title_of,
)
from communique.signs import one_line
from communique.weave.occurrence import When

_ACTIVE = re.compile(r"([\\`*_\[\]<>#|~&!$])")


def markdown(chronology: Chronology, *, title: str | None = None) -> str:
    """The chronology as Markdown: a heading a month, an item an entry, its evidence in the items within."""
    return "\n".join(_lines(chronology, title or title_of(chronology))) + "\n"


def lives_in_markdown(lives: Iterable[Life]) -> str:
    """The lives of meetings as Markdown: a heading a meeting, an item a step."""
    lines = ["# Meetings"]
    for life in lives:
        lines += ["", f"## {escaped(life.name)}", "", *(f"- {escaped(line)}" for line in about(life)), ""]
        for step in life.steps:
            lines += _entry(step, escaped(step.occurrence.status or "told of"))
    return "\n".join(lines) + "\n"


def about(life: Life) -> Iterator[str]:
    """What is known of the meeting itself, a line each: who, when and where, the life on one line, who tells of it."""
    for label, names in (("parties", life.parties), ("participants", life.participants)):
        if names:
            yield f"{label}: {', '.join(names)}"
    yield ", ".join((life.when, *([life.encounter.place] if life.encounter.place else ())))
    yield life.line
    yield life.count


def escaped(text: str) -> str:
    """The text on one line, every character that Markdown would act on made plain."""
    return _ACTIVE.sub(r"\\\1", one_line(text))


def _lines(chronology: Chronology, title: str) -> Iterator[str]:
    yield f"# {escaped(title)}"
    yield from ("", f"{escaped(summary_of(chronology))}.")
    if chronology.asked.brief:
        yield from ("", f"Key days: {RULE}")
    for month, entries in groupby(chronology.dated, key=_month):
        yield from ("", f"## {month}", "")
        for entry in entries:
            yield from _entry(entry, escaped(kind_of(entry)))
    if chronology.undated:
        yield from ("", f"## {UNDATED}", "", UNDATED_WHY, "")
        for entry in chronology.undated:
            yield from _entry(entry, escaped(kind_of(entry)))
    if chronology.meetings:
        yield from ("", "## Meetings", "")
        for life in chronology.meetings:
            yield f"- **{escaped(life.name)}**: {escaped(life.line)}"
    yield from ("", "---", "", TEXT_MEANS, ORIGIN_MEANS, DATES_MEAN)


def _month(entry: Entry) -> str:
    when = entry.occurrence.when
    return month_of(when)[1] if isinstance(when, When) else UNDATED


def _entry(entry: Entry, what: str) -> Iterator[str]:
    dates = "; ".join(filter(None, (entry.basis, entry.report)))
    yield f"- **{entry.happened}** · {escaped(entry.occurrence.summary)} ({what})"
    if dates:
        yield f"  - {escaped(dates)}"
    if entry.key:
        yield f"  - key day: {escaped(entry.key)}"
    yield f"  - {escaped(entry.count)}"
    for difference in entry.differences:
        yield f"  - **{escaped(difference.words)}**"
    for telling in entry.tellings:
        yield from _telling(telling)


def _telling(telling: Telling) -> Iterator[str]:
    link = link_of(telling.article)
    yield f"  - {escaped(source_of(telling.article))}{f', <{link}>' if link else ''}"
    for quote in telling.quotes:
        yield f"    - {_marked(quote)}"
        if quote.handed_on:
            yield f"      ({escaped(quote.handed_on)})"
    for copy in telling.copies:
        words = copy_words(copy, telling.quotes[0])
        yield f"    - copied by {escaped(source_of(copy.account))}{f', as: {escaped(words)}' if words else ''}"


def _marked(quote: Quote) -> str:
    told = []
    for text, marked in pieces(quote.account.context, quote.marks):
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        inner = escaped(text)
        told.append(
            f"{before and ' '}**{inner}**{after and ' '}"
            if marked and inner
            else f"{before and ' '}{inner}{after and ' '}"
        )
    return "".join(told).strip()
