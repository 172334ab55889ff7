"""Clusters by average linkage (Sokal and Michener 1958) over pairs of which few are alike."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

Likeness = Mapping[tuple[str, str], float]
"""How like two things are, under their ids, the lesser first; pairs that are not there are not alike at all."""


def clusters(likeness: Likeness, least: float) -> list[frozenset[str]]:
    """The clusters of two or more: the two most alike are joined, on average, as long as that is `least` or more.

    Of pairs that are equally alike the one with the least ids goes first, so that the order of the mapping is nothing.
    """
    members: dict[str, list[str]] = {}
    sums: dict[str, dict[str, float]] = {}
    for (one, other), value in sorted(likeness.items()):
        for own, far in ((one, other), (other, one)):
            members.setdefault(own, [own])
            sums.setdefault(own, {})[far] = value
    heap = [(-value, one, other) for (one, other), value in likeness.items() if value >= least]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if one not in members or other not in members:
            continue
        if -negative != _average(sums, members, one, other):
            continue  # one of the two has grown since
        members[one] += members.pop(other)
        for far, value in sums.pop(other).items():
            del sums[far][other]
            if far != one:
                total = sums[one].get(far, 0.0) + value
                sums[one][far] = sums[far][one] = total
        for far in sums[one]:
            average = _average(sums, members, one, far)
            if average >= least:
                heapq.heappush(heap, (-average, min(one, far), max(one, far)))
    return [frozenset(found) for _, found in sorted(members.items()) if len(found) > 1]


def _average(sums: Mapping[str, Mapping[str, float]], members: Mapping[str, list[str]], one: str, far: str) -> float:
    return sums[one][far] / (len(members[one]) * len(members[far]))
