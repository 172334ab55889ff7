"""Reads the GUM corpus (Zeldes 2017): texts, sentences, words, entities with their chains, and who attributions are to.

GUM's conllu files carry the words, the trees and the entities; its rs4 files the discourse relations, of which
`attribution` says that a unit ("Kim said") gives the source of another.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the tree at `[start, end)` of the text; `head` is the number of the word that governs it, or -1."""

    start: int
    end: int
    tag: str
    head: int
    role: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of an entity: the words `[first, after)`, its chain (unique in the text), kind and head word."""

    first: int
    after: int
    chain: int
    kind: str
    head: int


@dataclass(frozen=True, slots=True)
class GumText:
    """A text of GUM. `subjects` are, for each attribution, the entity that is its subject; None where it has none."""

    name: str
    genre: str
    text: str
    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]
    subjects: tuple[Entity | None, ...]


def texts(folder: Path) -> Iterator[GumText]:
    """The texts in `folder` (which holds `dep` and `rst/rstweb`), by name."""
    for path in sorted((folder / "dep").glob("GUM_*.conllu")):
        yield _text(path, folder / "rst/rstweb" / f"{path.stem}.rs4")


def held_out(found: Iterable[GumText], fold: int = 0) -> set[str]:
    """The names of every fourth text of news and of speech, from `fold` on: those that are measured on."""
    read = list(found)
    genres = (sorted(t.name for t in read if t.genre == genre) for genre in ("news", "speech"))
    return {name for names in genres for i, name in enumerate(names) if i % 4 == fold}


def name_head(text: GumText, entity: Entity) -> int:
    """The head word of an entity; of a name its last word, the family name, where the tree has the first."""
    if text.words[entity.head].tag != "PROPN":
        return entity.head
    rest = range(entity.head + 1, entity.after)
    return max(
        (k for k in rest if text.words[k].role == "flat" and text.words[k].head == entity.head), default=entity.head
    )


def _text(path: Path, relations: Path) -> GumText:
    text, words, sentences = "", list[Word](), list[tuple[int, int]]()
    entities: list[Entity] = []
    pending: list[tuple[int, str, int]] = []  # chain, kind, first word
    first: int | None = None
    paragraph, tight = False, set[str]()
    for line in [*path.open(encoding="utf8"), ""]:
        line = line.rstrip("\n")
        if line.startswith("# newpar"):
            paragraph = True
        if not line:
            if first is not None and first < len(words):
                sentences.append((words[first].start, words[-1].end))
            first, tight = None, set()
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if joined := re.fullmatch(r"(\d+)-(\d+)", cells[0]):  # "Mecca's": one word in the text, two in the tree
            tight = {str(i) for i in range(int(joined[1]), int(joined[2]))}
            if "SpaceAfter=No" in cells[9]:
                tight.add(joined[2])
            continue
        if not cells[0].isdigit():
            continue
        if first is None:
            text = text.rstrip() + ("\n\n" if paragraph and text else " " if text else "")
            paragraph, first = False, len(words)
        head = int(cells[6])
        words.append(Word(len(text), len(text) + len(cells[1]), cells[3], first + head - 1 if head else -1, cells[7]))
        text += cells[1]
        if marks := re.search(r"Entity=([^|]+)", cells[9]):
            _entities(marks[1], len(words) - 1, pending, entities)
        if "SpaceAfter=No" not in cells[9] and cells[0] not in tight:
            text += " "
    entities = [Entity(e.first, e.after, e.chain, e.kind, _head(words, e.first, e.after)) for e in entities]
    entities.sort(key=lambda e: (e.first, -e.after))
    genre = path.stem.split("_")[1]
    subjects = tuple(_subject(words, entities, *unit) for unit in _attributions(relations, len(words)))
    return GumText(path.stem, genre, text.rstrip(), tuple(words), tuple(sentences), tuple(entities), subjects)


def _entities(marks: str, at: int, pending: list[tuple[int, str, int]], done: list[Entity]) -> None:
    for mark in re.finditer(r"\((?P<open>[^()]+)|(?P<close>[^()]*)\)", marks):
        if mark["open"] is not None:
            chain, kind, *_ = mark["open"].split("-")
            pending.append((int(chain), kind, at))
            continue
        wanted = int(mark["close"]) if mark["close"].isdigit() else pending[-1][0] if pending else None
        for number in range(len(pending) - 1, -1, -1):
            if pending[number][0] == wanted:
                chain, kind, begun = pending.pop(number)
                done.append(Entity(begun, at + 1, chain, kind, begun))
                break


def _head(words: list[Word], first: int, after: int) -> int:
    """The word of a phrase that is governed from outside it."""
    return next((n for n in range(first, after) if not first <= words[n].head < after), after - 1)


def _attributions(path: Path, size: int) -> Iterator[tuple[int, int]]:
    """The units that attribute another, as ranges of words: in rs4 the units are the words in order, space-parted."""
    body = ET.parse(path).getroot().find("body")
    assert body is not None
    at = 0
    for unit in body.iter("segment"):
        length = len((unit.text or "").split())
        if (unit.get("relname") or "").startswith("attribution"):
            yield at, at + length
        at += length
    if at != size:
        raise ValueError(f"{path.name}: {at} words in the units, {size} in the tree")


def _subject(words: list[Word], entities: list[Entity], first: int, after: int) -> Entity | None:
    """The entity that is the subject of a unit's verb, or that its "according to" leads to."""
    by_head: dict[int, Entity] = {}
    for entity in entities:
        known = by_head.get(entity.head)
        if known is None or entity.after - entity.first > known.after - known.first:
            by_head[entity.head] = entity
    root = _head(words, first, after)
    for role in ("nsubj", "nsubj:pass", "obl:agent", "obl", "nmod"):
        for n, word in enumerate(words[first:after], first):
            if word.role == role and (word.head == root or role != "nsubj") and n in by_head:
                return by_head[n]
    return by_head.get(root)
