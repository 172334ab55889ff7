"""A small article whose reading is known, a stand-in for reading it, and what a command left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.reading import (
    Actor,
    Article,
    Block,
    Hop,
    Mention,
    Party,
    Passage,
    Problem,
    Reading,
    Span,
    Statement,
)

TEXT = (
    "Talks to go on, minister says\n\n"
    "The river talks “will go on in May”, minister Jan Ek told delegates on Monday, the Varna News Agency reported.\n\n"
    "Minister Ek at the lock. Photo: Varna News Agency\n\n"
    "“We have seen [no] paper”, a senior official said.\n"
)


def span(words: str, text: str = TEXT) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def known_reading(article: Article) -> Reading:
    """The reading of TEXT. Its statements: one with a chain and an addressee, one of somebody unnamed."""
    first = Statement(
        "s1",
        Party((span("minister Jan Ek"),), "jan-ek", "name"),
        Passage((span("told"),)),
        Passage((span("The river talks “will go on in May”"),)),
        "mixed",
        (Hop("varna-news-agency", (span("the Varna News Agency"),), "reported"),),
        Party((span("delegates"),)),
        certainty="reported",
        score=0.9,
    )
    second = Statement(
        "s2",
        Party((span("a senior official"),)),
        Passage((span("said"),)),
        Passage((span("“We have seen [no] paper”"),)),
        "direct",
    )
    caption = span("Minister Ek at the lock. Photo: Varna News Agency\n\n")
    return Reading(
        article,
        (
            Block(Span(0, 31), "headline"),
            Block(Span(31, caption.start), "body"),
            Block(caption, "caption"),
            Block(Span(caption.end, len(TEXT)), "body"),
        ),
        (Mention("m1", span("Jan Ek"), "person", "jan-ek", "name"),),
        (
            Actor("jan-ek", "Jan Ek", "person", "SWE", known=False),
            Actor("varna-news-agency", "Varna News Agency", "organisation", known=False),
        ),
        statements=(first, second),
    )


def read_one(article: Article) -> Reading:
    """The stand-in for reading: TEXT is read, another language is refused, everything else has no statements."""
    if article.language not in (None, "en"):
        return Reading(article, problems=(Problem("The article is not in English, so it was not read."),))
    if article.text == TEXT:
        return known_reading(article)
    return Reading(article, (Block(Span(0, len(article.text)), "body"),))


@dataclass
class Reader:
    """What the stand-in was given, and what it does before each article."""

    seen: list[Article]
    before: Callable[[Article], None]


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]
