"""What else speaks for a pair of mentions: how well their articles, sentences and neighbours match as well.

"Talks" in two articles may be any talks. They are likelier the same where other mentions of the two articles match one
another too, where no other mention in the other article matches better, and where both are like the same third ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol

from communique.reading import Span
from communique.weave.events.linkage import Likeness

SUPPORT = (
    "chance", "articles' others, mean", "articles' others, least", "better elsewhere, most", "better elsewhere, least",
    "sentences' others", "in common", "in common, share", "neighbours", "articles",
)  # fmt: skip


class Placed(Protocol):
    """A mention, as far as one has to know where it stands: `at` in its sentence, `place` in its article."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def article(self) -> str: ...  # noqa: D102
    @property
    def place(self) -> int: ...  # noqa: D102
    @property
    def at(self) -> Span: ...  # noqa: D102


def support(chances: Likeness, mentions: Sequence[Placed]) -> list[list[float]]:
    """The values of `SUPPORT` for each pair of `chances`, in its order; `mentions` are all those of the articles."""
    article = {m.id: m.article for m in mentions}
    sentence = {m.id: (m.article, m.place - m.at.start) for m in mentions}
    size = Counter(article.values())
    inside: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for m in mentions:
        inside[sentence[m.id]].append(m.id)
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), chance in sorted(chances.items()):
        near[one][other] = near[other][one] = chance
    best: dict[str, dict[str, float]] = {own: {} for own in article}
    match: defaultdict[tuple[str, str], float] = defaultdict(float)
    for own in sorted(article):
        for far, chance in near[own].items():
            best[own][article[far]] = max(best[own].get(article[far], 0.0), chance)
        for there, chance in best[own].items():
            match[article[own], there] += chance
    degree = {own: sum(near[own].values()) for own in article}
    found = []
    for (one, other), chance in chances.items():
        here, there = article[one], article[other]
        others = match[here, there] - best[one][there], match[there, here] - best[other][here]
        better = best[one][there] - chance, best[other][here] - chance
        fewer, more = sorted((near[one], near[other]), key=len)
        common = sum(value * more[far] for far, value in sorted(fewer.items()) if far in more)
        found.append([
            chance,
            sum(others) / max(size[here] + size[there] - 2, 1),
            min(others),
            max(better),
            min(better),
            _beside(one, other, sentence, inside, near),
            common,
            common / max(degree[one] + degree[other] - common, 1e-3),
            min(degree[one], degree[other]),
            match[here, there] + match[there, here],
        ])  # fmt: skip
    return found


def _beside(
    one: str,
    other: str,
    sentence: dict[str, tuple[str, int]],
    inside: dict[tuple[str, int], list[str]],
    near: dict[str, dict[str, float]],
) -> float:
    """The best chance of a pair of other mentions in the two sentences; 0 in one and the same sentence."""
    if sentence[one] == sentence[other]:
        return 0.0
    theirs = [far for far in inside[sentence[other]] if far != other]
    beside = (near[own].get(far, 0.0) for own in inside[sentence[one]] if own != one for far in theirs)
    return max(beside, default=0.0)
