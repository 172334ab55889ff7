"""Which stretches of two texts are the same passage.

    pairs of words in both ─► diagonals ─► runs along each ─► runs that follow one another are a passage

A copy with swapped words keeps its words in step: the n-th word here answers the n-th word there, a diagonal of the
table of one text's words against the other's. A dropped, added or moved sentence starts another diagonal. So only
stretches of diagonals on which pairs of words recur are looked at, and the time grows with the texts, not with their
product (as in BLAST: Altschul et al. 1990).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from communique.reading import Span
from communique.weave.copies.shingles import FUNCTION, NUMBER, Sketch, mixed, sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Tuned on newswire with words swapped at random, against market reports that fill one form with other figures.
SWAPPED = 0.4  # what a swapped word takes back of what a kept one gives
CLASH = 1.5  # what another figure in the same place takes back: the form of a report, not a copy
SLACK = 6.0  # how far the score may fall before a run ends
RUN = 1.5  # least score of a run
PASSAGE = 8.0  # least score of a passage: about eight words that both texts have once, in step
LESSER = 4.0  # least score of a further passage, where there is one of that score, or all of them are
MOST = 0.5  # such a share of the shorter text
FORM = 0.6  # names and numbers are kept so much less often than other words where a form is filled in twice,
FORM_FIGURES = 0.4  # or numbers alone are, of which there are then
FIGURES = 5  # so many at least
GAP = 10  # most words between runs of one passage, on either side
REMEMBERED = 512  # texts whose pairs of words are kept at hand, since an article is aligned with several
REPEATED = 8  # a pair of words that stands more often than this in a text says nothing about where
SEEDS = 2  # pairs of words in step, near one another, that make a stretch worth a look
ROUNDED = 1e-6  # more than sums of words may be rounded by
NEAR = 32  # words before the first and after the last of them that are looked at too


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that two texts share: where it stands in each, and its score: about the words kept less the swapped."""

    a: Span
    b: Span
    score: float


class Run(NamedTuple):
    """`length` words in step, from word `a` of one text and word `b` of the other.

    `score`: what it was found by; 0 where only the run was kept.
    """

    a: int
    b: int
    length: int
    score: float = 0.0


Runs = tuple[Run, ...]  # those of one passage, in order
_Stretches: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]"
"""Of diagonals (word of one text less word of the other): which, from which word of one on, and to which."""


def align(a: str, b: str) -> tuple[SharedPassage, ...]:
    """The passages that the texts `a` and `b` share, in the order of `a`; none overlap, in either text.

    Words may be swapped, and sentences dropped, added or moved; a passage begins and ends with a word of both texts.
    """
    one, other = sketch(a), sketch(b)
    return tuple(
        SharedPassage(
            one.span(runs[0].a, runs[-1].a + runs[-1].length),
            other.span(runs[0].b, runs[-1].b + runs[-1].length),
            round(sum(run.score for run in runs), 2),
        )
        for runs in passages(one, other)
    )


def passages(a: Sketch, b: Sketch) -> tuple[Runs, ...]:
    """The shared passages of two sketches, as runs of words in step, in the order of `a`."""
    import numpy as np

    if len(a) and len(a) == len(b) and np.array_equal(a.codes, b.codes):
        return ((Run(0, 0, len(a), float(_weights(a).sum())),),)
    found = [*_found(a, b, _stretches(a, b))]
    chains = [(sum(run.score for run in chain), chain) for chain in _chains(_apart(a, b, found))]
    told = [(score, chain) for score, chain in chains if score >= LESSER and not _is_form(a, b, chain)]
    words = sum(run.length for _, chain in told for run in chain)
    if max((score for score, _ in told), default=0) < PASSAGE and words < MOST * min(len(a), len(b)):
        return ()
    return tuple(chain for _, chain in told)


def _is_form(a: Sketch, b: Sketch, runs: Runs) -> bool:
    """Whether the passage is a form filled in twice: its names and numbers agree far less than its other words do."""
    import numpy as np

    here, there = (np.concatenate([np.arange(run[side], run[side] + run.length) for run in runs]) for side in (0, 1))
    kept = here[a.codes[here] == b.codes[there]]
    one = slice(runs[0].a, runs[-1].a + runs[-1].length)
    other = slice(runs[0].b, runs[-1].b + runs[-1].length)

    def rate(of_a: NDArray[np.bool_], of_b: NDArray[np.bool_]) -> tuple[float, int]:
        most = min(int(of_a[one].sum()), int(of_b[other].sum()))
        return int(of_a[kept].sum()) / max(1, most), most

    others, _ = rate(~a.particular, ~b.particular)
    particular, names = rate(a.particular, b.particular)
    number, figures = rate(a.codes & 3 == NUMBER, b.codes & 3 == NUMBER)
    return bool(names and particular < FORM * others) or (figures >= FIGURES and number < FORM_FIGURES * others)


def _stretches(a: Sketch, b: Sketch) -> _Stretches:
    """Where pairs of words recur in step."""
    import numpy as np

    at, diagonals = _seeds(a, b)
    if not len(at):
        return at, at, at
    order = np.lexsort((at, diagonals))
    at, diagonals = at[order], diagonals[order]
    parted = np.flatnonzero((np.diff(diagonals) != 0) | (np.diff(at) > 2 * NEAR)) + 1
    begins = np.concatenate(([0], parted))
    ends = np.concatenate((parted, [len(at)]))
    good = ends - begins >= SEEDS
    begins, ends = begins[good], ends[good]
    diagonals = diagonals[begins]
    first = np.maximum(np.maximum(0, diagonals), at[begins] - NEAR)
    end = np.minimum(np.minimum(len(a), len(b) + diagonals), at[ends - 1] + NEAR)
    return diagonals, first, end


