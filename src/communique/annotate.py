"""Article to reading: the order of the stages, on one screen.

layout ─► encoder ─► resolve ─► dating ─► times ─► statements ─► events ─► moves ─► meetings ─► the reading
 blocks    one pass    who       written   when     who said what   deeds    steps    who met

An article is read alone: a reading is a pure function of the article, its metadata and the desk (the user's
own actors, laid over the shipped tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from communique import dating, encoder, statements, times
from communique.desk import Desk, Issue
from communique.desk.laying import knowledge_of
from communique.encoder import Encoder
from communique.errors import FAULT, CommuniqueError, debugging
from communique.events.articles import events
from communique.gather import article_of
from communique.issues import finder_of, issues_of
from communique.layout import layout
from communique.layout.datelines import day_named
from communique.layout.reach import reached
from communique.meetings import meetings
from communique.moves import moves
from communique.reading import Article, Block, Problem, Reading
from communique.resolve import resolve
from communique.resolve.knowledge import Knowledge
from communique.resolve.meant import with_meant
from communique.resolve.parties import with_parties

READ = frozenset({"en", None})  # languages that are read; None: too short to tell


def annotate(
    text: str | Article,
    *,
    published: str | date | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    desk: Desk | None = None,
) -> Reading:
    """The reading of one article.

    `text` is the article's text, or an `Article` as `gather` yields them (then its own metadata is used and the other
    arguments must be left out). `desk` holds the user's own actors, which go before the shipped ones. Text in another
    language than English is kept and not read; `problems` says so. Raises ModelError where the encoder's weights are
    missing or damaged, TypeError where metadata is given twice.
    """
    given = [published, title, outlet, url, byline]
    if isinstance(text, Article):
        if any(value is not None for value in given):
            raise TypeError("An Article brings its own metadata: give a text, or change the Article.")
        return _read(text, encoder.load(), knowledge_of(desk), issues_of(desk))
    day = published.isoformat() if isinstance(published, date) else published
    article = article_of(text, published=day, title=title, outlet=outlet, url=url, byline=byline)
    return _read(article, encoder.load(), knowledge_of(desk), issues_of(desk))


def annotate_many(articles: Iterable[Article | str], *, desk: Desk | None = None) -> Iterator[Reading]:
    """The readings of many articles, in their order, one at a time: nothing is held back.

    An article that cannot be read through a fault of this program's own costs itself alone: its reading holds nothing
    but a problem that says so (`FAULT`). With COMMUNIQUE_DEBUG set in the environment the fault is raised.
    """
    for article in articles:
        try:
            reading = annotate(article, desk=desk)
        except CommuniqueError:
            raise
        except Exception as fault:  # whatever it is, the other articles have nothing to do with it
            if debugging():
                raise
            told = article if isinstance(article, Article) else article_of(article)
            reading = Reading(told, problems=(Problem(f"{FAULT}: {type(fault).__name__}: {fault}"),))
        yield reading


def dated(article: Article, blocks: Sequence[Block]) -> Article:
    """The article with the day its dateline names, where nothing better is known and its datelines do not disagree."""
    if article.published is not None:
        return article
    days = {day_named(block.span.of(article.text)) for block in blocks if block.kind == "dateline"} - {None}
    return replace(article, published=days.pop(), published_basis="dateline") if len(days) == 1 else article


def _read(article: Article, encode: Encoder, known: Knowledge, issues: tuple[Issue, ...] = ()) -> Reading:
    blocks, unread = reached(article.text, layout(article))
    article = dated(article, blocks)
    if article.language not in READ:
        return Reading(
            article, blocks=blocks, problems=(Problem(f"language {article.language!r} is not read, only 'en'"),)
        )
    understanding = encode.understand(article.text, blocks)
    who = resolve(article, blocks, understanding, known)
    seen = times.look(article, blocks, understanding.sentences)
    article, doubts = dating.dated(article, blocks, who, understanding.sentences, seen, known)
    told = times.reckoned(article, seen, who.ids)
    said, problems = statements.statements(article, blocks, understanding, who, encode, told)
    mentions = with_parties(who, said)
    done = events(article, blocks, who, understanding, told, said, known)
    made = moves(article, blocks, who, said, understanding.sentences, known, told, issue_of=finder_of(issues).of)
    met = meetings(article, blocks, who, told, said, understanding.sentences, known)
    actors = with_meant(who.actors, done, made, met, known.tables)
    found = (*unread, *doubts, *problems)
    return Reading(article, blocks, mentions, actors, told, said, done, made, met, found)
