"""What else speaks for a pair of mentions: how well their articles, sentences and neighbours match as well.

"Talks" in two articles may be any talks. They are likelier the same where other mentions of the two articles match one
another too, where no other mention in the other article matches better, and where both are like the same third ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from communique.reading import Span
from communique.weave.events.linkage import Likeness

ENOUGH = 5  # pairs of mentions, none in more than two: two mentions are in four of them at most

Sentence = tuple[str, int]
"""An article, and where in it a sentence begins."""

Pair = tuple[float, str, str]
"""The chance of two mentions, and their ids."""

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
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), chance in sorted(chances.items()):  # so that each mention's are in order of ids, too
        near[one][other] = near[other][one] = chance
    beside, commons = _best_beside(chances, sentence), _in_common(near)
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
        common = commons[one, other]
        found.append([
            chance,
            sum(others) / max(size[here] + size[there] - 2, 1),
            min(others),
            max(better),
            min(better),
            _beside(one, other, beside.get(_ordered(sentence[one], sentence[other]), ())),
            common,
            common / max(degree[one] + degree[other] - common, 1e-3),
            min(degree[one], degree[other]),
            match[here, there] + match[there, here],
        ])  # fmt: skip
    return found


def _in_common(near: Mapping[str, Mapping[str, float]]) -> dict[tuple[str, str], float]:
    """How like each two are to the same third ones: the products of their chances, added up in order of ids."""
    import numpy as np

    numbers = {own: number for number, own in enumerate(near)}
    places = {own: np.array([numbers[far] for far in likes]) for own, likes in near.items()}
    values = {own: np.array([*likes.values()]) for own, likes in near.items()}
    found: dict[tuple[str, str], float] = {}
    total = np.zeros(len(near))
    for own, likes in near.items():
        for far, value in likes.items():
            total[places[far]] += value * values[far]
        found.update(zip(((own, far) for far in likes), total[places[own]].tolist(), strict=True))
        total[:] = 0.0
    return found


def _best_beside(chances: Likeness, sentence: Mapping[str, Sentence]) -> dict[tuple[Sentence, Sentence], list[Pair]]:
    """For each two sentences the pairs among which is, for every two mentions of theirs, the likeliest of others.

    A pair of which both of two likelier ones share a mention is never that: of those two, one is without the mentions
    that are asked about. And of `ENOUGH` pairs of which no three share one, there is always one without these two.
    """
    found: defaultdict[tuple[Sentence, Sentence], list[Pair]] = defaultdict(list)
    shared: Counter[tuple[tuple[Sentence, Sentence], str]] = Counter()
    for pair in sorted(chances, key=lambda pair: (-chances[pair], pair)):
        one, other = pair
        if sentence[one] == sentence[other]:
            continue
        both = _ordered(sentence[one], sentence[other])
        if len(found[both]) < ENOUGH and max(shared[both, one], shared[both, other]) < 2:
            found[both].append((chances[pair], one, other))
            shared.update(((both, one), (both, other)))
    return found


def _beside(one: str, other: str, pairs: Iterable[Pair]) -> float:
    """The best chance of a pair of other mentions in the two sentences; 0 where there is none."""
    return next((chance for chance, *pair in pairs if one not in pair and other not in pair), 0.0)


def _ordered(one: Sentence, other: Sentence) -> tuple[Sentence, Sentence]:
    return (one, other) if one < other else (other, one)
