"""What is told in the same words is told once: a statement that is all but a move, an event that stands in either.

The line that stays has the evidence of both. Of a statement that says more than its moves, all stay; an event that one
article tells outside of any of the others stays, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.reading import Span, Spans
from communique.weave.accounts import in_order, origins
from communique.weave.occurrence import Account, Disagreement, Occurrence, Side

# Share of a statement's words, without speaker and cue, that its moves must have. Of the seven on the dispatches' gold
# that have less, five say something besides.
SAME_WORDS = 0.5
ASIDE_WORDS = 5  # words of a speaker or a cue, at most


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
    return [_with(one, more[one.id]) if one.id in more else one for one in occurrences if one.id not in hidden]


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
