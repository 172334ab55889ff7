"""Numbers on which the accounts of one happening differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from communique.weave.accounts import differing
from communique.weave.item import Lemmas
from communique.weave.occurrence import Account, Disagreement
from communique.weave.wording import Wording, likeness

ONE_FORM = 0.7  # share of what both tell, for a number in one to answer a number in the other
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def differing_numbers(accounts: Sequence[Account], told: Mapping[int, tuple[str, Lemmas]]) -> tuple[Disagreement, ...]:
    """The disagreement on numbers, where texts that are all but the same otherwise have others.

    `told` has the words and the lemmas that count, by the number of their account.
    """
    figures = {n: numbers_in(words) for n, (words, _) in told.items()}
    if len({found for found in figures.values() if found}) < 2:
        return ()
    base = next(n for n, found in figures.items() if found)
    plain = _without_numbers(told[base][1])
    alike = {n for n in figures if likeness(plain, _without_numbers(told[n][1])).of_both >= ONE_FORM}
    if len({accounts[n].text for n in alike}) < 2 and len({accounts[n].article for n in alike}) < 2:
        return ()
    return differing("number", accounts, lambda n: figures.get(n) if n in alike else None)


def numbers_in(words: str) -> str | None:
    """The numbers in a text, in order; None where there is none."""
    found = [match[0].rstrip(".,") for match in _NUMBER.finditer(words)]
    return ", ".join(found) if found else None


def _without_numbers(lemmas: Lemmas) -> Wording:
    return Wording(tuple(lemma for lemma in lemmas if not lemma[0].isdigit()))
