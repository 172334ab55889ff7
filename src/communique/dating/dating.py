"""An article with the days between which it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.dating.clue import Clue
from communique.dating.datelines import day_of_dateline
from communique.dating.days import ends, iso, joined
from communique.dating.material import Material
from communique.dating.met import by_people
from communique.dating.named import by_name
from communique.dating.terms import terms
from communique.dating.told import dates, day_alone
from communique.dating.weighing import Weighed, bounds, weighed
from communique.gather.dates import month_in_url
from communique.reading import Article, Block, Dating, Problem, Span
from communique.resolve.knowledge import Knowledge
from communique.resolve.who import Who
from communique.times.looking import Seen


def dated(
    article: Article, blocks: Sequence[Block], who: Who, sentences: Sequence[Span], seen: Seen, known: Knowledge
) -> tuple[Article, tuple[Problem, ...]]:
    """`article` with its `dating`, and what was left aside for it; unchanged where it has a date or nothing is said.

    `seen` are its time expressions, `who` its actors. Where a single day remains, that is the day it was published, on
    the basis "inferred". Raises nothing.
    """
    if article.published is not None:
        return article, ()
    given = Material.of(article, blocks, who, sentences, seen)
    clues = [
        *day_alone(given),
        *dates(given),
        *terms(given, known),
        *by_name(given),
        *by_people(given, known.tables.people),
    ]
    if (month := month_in_url(article.url)) is not None:
        clues.append(Clue("url", joined([month]), f"its address is of {month[0]:%B %Y}"))
    result = weighed(clues)
    if (clue := day_of_dateline(given, result)) is not None:
        result = Weighed(clue.days, (*result.kept, clue), result.aside)
    if not result.kept:
        return article, ()
    begin, end = ends(result.days)
    dating = Dating(iso(begin), iso(end), bounds(result))
    problems = tuple(
        Problem(f"left aside for the article's day: {weak.why}; against it: {strong.why}", weak.span)
        for weak, strong in result.aside
    )
    if begin is not None and begin == end:
        return replace(article, dating=dating, published=dating.begin, published_basis="inferred"), problems
    return replace(article, dating=dating), problems
