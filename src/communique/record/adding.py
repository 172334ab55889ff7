"""Writing to a record: each time the next snapshot, made beside the present one and put in its place by one rename."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from communique.errors import RecordError
from communique.reading import Reading
from communique.record import compacting, history, manifest, parts
from communique.record.batch import Added, Unknown
from communique.record.compacting import Compacted
from communique.record.finished import Piece
from communique.record.lock import Patience, writing
from communique.record.manifest import Manifest, Part
from communique.record.present import Present
from communique.record.taking import Taken, take

if TYPE_CHECKING:
    from communique.record.weaving import Tally, Tell


def add(record: Present, patience: Patience, readings: Iterable[Reading]) -> Added:
    """Adds readings as one batch; see `Record.add`."""
    with _written(record, patience) as present:
        batch = Unknown(readings, record.article_parts())
        _swap(record, present, tuple(parts.write_parts(record.folder, present.snapshot + 1, batch)))
        return Added(new=len(batch.new), known=batch.known)


def add_finished(record: Present, patience: Patience, finished: Iterable[Piece]) -> Taken:
    """Adds finished readings as one batch; see `Record.take`."""
    with _written(record, patience) as present:
        taken = Taken()
        fresh = take(record.folder, present.snapshot + 1, finished, record.article_parts(), taken)
        _swap(record, present, tuple(fresh))
        return taken


def weave(record: Present, patience: Patience, progress: Tell | None) -> Tally:
    """Weaves all articles; see `Record.weave`."""
    from communique.record import weaving

    with _written(record, patience) as present:
        record.index.update(present, ())  # where another release made it, or it was left behind
        if present.woven and not present.unwoven():
            return weaving.counted(record.folder, present)
        tally, newest = weaving.weave(record.folder, present, progress)
        history.swap(record.folder, newest, "weave")
        return tally


def compact(record: Present, patience: Patience) -> Compacted:
    """Merges small parts; see `Record.compact`."""
    with _written(record, patience) as present:
        groups = compacting.merge(record.folder, present)
        if groups:
            with record.index.merged(groups):
                history.swap(record.folder, present.merged(groups), "compact")
        return Compacted(len(present.parts), len(present.parts) - sum(map(len, groups.values())) + len(groups))


def _swap(record: Present, present: Manifest, fresh: tuple[Part, ...]) -> None:
    """Makes the parts of a batch visible, where there are any."""
    if fresh:
        record.index.update(present, fresh)
        history.swap(record.folder, present.added(fresh), "read")


@contextmanager
def _written(record: Present, patience: Patience) -> Iterator[Manifest]:
    """The present snapshot, for the block to write the next; nothing of that stays if the block ends in an error.

    Raises RecordError where another process is writing.
    """
    if record.as_of is not None:
        raise RecordError(
            f"An older snapshot of the record at {record.folder} is not added to",
            cause="it was opened with as_of",
            fix="open it without",
        )
    with writing(record.folder, patience):
        present = record.now().manifest
        parts.clean(record.folder, present)
        try:
            yield present
        except BaseException:
            # not only errors: a key pressed in mid-batch should not leave its parts behind either
            parts.clean(record.folder, manifest.load(record.folder))
            raise
