"""The desk: a user's own table of actors, outlets and issues for their negotiation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ActorKind = Literal["person", "state", "organisation", "group", "place"]
OutletKind = Literal["wire", "paper", "broadcaster", "site", "state media"]


@dataclass(frozen=True, slots=True)
class DeskRole:
    """One time in one office.

    `of` is the state or body it is of; `keys` are offices of the shipped table of titles, `words` words of its own.
    `since` and `until` are a day, month or year as written, "now", "?" where unknown, or "" where there is no bound.
    """

    title: str
    of: str
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    code: str | None = None
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class DeskActor:
    """An actor of one's own, or what is added to a shipped one. None: as the shipped row has it, or unknown.

    `alone` are the marks of `Person.alone` in the tables. `takes` are names that another actor of the tables loses;
    `shares` full names that several persons have. With `replace` the shipped row is forgotten, not added to.
    """

    id: str
    name: str | None = None
    kind: ActorKind | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    formal: str | None = None
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    family: str | None = None
    given: str | None = None
    gender: str | None = None
    alone: tuple[str, ...] | None = None
    roles: tuple[DeskRole, ...] = ()
    takes: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """Somebody who publishes. None: as the shipped row has it, or unknown."""

    id: str
    name: str | None = None
    kind: OutletKind | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that is negotiated about: what it is called, words by which it is spoken of, and what belongs to it.

    The words are sure signs of it. `description` is a sentence; what is said in other words is known by its meaning.
    """

    id: str
    name: str
    words: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A user's own actors, outlets and issues, and the ids of shipped actors that are to be forgotten.

    Hashable, and the same wherever it is opened, so it can be handed to other processes.
    """

    name: str = ""
    description: str = ""
    actors: tuple[DeskActor, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    issues: tuple[Issue, ...] = ()
    dropped: tuple[str, ...] = ()

    @classmethod
    def open(cls, path: str | Path) -> Desk:
        """The desk in the TOML file `path`. Raises DeskError, with the file and the line, where it has a fault."""
        from communique.desk.examine import text_of

        return cls.parse(text_of(path), path=path)

    @classmethod
    def parse(cls, text: str, *, path: str | Path | None = None) -> Desk:
        """The desk that `text` (TOML) describes; errors name `path`. Raises DeskError, with the line of the fault.

        The error is about the first fault; its `others` are the rest.
        """
        from communique.desk.examine import examine

        desk, faults = examine(text, path=path)
        if faults:
            raise faults[0].among(faults[1:])
        return desk
