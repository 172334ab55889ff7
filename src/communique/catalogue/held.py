"""What is the same for all who ask one catalogue: made when first wanted, kept as long as the catalogue is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from communique.catalogue.catalogue import Catalogue

T = TypeVar("T")


class Held(Generic[T]):
    """Gives what `make` makes of a catalogue, the same each time it is asked with it. Several threads may ask."""

    def __init__(self, make: Callable[[Catalogue], T]) -> None:
        self._make = make
        self._made: WeakKeyDictionary[Catalogue, T] = WeakKeyDictionary()
        self._one = threading.Lock()

    def of(self, catalogue: Catalogue) -> T:
        """What was made of this catalogue."""
        with self._one:  # others wait for it: making it twice would take them longer
            found = self._made.get(catalogue)
            if found is None:
                found = self._made[catalogue] = self._make(catalogue)
            return found
