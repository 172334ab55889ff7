"""What a user would run instead, as pipelines from text to quotations: for speed beside ours.

`textacy`: its direct quotations over spaCy's parse. `parse_and_patterns`: the design of the Gender Gap Tracker (Asr et
al. 2021, "The Gender Gap Tracker: Using Natural Language Processing to measure gender bias in media"), of which only
the paper was followed: spaCy's whole pipeline, then the clauses that verbs of saying govern, quotations that float
beside such a verb, and "according to". Its chains of coreference are left out, which makes it faster than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

Peer = Callable[[str], int]
"""How many quotations it finds in a text."""

VERBS = frozenset((
    "accept", "accuse", "acknowledge", "add", "admit", "advise", "agree", "allege", "announce", "argue", "assert",
    "assure", "believe", "claim", "comment", "conclude", "confirm", "contend", "declare", "demand", "deny", "describe",
    "emphasize", "estimate", "explain", "express", "hint", "hope", "indicate", "insist", "maintain", "mention", "note",
    "observe", "pledge", "point", "predict", "promise", "propose", "recall", "recommend", "refuse", "reiterate",
    "remark", "reply", "report", "respond", "reveal", "say", "speak", "state", "stress", "suggest", "swear", "tell",
    "testify", "think", "threaten", "urge", "vow", "warn", "write",
))  # fmt: skip
MARKS = frozenset('"“”«»')


def textacy(nlp: Language) -> Peer:
    """textacy's direct quotations, on the parse of `nlp`; it gives none where a text's marks are odd in number."""
    from textacy.extract import direct_quotations

    def peer(text: str) -> int:
        try:
            return sum(1 for _ in direct_quotations(nlp(text)))
        except ValueError:
            return 0

    return peer


def parse_and_patterns(nlp: Language) -> Peer:
    """The patterns of the Gender Gap Tracker's paper, on the parse of `nlp`."""
    return lambda text: sum(1 for _ in quotations(nlp(text)))


def quotations(doc: Doc) -> Iterator[tuple[Span | None, Token | None, Span]]:
    """Speaker, verb and quotation: of clauses, then of what floats, then of "according to"; none twice."""
    taken: list[tuple[int, int]] = []
    for found in (*_clauses(doc), *_floating(doc), *_according(doc)):
        said = found[2]
        if all(said.end <= start or end <= said.start for start, end in taken):
            taken.append((said.start, said.end))
            yield found


def _clauses(doc: Doc) -> Iterator[tuple[Span | None, Token | None, Span]]:
    for token in doc:
        if token.dep_ == "ccomp" and token.head.lemma_ in VERBS:
            inside = [t.i for t in token.subtree if t.head.i != token.head.i or t.i == token.i]
            if inside:
                yield _subject(token.head), token.head, doc[min(inside) : max(inside) + 1]


def _floating(doc: Doc) -> Iterator[tuple[Span | None, Token | None, Span]]:
    """What stands between marks, with the verb of saying that is nearest in its sentence or in the one before."""
    marks = [token.i for token in doc if token.text in MARKS or token.text == "''"]
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        if last - first > 1:
            near = range(max(0, first - 15), min(len(doc), last + 15))
            verbs = [doc[i] for i in near if not first < i < last and doc[i].lemma_ in VERBS]
            verb = min(verbs, key=lambda v: min(abs(v.i - first), abs(v.i - last)), default=None)
            yield (_subject(verb) if verb is not None else None), verb, doc[first : last + 1]


def _according(doc: Doc) -> Iterator[tuple[Span | None, Token | None, Span]]:
    for token in doc[:-1]:
        if token.lower_ == "according" and token.nbor().lower_ == "to":
            of = [child for child in token.nbor().children if child.dep_ == "pobj"]
            yield (_phrase(of[0]) if of else None), None, token.sent


def _subject(verb: Token) -> Span | None:
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    return _phrase(subject) if subject is not None else None


def _phrase(token: Token) -> Span:
    return token.doc[token.left_edge.i : token.right_edge.i + 1]
