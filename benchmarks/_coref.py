"""Scores of coreference: MUC, B³, CEAF-φ4 and their mean, CoNLL F1 (Pradhan et al. 2014)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

Chains = Sequence[AbstractSet[Hashable]]


def conll(pairs: Iterable[tuple[Chains, Chains]]) -> dict[str, float]:
    """MUC, B³, CEAF-φ4 and their mean, in percent, over pairs of gold and found chains; what is alone is a chain too.

    Chains are taken as they are given: leave out those of one mention where that is the custom.
    """
    sums: defaultdict[str, np.ndarray] = defaultdict(lambda: np.zeros(4))
    for gold, mine in pairs:
        sums["MUC"] += [*_muc(gold, mine), *_muc(mine, gold)]
        sums["B³"] += [*_b_cubed(gold, mine), *_b_cubed(mine, gold)]
        best = _ceaf(gold, mine)
        sums["CEAF-φ4"] += [best, len(gold), best, len(mine)]
    scores = {}
    for name, (hit, wanted, found, given) in sums.items():
        recall, precision = hit / max(wanted, 1), found / max(given, 1)
        scores[name] = round(float(200 * recall * precision / max(recall + precision, 1e-9)), 1)
    return scores | {"CoNLL F1": round(sum(scores.values()) / 3, 1)}


def _muc(a: Chains, b: Chains) -> tuple[float, float]:
    chain = {m: n for n, mentions in enumerate(b) for m in mentions}
    hits = sum(len(c) - len({chain.get(m, m) for m in c}) for c in a)
    return hits, sum(len(c) - 1 for c in a)


def _b_cubed(a: Chains, b: Chains) -> tuple[float, float]:
    chain = {m: n for n, mentions in enumerate(b) for m in mentions}
    hits = sum(n * n / len(c) for c in a for n in Counter(chain[m] for m in c if m in chain).values())
    return hits, sum(len(c) for c in a)


def _ceaf(gold: Chains, mine: Chains) -> float:
    """The sum of φ4, the Dice coefficient, over the pairs of a gold and a found chain that make it largest.

    Chains that share no mention with one another, nor by way of others, are paired apart: they would gain nothing.
    """
    chain = {m: n for n, mentions in enumerate(mine) for m in mentions}
    met = [Counter(chain[m] for m in mentions if m in chain) for mentions in gold]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for row, counts in enumerate(met):
        for column in counts:
            holders[column].append(row)
    total, seen = 0.0, set[int]()
    for first in range(len(gold)):
        if first in seen:
            continue
        seen.add(first)
        rows = [first]
        for row in rows:
            new = {other for column in met[row] for other in holders[column]} - seen
            seen |= new
            rows += sorted(new)
        columns = sorted({column for row in rows for column in met[row]})
        shared = np.zeros((len(rows), len(columns)))
        for at, row in enumerate(rows):
            for column, count in met[row].items():
                shared[at, columns.index(column)] = 2 * count / (len(gold[row]) + len(mine[column]))
        total += _largest(shared if len(rows) <= len(columns) else shared.T)
    return total


def _largest(gain: np.ndarray) -> float:
    """The largest sum of one value a row, no two of a column (Kuhn 1955, by shortest paths); rows are no more than
    columns.
    """
    rows, columns = gain.shape
    row_price, price = np.zeros(rows + 1), np.zeros(columns + 1)
    holder = np.zeros(columns + 1, int)  # the row, from 1, that each column is given to; column 0 is a beginning
    for row in range(1, rows + 1):
        holder[0], column = row, 0
        least, reached = np.full(columns + 1, np.inf), np.zeros(columns + 1, bool)
        before = np.zeros(columns + 1, int)
        while holder[column]:
            reached[column] = True
            own = holder[column]
            cost = np.concatenate(([np.inf], -gain[own - 1] - row_price[own] - price[1:]))
            better = ~reached & (cost < least)
            least[better], before[better] = cost[better], column
            following = int(np.argmin(np.where(reached, np.inf, least)))
            step = least[following]
            row_price[holder[reached]] += step
            price[reached] -= step
            least[~reached] -= step
            column = following
        while column:
            holder[column], column = holder[before[column]], before[column]
    return float(sum(gain[row - 1, column - 1] for column, row in enumerate(holder) if column and row))
