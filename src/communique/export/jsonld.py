"""The record as JSON-LD, in the types of https://schema.org.

What articles tell is a Claim, for the record says what they tell, not whether it is so; its `appearance` are
Quotations, each with the address of its place in the article: `#char=301,310` are code points, as RFC 5147 has them.
Meetings are Events. The context is within the file: nothing needs to be fetched to read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from communique.export.cells import as_json
from communique.export.evidence import kind_in_words, link_of, safe_link
from communique.export.material import Material
from communique.export.reduced import interval, one_day, own, reduced
from communique.export.written import Written, write_lines
from communique.reading import Actor
from communique.record.tables import JOIN
from communique.weave.occurrence import Account, Occurrence

VOCABULARY = "https://schema.org/"
CONTEXT = {
    "@vocab": VOCABULARY,
    "url": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
    "datePublished": {"@type": "Date"},
    "startDate": {"@type": "Date"},
}
_TYPES = {
    "person": "Person",
    "state": "Country",
    "organisation": "Organization",
    "group": "Organization",
    "place": "Place",
}
_SPEAKING = ("Person", "Organization")  # all that schema.org lets a quotation be spoken by

STATUSES = {
    "planned": "EventScheduled",
    "reinstated": "EventScheduled",
    "under way": "EventScheduled",
    "held": "EventScheduled",
    "ended without agreement": "EventScheduled",
    "called off": "EventCancelled",
}
"""What schema.org calls the status of a meeting; it has no word for one that is only proposed, or was refused."""

_ARTICLES = """
SELECT id, url, outlet, title, byline, language, published FROM articles
WHERE id IN (SELECT article FROM accounts WHERE occurrence IN (SELECT id FROM chosen)) ORDER BY published NULLS LAST, id
"""


def write(material: Material, path: Path) -> Written:
    """Writes the record to a file, an object a line."""
    before = f'{{"@context": {as_json(CONTEXT)}, "@graph": [\n{as_json(_given(_record(material)))}\n'
    lines = (f",{as_json(_given(node))}\n" for node in nodes(material))
    count = write_lines(path, lines, before=before, after="]}\n")
    return Written(count, "object", {"undated": material.undated})


def nodes(material: Material) -> Iterator[dict[str, Any]]:
    """The objects: actors, articles, meetings, and what articles tell."""
    yield from (_actor(actor) for actor in material.acting)
    yield from map(_article, material.rows(_ARTICLES))
    yield from _meetings(material)
    for occurrence, speakers in material.told():
        yield _claim(occurrence, speakers, material)


def _record(material: Material) -> dict[str, Any]:
    """The record that all this is of, and what people's reviews have to do with it."""
    return {
        "@id": _id("record", f"{quote(material.name)}:{material.manifest.snapshot}"),
        "@type": "Dataset",
        "name": material.name,
        "description": material.layer.words,
        "creator": {"@type": "SoftwareApplication", "name": "communique", "softwareVersion": material.version},
    }


def _given(value: Any) -> Any:
    """The object without what is not known."""
    if isinstance(value, dict):
        return {name: _given(one) for name, one in value.items() if one not in (None, [], {})}
    return [_given(one) for one in value] if isinstance(value, list) else value


def _actor(actor: Actor) -> dict[str, Any]:
    kind = _TYPES.get(actor.kind, "Thing")
    titles = [role.title for role in actor.roles] if kind == "Person" else []
    return {"@id": _id("actor", actor.id), "@type": kind, "name": actor.name, "jobTitle": titles}


def _article(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": _id("article", row["id"]),
        "@type": "NewsArticle",
        "headline": row["title"],
        "url": safe_link(row["url"]),
        "author": {"@type": "Person", "name": row["byline"]} if row["byline"] else None,
        "publisher": {"@type": "Organization", "name": row["outlet"]} if row["outlet"] else None,
        "inLanguage": row["language"],
        "datePublished": row["published"].isoformat() if row["published"] else None,
    }


def _meetings(material: Material) -> Iterator[dict[str, Any]]:
    for life in material.lives:
        meeting = life.encounter
        status = next((step.occurrence.status for step in reversed(life.steps) if step.occurrence.when), None)
        yield {
            "@id": _id("meeting", meeting.id),
            "@type": "Event",
            "name": life.name,
            "startDate": reduced(own(meeting.when)),
            "eventStatus": f"{VOCABULARY}{STATUSES[status]}" if status in STATUSES else None,
            "location": {"@type": "Place", "name": meeting.place} if meeting.place else None,
            "attendee": [{"@id": _id("actor", who)} for who in (*meeting.parties, *meeting.participants)],
            "description": f"{life.when}: {life.line}",
            "subjectOf": [{"@id": _id("claim", step)} for step in meeting.steps],
        }


def _claim(occurrence: Occurrence, speakers: tuple[str | None, ...], material: Material) -> dict[str, Any]:
    return {
        "@id": _id("claim", occurrence.id),
        "@type": "Claim",
        "name": occurrence.summary,
        "genre": kind_in_words(occurrence),
        "about": [{"@id": _id("actor", who)} for who in occurrence.actors],
        "temporalCoverage": interval(own(occurrence.when)),
        "datePublished": one_day(occurrence.reported),
        "spatialCoverage": {"@type": "Place", "name": occurrence.place} if occurrence.place else None,
        "appearance": [
            quotation(account, speaker, material)
            for account, speaker in zip(occurrence.accounts, speakers, strict=True)
        ],
    }


def quotation(account: Account, speaker: str | None, material: Material) -> dict[str, Any]:
    """The words of an account; where they do not stand together, their pieces are its parts."""
    article = _id("article", account.article)
    actor = material.by_id.get(speaker) if speaker else None
    spoken = actor is not None and _TYPES.get(actor.kind) in _SPEAKING
    pieces = account.words.split(JOIN)
    if len(pieces) != len(account.spans):  # the mark that joins them stands in the article, too
        pieces = [""] * len(account.spans)
    parts = zip(account.spans, pieces, strict=True) if len(account.spans) > 1 else ()
    return {
        "@id": _place(article, *account.spans[0]) if len(account.spans) == 1 else None,
        "@type": "Quotation",
        "text": account.words,
        "isPartOf": {"@id": article},
        "hasPart": [
            {"@id": _place(article, *span), "@type": "Quotation", "text": piece or None, "isPartOf": {"@id": article}}
            for span, piece in parts
        ],
        "spokenByCharacter": {"@id": _id("actor", actor.id)} if actor is not None and spoken else None,
        "creditText": ", ".join(f"{hand} reported" for hand in account.chain) or None,
        "url": link_of(account),
    }


def _place(article: str, start: int, end: int) -> str:
    return f"{article}#char={start},{end}"


def _id(kind: str, key: str) -> str:
    return f"urn:communique:{kind}:{key}"
