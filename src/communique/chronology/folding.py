"""What is told in the same words is told once: a statement that is all but a move, an event that stands in either.

The line that stays has the evidence of both. Of a statement that says more than its moves, all stay; an event that one
article tells outside of any of the others stays, too. What two parties promise one another is one line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from communique.reading import Span, Spans
from communique.weave.accounts import in_order, origins
from communique.weave.occurrence import Account, Disagreement, Occurrence, Side

# Share of a statement's words, without speaker and cue, that its moves must have. Of the seven on the dispatches' gold
# that have less, five say something besides.
SAME_WORDS = 0.5
ASIDE_WORDS = 5  # words of a speaker or a cue, at most
LEAST_SHARED = 3  # words that two lines must share, to be one

_TOWARD = re.compile(r" \(to [^()]*\)$")
_SPACE = re.compile(" ")


def folded(occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences without those that others of them tell in the same words; these have their evidence as well."""
    by_id = {occurrence.id: occurrence for occurrence in occurrences}
    hidden: set[str] = set()
    more: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        beside = [by_id[id_] for id_ in one.related if id_ in by_id]
        if one.kind == "statement":
            moves = [other for other in beside if other.kind == "move"]
            if _share(one.accounts, moves) >= SAME_WORDS:
                hidden.add(one.id)
                for move in moves:
                    more[move.id].append(one)
        elif one.kind == "event" and beside:
            articles = {account.article for other in beside for account in other.accounts}
            if articles.issuperset(account.article for account in one.accounts):
                hidden.add(one.id)
    shown = [_with(one, more[one.id]) if one.id in more else one for one in occurrences if one.id not in hidden]
    return _joint(shown)


def _joint(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """The occurrences; of two moves that are one joint step, told by the same words, the first stands for both."""
    found: dict[str, Occurrence] = {}
    first: dict[tuple[object, ...], str] = {}
    for one in occurrences:
        step = one.step
        if step is not None:
            words = (step.kind, step.gives, step.asks, *((account.article, account.spans) for account in one.accounts))
            before = found.get(first.setdefault(words, one.id))
            if before is not None and (both := _both(before, one)) is not None:
                found[before.id] = both
                continue
        found[one.id] = one
    return list(found.values())


def _both(one: Occurrence, other: Occurrence) -> Occurrence | None:
    """The joint step of two parties, each toward the other; None where they are none, or no line can be made of two."""
    a, b = one.step, other.step
    if (
        a is None
        or b is None
        or a.party == b.party
        or a.toward not in (None, b.party)
        or b.toward not in (None, a.party)
    ):
        return None
    summary = in_one_line(one.summary, other.summary)
    if summary is None:
        return None
    actors = tuple(dict.fromkeys((*one.actors, *other.actors)))
    related = tuple(dict.fromkeys((*one.related, *other.related, other.id)))
    return replace(one, summary=summary, actors=actors, related=related)


def in_one_line(one: str, other: str) -> str | None:
    """Two lines that say the same of two: "Norway and Nigeria promised to open the quay"; None where they do not."""
    one, other = (_TOWARD.sub("", line) for line in (one, other))
    if one == other:
        return None
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False))
    )
    for match in _SPACE.finditer(one, len(one) - shared):
        tail = one[match.start() :]
        heads = [line.removesuffix(tail) for line in (one, other)]
        if all(head and head.count("(") == head.count(")") for head in heads) and len(tail.split()) >= LEAST_SHARED:
            second = f"the {heads[1][4:]}" if heads[1].startswith("The ") else heads[1]
            return f"{heads[0]} and {second}{tail}"
    return None


def _share(accounts: Iterable[Account], moves: Iterable[Occurrence]) -> float:
    """The share that its moves have of a statement's words where an article tells it most fully; the largest."""
    theirs: defaultdict[str, list[Span]] = defaultdict(list)
    for move in moves:
        for account in move.accounts:
            theirs[account.article] += account.spans
    fullest: dict[str, Account] = {}
    for account in accounts:
        before = fullest.get(account.article)
        if before is None or len(account.words) > len(before.words):
            fullest[account.article] = account
    shares = (
        _covered(_but_asides(account, theirs[id_]), theirs[id_]) for id_, account in fullest.items() if id_ in theirs
    )
    return max(shares, default=0.0)


def _but_asides(account: Account, by: Iterable[Span]) -> Spans:
    """The evidence without what is short and apart from all of `by`: the speaker, the cue."""
    by = list(by)
    start = account.context_start
    return tuple(
        span
        for span in account.spans
        if len(account.context[max(0, span.start - start) : max(0, span.end - start)].split()) > ASIDE_WORDS
        or any(max(span.start, other.start) < min(span.end, other.end) for other in by)
    )


def _covered(spans: Spans, by: Iterable[Span]) -> float:
    by = sorted(by)
    held = length = 0
    for start, end in spans:
        length += end - start
        at = start
        for begin, stop in by:
            low, high = max(at, begin), min(end, stop)
            if low < high:
                held += high - low
                at = high
    return held / length if length else 0.0


def _with(move: Occurrence, statements: Iterable[Occurrence]) -> Occurrence:
    """The move with the accounts of its statements from articles that it has none of, and what these differ on."""
    own = {account.article for account in move.accounts}
    fresh = {
        (account.article, account.item): account
        for statement in statements
        for account in statement.accounts
        if account.article not in own
    }
    accounts = in_order((*move.accounts, *fresh.values()))
    at = {(account.article, account.item): number for number, account in enumerate(accounts)}
    first: dict[str, int] = {}
    for number, account in enumerate(accounts):
        first.setdefault(account.article, number)

    def renumbered(found: Disagreement, of: Sequence[Account]) -> Disagreement:
        """The disagreement by the new numbers; in an article that told of the move, its account is the one."""
        there = ((side.value, (of[number] for number in side.accounts)) for side in found.sides)
        return Disagreement(
            found.kind,
            tuple(
                Side(value, tuple(sorted({at.get((a.article, a.item), first[a.article]) for a in theirs})))
                for value, theirs in there
            ),
        )

    told = {found.kind: renumbered(found, move.accounts) for found in move.disagreements}
    for statement in statements:
        for found in statement.disagreements:
            told.setdefault(found.kind, renumbered(found, statement.accounts))
    return replace(move, accounts=accounts, origins=origins(accounts), disagreements=tuple(told.values()))
