"""Accounts: one article's telling of a happening, with its evidence, its origin and its days; and how they differ."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from communique.reading import Span
from communique.weave.copies.family import UNDATED
from communique.weave.item import Evidence, Hand, hull
from communique.weave.occurrence import (
    Account,
    Disagreement,
    DisagreementKind,
    OccurrenceKind,
    Origin,
    Side,
    When,
    days_between,
)
from communique.weave.origins import Printed, origin


class Published(Printed, Protocol):
    """An article, as far as its accounts tell of it; a thread is one."""

    @property
    def published(self) -> When | None:
        """The days in which it was written."""

    @property
    def url(self) -> str | None:
        """Where it was found."""


class Copied(Protocol):
    """What of an article was copied; a member of a family is one."""

    def origin(self, span: Span) -> str:
        """The id of the article that first had the words of `span`."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles that accounts come from: their threads, and what of each was copied, by article."""

    threads: Mapping[str, Published]
    members: Mapping[str, Copied]

    def account(
        self,
        article: str,
        item: str,
        evidence: Evidence,
        chain: Sequence[Hand],
        when: When | None,
        *,
        score: float = 1.0,
        speaker: str | None = None,
        name: str = "",
        medium: bool = False,
    ) -> Account:
        """What the article tells, for the item of its reading. Speaker and his name are those of a statement."""
        thread = self.threads[article]
        text = self.text(article, evidence)
        return Account(
            article,
            item,
            evidence.spans,
            evidence.words,
            evidence.context,
            evidence.context_start,
            text,
            origin(chain, self.threads[text], speaker=speaker, name=name, medium=medium),
            tuple(hand.words for hand in chain),
            when,
            thread.published,
            thread.outlet,
            thread.title,
            thread.path,
            thread.url,
            score,
        )

    def text(self, article: str, evidence: Evidence) -> str:
        """The article that had the words of the evidence first."""
        span = hull(evidence)
        if span is None or article not in self.members:
            return article
        found = self.members[article].origin(span)
        return found if found in self.threads else article


def in_order(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Accounts in order of their articles' days, the last ones possible, then ids, then place in the text."""
    return tuple(sorted(accounts, key=lambda a: (a.published.end if a.published else UNDATED, a.article, a.spans)))


def identity(kind: OccurrenceKind, *parts: str) -> str:
    """The id of an occurrence: a digest of what it is and where it is told first."""
    return hashlib.sha256("\0".join((kind, *parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def origins(accounts: Iterable[Account]) -> tuple[Origin, ...]:
    """The different origins of the accounts, in their order; where one has several names, the first.

    Where a text says from whom it has something, in one place, its headline is no second witness.
    """
    accounts = tuple(accounts)
    handed = {account.text for account in accounts if account.chain}
    found: dict[tuple[str, str], Origin] = {}
    for account in accounts:
        if account.chain or account.text not in handed:
            found.setdefault((account.origin.kind, account.origin.id), account.origin)
    return tuple(found.values())


def reported(accounts: Iterable[Account]) -> When | None:
    """The days of the earliest article that tells of it; None where none has any."""
    return min((a.published for a in accounts if a.published), key=lambda w: (w.end, w.begin), default=None)


def happened(accounts: Sequence[Account]) -> When | None:
    """When it happened: as the texts date it, by most origins where they differ; else the days of the first report.

    Of days that go together the narrowest that all share count: "in April" and "on Friday" are that Friday.
    """
    dated = versions(accounts)
    if dated:
        return dated[0][0]
    return reported(accounts)


def versions(accounts: Sequence[Account]) -> list[tuple[When, tuple[int, ...]]]:
    """The days that the accounts' own words give, with the numbers of the accounts; days apart are versions apart.

    Those with most origins come first, then those told first.
    """
    found: list[tuple[When, list[int]]] = []
    narrow_first = sorted(
        ((n, a.when) for n, a in enumerate(accounts) if a.when),
        key=lambda pair: (days_between(pair[1].begin, pair[1].end), pair[0]),
    )
    for number, when in narrow_first:
        for at, (version, numbers) in enumerate(found):
            if when.begin <= version.end and version.begin <= when.end:
                both = When(max(when.begin, version.begin), min(when.end, version.end), version.basis)
                found[at] = (both, [*numbers, number])
                break
        else:
            found.append((when, [number]))
    ranked = [(when, tuple(sorted(numbers))) for when, numbers in found]
    return sorted(ranked, key=lambda v: (-len(origins(accounts[n] for n in v[1])), v[1]))


def differing_days(accounts: Sequence[Account]) -> tuple[Disagreement, ...]:
    """The disagreement on the date, where the accounts' own words give days that lie apart."""
    dated = versions(accounts)
    if len(dated) < 2:
        return ()
    sides = (Side(w.begin if w.begin == w.end else f"{w.begin} to {w.end}", numbers) for w, numbers in dated)
    return (Disagreement("date", tuple(sides)),)


def differing(
    kind: DisagreementKind, accounts: Sequence[Account], value: Callable[[int], str | None]
) -> tuple[Disagreement, ...]:
    """The disagreement on what `value` gives for the number of an account, where it gives two things or more."""
    sides: defaultdict[str, list[int]] = defaultdict(list)
    for number in range(len(accounts)):
        found = value(number)
        if found is not None:
            sides[found].append(number)
    if len(sides) < 2:
        return ()
    ranked = sorted(sides.items(), key=lambda side: (-len(origins(accounts[n] for n in side[1])), side[1]))
    return (Disagreement(kind, tuple(Side(found, tuple(numbers)) for found, numbers in ranked)),)


def commonest(values: Iterable[str | None]) -> str | None:
    """The value that is there most often, of equals the first; None where there is none."""
    found = Counter(value for value in values if value)
    return found.most_common(1)[0][0] if found else None
