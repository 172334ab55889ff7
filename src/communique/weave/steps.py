"""Moves as occurrences: one step that was taken once, with every account of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.reading import Actor
from communique.weave.accounts import (
    Sources,
    commonest,
    differing,
    differing_days,
    happened,
    identity,
    in_order,
    origins,
    reported,
)
from communique.weave.item import Made, Stake
from communique.weave.numbers import differing_numbers
from communique.weave.occurrence import Account, Disagreement, Occurrence, Step, WovenTerm
from communique.weave.phrases import in_words
from communique.weave.shelves import Group, Ref


def occurrence(group: Group, moves: Mapping[Ref, Made], sources: Sources, names: Mapping[str, Actor]) -> Occurrence:
    """The occurrence of a group of moves that are the same one."""
    accounts = in_order(_account(ref, moves[ref], sources) for ref in group)
    told = [moves[Ref(account.article, account.item)] for account in accounts]
    first = accounts[0]
    best = _whole(accounts, told)
    return Occurrence(
        identity("move", first.article, first.item),
        "move",
        in_words(best, names),
        tuple(dict.fromkeys(id_ for id_ in (best.by, best.party, best.toward) if id_ is not None)),
        happened(accounts),
        reported(accounts),
        accounts,
        origins(accounts),
        certainty=commonest(one.certainty for one in told),
        disagreements=(*differing_days(accounts), *_kinds(accounts, told), *_numbers(accounts, told)),
        step=_step(best),
    )


def _account(ref: Ref, made: Made, sources: Sources) -> Account:
    return sources.account(ref.article, ref.id, made.evidence, made.chain, made.when, score=made.score)


def _whole(accounts: Sequence[Account], told: Sequence[Made]) -> Made:
    """The fullest telling; who made the move and toward whom, where it does not say so, as most of the others do."""
    best = told[max(range(len(told)), key=lambda n: (*_fullness(accounts[n], told[n]), -n))]
    return replace(
        best,
        toward=best.toward or commonest(one.toward for one in told),
        by=best.by if best.by not in (None, best.party) else commonest(_by(one) for one in told) or best.by,
    )


def _by(made: Made) -> str | None:
    return made.by if made.by != made.party else None


def _fullness(account: Account, made: Made) -> tuple[bool, int, bool, bool, int]:
    """What is told most fully: not in a headline, with most terms and a condition, in the words that stood first."""
    parts = len(made.stakes) + (made.condition is not None)
    first = account.article == account.text
    return not made.headline, parts, made.toward is not None, first, sum(len(stake.text) for stake in made.stakes)


def _step(made: Made) -> Step:
    condition = _term(made.condition) if made.condition else None
    gives, asks = (tuple(map(_term, stakes)) for stakes in (made.gives, made.asks))
    return Step(made.kind, made.party, made.toward, made.by, gives, asks, condition)


def _term(stake: Stake) -> WovenTerm:
    return WovenTerm(stake.text, stake.issue)


def _kinds(accounts: Sequence[Account], told: Sequence[Made]) -> tuple[Disagreement, ...]:
    """What kind of step it was, where two texts tell it as two: "would close" and "would close if …"."""
    kinds = Counter(one.kind for one in told)
    if len(kinds) < 2 or len({account.text for account in accounts}) < 2:
        return ()
    return differing("kind", accounts, lambda n: told[n].kind)


def _numbers(accounts: Sequence[Account], told: Sequence[Made]) -> tuple[Disagreement, ...]:
    """The numbers in the terms, where these are all but the same otherwise."""
    return differing_numbers(
        accounts,
        {
            n: (" ".join(stake.text for stake in one.stakes), tuple(w for stake in one.stakes for w in stake.lemmas))
            for n, one in enumerate(told)
            if one.stakes and not one.headline
        },
    )
