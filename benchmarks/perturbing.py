"""Articles made into many: each generation tells the same of other days, with half of its rarer words swapped.

One generation swaps a word for the same other one everywhere, of its length and about as frequent. So within a
generation as many articles are copies of one another, and as much is told by several, as in the originals, spans stay
true to the letter, and two generations have little in common but names and the commonest words.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256

from communique.reading import Article, Dating, Reading

COMMONEST = 500  # words that stay as they are: what is left of the grammar, and the verbs of saying
BAND = 16  # words of one length and about as frequent, among which words are swapped
SWAPPED = 0.5  # share of the others that a generation swaps
DAYS = 431  # days by which each generation is later than the one before
_WORD = re.compile(r"\b[a-z]{4,}\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Generations:
    """What becomes of articles, by the words of some of them; the same for the same words and seed."""

    def __init__(self, texts: Iterable[str], seed: int = 7) -> None:
        found: Counter[str] = Counter()
        for text in texts:
            found.update(_WORD.findall(text))
        self.known = len(found)
        ranked = sorted(found, key=lambda word: (-found[word], word))[COMMONEST:]
        self._bands: defaultdict[int, list[str]] = defaultdict(list)
        for word in ranked:
            self._bands[len(word)].append(word)
        self._seed = seed
        self._swaps = lru_cache(maxsize=4)(self._swapped)

    def article(self, article: Article, generation: int) -> Article:
        """The article as a generation has it; of generation 0, as it is."""
        if not generation:
            return article
        swaps = self._swaps(generation)
        text = _WORD.sub(lambda match: swaps.get(match[0], match[0]), article.text)
        later = timedelta(DAYS * generation)
        return replace(
            article,
            id=sha256(text.encode()).hexdigest()[: len(article.id)],
            text=text,
            path=f"{article.path or article.id}~{generation}",
            url=None,
            published=_moved(article.published, later),
            dating=article.dating and _dating(article.dating, later),
        )

    def reading(self, reading: Reading, generation: int) -> Reading:
        """The reading of an article as a generation has it, without reading it again."""
        later = timedelta(DAYS * generation)
        times = tuple(replace(t, begin=_moved(t.begin, later), end=_moved(t.end, later)) for t in reading.times)
        return replace(reading, article=self.article(reading.article, generation), times=times)

    def _swapped(self, generation: int) -> Mapping[str, str]:
        chance = random.Random(f"{self._seed} {generation}")
        swaps: dict[str, str] = {}
        for words in self._bands.values():
            for first in range(0, len(words), BAND):
                band = words[first : first + BAND]
                some = chance.sample(band, round(SWAPPED * len(band)))
                swaps |= zip(some, (*some[1:], *some[:1]), strict=True)
        return swaps


def _dating(dating: Dating, later: timedelta) -> Dating:
    return replace(dating, begin=_moved(dating.begin, later), end=_moved(dating.end, later))


def _moved(day: str | None, later: timedelta) -> str | None:
    """The same day so much later, with what stands behind it; what is no day stays."""
    if day is None or not _DAY.match(day):
        return day
    try:
        return (date.fromisoformat(day[:10]) + later).isoformat() + day[10:]
    except (ValueError, OverflowError):
        return day