def _seeds(a: Sketch, b: Sketch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of words, at most two apart, that both texts have: its first word in `a`, and its diagonal."""
    import numpy as np

    pairs_a, at_a = _pairs(a)
    pairs_b, at_b = _pairs(b)
    left = np.searchsorted(pairs_b, pairs_a)
    both = np.flatnonzero(pairs_b.take(left, mode="clip") == pairs_a) if len(pairs_b) else left[:0]
    left, at_a = left[both], at_a[both]
    in_b = np.searchsorted(pairs_b, pairs_a[both], "right") - left
    within = np.arange(in_b.sum()) - np.repeat(np.cumsum(in_b) - in_b, in_b)
    at = np.repeat(at_a, in_b)
    return at, at - at_b[np.repeat(left, in_b) + within]


@lru_cache(maxsize=REMEMBERED)
def _pairs(of: Sketch) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hashes of the pairs of words that are at most two apart, sorted, and the first word of each.

    Pairs of function words are left out, and those that are repeated too often.
    """
    import numpy as np

    found = []
    for apart in (1, 2):
        first, second = of.codes[:-apart], of.codes[apart:]
        at = np.flatnonzero((first & 3 != FUNCTION) | (second & 3 != FUNCTION))
        # a code is of 32 bits: the bit above them tells pairs of words next to each other from others
        found.append(
            (mixed(first[at].astype(np.uint64), second[at].astype(np.uint64) | np.uint64(apart >> 1 << 32)), at)
        )
    hashes, at = (np.concatenate(columns) for columns in zip(*found, strict=True))
    order = np.argsort(hashes, kind="stable")
    hashes, at = hashes[order], at[order]
    begins = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
    counts = np.diff(begins, append=len(hashes))
    good = np.repeat(counts <= REPEATED, counts)
    return hashes[good], at[good]


@lru_cache(maxsize=REMEMBERED)
def _weights(of: Sketch) -> NDArray[np.float64]:
    """What each word tells: the less, the more often the text has it."""
    import numpy as np

    _, inverse, counts = np.unique(of.codes, return_inverse=True, return_counts=True)
    weights: NDArray[np.float64] = 1 / np.sqrt(counts)[inverse]
    return weights


def _found(a: Sketch, b: Sketch, stretches: _Stretches) -> Iterator[Run]:
    """What scores of the stretches; nothing where all that is kept in them cannot make a passage."""
    import numpy as np

    diagonals, firsts, ends = stretches
    if not len(diagonals):
        return
    lengths = ends - firsts
    begins = np.cumsum(lengths) - lengths
    here = np.arange(lengths.sum()) + np.repeat(firsts - begins, lengths)
    there = here - np.repeat(diagonals, lengths)
    words, others = a.codes[here], b.codes[there]
    told = np.minimum(_weights(a)[here], _weights(b)[there])
    same = words == others
    most = np.add.reduceat(np.where(same, told, 0.0), begins) + ROUNDED
    good = most >= RUN
    if most[good].sum() < LESSER:
        return
    clash = ~same & (words & 3 == NUMBER) & (others & 3 == NUMBER)
    steps = np.where(same, told, np.where(clash, -CLASH, -SWAPPED * told))
    for diagonal, first, begin, length in np.stack((diagonals, firsts, begins, lengths), 1)[good].tolist():
        stretch = slice(begin, begin + length)
        for start, end, score in _runs(same[stretch], steps[stretch]):
            yield Run(first + start, first + start - diagonal, end - start, score)


def _runs(same: NDArray[np.bool_], steps: NDArray[np.float64]) -> Iterator[tuple[int, int, float]]:
    """What scores of a stretch, from a word that both have to one that both have: where it begins, its end, its score.

    `same`: which words both have; `steps`: what each gives, or takes back.
    """
    import numpy as np

    at = np.flatnonzero(same)
    start = last = -1
    base = best = 0.0
    for place, total, gain in zip(at.tolist(), np.cumsum(steps)[at].tolist(), steps[at].tolist(), strict=True):
        before = total - gain
        if start < 0 or before - base <= 0 or best - (before - base) > SLACK:
            if best >= RUN:
                yield start, last + 1, best
            start, base, best = place, before, 0.0
        if total - base > best:
            last, best = place, total - base
    if best >= RUN:
        yield start, last + 1, best


def _apart(a: Sketch, b: Sketch, found: list[Run]) -> list[Run]:
    """The runs, each less what a better one has of either text; in the order of `a`."""
    taken: list[Run] = []
    for run in sorted(found, key=lambda run: (-run.score, run.a, run.b)):
        start, end = 0, run.length
        for other in taken:
            for mine, theirs in ((run.a, other.a), (run.b, other.b)):
                low, high = theirs - mine, theirs + other.length - mine
                if low <= start < high:
                    start = high
                elif start < low < end:
                    end = low
        while start < end and a.codes[run.a + start] != b.codes[run.b + start]:
            start += 1
        while start < end and a.codes[run.a + end - 1] != b.codes[run.b + end - 1]:
            end -= 1
        if end > start:
            score = run.score * (end - start) / run.length
            if score >= RUN:
                taken.append(Run(run.a + start, run.b + start, end - start, score))
    return sorted(taken)


def _chains(runs: list[Run]) -> list[Runs]:
    """Runs that follow one another closely in both texts, together."""
    chains: list[list[Run]] = []
    for run in runs:
        last = chains[-1][-1] if chains else None
        if last and 0 <= run.a - last.a - last.length <= GAP and 0 <= run.b - last.b - last.length <= GAP:
            chains[-1].append(run)
        else:
            chains.append([run])
    return [tuple(chain) for chain in chains]
