"""Time expressions of an article: where they stand, their TIMEX3 type and value, and the days they cover.

    tokens ─► found (a grammar over classes of words) ─► normal (from the article's day) ─► days of the calendar

The types and values are those of TimeML's TIMEX3 (Pustejovsky et al. 2003; ISO 24617-1).
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.reading import Article, Block, Span, Time
from communique.times.anchor import Anchor, day_from, is_history
from communique.times.calendar import days_of
from communique.times.finding import found
from communique.times.normal import normalised
from communique.times.tokens import cut

__all__ = ["times"]

_READ = frozenset({"headline", "body", "caption", "dateline"})


def times(article: Article, blocks: Sequence[Block], sentences: Sequence[Span] = ()) -> tuple[Time, ...]:
    """The time expressions in the headline, body, captions and dateline of `article`, in order of text.

    Relative ones are counted from `article.published`; where that is unknown, their values hold X's and they have no
    days. `sentences`, where they are known, bound the clauses whose tense says whether "on Tuesday" has passed; without
    them the full stops do. Raises nothing.
    """
    spans = [block.span for block in blocks if block.kind in _READ] if blocks else [Span(0, len(article.text))]
    tokens = cut(article.text, spans, sentences)
    published = day_from(article.published)
    anchor = Anchor(published, carried=is_history(tokens, published))
    dated: list[Time] = []
    before: str | None = None
    for each in found(tokens):
        value = normalised(tokens, each, anchor, before)
        before = value[1] if value else None
        if value is None:
            continue
        begin, end = days_of(value[1]) if value[0] in ("DATE", "TIME") else (None, None)
        dated.append(Time(f"t{len(dated) + 1}", tokens.span(each.first, each.after), value[0], value[1], begin, end))
    return tuple(dated)
