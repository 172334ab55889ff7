"""Who does what to whom: the pairs of actor and recipient that a sentence tells an event of.

words ─► the gate: is there an event? ─► states ─► the finder: who acts, who is acted on, who goes with whom ─► pairs

Most sentences tell of no event, so a look at the words alone comes first and costs next to nothing. What passes is
read by a short transformer over the encoder's inner states, as the head for pairs is one: it tags who acts and who is
acted on, scores each actor with each recipient by a product of two vectors (Dozat and Manning 2017), and says once
more, with all that in view, how likely an event is.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from communique.encoder.crf import Floats, Ints, decode
from communique.encoder.model import calibrated, shipped_digest
from communique.encoder.pieces import Word
from communique.errors import ModelError
from communique.events.gate import Gate
from communique.events.pairs import shipped
from communique.reading import Span
from communique.weights import verified

FORMAT = 1
FILES = ("finder.onnx", "gate.npz")
SETTINGS = "finder.json"
LINKED = 0.5  # the least chance of a link
ACTS, ACTED_ON = "acts", "acted on"
TAGS = ("O", f"B-{ACTS}", f"I-{ACTS}", f"B-{ACTED_ON}", f"I-{ACTED_ON}")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who acts and on whom, None where the sentence names nobody, and the chance that it tells of such an event."""

    actor: Span
    recipient: Span | None
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words `[start, end)` with a role, and how sure its least sure word is."""

    start: int
    end: int
    role: str
    sure: float

    def span(self, words: Sequence[Word]) -> Span:
        """Where its words stand in the text."""
        return Span(words[self.start].start, words[self.end - 1].end)


@dataclass(frozen=True, slots=True)
class Found:
    """What the finder says of a sentence: the parts, the chance of each link between words, and that of an event.

    `hint` is the chance of an event by the words alone.
    """

    parts: tuple[Part, ...]
    links: Floats
    event: float
    hint: float


def pairs_in(words: Sequence[Word], states: Floats, text: str) -> tuple[Pairing, ...]:
    """The pairs that a sentence of `text` tells an event of, in order of their actors.

    `words` are the sentence's, `states` those of their pieces between those of the two ends (`States.over`). Both
    members of a pair that act on each other ("X met Y") make one pair, the first as actor; members of a compound ("X
    and Y condemned Z") make one each where they are told apart. Raises ModelError where the weights
    are missing or damaged.
    """
    if not words:
        return ()
    finder = _finder()
    hint = finder.hint(words, text)
    return finder.pairs(words, finder.read(words, states, hint)) if finder.open_to(hint) else ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the finder's graph does not hold.

    `moves` and `first` are the scores of a tag after a tag and of the first. `open` is the least hint with which a
    sentence is read, `sure` the least chance of a pair that is told, by `calibration` of its evidence.
    """

    moves: Floats
    first: Floats
    calibration: tuple[float, ...]
    open: float
    sure: float

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Settings:
        """The settings in a file."""
        moves, first = (np.array(config[name], np.float32) for name in ("moves", "first"))
        return cls(moves, first, tuple(config["calibration"]), float(config["open"]), float(config["sure"]))


class Finder:
    """The finder. It may be used from several threads."""

    def __init__(self, graph: bytes, gate: Gate, settings: Settings) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._gate, self._settings = gate, settings

    @classmethod
    def open(cls, folder: Path, *, encoder: str) -> Finder:
        """That of the weights in `folder`; `encoder` is the digest of the encoder whose states it will read."""
        try:
            config = json.loads(verified(folder / SETTINGS))
            if (config["format"], config["encoder"], tuple(config["tags"])) != (FORMAT, encoder, TAGS):
                raise ValueError("they were made for another encoder")
            return cls(verified(folder / FILES[0]), Gate.open(verified(folder / FILES[1])), Settings.of(config))
        except ModelError:
            raise
        except Exception as error:  # onnxruntime raises classes of its own without a public root
            raise ModelError(
                f"The weights that find events cannot be loaded: {error}",
                cause=f"{folder} is of another release than the encoder's weights, or onnxruntime is too old",
                fix="install communique again",
            ) from error

    def hint(self, words: Sequence[Word], text: str) -> float:
        """The chance that a sentence of these words tells of an event, by them alone."""
        return 1 / (1 + math.exp(-self._gate.score(words, text)))

    def open_to(self, hint: float) -> bool:
        """Whether a sentence with that hint is worth reading."""
        return hint >= self._settings.open

    def read(self, words: Sequence[Word], states: Floats, hint: float) -> Found:
        """Who acts and is acted on in a sentence, whether or not it tells of an event."""
        sizes = np.array([len(word.ids) for word in words])
        first: Ints = 1 + np.cumsum(sizes) - sizes
        tags, links, event = self._session.run(None, {"states": states, "first": first})
        best, sure = decode([tags], self._settings.moves, self._settings.first)[0]
        return Found(tuple(parts_of(best.tolist(), sure.tolist())), chances(links), float(chances(event)[0]), hint)

    def pairs(self, words: Sequence[Word], found: Found) -> tuple[Pairing, ...]:
        """The pairs among what was found, those that are sure enough."""
        pairs = []
        for actor, other in paired(found):
            score = self._score(actor, other, found)
            if score >= self._settings.sure:
                pairs.append(Pairing(actor.span(words), other.span(words) if other else None, round(score, 4)))
        return tuple(pairs)

    def _score(self, actor: Part, recipient: Part | None, found: Found) -> float:
        return calibrated(evidence(actor, recipient, found), self._settings.calibration)


def paired(found: Found) -> list[tuple[Part, Part | None]]:
    """Everyone who acts, with each that they act on, or with None where there is none."""
    pairs: list[tuple[Part, Part | None]] = []
    for actor in found.parts:
        if actor.role == ACTS:
            others = (other for other in found.parts if other.role == ACTED_ON)
            meant = [other for other in others if found.links[actor.start, other.start] >= LINKED]
            pairs += [(actor, other) for other in meant] or [(actor, None)]
    return pairs


def evidence(actor: Part, recipient: Part | None, found: Found) -> tuple[float, ...]:
    """What the chance of a pair is reckoned from: hint, event, actor, recipient, their link. One half says nothing."""
    if recipient is None:
        return found.hint, found.event, actor.sure, 0.5, 0.5
    return found.hint, found.event, actor.sure, recipient.sure, float(found.links[actor.start, recipient.start])


def parts_of(tags: Sequence[int], sure: Sequence[float]) -> list[Part]:
    """The runs of words that tags make up."""
    found: list[Part] = []
    for n, tag in enumerate(tags):
        begins, _, role = TAGS[tag].partition("-")
        if begins == "B":
            found.append(Part(n, n + 1, role, sure[n]))
        elif begins == "I":
            last = found.pop()
            found.append(Part(last.start, n + 1, role, min(last.sure, sure[n])))
    return found


def chances(scores: Floats) -> Floats:
    """The chance that each score, a log-odds, stands for."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float32)


def digest(folder: Path) -> str:
    """SHA-256 of the files with weights, one after the other, in hex: what the model card names."""
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in FILES)).hexdigest()


@cache
def _finder() -> Finder:
    return Finder.open(shipped(), encoder=shipped_digest())
