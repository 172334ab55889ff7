"""Reads ECB+ (Cybulska and Vossen 2014): articles, and the gold mentions of events with which of them are the same.

A folder a topic, a file an article: `1/1_10ecbplus.xml`. Only mentions in the sentences that `sentences.csv` lists were
annotated with care, and are read; without that file all are. Topics that have no folder are passed over. A chain is a
`CROSS_DOC_COREF` (its note is the same in every article) or an `INTRA_DOC_COREF`; a mention in neither is alone.
"""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.reading import Span
from communique.weave.events.mentions import EventMention, words_of

NO_SPACE_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "]", "'s", "’s", "n't", "n’t", "'", "''", "”", "%"))
NO_SPACE_AFTER = frozenset(("(", "[", "$", "``", "“", "#"))
QUOTES = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}


@dataclass(frozen=True, slots=True)
class EcbMention:
    """An event mention: `spans` of its words in the article's text, its sentence, its chain, its kind of markable."""

    id: str
    spans: tuple[Span, ...]
    sentence: Span
    chain: str
    kind: str


@dataclass(frozen=True, slots=True)
class EcbArticle:
    """An article of ECB+, its text put together from the tokens, a paragraph a sentence; `topic` is gold."""

    id: str
    topic: int
    text: str
    sentences: tuple[Span, ...]
    mentions: tuple[EcbMention, ...]


def articles(folder: Path, topics: Collection[int], sentences: Path | None = None) -> list[EcbArticle]:
    """The articles of some topics, by topic and name. `sentences`: the file of annotated sentences."""
    annotated = _annotated(sentences) if sentences else None
    files = [(topic, file) for topic in sorted(topics) for file in sorted((folder / str(topic)).glob("*.xml"))]
    if not files:
        raise FileNotFoundError(f"No article of the topics {sorted(topics)} under {folder}")
    return [_article(file, topic, annotated) for topic, file in files]


def event_mentions(article: EcbArticle) -> list[EventMention]:
    """The gold mentions as weaving takes them: text and place alone, nothing of what else is annotated."""
    words = words_of(article.text)
    found = []
    for m in article.mentions:
        start, end = m.spans[0].start - m.sentence.start, m.spans[-1].end - m.sentence.start
        trigger = " ".join(span.of(article.text) for span in m.spans)
        sentence = m.sentence.of(article.text)
        found.append(EventMention(m.id, article.id, trigger, sentence, Span(start, end), m.spans[0].start, words))
    return found


def chains(articles: Iterable[EcbArticle]) -> list[frozenset[str]]:
    """The gold chains: the ids of the mentions of each event, those that are alone too."""
    found: dict[str, list[str]] = {}
    for article in articles:
        for mention in article.mentions:
            found.setdefault(mention.chain, []).append(mention.id)
    return [frozenset(ids) for ids in found.values()]


def parse_topics(text: str) -> tuple[int, ...]:
    """ "1-3,7" as (1, 2, 3, 7)."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def _annotated(path: Path) -> set[tuple[str, int]]:
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(f"{topic}_{name}", int(number)) for topic, name, number in rows}


def _article(path: Path, topic: int, annotated: set[tuple[str, int]] | None) -> EcbArticle:
    root = ET.parse(path).getroot()
    spans, numbers, text = {}, {}, ""
    of_sentence: dict[int, list[Span]] = {}
    before, last, open_quote = None, "", False
    for token in root.iter("token"):
        number, word = int(token.attrib["sentence"]), (token.text or "").strip()
        word = QUOTES.get(word, word)
        closing = word == '"' and open_quote
        glued = word in NO_SPACE_BEFORE or last in NO_SPACE_AFTER or closing or (last == '"' and open_quote)
        if word == '"':
            open_quote = not open_quote
        text += "" if not text else "\n\n" if number != before else "" if glued else " "
        span = Span(len(text), len(text) + len(word))
        text += word
        spans[token.attrib["t_id"]], numbers[token.attrib["t_id"]] = span, number
        of_sentence.setdefault(number, []).append(span)
        before, last = number, word
    sentences = {number: Span(found[0].start, found[-1].end) for number, found in of_sentence.items()}
    chains = dict(_chains(root, path.stem))
    mentions = []
    for markable in root.findall("Markables/*"):
        tokens = [anchor.attrib["t_id"] for anchor in markable.iter("token_anchor")]
        if not tokens or not markable.tag.startswith(("ACTION", "NEG_ACTION")):
            continue
        number = numbers[tokens[0]]
        if annotated is None or (path.stem, number) in annotated:
            own = f"{path.stem}:{markable.attrib['m_id']}"
            placed = tuple(sorted(spans[t] for t in tokens))
            chain = chains.get(markable.attrib["m_id"], own)
            mentions.append(EcbMention(own, placed, sentences[number], chain, markable.tag))
    mentions.sort(key=lambda m: (m.spans, m.id))
    return EcbArticle(path.stem, topic, text, tuple(sentences.values()), tuple(mentions))


def _chains(root: ET.Element, stem: str) -> Iterator[tuple[str, str]]:
    for relation in root.findall("Relations/*"):
        if relation.tag in ("CROSS_DOC_COREF", "INTRA_DOC_COREF"):
            within = f"{stem}:{relation.attrib['r_id']}"
            name = relation.attrib.get("note", within) if relation.tag == "CROSS_DOC_COREF" else within
            for source in relation.iter("source"):
                yield source.attrib["m_id"], name
