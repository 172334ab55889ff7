"""Statements: who said what, to whom, through whom; by words, and narrowed by what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from communique.catalogue import Catalogue
from communique.catalogue.actors import actor_named, country_named, names
from communique.catalogue.statements import FoundStatements, Listed, statements
from communique.web.chains import Link, chain
from communique.web.house import House, Visit
from communique.web.pages.stretches import stretch_of
from communique.web.pictures.bars import Bars, bars
from communique.web.publishing import Asked, Page, Sheet
from communique.web.states import state_name
from communique.web.verdicts import verdicts_of


class StatementsAsked(Asked):
    """What can be asked of the statements."""

    q: str | None = Field(None, description='Words of what was said: all of them, "a phrase", or a beginning*.')
    by: str | None = Field(None, description="Who spoke: an actor's id, or a name.")
    to: str | None = Field(None, description="Who was spoken to: an actor's id, or a name.")
    through: str | None = Field(None, description="Through whose hands it came: an actor's id, or a name.")
    country: str | None = Field(None, description="The speaker's country: a code of three letters, or a name.")
    outlet: str | None = Field(None, description="The outlet that published it.")
    quotation: str | None = Field(None, description="How it is quoted: direct, mixed or indirect.")
    certainty: str | None = Field(None, description="How sure the article is: asserted, reported, hedged or denied.")
    since: str | None = Field(None, description="First day: 2019, 2019-03 or 2019-03-01.")
    until: str | None = Field(None, description="Last day, counted in.")
    rejected: bool = Field(False, description="Those that people rejected in reviews, in place of all others.")
    order: str = Field("-date", description="date, -date (the latest first) or relevance (to the words of q).")
    page: int = Field(1, ge=1, description="Which page of the list.")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement with the hands it came through, from the speaker to the outlet."""

    statement: Listed
    chain: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StatementsView:
    """A page of the statements that fit. `names` are those of the actors and countries in the facets, by their ids.

    `chosen` are the filters that are set, in words; `now` what those of the facets are set to.
    """

    lines: tuple[StatementLine, ...]
    found: FoundStatements
    chosen: tuple[tuple[str, str], ...]
    now: dict[str, str]
    names: dict[str, str]
    picture: Bars | None


def view(visit: Visit, asked: StatementsAsked) -> StatementsView:
    """What the page tells."""
    catalogue = visit.catalogue
    who = {
        name: actor_named(catalogue, value)
        for name, value in (("by", asked.by), ("to", asked.to), ("through", asked.through))
        if value
    }
    country = country_named(catalogue, asked.country) if asked.country else None
    found = statements(
        catalogue,
        q=asked.q,
        **who,
        country=country,
        outlet=asked.outlet,
        quotation=asked.quotation,
        certainty=asked.certainty,
        since=asked.since,
        until=asked.until,
        rejected=asked.rejected,
        order=asked.order,
        stretch=stretch_of(visit, asked.page, long=True),
        verdicts=verdicts_of(visit),
    )
    now = {**who, "country": country} | {name: getattr(asked, name) for name in ("outlet", "quotation", "certainty")}
    called = _names(catalogue, visit.house, found, who.values(), country)
    return StatementsView(
        tuple(StatementLine(one, chain(one.said)) for one in found.rows.rows),
        found,
        tuple(_chosen(asked, who, country, called)),
        {name: value for name, value in now.items() if value},
        called,
        bars({"statement": found.days}),
    )


def _names(catalogue: Catalogue, house: House, found: FoundStatements, who: Any, country: str | None) -> dict[str, str]:
    facets = found.facets
    countries = {count.value for count in facets.countries} | ({country} if country else set())
    return {code: state_name(house, code) for code in sorted(countries)} | dict(facets.names) | names(catalogue, who)


def _chosen(
    asked: StatementsAsked, who: Mapping[str, str], country: str | None, called: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The filters that are set, in words."""
    if asked.q:
        yield "q", f"words: {asked.q}"
    for name, words in (("by", "said by"), ("to", "said to"), ("through", "came through")):
        if name in who:
            yield name, f"{words} {called.get(who[name], who[name])}"
    if country:
        yield "country", f"speakers of {called[country]}"
    for name in ("outlet", "quotation", "certainty"):
        if value := getattr(asked, name):
            yield name, value if name == "outlet" else f"{name}: {value}"
    if asked.rejected:
        yield "rejected", "rejected in review"
    for name, words in (("since", "from"), ("until", "to")):
        if value := getattr(asked, name):
            yield name, f"{words} {value}"


COLUMNS = (
    "date", "when", "source_actor", "source_name", "source", "cue", "content", "quotation", "certainty", "through",
    "addressee_actor", "addressee", "outlet", "title", "path", "article", "statement", "copies", "score",
)  # fmt: skip


def sheet(view: StatementsView) -> Sheet:
    """The same as a table."""
    from communique.chronology.dates import happened

    def cells(one: Listed) -> list[Any]:
        said = one.said
        values = {
            "when": happened(one.when),
            "through": "; ".join(hand.name or hand.relation for hand in said.chain),
            "copies": len(one.copies),
        }
        return [values[name] if name in values else getattr(said, name) for name in COLUMNS]

    return Sheet(COLUMNS, (cells(line.statement) for line in view.lines))


PAGE = Page(
    path="/statements",
    name="Statements",
    template="statements.html",
    asked=StatementsAsked,
    view=view,
    sheet=sheet,
    about="Who said what, to whom, through whom. The same words in copies of one article are listed once.",
    long=True,
)
