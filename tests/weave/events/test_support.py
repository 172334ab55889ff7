from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading import Span
from communique.weave.events.linkage import Likeness
from communique.weave.events.mentions import ArticleWords, EventMention
from communique.weave.events.support import SUPPORT, support

NO_WORDS = ArticleWords({}, {}, {})
BESIDE, COMMON = SUPPORT.index("sentences' others"), SUPPORT.index("in common")


def mention(article: str, sentence: int, number: int) -> EventMention:
    at = Span(number, number + 1)
    return EventMention(f"{article}:{sentence}:{number}", article, "met", "", at, 100 * sentence + number, NO_WORDS)


@st.composite
def matched(draw: st.DrawFn) -> tuple[list[EventMention], Likeness]:
    places = st.tuples(st.sampled_from("ab"), st.integers(0, 1), st.integers(0, 4))
    mentions = [mention(*place) for place in sorted(draw(st.sets(places, min_size=2, max_size=12)))]
    pairs = [(one.id, other.id) for i, one in enumerate(mentions) for other in mentions[i + 1 :]]
    chances = st.one_of(st.sampled_from([0.25, 0.5]), st.floats(0.01, 1))
    return mentions, draw(st.dictionaries(st.sampled_from(pairs), chances, max_size=30))


@given(matched())
def test_other_mentions_of_two_sentences_speak_for_a_pair(case: tuple[Sequence[EventMention], Likeness]) -> None:
    mentions, chances = case
    sentence = {m.id: (m.article, m.place - m.at.start) for m in mentions}

    def chance(one: str, other: str) -> float:
        return chances.get((one, other), chances.get((other, one), 0.0))

    for (one, other), values in zip(chances, support(chances, mentions), strict=True):
        here = [m.id for m in mentions if sentence[m.id] == sentence[one] != sentence[other] and m.id != one]
        there = [m.id for m in mentions if sentence[m.id] == sentence[other] and m.id != other]
        assert values[BESIDE] == max((chance(a, b) for a in here for b in there), default=0.0)
        assert values[COMMON] == pytest.approx(sum(chance(one, m.id) * chance(other, m.id) for m in mentions))
