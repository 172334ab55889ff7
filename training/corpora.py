"""The training sets, read into one shape: a text with spans.

PolNeAR gives attributions; GUM gives names and sentence ends; names on further news are a silver layer (`silver.py`).
"""

from __future__ import annotations

import collections
import gzip
import html
import json
import random
import re
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import gum as gum_corpus

UNMARKED = 500  # articles of each source that nobody marked
ROLES = ("source", "cue", "content")
NAME_KINDS = ("person", "state", "organisation", "group", "place")

Range = tuple[int, int]


@dataclass(slots=True)
class Attributed:
    source: list[Range]
    cue: list[Range]
    content: list[Range]


@dataclass(slots=True)
class Example:
    """A text and what is marked in it; None for a layer that nobody marked in this text."""

    key: str
    text: str
    attributions: list[Attributed] | None = None
    names: list[tuple[int, int, str]] | None = None
    sentences: list[Range] | None = None
    extra: dict[str, object] = field(default_factory=dict)


def polnear(folder: Path) -> Iterator[Example]:
    """PolNeAR articles with their attributions; of several annotators, the first by name, as the scorer takes it."""
    annotations: dict[str, list[Path]] = collections.defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations[re.sub(r"_[0-9a-f]{4}\.ann$", "", path.name)].append(path)
    for stem, paths in annotations.items():
        text = (folder / "text" / f"{stem}.txt").open(encoding="utf8", newline="").read()
        spans: dict[str, list[Range]] = {}
        attributions = []
        for line in paths[0].open(encoding="utf8"):
            if mention := re.match(r"(T\d+)\t(\S+) ([\d; ]+)\t", line):
                parts = (part.split() for part in mention[3].split(";"))
                spans[mention[1]] = [(int(start), int(end)) for start, end in parts]
            elif relation := re.match(r"E\d+\t(.*)", line):
                roles: dict[str, list[Range]] = {role: [] for role in ROLES}
                for argument in relation[1].split():
                    role, mark = argument.split(":")
                    role = re.sub(r"\d+$", "", role).lower()
                    if role in ROLES:
                        roles[role] += spans.get(mark, [])
                attributions.append(Attributed(**roles))
        yield Example(stem, text, attributions=attributions)


def gum(folder: Path, split: str) -> Iterator[Example]:
    """GUM documents of a split, their text rebuilt, with sentences and proper names (entity spans cut to the name)."""
    held = _gum_splits(folder / "splits.md")
    for text in gum_corpus.texts(folder):
        if held.get(text.name, "train") == split:
            named = (_proper(text.words[e.first : e.after], e.kind) for e in text.entities)
            names = _longest([name for name in named if name is not None])
            yield Example(text.name, text.text, names=names, sentences=list(text.sentences))


def _gum_splits(path: Path) -> dict[str, str]:
    splits, current = {}, ""
    for line in path.open(encoding="utf8"):
        if heading := re.match(r"## (\w+)", line):
            current = heading[1]
        elif item := re.match(r"\s*\* (\S+)", line):
            splits[item[1]] = current
    return splits


_GUM_KINDS = {"person": "person", "place": "place", "organization": "organisation"}


def _proper(words: Sequence[gum_corpus.Word], kind: str) -> tuple[int, int, str] | None:
    """The name in an entity's words, where they are all of one: proper nouns, joined by small words at most."""
    if kind not in _GUM_KINDS:
        return None
    while words and words[0].tag in ("DET", "PUNCT"):
        words = words[1:]
    while words and words[-1].tag in ("PUNCT", "PART"):
        words = words[:-1]
    if not words or not (words[0].tag == words[-1].tag == "PROPN"):
        return None
    if any(w.tag not in ("PROPN", "ADP", "DET", "CCONJ", "PUNCT", "NUM", "ADJ", "PART") for w in words):
        return None
    return (words[0].start, words[-1].end, _GUM_KINDS[kind])


def _longest(names: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for name in sorted(set(names), key=lambda n: (n[0], -n[1])):
        if not kept or name[0] >= kept[-1][1]:
            kept.append(name)
    return kept


def unmarked(shared: Path, chance: random.Random) -> Iterator[Example]:
    """News that nobody marked, for a student to learn its teacher's answers on: Reuters of 1987 and a state agency."""
    with gzip.open(shared / "data/kcna/headlines.json.gz", "rt", encoding="utf8") as packed:
        stories = [row["story_text"] for row in json.load(packed) if len(row["story_text"] or "") > 300]
    for i, story in enumerate(chance.sample(stories, min(UNMARKED, len(stories)))):
        yield Example(f"kcna-{i}", story[:4000])
    bodies = []
    with tarfile.open(shared / "data/reuters21578/reuters21578.tar.gz") as archive:
        for member in sorted(archive, key=lambda m: m.name):
            if member.name.endswith(".sgm") and (file := archive.extractfile(member)):
                text = file.read().decode("utf8", errors="replace")
                bodies += re.findall(r"<BODY>(.*?)</BODY>", text, re.S)
    said = [b for b in bodies if len(b) > 1200 and b.count(" said") >= 3]
    for i, body in enumerate(chance.sample(said, min(UNMARKED, len(said)))):
        paragraphs = re.split(r"\n&\\t", re.sub(r"\s*Reuter\s*&#3;\s*$", "", body))
        yield Example(f"reuters-{i}", html.unescape("\n\n".join(" ".join(p.split()) for p in paragraphs)))


def silver(path: Path) -> dict[str, Example]:
    """Examples written by `silver.py`, by key."""
    found = {}
    for line in path.open(encoding="utf8"):
        row = json.loads(line)
        found[row["key"]] = Example(
            row["key"],
            row["text"],
            names=[tuple(n) for n in row["names"]],
            sentences=[tuple(s) for s in row["sentences"]] if row.get("sentences") else None,
        )
    return found
