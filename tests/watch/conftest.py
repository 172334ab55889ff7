from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest

from communique.errors import RecordError
from communique.gather import Unread
from communique.gather.web import Limits
from communique.reading import Article, Block, Reading, Span
from communique.record import Record
from communique.watch import Source, Sources, watch
from tests.gather.misbehaving import Host, serving

LIMITS = Limits(size=500_000, seconds=1.0, redirects=3, pause=0.0)


@dataclass
class Heard:
    """An ear that writes down what it hears."""

    said_: list[tuple[str, str]] = field(default_factory=list)
    lost_: list[Unread] = field(default_factory=list)
    read_: list[Article] = field(default_factory=list)
    known_: list[Article] = field(default_factory=list)
    busy_: int = 0
    rests: int = 0
    failing: int = 0
    on_read: Callable[[], None] = lambda: None
    on_rest: Callable[[], None] = lambda: None

    def said(self, source: Source, words: str) -> None:
        self.said_.append((source.name, words))

    def lost(self, unread: Unread) -> None:
        self.lost_.append(unread)

    def read(self, reading: Reading) -> None:
        self.read_.append(reading.article)
        self.on_read()

    def known(self, article: Article) -> None:
        self.known_.append(article)

    def rest(self) -> None:
        self.rests += 1
        self.on_rest()

    def busy(self, error: RecordError) -> None:
        self.busy_ += 1

    def troubles(self) -> list[str]:
        return [words for _, words in self.said_ if not words.endswith(" new")]


@dataclass
class Desk:
    """A record to be kept up to date, and a host that is watched."""

    record: Record
    host: Host

    def source(self, path: str, **options: object) -> Source:
        return Source(self.host.url(path), path, private=True, **options)  # type: ignore[arg-type]

    def once(self, *paths: str, sources: Iterable[Source] = ()) -> Heard:
        heard = Heard()
        chosen = Sources((*map(self.source, paths), *sources))
        heard.failing = watch(self.record, chosen, heard, once=True, limits=LIMITS)
        return heard

    def urls(self) -> list[str]:
        return sorted(str(article.url) for article in self.record.articles())


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as host:
        yield host


@pytest.fixture
def desk(tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """With a quick stand-in for reading, so that no model is loaded."""

    def annotate_many(articles: Iterable[Article], *, desk: object = None) -> Iterator[Reading]:
        for article in articles:
            yield Reading(article, (Block(Span(0, len(article.text)), "body"),))

    room = ModuleType("communique.annotate")
    vars(room).update(annotate_many=annotate_many)
    monkeypatch.setitem(sys.modules, "communique.annotate", room)
    return Desk(Record.open(tmp_path / "record", create=True), host)


@pytest.fixture
def stop() -> Event:
    return Event()
