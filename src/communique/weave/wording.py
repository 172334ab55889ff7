"""How like the words of two statements are: by how much their words tell, and by what both put in quotation marks.

Weights are static (`lexicon.weight`): whether two statements are the same never depends on what else was gathered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from communique.weave.item import Lemmas
from communique.weave.lexicon import content_words, weight

ACTOR = 3.5  # bits that an actor tells: those of one negotiation are in every other of its sentences
FUNCTION = 1.5  # bits of a function word, where a quotation is compared word by word


@dataclass(frozen=True)
class Wording:
    """The words of one statement as they are compared: what each tells, and the stretches in quotation marks."""

    lemmas: Lemmas
    quoted: tuple[Lemmas, ...] = ()

    @cached_property
    def told(self) -> dict[str, float]:
        """Bits by lemma."""
        return {lemma: telling(lemma) for lemma in self.lemmas}

    @cached_property
    def total(self) -> float:
        """Bits of all its lemmas, each once."""
        return sum(self.told.values())


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two wordings are.

    `shared`: bits of the lemmas in both; `of_both`: 0 to 1, the share of what both tell (Dice); `of_shorter`: the share
    of what the shorter tells (containment). `run`: bits of the longest stretch that both have in a row, within
    quotation marks on both sides; `run_words` its lemmas. `quoted`: bits of the shorter side's quoted words, all.
    """

    shared: float
    of_both: float
    of_shorter: float
    run: float
    run_words: int


@lru_cache(maxsize=1 << 16)
def telling(lemma: str) -> float:
    """The bits that a lemma tells, an actor's id ("@PRK") among them."""
    if lemma.startswith("@"):
        return ACTOR
    return weight(lemma) if content_words(lemma) else FUNCTION


def likeness(a: Wording, b: Wording) -> Likeness:
    """How like `a` and `b` are; the same either way round."""
    fewer, more = (a.told, b.told) if len(a.told) <= len(b.told) else (b.told, a.told)
    shared = sum(bits for lemma, bits in fewer.items() if lemma in more)
    both, shorter = a.total + b.total, min(a.total, b.total)
    run = longest_run(a.quoted, b.quoted)
    return Likeness(
        shared,
        2 * shared / both if both else 0.0,
        shared / shorter if shorter else 0.0,
        sum(telling(lemma) for lemma in run),
        len(run),
    )


def longest_run(a: Iterable[Lemmas], b: Sequence[Lemmas]) -> Lemmas:
    """The lemmas in a row that a stretch of `a` and one of `b` both have, those that tell most."""
    best: Lemmas = ()
    most = 0.0
    for one in a:
        for other in b:
            for run in _runs(one, other):
                bits = sum(map(telling, run))
                if bits > most:
                    best, most = run, bits
    return best


def share_a_run(a: Iterable[Lemmas], b: Iterable[Lemmas], words: int) -> bool:
    """Whether a stretch of `a` and one of `b` have so many lemmas in a row in common; much sooner told than which."""
    there = {run[at : at + words] for run in b for at in range(len(run) - words + 1)}
    return bool(there) and any(run[at : at + words] in there for run in a for at in range(len(run) - words + 1))


def _runs(a: Lemmas, b: Lemmas) -> Iterable[Lemmas]:
    """The stretches that stand in both and cannot be made longer: the usual table, a row at a time."""
    before = [0] * (len(b) + 1)
    for i, lemma in enumerate(a):
        row = [0] * (len(b) + 1)
        for j, other in enumerate(b):
            if lemma == other:
                row[j + 1] = before[j] + 1
                if i + 1 == len(a) or j + 1 == len(b) or a[i + 1] != b[j + 1]:
                    yield a[i - row[j + 1] + 1 : i + 1]
        before = row
