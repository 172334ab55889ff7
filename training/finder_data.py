"""What the finder learns from: sentences with who acts and on whom, from several sets, in one form.

cameo_ner has the words of each sentence apart, with S (acts), T (acted on) and R (both). Where cameo_class has the same
sentence as it was printed, that text is taken. PLV marks one pair a sentence. Class 0 of cameo_class is "no event".
Made sentences are our own.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from plv import plv

from communique.events.finding import ACTED_ON, ACTS
from communique.reading import Span
from pairs import BEFORE, BEHIND, STATES, TWOFOLD, _joined, _moved, filled, read_patterns
from training.moves.format import read_all

BOTH = "both"
# cameo_ner's letters for the roles.
ROLES = {"S": ACTS, "T": ACTED_ON, "R": BOTH}
# Why a sentence of the labelled moves holds no move, where that means that it tells of no event either.
NOTHING = frozenset({"guess", "hope", "description", "question", "scene", "opinion"})
DISPATCHES = "us-north-korea"
LEAST = 5  # words of a sentence of the news
# Of made pairs: how many get a second actor or recipient beside the first.
COMPOUND = 0.2


class Role(NamedTuple):
    """Who acts, is acted on, or does both: ACTS, ACTED_ON or BOTH."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a set. `roles` is None where they are not known, `event` where it is not known if it tells of one.

    `links` has places in `roles`, actor before recipient. `fuller` is the same sentence with the recipient that PLV has
    and cameo_ner left out: for learning, not for measuring. `as_labelled` has BOTH where cameo_ner has R.
    """

    text: str
    roles: tuple[Role, ...] | None
    links: frozenset[tuple[int, int]]
    event: bool | None
    origin: str
    fuller: Sentence | None = None
    as_labelled: tuple[Role, ...] = ()


def marked(folder: Path) -> list[Sentence]:
    """The sentences of cameo_ner, PLV and cameo_class in `folder`, each once, in the first of them that has it."""
    classes = {_key(text): (text, kind != "0") for text, kind in _lines(folder / "cameo_class_train.tsv")}
    found: dict[str, Sentence] = {}
    for words in _conll(folder / "cameo_ner_train.txt"):
        key = _key(" ".join(word for word, _ in words))
        printed, event = classes.get(key, (None, None))
        whole = _printed([word for word, _ in words])
        same = printed is not None and _bare(printed) == _bare(whole)
        found[key] = _with_roles(printed if printed and same else whole, words, event)
    for pair in plv(folder / "plv_train.tsv"):
        roles = tuple(Role(s, r) for s, r in ((pair.actor, ACTS), (pair.recipient, ACTED_ON)) if s)
        links = frozenset({(0, 1)} if len(roles) == 2 else ())
        told = found.setdefault(_key(pair.text), Sentence(pair.text, roles, links, True, "plv"))
        if told.roles and len(told.roles) == 1 and len(roles) == 2 and told.text == pair.text:
            found[_key(pair.text)] = replace(told, fuller=Sentence(pair.text, roles, links, told.event, "ner"))
    for key, (text, event) in classes.items():
        found.setdefault(key, Sentence(text, None, frozenset(), event, "class"))
    return list(found.values())


def _lines(path: Path) -> Iterable[Sequence[str]]:
    with path.open(encoding="utf8", newline="") as stream:
        yield from csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def _conll(path: Path) -> Iterable[list[tuple[str, str]]]:
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf8")):
        words = [(line.split()[0], line.split()[-1]) for line in block.splitlines() if line.strip()]
        if words:
            yield words


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _printed(words: Sequence[str]) -> str:
    """Words as they would be printed, near enough."""
    text = re.sub(r" ([.,:;?!%)\]’”])", r"\1", " ".join(words))
    text = re.sub(r"([(\[“$#]) ", r"\1", text)
    text = re.sub(r"(['’]) (s|re|ve|ll|t|d)\b", r"\1\2", re.sub(r" ' (s|re|ve|ll|t|d)\b", r"'\1", text))
    return re.sub(r"(\w) ([-/]) (\w)", r"\1\2\3", re.sub(r"(\d), (\d{3})\b", r"\1,\2", text))


def _with_roles(text: str, words: Sequence[tuple[str, str]], event: bool | None) -> Sentence:
    """The sentence `text` with the roles of `words`, which are its own but for spaces."""
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    roles: list[Role] = []
    done = 0
    for word, tag in words:
        start, end = places[done], places[done + len(word) - 1] + 1
        done += len(word)
        if tag[0] == "B":
            roles.append(Role(Span(start, end), ROLES[tag[-1]]))
        elif tag[0] == "I" and roles:
            roles[-1] = Role(Span(roles[-1].span.start, end), roles[-1].role)
    as_labelled = tuple(roles)
    roles = one_way(roles)
    return Sentence(text, tuple(roles), _all_linked(roles), event, "ner", as_labelled=as_labelled)


def one_way(roles: Sequence[Role]) -> list[Role]:
    """The same with those that do both, in turn, as the one that acts and the ones that are acted on.

    cameo_ner has "X will meet Y" now as R and R, now as S and T.
    """
    first = next((n for n, role in enumerate(roles) if role.role == BOTH), None)
    return [Role(s, r if r != BOTH else ACTS if n == first else ACTED_ON) for n, (s, r) in enumerate(roles)]


def _all_linked(roles: Sequence[Role]) -> frozenset[tuple[int, int]]:
    """Everyone who acts with everyone acted on."""
    numbered = list(enumerate(roles))
    return frozenset((i, j) for i, a in numbered for j, b in numbered
                     if i != j and a.role == ACTS and b.role == ACTED_ON)  # fmt: skip


def made(each: int, seed: int) -> list[Sentence]:
    """Our own sentences, `each` of every type of event, some of them with two pairs or with compounds."""
    chance = random.Random(seed)
    patterns = read_patterns()
    found = []
    for kind in dict.fromkeys(kind for kind, _ in patterns):
        own = [pattern for k, pattern in patterns if k == kind]
        for n in range(each):
            one = filled(own[n % len(own)], kind, chance)
            before, behind = (chance.choice(each) if chance.random() < 0.6 else "" for each in (BEFORE, BEHIND))
            pairs = [_moved(one, len(before), f"{before}{one.text}{behind}.")]
            if chance.random() < TWOFOLD:
                other_kind, pattern = chance.choice(patterns)
                pairs = _joined(one, filled(pattern, other_kind, chance), chance)
            roles, links = [], set()
            for pair in pairs:
                at = len(roles)
                roles.append(Role(pair.actor, ACTS))
                if pair.recipient:
                    roles.append(Role(pair.recipient, ACTED_ON))
                    links.add((at, at + 1))
            sentence = Sentence(pairs[0].text, tuple(roles), frozenset(links), True, "made")
            found.append(_compounded(sentence, chance) if chance.random() < COMPOUND else sentence)
    return found


def _compounded(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence with one of its actors or recipients joined by a second, in the same role."""
    roles = list(sentence.roles or ())
    which = chance.randrange(len(roles))
    span, role = roles[which]
    if _text(sentence.text, span) not in STATES:
        return sentence
    other = chance.choice([state for state in STATES if state not in sentence.text])
    link = chance.choice((" and ", " and ", ", along with ", " as well as "))
    text = sentence.text[: span.end] + link + other + sentence.text[span.end :]
    by = len(link) + len(other)
    moved = [Role(Span(s.start + by, s.end + by) if s.start >= span.end else s, r) for s, r in roles]
    moved.append(Role(Span(span.end + len(link), span.end + by), role))
    new = len(roles)
    links = set(sentence.links)
    links |= {(new, j) for i, j in sentence.links if i == which} | {(i, new) for i, j in sentence.links if j == which}
    return Sentence(text, tuple(moved), frozenset(links), True, "made")


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]


def bargaining() -> list[Sentence]:
    """Our own sentences with labelled moves: those with a move tell of an event, those without one for such a reason
    that there is none do not. The negotiation that the dispatches are about is left out, for they measure.
    """
    return [
        Sentence(s.text, None if s.moves else (), frozenset(), bool(s.moves), "moves")
        for negotiation in read_all()
        for s in negotiation.sentences
        if negotiation.id != DISPATCHES and (s.moves or s.why in NOTHING)
    ]


def news(folder: Path, count: int, seed: int) -> list[Sentence]:
    """Sentences of ordinary news, `count` of those of PolNeAR's articles in `folder`: most tell of no event."""
    texts = (path.read_text(encoding="utf8") for path in sorted(folder.glob("*.txt")))
    lines = [line for text in texts for line in re.split(r"(?<=[.!?])\s+|\n+", text) if len(line.split()) >= LEAST]
    return [
        Sentence(line, None, frozenset(), False, "news")
        for line in random.Random(seed).sample(sorted(set(lines)), count)
    ]
