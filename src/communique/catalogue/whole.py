"""The shelf of whole occurrences: each with all of its accounts, to be taken out by its id."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from communique.catalogue.catalogue import Catalogue
from communique.plain import plain, typed
from communique.weave.occurrence import Occurrence

if TYPE_CHECKING:
    from communique.catalogue.making import Source

T = TypeVar("T")

# Packed one by one, as readings are: taking one out of 77,000 takes 0.6 ms, out of DuckDB's own columns 13 ms of CPU.
_LEVEL = 1
_AT_ONCE = 5_000  # rows that are put in at once; enough that putting them in takes no time beside packing them


def fill(source: Source) -> None:
    """Fills the shelf."""
    import pyarrow as pa

    source.connection.execute("CREATE TABLE shelf.whole (occurrence VARCHAR, packed BLOB)")
    for some in in_batches(source.occurrences(), _AT_ONCE):
        ids = pa.array([one.id for one in some], pa.string())
        packed = pa.array(map(_packed, some), pa.binary())
        source.connection.register("packed", pa.table({"occurrence": ids, "packed": packed}))
        source.connection.execute("INSERT INTO shelf.whole SELECT occurrence, packed FROM packed")
        source.connection.unregister("packed")
    source.connection.execute("CREATE INDEX whole_occurrence ON shelf.whole (occurrence)")


def whole(catalogue: Catalogue, ids: Iterable[str]) -> Mapping[str, Occurrence]:
    """The occurrences with these ids, by id; those that the record does not have are left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    # one by one: the index is used for one alone
    query = "SELECT packed FROM whole WHERE occurrence = ?"
    return {id_: _unpacked(packed) for id_ in wanted for (packed,) in catalogue.ask(query, [id_])}


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """The things in lists of `size`, the last one shorter."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def _packed(occurrence: Occurrence) -> bytes:
    # in ASCII: a text may hold half of a surrogate pair
    return zlib.compress(json.dumps(plain(occurrence), separators=(",", ":")).encode("ascii"), _LEVEL)


def _unpacked(packed: bytes) -> Occurrence:
    made: Occurrence = typed(Occurrence, json.loads(zlib.decompress(packed)))
    return made
