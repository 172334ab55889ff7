"""A statement's article written with marks: {s:who} {q:said} {c:what}; {2s:…} for the second attribution."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from communique.encoder.understanding import Attribution, Understanding
from communique.reading import Article, Basis, Block, Span, Spans, Statement
from communique.statements import Stated, statements

ACTORS = {
    "Reuters": "reuters",
    "KCNA": "kcna",
    "Yonhap": "yonhap",
    "Lagmar": "LGM",
    "Ek": "ek",
    "Twitter": "twitter",
}


@dataclass(frozen=True)
class Known:
    """Knows a few actors by the words that name them."""

    text: str

    def actor_of(self, spans: Spans) -> tuple[str | None, Basis | None]:
        words = " ".join(span.of(self.text) for span in spans)
        found = next((actor for name, actor in ACTORS.items() if name in words), None)
        return (found, "name") if found else (None, None)


@dataclass(frozen=True)
class Read:
    text: str
    stated: Stated

    @property
    def all(self) -> tuple[Statement, ...]:
        return self.stated.statements

    @property
    def one(self) -> Statement:
        (only,) = self.stated.statements
        return only

    def words(self, spans: Sequence[Span]) -> list[str]:
        return [span.of(self.text) for span in spans]

    def hops(self, statement: Statement) -> list[tuple[str | None, str, str]]:
        return [(hop.actor, " ".join(self.words(hop.spans)), hop.relation) for hop in statement.chain]


Reader = Callable[..., Read]


def unmarked(marked: str) -> tuple[str, tuple[Attribution, ...]]:
    text, at = "", 0
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for match in re.finditer(r"\{(\d*)([sqc]):([^{}]*)\}", marked):
        text += marked[at : match.start()]
        spans[match[1]][match[2]].append(Span(len(text), len(text) + len(match[3])))
        text += match[3]
        at = match.end()
    text += marked[at:]
    return text, tuple(
        Attribution(tuple(roles["s"]), tuple(roles["q"]), tuple(roles["c"]), 0.87654321) for roles in spans.values()
    )


@pytest.fixture
def read() -> Reader:
    def reader(marked: str, *, outlet: str | None = None, blocks: Sequence[Block] = ()) -> Read:
        text, attributions = unmarked(marked)
        article = Article("x", text, outlet=outlet)
        return Read(text, statements(article, blocks, Understanding(attributions), Known(text)))

    return reader
