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
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
    for path in sorted((folder / "dep").glob("*.conllu")):
        if held.get(path.stem, "train") == split:
            yield _gum_document(path)


def _gum_splits(path: Path) -> dict[str, str]:
    splits, current = {}, ""
    for line in path.open(encoding="utf8"):
        if heading := re.match(r"## (\w+)", line):
            current = heading[1]
        elif item := re.match(r"\s*\* (\S+)", line):
            splits[item[1]] = current
    return splits


_ENTITY = re.compile(r"\((\d+)-([a-z]+)-([^()]*?)(?=[()]|$)|(\d+)\)|\)")
_GUM_KINDS = {"person": "person", "place": "place", "organization": "organisation"}


def _gum_document(path: Path) -> Example:
    text, sentences, names = "", [], []
    open_: list[tuple[int, str, list[int]]] = []
    tokens: list[tuple[int, int, str]] = []
    start: int | None = None
    paragraph, tight = False, set[str]()
    for line in path.open(encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newpar"):
            paragraph = True
        if not line:
            if start is not None:
                sentences.append((start, len(text.rstrip())))
            start, tight = None, set()
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
        if start is None:
            text = text.rstrip() + ("\n\n" if paragraph and text else " " if text else "")
            paragraph, start = False, len(text)
        at = len(text)
        text += cells[1]
        tokens.append((at, len(text), cells[3]))
        entity = re.search(r"Entity=([^|]+)", cells[9])
        if entity:
            for mark in re.finditer(r"\(([^()]+)|([^()]*)\)", entity[1]):
                if mark[1] is not None:
                    open_.append(
                        (int(mark[1].split("-")[0]), mark[1].split("-")[1] if "-" in mark[1] else "", [len(tokens) - 1])
                    )
                    single = entity[1][mark.end() : mark.end() + 1] == ")"
                    if single:
                        continue
                elif open_:
                    wanted = int(mark[2]) if mark[2].isdigit() else open_[-1][0]
                    which = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == wanted), None)
                    if which is None:
                        continue
                    _, kind, (first,) = open_.pop(which)
                    if name := _proper(tokens[first:], kind):
                        names.append(name)
        if "SpaceAfter=No" not in cells[9] and cells[0] not in tight:
            text += " "
    return Example(path.stem, text.rstrip(), names=_longest(names), sentences=sentences)


def _proper(tokens: list[tuple[int, int, str]], kind: str) -> tuple[int, int, str] | None:
    """The name in an entity's tokens, where they are all of one: proper nouns, joined by small words at most."""
    if kind not in _GUM_KINDS:
        return None
    while tokens and tokens[0][2] in ("DET", "PUNCT"):
        tokens = tokens[1:]
    while tokens and (tokens[-1][2] in ("PUNCT", "PART")):
        tokens = tokens[:-1]
    if not tokens or not (tokens[0][2] == tokens[-1][2] == "PROPN"):
        return None
    if any(tag not in ("PROPN", "ADP", "DET", "CCONJ", "PUNCT", "NUM", "ADJ", "PART") for _, _, tag in tokens):
        return None
    return (tokens[0][0], tokens[-1][1], _GUM_KINDS[kind])


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
