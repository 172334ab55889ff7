"""Lengths of time that are counted from an event: the days they lead to."""

from __future__ import annotations

import pytest

from communique.gather.article import article_of
from communique.reading import Block, Span
from communique.times import look, reckoned

ACTORS = frozenset({"donald-trump", "kim-jong-un"})
Days = tuple[str | None, str | None]

CASES: list[tuple[str, str, str, Days]] = [
    # from a known encounter, by its name
    ("[A day] after the Hanoi summit he spoke.", "P1D", "day", ("2019-03-01", "2019-03-01")),
    ("[Two weeks] before the failed Hanoi summit he wrote.", "P2W", "weeks", ("2019-02-10", "2019-02-16")),
    ("[A month] after the summit in Singapore it rained.", "P1M", "month", ("2018-06-27", "2018-07-27")),
    ("[Three hours] after the Hanoi summit he left.", "PT3H", "hours", ("2019-02-28", "2019-03-01")),
    ("[Three hours] before the Hanoi summit he slept.", "PT3H", "hours", ("2019-02-26", "2019-02-27")),
    # from one that the article dates itself
    ("The talks on June 4 failed. [Two days] after the talks, he spoke.", "P2D", "told", ("2019-06-06", "2019-06-06")),
    ("The June 12 summit is near. [Three days] before the summit he flew", "P3D", "told", ("2019-06-09", "2019-06-09")),
    (
        "The summit was held in Oslo on 12 May 2017. [Four days] after the summit collapsed, he left.",
        "P4D", "told", ("2017-05-16", "2017-05-16"),
    ),
    # from the one known encounter that is named elsewhere
    ("The Hanoi summit failed. [A day] after the summit he spoke.", "P1D", "named", ("2019-03-01", "2019-03-01")),
    # not from something else that has the noun in it, from what has several days, or from what is vague
    ("The June 12 summit is near. [Two days] after the summit was announced, he fell.", "P2D", "verb", (None, None)),
    ("The June 12 summit is near. [Two days] after he left the summit, he fell.", "P2D", "verb", (None, None)),
    ("The talks on June 4 and the talks on June 8 failed. [A day] after the talks he left", "P1D", "2", (None, None)),
    ("[Several days] after the Hanoi summit he spoke.", "PXD", "vague", (None, None)),
    ("[Two days] after the talks he spoke.", "P2D", "unknown", (None, None)),
    ("He slept for [two days] and spoke.", "P2D", "no event", (None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "value", "why", "days"), CASES, ids=[f"{why}: {text}" for text, _, why, _ in CASES])
def test_case(marked: str, value: str, why: str, days: Days) -> None:
    text = marked.replace("[", "").replace("]", "")
    words = marked[marked.index("[") + 1 : marked.index("]")]
    article = article_of(text, published="2019-06-10")
    times = reckoned(article, look(article, (Block(Span(0, len(text)), "body"),)), ACTORS)
    (found,) = [time for time in times if time.span.of(text) == words]
    assert (found.type, found.value, (found.begin, found.end)) == ("DURATION", value, days)


def test_who_stands_in_the_text_says_which_encounter_is_meant() -> None:
    text = "A day after the Hanoi summit he spoke."
    article = article_of(text)
    seen = look(article, (Block(Span(0, len(text)), "body"),))
    assert [time.begin for time in reckoned(article, seen, {"apec"})] == ["2006-11-20"]
    assert [time.begin for time in reckoned(article, seen, {"FRA"})] == [None]
