"""The index of a catalogue as it is now: with what people found of it laid over it, as soon as they have."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.found import DONE, found_in_words
from communique.catalogue.lines.index import Index, index_in
from communique.catalogue.lines.laying import laid_index
from communique.reviews import Reviews

_DONE = {**DONE, "split": "split"}  # of an occurrence: what was split off is another one


@dataclass(slots=True)
class _Kept:
    base: Index
    laid: Index
    newest: int = 0


_KEPT: WeakKeyDictionary[Catalogue, _Kept] = WeakKeyDictionary()
_MAKING = threading.Lock()


def index_of(catalogue: Catalogue) -> Index:
    """The index of a catalogue, with the reviews that there are now; kept as long as the catalogue is.

    Whoever asks for lines asks for it once, and goes on with that: the lines have other numbers after a review.
    """
    with _MAKING:
        kept = _KEPT.get(catalogue)
        if kept is None:
            base = index_in(catalogue)
            kept = _KEPT[catalogue] = _Kept(base, base)
        log = Reviews.open(catalogue.folder)
        newest = log.newest
        if newest != kept.newest:
            standing = log.standing()
            kept.laid = laid_index(catalogue, kept.base, standing) if standing else kept.base
            kept.newest = newest
        return kept.laid


def reviews_of(index: Index, ids: Iterable[str]) -> dict[str, str]:
    """What people found of some occurrences, in words, by id; nothing of those that nobody reviewed."""
    fresh = index.fresh
    if fresh is None:
        return {}
    return {id_: found_in_words(fresh.states[id_], _DONE) for id_ in ids if id_ in fresh.states}
