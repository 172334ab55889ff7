"""The rows that one reading gives to each table of a record. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from communique.reading import Actor, Article, Party, Reading, Span, Statement
from communique.record.columns import ReadTable, Row

if TYPE_CHECKING:
    from communique.weave import Thread

JOIN = " … "
"""What stands between the pieces of a passage whose words do not stand together in the text."""


def rows(reading: Reading) -> dict[ReadTable, list[Row]]:
    """What one reading adds to each table. Every text is cut from the article's text by its spans."""
    from communique.weave import thread

    return {**rows_asked(reading), **for_weaving(thread(reading))}


def rows_asked(reading: Reading) -> dict[ReadTable, list[Row]]:
    """The same without the tables that are kept for weaving."""
    article = reading.article
    actors = {actor.id: actor for actor in reading.actors}
    # A time that the article leaves open ("XXXX-06-12") has the days that it may mean, and is no day.
    begins = {time.id: day(time.begin) for time in reading.times if not time.value.startswith("X")}
    ordered = sorted(reading.statements, key=_place)
    return {
        "articles": [_article(reading)],
        "statements": [_statement(number, s, article, actors, begins) for number, s in enumerate(ordered, 1)],
        "mentions": [
            {
                "article": article.id,
                "id": mention.id,
                **_stretch(mention.span, article.text),
                "kind": mention.kind,
                "actor": mention.actor,
                "basis": mention.basis,
            }
            for mention in reading.mentions
        ],
        "actors": [
            {
                "article": article.id,
                "id": actor.id,
                "name": actor.name,
                "kind": actor.kind,
                "country": country(actor),
                "roles": [{"title": role.title, "code": role.code} for role in actor.roles],
                "known": actor.known,
            }
            for actor in reading.actors
        ],
        "problems": [
            {
                "article": article.id,
                "path": article.path,
                "message": problem.message,
                **_stretch(problem.span, article.text),
            }
            for problem in reading.problems
        ],
    }


def for_weaving(thread: Thread) -> dict[ReadTable, list[Row]]:
    """What weaving keeps of a reading, by its thread."""
    from communique.weave.loom.rows import item_rows, sketched_row

    items = item_rows(thread)
    return {
        "threads": [{"article": thread.article, "thread": thread.to_bytes()}],
        "items": items,
        "sketched": [sketched_row(thread, len(items))],
    }


def words(spans: Sequence[Span], text: str) -> str | None:
    """The words that spans cover, joined where they do not stand together; None where there are none."""
    return JOIN.join(span.of(text) for span in spans) if spans else None


def day(value: str | None) -> date | None:
    """The day that an ISO date or time names; None where there is none, or it names no single day."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def country(actor: Actor) -> str | None:
    """The country of an actor. A state's is itself."""
    return actor.country or (actor.id if actor.kind == "state" else None)


def _article(reading: Reading) -> Row:
    article = reading.article
    return {
        "id": article.id,
        "path": article.path,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "language": article.language,
        "published": day(article.published),
        "published_basis": article.published_basis,
        "characters": len(article.text),
        "statements": len(reading.statements),
        "problems": len(reading.problems),
        "text": article.text,
        "reading": reading.to_json(),
    }


def _statement(
    number: int,
    statement: Statement,
    article: Article,
    actors: dict[str, Actor],
    begins: dict[str, date | None],
) -> Row:
    text, source, addressee = article.text, statement.source, statement.addressee or Party()
    published = day(article.published)
    speaker = actors.get(source.actor) if source.actor else None
    return {
        "article": article.id,
        "id": statement.id,
        "number": number,
        "path": article.path,
        "outlet": article.outlet,
        "title": article.title,
        "published": published,
        "date": (begins.get(statement.time) if statement.time else None) or published,
        "source_actor": source.actor,
        "source_name": _name(source.actor, actors),
        "source_country": country(speaker) if speaker else None,
        "source_basis": source.basis,
        "source": words(source.spans, text),
        "source_spans": _pairs(source.spans),
        "cue": words(statement.cue.spans, text),
        "cue_spans": _pairs(statement.cue.spans),
        "content": words(statement.content.spans, text),
        "content_spans": _pairs(statement.content.spans),
        "quotation": statement.quotation,
        "chain": [
            {
                "actor": hop.actor,
                "name": _name(hop.actor, actors),
                "words": words(hop.spans, text),
                "relation": hop.relation,
                "spans": _pairs(hop.spans),
            }
            for hop in statement.chain
        ],
        "addressee_actor": addressee.actor,
        "addressee_name": _name(addressee.actor, actors),
        "addressee": words(addressee.spans, text),
        "addressee_spans": _pairs(addressee.spans),
        "setting": words(statement.setting.spans, text) if statement.setting else None,
        "certainty": statement.certainty,
        "within": statement.within,
        "score": statement.score,
    }


def _place(statement: Statement) -> int:
    spans = statement.content.spans or statement.cue.spans or statement.source.spans
    return spans[0].start if spans else 0


def _name(actor: str | None, actors: dict[str, Actor]) -> str | None:
    return actors[actor].name if actor is not None and actor in actors else None


def _pairs(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _stretch(span: Span | None, text: str) -> Row:
    if span is None:
        return {"start": None, "end": None, "text": None}
    return {"start": span.start, "end": span.end, "text": span.of(text)}
