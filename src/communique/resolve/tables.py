"""The tables of actors as typed rows: read once, kept.

The files in `tables/` are tab-separated, one kind a file, with a header. Cells that hold several values part them
with "|".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from communique.reading import Actor

FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class State:
    """A state, by its ISO 3166-1 alpha-3 code. Words in `needs` count only where the text names the state otherwise."""

    id: str
    name: str
    formal: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, group, agency or paper.

    `seat`: its name is also that of a building, so it may be a place. `medium`: "wire", "paper", "broadcaster" or
    "site", where it is one.
    """

    id: str
    name: str
    kind: str
    country: str | None
    code: str | None
    seat: bool
    aliases: tuple[str, ...]
    medium: str | None = None


@dataclass(frozen=True, slots=True)
class StateBody:
    """A body that is called by a common noun beside its state's name: "North Korea's foreign ministry".

    `country` None: every state has one, and its id is the state's code in lower case, a hyphen and `id`.
    """

    country: str | None
    id: str
    name: str
    code: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in public office or near it.

    `alone` says where the bare family name is enough: "*" anywhere; state codes: where one of those states is in the
    text; "~" before a code: there too, but only when the article's date falls in the person's time in office; "":
    never.
    """

    id: str
    name: str
    family: str
    given: str
    gender: str | None
    country: str | None
    alone: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """One person's time in one office. `since` and `until` are ISO days that are certainly inside it, None unknown.

    An office that was not ended when the table was written has `until` "9999-12-31". `earliest` and `latest` are the
    days before and after which it was certainly not held, None where the table does not say.
    """

    person: str
    keys: tuple[str, ...]
    of: str
    title: str
    code: str
    since: str | None
    until: str | None
    earliest: str | None = None
    latest: str | None = None

    def on(self, day: str) -> bool:
        """Whether the person certainly held the office on `day`, an ISO date."""
        return self.since is not None and self.until is not None and self.since <= day <= self.until

    def perhaps(self, day: str) -> bool:
        """Whether the table leaves it open that the person held the office on `day`: a bound is unknown or inexact."""
        if self.since is None or self.until is None:
            return (self.since is None or self.since[:4] <= day[:4]) and (self.until is None or day <= self.until)
        return self.since[:7] <= day[:7] <= self.until[:7]


@dataclass(frozen=True, slots=True)
class Title:
    """The words for an office. `of` None: of any state. `bare`: the state meant when none is named, "-" never alone,
    "seat" alone only behind the name of a seat or body ("the Kremlin spokesman")."""

    key: str
    of: str | None
    words: tuple[str, ...]
    bare: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is nobody: it cannot speak or act."""

    name: str
    country: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, by id where their rows have one. `given_names` tells a man's ("m") from a woman's ("f")."""

    states: dict[str, State]
    bodies: dict[str, Body]
    people: dict[str, Person]
    offices: tuple[Office, ...]
    titles: tuple[Title, ...]
    state_bodies: tuple[StateBody, ...]
    places: tuple[Place, ...]
    given_names: dict[str, str]

    def actor(self, id_: str) -> Actor | None:
        """The state or the body with an id, as a reading lists it; None where the tables have neither."""
        if id_ in self.states:
            return Actor(id_, self.states[id_].name, "state", id_)
        if id_ in self.bodies:
            body = self.bodies[id_]
            return Actor(id_, body.name, "group" if body.kind == "group" else "organisation", body.country)
        return None


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `tables/<name>.tsv` as dicts by column."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    head = lines[0].split("\t")
    for line in lines[1:]:
        if line:
            yield dict(zip(head, line.split("\t"), strict=True))


@cache
def load() -> Tables:
    """The tables that are shipped with the package."""
    states = {
        r["id"]: State(r["id"], r["name"], r["formal"], *(_list(r[c]) for c in _STATE_LISTS)) for r in rows("states")
    }
    bodies = {}
    for r in rows("organisations"):
        bodies[r["id"]] = Body(
            r["id"], r["name"], r["kind"], r["country"] or None, r["code"] or None, bool(r["seat"]), _list(r["aliases"])
        )
    for r in rows("agencies"):
        country = r["country"] or None
        code = f"{country}MED" if country else None
        bodies[r["id"]] = Body(r["id"], r["name"], "organisation", country, code, False, _list(r["aliases"]), r["kind"])
    people = {
        r["id"]: Person(
            r["id"], r["name"], r["family"], r["given"], r["gender"] or None, r["country"] or None,
            _list(r["alone"]), _list(r["aliases"]),
        )
        for r in rows("people")
    }  # fmt: skip
    offices = tuple(
        Office(
            r["person"], _list(r["keys"]), r["of"], r["title"], r["code"], first_day(r["from"]), last_day(r["to"]),
            last_day(r["from"]), None if r["to"] == "now" else first_day(r["to"]),
        )
        for r in rows("offices")
    )  # fmt: skip
    titles = tuple(Title(r["key"], r["of"] or None, _list(r["words"]), r["bare"]) for r in rows("titles"))
    state_bodies = tuple(
        StateBody(r["country"] or None, r["id"], r["name"], r["code"], _list(r["words"])) for r in rows("bodies")
    )
    places = tuple(Place(r["name"], r["country"] or None, _list(r["aliases"])) for r in rows("places"))
    given_names = {r["name"]: r["gender"] for r in rows("given_names")}
    return Tables(states, bodies, people, offices, titles, state_bodies, places, given_names)


_STATE_LISTS = ("aliases", "adjectives", "capitals", "seats", "needs")


def first_day(cell: str) -> str | None:
    """The first day that is certainly in a time that begins at `cell`: of a month or year, its last day."""
    return _day(cell, "-12-31", "-31")


def last_day(cell: str) -> str | None:
    """The last day that is certainly in a time that ends at `cell`: of a month or year, its first day."""
    return "9999-12-31" if cell == "now" else _day(cell, "-01-01", "-01")


def _day(cell: str, of_year: str, of_month: str) -> str | None:
    if cell in ("", "?"):
        return None
    return cell + {4: of_year, 7: of_month, 10: ""}[len(cell)]


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """`word` without accents and full stops, with straight apostrophes: the form in which words are compared.

    A word of nothing else ("…") is left as it is: no word is empty.
    """
    plain = word
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ı", "i"))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.replace(".", "") or word


def slug(name: str) -> str:
    """The id of somebody called `name`: lower case, ASCII where it can be, hyphens between the words."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", "").replace("ı", "i"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")
