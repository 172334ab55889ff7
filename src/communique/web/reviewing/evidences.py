"""Who else tells what the entry at work tells: each telling once, with how many copied it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from communique.chronology.entries import marks_of, tellings
from communique.export.evidence import source_of
from communique.reading import Spans
from communique.reviews import Entry
from communique.weave.occurrence import Account, Occurrence
from communique.web.reviewing.keys import key_of

EVIDENCES = 40
"""Tellings that are shown; the page of the occurrence has all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A telling of the same: `key` names its account, `context` is the paragraph, with `marks` in it.

    `copies` counts the articles that printed the words after the one that had them first; `own` says whether the entry
    at work is among these.
    """

    key: str
    article: str
    item: str
    source: str
    context: str
    marks: Spans
    handed_on: str
    origin: str
    copies: int
    own: bool


def groups(occurrence: Occurrence) -> list[tuple[Account, ...]]:
    """The accounts by what was told once: one from the article that had the words first, then those that copy it."""
    texts: dict[str, list[Account]] = {}
    for account in occurrence.accounts:
        texts.setdefault(account.text, []).append(account)
    found: list[tuple[Account, ...]] = []
    for text, accounts in texts.items():
        first = text if any(account.article == text for account in accounts) else accounts[0].article
        heads = {_words(account): [account] for account in accounts if account.article == first}
        any_ = next(iter(heads.values()))
        for account in accounts:
            if account not in heads.get(_words(account), any_):
                heads.get(_words(account), any_).append(account)
        found += map(tuple, heads.values())
    return found


def evidences(occurrence: Occurrence | None, entry: Entry, called: Mapping[str, str]) -> tuple[Evidence, ...]:
    """The tellings of an occurrence, that of the entry first; `called` are the names of actors."""
    if occurrence is None:
        return ()
    handed_on = {quote.account: quote.handed_on for one in tellings(occurrence, called) for quote in one.quotes}
    made = []
    for head, *copies in groups(occurrence):
        own = any((account.article, account.item) == (entry.article, entry.item) for account in (head, *copies))
        made.append(_evidence(head, occurrence.kind, handed_on.get(head, ""), len(copies), own))
    return tuple(sorted(made, key=lambda one: not one.own)[:EVIDENCES])


def _evidence(account: Account, kind: str, handed_on: str, copies: int, own: bool) -> Evidence:
    return Evidence(
        key_of(account.article, account.item, account.spans, kind),
        account.article,
        account.item,
        source_of(account),
        account.context,
        marks_of(account),
        handed_on,
        account.origin.name,
        copies,
        own,
    )


def _words(account: Account) -> str:
    return " ".join(account.words.split())
