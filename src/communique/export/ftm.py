"""The record as entities of FollowTheMoney (https://followthemoney.tech), for Aleph: one JSON object a line.

Actors are Persons, Organizations and other LegalEntities, articles are Articles, and every happening is an Event whose
`proof` are the articles that tell of it. FollowTheMoney's interval says how long something lasted, which is not known:
`date` has the day, the month or the year where it is known so far, and other days stand in the summary, in words.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from communique.chronology.dates import happened
from communique.export.cells import as_json
from communique.export.evidence import kind_in_words, link_of, safe_link, source_of
from communique.export.material import Material
from communique.export.reduced import own, reduced
from communique.export.written import Written, write_lines
from communique.reading import Actor
from communique.signs import one_line
from communique.weave.occurrence import Occurrence

_SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "state": "PublicBody",
    "group": "LegalEntity",
    "other": "LegalEntity",
}
"""What each kind of actor is; a place acts in nothing."""

_ARTICLES = """
SELECT id, parse_filename(path) AS file, url, outlet, title, byline, language, published FROM articles
WHERE id IN (SELECT article FROM accounts WHERE occurrence IN (SELECT id FROM chosen)) ORDER BY published NULLS LAST, id
"""


def write(material: Material, path: Path) -> Written:
    """Writes the entities to a file."""
    count = write_lines(path, (f"{as_json(entity)}\n" for entity in entities(material)))
    return Written(count, "object", {"undated": material.undated})


def entities(material: Material) -> Iterator[dict[str, Any]]:
    """The entities, those before that others name."""
    acting = {actor.id: actor for actor in material.acting if actor.kind in _SCHEMATA}
    yield from map(_actor, acting.values())
    yield from map(_article, material.rows(_ARTICLES))
    for occurrence in material.occurrences():
        yield _event(occurrence, acting, material.version)


def _actor(actor: Actor) -> dict[str, Any]:
    country = actor.country or (actor.id if actor.kind == "state" else None)
    return _entity(
        _SCHEMATA[actor.kind],
        f"actor-{actor.id}",
        name=[actor.name],
        country=[_country(country)],
        position=[role.title for role in actor.roles] if actor.kind == "person" else [],
    )


def _article(row: dict[str, Any]) -> dict[str, Any]:
    published = row["published"]
    return _entity(
        "Article",
        f"article-{row['id']}",
        fileName=[row["file"] or row["id"]],
        title=[row["title"]],
        author=[row["byline"]],
        publisher=[row["outlet"]],
        sourceUrl=[safe_link(row["url"])],
        language=[_LANGUAGES.get(row["language"])],
        publishedAt=[published.isoformat() if published else None],
    )


_LANGUAGES = {"en": "eng"}  # no other is read; FollowTheMoney has the codes of ISO 639-3


def _event(occurrence: Occurrence, acting: Container[str], version: str) -> dict[str, Any]:
    return _entity(
        "Event",
        f"occurrence-{occurrence.id}",
        name=[occurrence.summary],
        summary=[f"{kind_in_words(occurrence)}, {happened(occurrence.when)}"],
        date=[reduced(own(occurrence.when))],
        location=[occurrence.place],
        involved=[f"communique-actor-{who}" for who in occurrence.actors if who in acting],
        proof=list(dict.fromkeys(f"communique-article-{account.article}" for account in occurrence.accounts)),
        description=[
            f"“{account.words}” – {source_of(account)}, {_places(account.spans)}" for account in occurrence.accounts
        ],
        sourceUrl=list(dict.fromkeys(link_of(account) for account in occurrence.accounts)),
        recordId=[occurrence.id],
        publisher=[version],
    )


def _places(spans: tuple[tuple[int, int], ...]) -> str:
    return f"characters {', '.join(f'{start}–{end}' for start, end in spans)}"


def _entity(schema: str, key: str, **properties: list[str | None]) -> dict[str, Any]:
    """An entity with those of the properties that have a value."""
    told = {name: [one_line(value) for value in values if value] for name, values in properties.items()}
    return {"id": f"communique-{key}", "schema": schema, "properties": {name: v for name, v in told.items() if v}}


def _country(code: str | None) -> str | None:
    """FollowTheMoney's code of a country, which is ISO's of two letters, in lower case; None where there is none."""
    from babel.core import get_global

    found = get_global("territory_aliases").get(code or "", [])
    return found[0].lower() if len(found) == 1 else None
