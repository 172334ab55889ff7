"""The days of articles without a date, from what their sisters date: nobody tells of words before they are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from communique.weave.item import Said, Thread
from communique.weave.occurrence import When
from communique.weave.shelves import Group, Ref


def sharpened(threads: Mapping[str, Thread], groups: Iterable[Group], said: Mapping[Ref, Said]) -> dict[str, Thread]:
    """The threads, those of articles whose day is a range with the range as narrow as their sisters allow.

    An article that tells of a statement which another article dates is not earlier than that day. Where that would be
    after the last day that the article itself allows, one of the two errs, and nothing is changed; an article of which
    nothing is known stays so, for it has no last day.
    """
    earliest: dict[str, str] = {}
    for group in groups:
        days = [said[ref].when for ref in group]
        first = min((when.begin for when in days if when is not None), default=None)
        if first is not None:
            for article in {ref.article for ref in group}:
                earliest[article] = max(first, earliest.get(article, first))
    return {id_: _not_before(thread, earliest.get(id_)) for id_, thread in threads.items()}


def _not_before(thread: Thread, day: str | None) -> Thread:
    written = thread.published
    if day is None or written is None or not written.begin < day <= written.end:
        return thread
    return replace(thread, published=When(day, written.end, "inferred"))
