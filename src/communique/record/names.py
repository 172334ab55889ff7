"""Names in questions: which actor, country or article is meant by what somebody typed. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from communique.errors import QuestionError
from communique.record.words import fold

_SUGGESTIONS = 3
_LIKE = 0.75
"""How much alike two words must be to be suggested for one another; difflib's own 0.6 lets Kim stand for Jim."""

_SHOWN = 5

Told = tuple[str, str | None, bool, str | None]
"""An actor's id, one of its names, whether it is known, and its country."""


@dataclass(slots=True)
class Names:
    """The actors of a snapshot: every id, and who bears which name (folded), True for one known beyond one text."""

    ids: set[str] = field(default_factory=set)
    bearers: dict[str, dict[str, bool]] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, told: Iterable[Told]) -> Names:
        """The names of whoever is told of."""
        names = cls()
        for actor, name, known, country in told:
            if country:
                names.countries.add(country)
            names.ids.add(actor)
            for folded in filter(None, (fold(actor), fold(name or ""))):
                bearers = names.bearers.setdefault(folded, {})
                bearers[actor] = bearers.get(actor, False) or known
        return names

    def actor(self, value: str) -> str:
        """The id of the actor that `value` names: by id, by any of its names, or as the shipped tables call it ("UN").

        Raises QuestionError where there is none, with the nearest ones, or where several bear the name.
        """
        if value in self.ids:
            return value
        bearers = self.bearers.get(fold(value), {})
        ids = sorted({actor for actor, known in bearers.items() if known} or bearers)
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise QuestionError(f"{value!r} may be {' or '.join(ids)}", cause="several actors bear it", fix="use an id")
        if usual := _usual(value, self.ids):
            return usual
        near = self._nearest(fold(value))
        raise QuestionError(
            f"The record knows no actor {value!r}",
            cause="the name is spelt otherwise, or nobody of that name is in these articles",
            fix=f"did you mean {' or '.join(near)}?" if near else "communique actors lists those that it knows",
        )

    def knows(self, value: str) -> bool:
        """Whether `value` is an id, or a name, of anybody."""
        return value in self.ids or fold(value) in self.bearers

    def has_country(self, value: str) -> bool:
        """Whether `value` names one country, and somebody is of it."""
        return len(self._countries(value)) == 1

    def country(self, value: str) -> str:
        """The id of the country that `value` names. Raises QuestionError where no actor is of such a country."""
        found = self._countries(value)
        if len(found) == 1:
            return found[0]
        if not found and (usual := _usual(value, self.countries)):
            return usual
        raise QuestionError(
            f"The record knows nobody of the country {value!r}",
            cause="the name is mistyped, or these articles name nobody of that country",
            fix=f"use one of {', '.join(sorted(self.countries))}" if self.countries else "read more articles into it",
        )

    def _countries(self, value: str) -> list[str]:
        bearers: set[str] = {value.upper(), *self.bearers.get(fold(value), ())}
        return sorted(bearers & self.countries)

    def _nearest(self, wanted: str) -> list[str]:
        """The ids of actors whose names have a word like one of those wanted, known ones and the likest first."""
        words = {word for name in self.bearers for word in name.split()}
        near = {like for word in wanted.split() for like in difflib.get_close_matches(word, words, _SUGGESTIONS, _LIKE)}
        names = {name for name in self.bearers if near.intersection(name.split())}
        ranked = sorted(
            (
                (not known, -difflib.SequenceMatcher(None, wanted, name).ratio(), actor)
                for name in names
                for actor, known in self.bearers[name].items()
            ),
        )
        return list(dict.fromkeys(actor for _, _, actor in ranked))[:_SUGGESTIONS]


def _usual(value: str, among: Collection[str]) -> str | None:
    """The one of some ids whom the shipped tables call `value`. They take half a second to load, so they come last."""
    from communique.resolve.explain import usual_id

    found = usual_id(value)
    return found if found in among else None


def article_named(key: str, ids: Collection[str], paths: Callable[[], Iterable[tuple[str, str]]]) -> str:
    """The id of the article that `key` means: an id, a path, a file's name with or without its ending, or the
    beginning of an id.

    `paths` gives pairs of id and path. Raises QuestionError where no article, or more than one, is meant.
    """
    if key in ids:
        return key
    pairs = list(paths())
    named = sorted({article for article, path in pairs if path == key})
    named = named or sorted({article for article, path in pairs if key in file_names(path)})
    named = named or sorted(article for article in ids if key and article.startswith(key))
    if len(named) == 1:
        return named[0]
    if named:
        shown = ", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "")
        raise QuestionError(f"{key!r} may be {len(named)} articles", cause=shown, fix="use more of the id")
    stems = {name: path for _, path in pairs for name in file_names(path)}
    near = difflib.get_close_matches(key, stems, n=_SUGGESTIONS)
    raise QuestionError(
        f"The record has no article {key!r}",
        cause="it was not read into this record, or the key is mistyped",
        fix=f"did you mean {' or '.join(near)}?" if near else "communique search and said show the articles' ids",
    )


def encounter_named(key: str, pairs: Iterable[tuple[str, str | None]]) -> str:
    """The id of the encounter that `key` means: an id, a name, or the beginning of an id.

    `pairs` are the ids and names of all. Raises QuestionError where none, or more than one, is meant.
    """
    names = dict(pairs)
    if key in names:
        return key
    named = sorted(id_ for id_, name in names.items() if name and fold(name) == fold(key))
    named = named or sorted(id_ for id_ in names if key and id_.startswith(key))
    if len(named) == 1:
        return named[0]
    if named:
        shown = ", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "")
        raise QuestionError(f"{key!r} may be {len(named)} encounters", cause=shown, fix="use more of the id")
    near = difflib.get_close_matches(fold(key), {fold(name) for name in names.values() if name}, n=_SUGGESTIONS)
    raise QuestionError(
        f"The record has no encounter {key!r}",
        cause="the key is mistyped, or the articles that tell of it are not woven yet",
        fix=f"did you mean {' or '.join(near)}?" if near else "communique meetings lists those that it has",
    )


def file_names(path: str) -> tuple[str, ...]:
    """The name of a file, and the same without its endings: a.txt.gz, a.txt, a."""
    name = re.split(r"[/\\]", path)[-1]
    packed = re.fullmatch(r"(.+)\.gz", name, re.IGNORECASE)
    inner = packed[1] if packed else name
    ending = re.fullmatch(r"(.+)\.[^.]*", inner)
    return tuple(dict.fromkeys((name, inner, ending[1] if ending else inner)))
