"""The usual names of encounters in the words of a text, and which encounters can be meant by them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from communique.encounters.table import Encounter, Encounters

_TWO = 2  # of those who took part, so many have to stand in the text, or the only one


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of encounters at the words `[first, after)`: those that can be meant, and whether it is a meeting's name.

    "Accords", "agreement", "declaration" name the outcome, which is there from then on.
    """

    first: int
    after: int
    meant: tuple[Encounter, ...]
    meeting: bool


def named(words: Sequence[str], known: Encounters, actors: Collection[str]) -> Iterator[Naming]:
    """The names of encounters among `words`, in order, the longest at a word, each with those that can be meant.

    `actors` are the ids of all who stand in the text. Of several encounters that share a name, those count of which
    two participants stand there, else those of which two parties do (one, of one) and those without parties. Where
    nobody stands there, all count if one of them is without parties, else the name is left out.
    """
    at, lower = 0, [word.lower() for word in words]
    while at < len(lower):
        length = 1
        for name, rows, meeting in known.names.get(lower[at], ()):
            if tuple(lower[at : at + len(name)]) == name:
                meant = _meant(rows, actors)
                if meant:
                    yield Naming(at, at + len(name), meant, meeting)
                length = len(name)
                break
        at += length


def _meant(rows: Sequence[Encounter], actors: Collection[str]) -> tuple[Encounter, ...]:
    by_people = tuple(row for row in rows if _stand(row.participants, actors))
    by_party = tuple(row for row in rows if _stand(row.parties, actors))
    alone = tuple(row for row in rows if not row.parties)
    if by_people or by_party:
        return by_people or by_party + alone
    return tuple(rows) if alone else ()


def _stand(ids: Sequence[str], actors: Collection[str]) -> bool:
    """Whether so many of those who took part stand in the text that they are meant."""
    return bool(ids) and sum(id_ in actors for id_ in ids) >= min(_TWO, len(ids))
