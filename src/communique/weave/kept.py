"""What weaving has found out about pairs, to be kept: it holds for ever, since articles never change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from communique.weave.copies.align import Run, Runs
from communique.weave.shelves import Ref

MOVES = "made"
PART = "\t"  # in no id: articles' are hexadecimal, those of statements and moves a letter and a number

_LINK, _PAIR = "link", "said"


@dataclass(frozen=True, slots=True)
class Kept:
    """`links`: what two articles share, the later one's id first; `pairs`: whether two statements are the same.

    `moves`: the same of two moves.
    """

    links: Mapping[tuple[str, str], tuple[Runs, ...]] = field(default_factory=dict)
    pairs: Mapping[tuple[Ref, Ref], bool] = field(default_factory=dict)
    moves: Mapping[tuple[Ref, Ref], bool] = field(default_factory=dict)

    def to_rows(self) -> Iterator[tuple[str, bytes]]:
        """Each fact as a key and a value, in no particular order."""
        for (later, earlier), shared in self.links.items():
            yield PART.join((_LINK, later, earlier)), json.dumps(shared, separators=(",", ":")).encode("ascii")
        for kind, pairs in ((_PAIR, self.pairs), (MOVES, self.moves)):
            for (one, other), same in pairs.items():
                yield PART.join((kind, *one, *other)), b"1" if same else b"0"

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, bytes]]) -> Kept:
        """The facts that `to_rows` gave. Raises ValueError where a row is none of its."""
        links: dict[tuple[str, str], tuple[Runs, ...]] = {}
        pairs: dict[str, dict[tuple[Ref, Ref], bool]] = {_PAIR: {}, MOVES: {}}
        for key, value in rows:
            match key.split(PART):
                case [kind, later, earlier] if kind == _LINK:
                    links[later, earlier] = tuple(tuple(Run(*run) for run in runs) for runs in json.loads(value))
                case [kind, article, id_, other, other_id] if kind in pairs:
                    pairs[kind][Ref(article, id_), Ref(other, other_id)] = value == b"1"
                case _:
                    raise ValueError(f"{key!r} is no fact that weaving keeps")
        return cls(links, pairs[_PAIR], pairs[MOVES])
