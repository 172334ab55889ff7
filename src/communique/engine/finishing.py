"""One shard, from its articles to its finished readings: what each machine of a cluster does."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, cast

from communique.engine.work import Finished, Job, Work, told
from communique.gather import Unread
from communique.gather.shards import Shard, articles_of
from communique.reading import Article, Reading
from communique.record.finished import write

Read = Callable[[Iterable[Article]], Iterator[Reading]]


def finish(shard: Shard, name: str, work: Work, job: Job, read: Read, tell: Callable[[], object]) -> Finished:
    """Reads the articles of a shard, once each, and keeps the readings under `name` in `work`; `tell` is told of each.

    Raises GatherError where the shard's filesystem fails, EngineError where that of `work` does: then nothing is kept.
    """
    seen: set[str] = set()
    unread: list[Unread] = []
    repeated = 0

    def articles() -> Iterator[Article]:
        nonlocal repeated
        for item in articles_of(shard, job.columns, job.limit):
            if isinstance(item, Unread):
                unread.append(item)
            elif item.id in seen:
                repeated += 1
            else:
                seen.add(item.id)
                yield item

    def readings() -> Iterator[Reading]:
        for reading in read(articles()):
            tell()
            yield reading

    with tempfile.TemporaryFile() as file:
        count = sum(1 for _ in write(readings(), file))
        file.seek(0)
        finished = told(shard, count, repeated, unread)
        work.put(name, cast("BinaryIO", file), finished)
        return finished
