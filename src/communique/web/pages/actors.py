"""All actors: who occurs in the articles, how often and in which part."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from pydantic import Field

from communique.catalogue import Order
from communique.catalogue.actors import FoundActors, actors, country_named
from communique.record.results import ActorRow
from communique.web.house import Visit
from communique.web.pages.stretches import stretch_of
from communique.web.publishing import Asked, Page, Sheet
from communique.web.states import state_name


class ActorsAsked(Asked):
    """What can be asked of the list of actors."""

    q: str | None = Field(None, description="Words of the name, or of what the articles call the actor.")
    kind: str | None = Field(None, description="person, state, organisation, group, place or other.")
    country: str | None = Field(None, description="The actor's country: a code of three letters, or a name.")
    known: bool | None = Field(
        None, description="true: those whom the tables know; false: those met in articles alone."
    )
    order: str = Field(
        "-speaker",
        description="speaker, recipient, reporter, mentions, articles, last or name; with a minus sign before it, "
        "the largest first.",
    )
    page: int = Field(1, ge=1, description="Which page of the list.")


@dataclass(frozen=True, slots=True)
class ActorsView:
    """A page of the list of actors. `names` are those of the countries, by their codes."""

    found: FoundActors
    chosen: tuple[tuple[str, str], ...]
    names: dict[str, str]


def view(visit: Visit, asked: ActorsAsked) -> ActorsView:
    """What the page tells."""
    country = country_named(visit.catalogue, asked.country) if asked.country else None
    found = actors(
        visit.catalogue,
        q=asked.q,
        kind=asked.kind,
        country=country,
        known=asked.known,
        order=Order.of(asked.order),
        stretch=stretch_of(visit, asked.page, long=True),
    )
    codes = {code for code, _ in found.countries} | {row.country for row in found.rows.rows if row.country}
    names = {code: state_name(visit.house, code) for code in sorted(codes)}
    told = {
        "q": asked.q and f"called: {asked.q}",
        "kind": asked.kind,
        "country": country and f"of {names.get(country, country)}",
        "known": None if asked.known is None else "in the tables" if asked.known else "met in articles alone",
    }
    return ActorsView(found, tuple((name, words) for name, words in told.items() if words), names)


def sheet(view: ActorsView) -> Sheet:
    """The same as a table."""
    return Sheet(tuple(field.name for field in fields(ActorRow)), map(astuple, view.found.rows.rows))


PAGE = Page(
    path="/actors",
    name="Actors",
    template="actors.html",
    asked=ActorsAsked,
    view=view,
    sheet=sheet,
    about="Who occurs in the articles: as speaker, as recipient, as the one who handed it on, or named at all.",
    long=True,
)
