"""The labelled moves, read strictly: `python -m training.moves.format` prints counts by negotiation and kind.

A file is one negotiation: a head that declares its parties, actors and issues, then sentences, each with its labels in
indented lines under it. GUIDELINE.md says what is labelled, and how the lines are written.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from communique.reading import Move, Span, Spans, Term

HERE = Path(__file__).parent
KINDS = (
    *("offer", "demand", "commitment", "conditional", "threat", "acceptance", "refusal", "concession"),
    *("retraction", "reaffirmation", "proposal", "withdrawal", "mediation"),
)
# Why a sentence holds no move; GUIDELINE.md says what each means.
REASONS = (
    *("guess", "hope", "description", "history", "unilateral", "negated", "question", "scene", "event", "opinion"),
    *("plan",),
)
OPEN = "?"  # what the text leaves open
HEADING = 4  # letters of a heading in the table: the fewest that tell conditional from concession, and hold a count
GAP = " … "  # between the parts of words that do not stand together

DECLARATION = re.compile(r"(party|actor|issue) ([^:]+): (\S.*)")
MOVE = re.compile(r'(\S+) "([^"]+)" ([^|]+?)((?: \| .+)?)')
SIDES = re.compile(r"(?P<parties>\S+(?: \+ \S+)*)(?: > (?P<toward>\S+))?(?: by=(?P<by>\S+(?: \+ \S+)*))?")
TERM = re.compile(r"(\S.*?) \[([^\[\]]+)\]")
FIELDS = ("gives", "asks", "condition")


class LabelError(ValueError):
    """A fault in a file of labelled moves: file, line, what is wrong, and where it helps, how to mend it."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        self.path, self.line, self.what = path, line, what
        super().__init__(f"{path}:{line}: {what}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and its moves. `why` is the reason for none of them, and None where there are some.

    The spans of a move are the words that show its kind ("offered", "rejection"), those of its terms the terms' own.
    """

    text: str
    moves: tuple[Move, ...]
    why: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Someone:
    """An actor who speaks for a party: the name, and who it is, in words."""

    party: str
    name: str


@dataclass(frozen=True, slots=True)
class Negotiation:
    """One file. `parties` has the names of each party, `issues` a sentence of description each."""

    id: str
    name: str
    parties: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, Someone]
    issues: Mapping[str, str]
    sentences: tuple[Labelled, ...]


@dataclass(slots=True)
class _Head:
    """What a file has declared so far."""

    path: Path
    name: str = ""
    parties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actors: dict[str, Someone] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)

    def declare(self, kind: str, key: str, value: str, line: int) -> None:
        """Adds a party, an actor or an issue. Raises LabelError where it is declared twice, or of nobody."""
        if kind == "actor":
            key, of, party = key.partition(" of ")
            if not of or party not in self.parties:
                raise LabelError(self.path, line, f"actor {key} is of no declared party: write actor ID of PARTY: Name")
        if key in self.parties or key in self.actors or key in self.issues:
            raise LabelError(self.path, line, f"{key} is declared twice")
        if kind == "party":
            self.parties[key] = tuple(value.split(", "))
        elif kind == "actor":
            self.actors[key] = Someone(party, value)
        else:
            self.issues[key] = value


def read(path: Path) -> Negotiation:
    """The negotiation in a file. Raises LabelError at its first fault."""
    lines = list(enumerate(path.read_text(encoding="utf-8").splitlines(), start=1))
    head, body = _head(path, lines)
    return Negotiation(
        path.stem, head.name, head.parties, head.actors, head.issues, tuple(_sentences(head, lines[body:]))
    )


def read_all(folder: Path = HERE) -> tuple[Negotiation, ...]:
    """Every negotiation of a folder, by file name. Raises LabelError, also where a sentence comes twice."""
    negotiations = tuple(read(path) for path in sorted(folder.glob("*.txt")))
    seen: dict[str, str] = {}
    for negotiation in negotiations:
        path = folder / f"{negotiation.id}.txt"
        for sentence in negotiation.sentences:
            # Two sentences that differ in case, marks and spaces alone are the same.
            key = " ".join(re.findall(r"\w+", sentence.text.lower()))
            if key in seen:
                raise LabelError(path, sentence.line, f"this sentence stands at {seen[key]} already")
            seen[key] = f"{path}:{sentence.line}"
    return negotiations


def find(words: str, text: str) -> Spans | str:
    """Where `words` stand in `text`, as whole words, part by part; or, in words, what is wrong with them."""
    spans: list[Span] = []
    for part in words.split(GAP):
        found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)]
        if len(found) != 1:
            return f"“{part}” occurs {len(found)} times in the sentence, not once"
        spans.append(Span(*found[0]))
    if any(here.end > there.start for here, there in pairwise(spans)):
        return f"the parts of “{words}” overlap, or stand in another order than in the sentence"
    return tuple(spans)


def table(negotiations: Sequence[Negotiation]) -> str:
    """Counts for a person to read: a negotiation a row, all of them last; the headings are cut so that a row fits."""
    rows = [["", *(name[:HEADING] for name in ("sentences", "none", "moves", *KINDS))]]
    for name, some in (*((one.id, [one]) for one in negotiations), ("all", negotiations)):
        sentences = [sentence for one in some for sentence in one.sentences]
        kinds = Counter(move.kind for sentence in sentences for move in sentence.moves)
        bare = sum(not sentence.moves for sentence in sentences)
        rows.append([name, *map(str, (len(sentences), bare, kinds.total(), *(kinds[kind] for kind in KINDS)))])
    width = max(len(row[0]) for row in rows)
    return "\n".join(row[0].ljust(width) + "".join(cell.rjust(HEADING + 1) for cell in row[1:]) for row in rows)


def _head(path: Path, lines: Sequence[tuple[int, str]]) -> tuple[_Head, int]:
    head = _Head(path)
    for place, (line, text) in enumerate(lines):
        if text == "---":
            if not (head.name and head.parties and head.issues):
                raise LabelError(path, line, "the head declares no negotiation, no party or no issue")
            return head, place + 1
        if text.startswith("negotiation: "):
            head.name = text.removeprefix("negotiation: ")
        elif declaration := DECLARATION.fullmatch(text):
            head.declare(declaration[1], declaration[2], declaration[3], line)
        elif text and not text.startswith("#"):
            raise LabelError(path, line, "a head has lines that begin with negotiation:, party, actor, issue or #")
    raise LabelError(path, len(lines) or 1, "the head does not end: a line --- is missing")


def _sentences(head: _Head, lines: Sequence[tuple[int, str]]) -> Iterator[Labelled]:
    text, begun, labels = "", 0, list[tuple[int, str]]()
    for line, content in (*lines, (0, "")):
        if content.startswith("  ") and text:
            labels.append((line, content.strip()))
        elif content and not text and content[0] not in " #":
            text, begun = content, line
        elif content and content[0] != "#":
            raise LabelError(head.path, line, "an empty line parts two sentences; labels are indented by two spaces")
        elif not content and text:
            yield _labelled(head, text, begun, labels)
            text, labels = "", []


def _labelled(head: _Head, text: str, line: int, labels: Sequence[tuple[int, str]]) -> Labelled:
    if not labels:
        raise LabelError(head.path, line, "the sentence has no label: a move, or none with a reason")
    if text != " ".join(text.split()):
        raise LabelError(head.path, line, "the sentence has a space too many")
    first = labels[0][1]
    if first.startswith("none"):
        why = first.removeprefix("none: ")
        if len(labels) > 1 or why not in REASONS:
            raise LabelError(
                head.path, labels[0][0], f"none stands alone, with one of the reasons {', '.join(REASONS)}"
            )
        return Labelled(text, (), why, line)
    moves: list[Move] = []
    for number, label in labels:
        try:
            moves.extend(_moves(head, text, label, len(moves)))
        except ValueError as fault:
            raise LabelError(head.path, number, str(fault)) from None
    return Labelled(text, tuple(moves), None, line)


def _moves(head: _Head, text: str, label: str, before: int) -> Iterator[Move]:
    """The moves of one line: one, or one for each party of a joint step. Raises ValueError for a fault in it."""
    line = MOVE.fullmatch(label)
    sides = line and SIDES.fullmatch(line[3])
    if not line or not sides:
        raise ValueError('a label is written KIND "words" PARTY > TOWARD by=ACTOR | gives: … [issue] | …')
    if line[1] not in KINDS:
        raise ValueError(f"there is no kind “{line[1]}”; there are {', '.join(KINDS)}")
    cue = _found(line[2], text)
    parties = [_known(party, head.parties, "party") for party in sides["parties"].split(" + ")]
    toward = _known(sides["toward"] or OPEN, head.parties, "party")
    makers = (sides["by"] or " + ".join(OPEN for _ in parties)).split(" + ")
    if len(makers) != len(parties):
        raise ValueError("a joint step has as many makers after by= as it has parties, or none")
    terms = _terms(head, text, line[4])
    for place, (party, by) in enumerate(zip(parties, makers, strict=True)):
        maker = _known(by, {**head.parties, **head.actors}, "actor")
        # A step of two is a step of each toward the other, unless the line says toward whom, or leaves that open.
        other = parties[1 - place] if len(parties) == 2 and not sides["toward"] else toward
        yield Move(
            f"v{before + place + 1}",
            line[1],
            party,
            other,
            maker,
            tuple(terms["gives"]),
            tuple(terms["asks"]),
            terms["condition"][0] if terms["condition"] else None,
            cue,
        )


def _terms(head: _Head, text: str, written: str) -> dict[str, list[Term]]:
    terms: dict[str, list[Term]] = {name: [] for name in FIELDS}
    for part in written.split(" | ")[1:]:
        name, _, value = part.partition(": ")
        if name not in FIELDS or terms[name]:
            raise ValueError(f"“{name}” is no field, or comes twice; there are {', '.join(FIELDS)}")
        for one in value.split(" ; "):
            term = TERM.fullmatch(one)
            if not term:
                raise ValueError(
                    f"the term “{one}” does not end with its issue in brackets, [{OPEN}] where it has none"
                )
            issue = _known(term[2], head.issues, "issue")
            terms[name].append(Term(_found(term[1], text), term[1], issue))
    if len(terms["condition"]) > 1:
        raise ValueError("a move has one condition")
    return terms


def _found(words: str, text: str) -> Spans:
    found = find(words, text)
    if isinstance(found, str):
        raise ValueError(found)
    return found


def _known(name: str, known: Mapping[str, object], what: str) -> str | None:
    if name == OPEN:
        return None
    if name not in known:
        raise ValueError(f"the {what} “{name}” is not declared; declared are {', '.join(known)}")
    return name


def main() -> int:
    """Prints the counts, or the first fault."""
    try:
        print(table(read_all()))
    except LabelError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
