"""How well a term's issue is found: `python -m benchmarks.issues`.

Each labelled negotiation is a new desk: its issues have a name and a description, no words, and the terms of its moves
are labelled with them. The map of the shipped table of meanings was learned from the negotiations for development, so
their honest figures are those of `python training/meanings.py --folds`; `--held-out` measures on those that nothing was
learned from. Given back: the share of issues given that are right (P), of terms given their own (R), of terms left open
when their own issue is taken away (none), and the same by words in common alone, and in the shipped issues.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import _results
from communique import dispatches
from communique.desk import Issue
from communique.issues import SAME_TERM, IssueFinder, about, alike, shipped
from communique.issues.finder import stems
from communique.issues.sayings import whole
from communique.reading import Move, Term
from training.moves.format import HERE, Negotiation, read_all

Find = Callable[[Sequence[Issue], str, str], str | None]
# What the gold of the dispatches calls the shipped issues by; the others are of none.
GOLD = {
    "talks": "summitry",
    "nuclear and missile tests": "tests",
    "military exercises": "exercises",
    "inspection": "inspections",
    "inter-Korean relations": "normalisation",
    "detainees and remains": "humanitarian",
    "security guarantees": "security-guarantees",
    "peace treaty": "peace-treaty",
}
PAIRS = HERE.parent / "terms.tsv"


@dataclass(frozen=True, slots=True)
class Asked:
    """A term, the sentence it stands in, and the id of its issue, None where it has none."""

    term: str
    sentence: str
    issue: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """Counts: terms with an issue, issues given, right ones, and terms left open where their issue was taken away."""

    terms: int
    given: int
    right: int
    none: int

    def __add__(self, other: Result) -> Result:
        return Result(*(a + b for a, b in zip(self.row(), other.row(), strict=True)))

    def row(self) -> tuple[int, int, int, int]:
        return self.terms, self.given, self.right, self.none

    def figures(self) -> list[float]:
        """Precision, recall and F1, in percent."""
        precision, recall = self.right / max(self.given, 1), self.right / max(self.terms, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return [round(100 * value, 1) for value in (precision, recall, f1)]

    def __str__(self) -> str:
        precision, recall, f1 = self.figures()
        none = 100 * self.none / max(self.terms, 1)
        return f"{self.terms:5}   P {precision:5.1f} %   R {recall:5.1f} %   F1 {f1:5.1f} %   none {none:5.1f} %"


def by_words(issues: Sequence[Issue], term: str, _: str) -> str | None:
    """The issue that has most words in common with the term; None where it has none, or two have as many."""
    counts = sorted(((len(stems(whole(issue)) & stems(term)), issue.id) for issue in issues), reverse=True)
    return counts[0][1] if counts[0][0] > (counts[1][0] if len(counts) > 1 else 0) else None


def by_meaning(issues: Sequence[Issue], term: str, context: str) -> str | None:
    return _finder(tuple(issues)).of(term, context)


_finders: dict[tuple[Issue, ...], IssueFinder] = {}


def _finder(issues: tuple[Issue, ...]) -> IssueFinder:
    return _finders.setdefault(issues, IssueFinder(issues))


def terms_of(move: Move) -> tuple[Term, ...]:
    return (*move.gives, *move.asks, *([move.condition] if move.condition else []))


def asked(negotiation: Negotiation) -> Iterator[Asked]:
    """The terms of a negotiation, each once a sentence."""
    for sentence in negotiation.sentences:
        for words, issue in dict.fromkeys((t.text, t.issue) for move in sentence.moves for t in terms_of(move)):
            yield Asked(words, sentence.text, issue)


def desk_of(negotiation: Negotiation) -> list[Issue]:
    """The issues of a negotiation as a desk would have them; numbers are their ids."""
    return [Issue(name, name, description=told) for name, told in negotiation.issues.items()]


def result(issues: Sequence[Issue], terms: Sequence[Asked], find: Find) -> Result:
    known = [one for one in terms if one.issue is not None]
    found = [find(issues, one.term, one.sentence) for one in known]
    without = [find([i for i in issues if i.id != one.issue], one.term, one.sentence) for one in known]
    return Result(
        len(known),
        sum(issue is not None for issue in found),
        sum(issue == one.issue for issue, one in zip(found, known, strict=True)),
        sum(issue is None for issue in without),
    )


def of_dispatches() -> list[Asked]:
    """The terms of the dispatches' gold, with the shipped issues; the sentence is the move's evidence."""
    ids = {issue.id for issue in shipped()}
    found = []
    for reading in dispatches.gold().values():
        for move in reading.moves:
            evidence = " ".join(span.of(reading.article.text) for span in move.spans)
            for term in terms_of(move):
                issue = GOLD.get(term.issue or "", term.issue)
                found.append(Asked(term.text, evidence, issue if issue in ids else None))
    return found


def sentences(negotiations: Sequence[Negotiation], least: float) -> str:
    """Whether a sentence is about an issue of its terms, by `about` from `least` on."""
    right = given = wanted = 0
    for negotiation in negotiations:
        for sentence in negotiation.sentences:
            gold = {term.issue for move in sentence.moves for term in terms_of(move)} - {None}
            found = (
                {issue.id for issue in desk_of(negotiation) if about(sentence.text, issue) >= least} if gold else set()
            )
            right, given, wanted = right + len(gold & found), given + len(found), wanted + len(gold)
    return f"from {least:.2f}   P {right / max(given, 1):6.1%}   R {right / max(wanted, 1):6.1%}"


def pairs() -> list[tuple[bool, str, str]]:
    """Pairs of terms: whether they are the same one in other words."""
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(same == "same", one, other) for same, one, other in rows]


def likeness(least: float) -> str:
    """How well `alike` tells the same term from another, from `least` on; and by words in common for comparison."""
    rows = pairs()
    lines = []
    for name, measure in (("meaning", alike), ("words", _overlap)):
        told = [(measure(one, other), same) for same, one, other in rows]
        best = max((n for n, _ in told), key=lambda at: _f1(told, at))
        for label, at in ((f"{name} from {least:.2f}", least), (f"{name}, best, from {best:.2f}", best)):
            given = [same for n, same in told if n >= at]
            wanted = sum(same for _, same in told)
            lines.append(
                f"{label:28} P {sum(given) / max(len(given), 1):6.1%}   R {sum(given) / wanted:6.1%}   "
                f"F1 {_f1(told, at):6.1%}"
            )
    return "\n".join(lines)


def _f1(told: Sequence[tuple[float, bool]], at: float) -> float:
    given = [same for n, same in told if n >= at]
    return 2 * sum(given) / max(len(given) + sum(same for _, same in told), 1)


def _overlap(one: str, other: str) -> float:
    left, right = stems(one), stems(other)
    return len(left & right) / max(min(len(left), len(right)), 1)


def speed() -> str:
    """What a term costs that was not met before, among the shipped issues."""
    finder = IssueFinder(shipped())
    terms = [re.sub(r"\s+", " ", f"close reactor number {n} in return for easing the penalties") for n in range(2_000)]
    finder.of(terms[0], terms[0])
    begun = time.perf_counter()
    for term in terms:
        finder.of(term)
    return f"{(time.perf_counter() - begun) / len(terms) * 1e6:.0f} microseconds a term"


def main() -> None:
    held_out = frozenset((HERE / "HELD_OUT").read_text(encoding="utf-8").split())
    wanted = "--held-out" in sys.argv
    negotiations = [one for one in read_all() if (one.id in held_out) is wanted]
    nothing = Result(0, 0, 0, 0)
    told: dict[str, list[float]] = {}
    for name, find in (("by words alone", by_words), ("by meaning", by_meaning)):
        results = [result(desk_of(one), [*asked(one)], find) for one in negotiations]
        print(f"New desks without training, {name}")
        for one, its in zip(negotiations, results, strict=True):
            print(f"  {one.id:20} {its}")
        print(f"  {'all':20} {sum(results, nothing)}")
        told[f"new desks, {name}: P/R/F1"] = sum(results, nothing).figures()
    terms = of_dispatches()
    of_shipped = result(shipped(), terms, by_meaning)
    print(f"Shipped issues, dispatches   {of_shipped}")
    told["shipped issues, dispatches: P/R/F1"] = of_shipped.figures()
    open_ = [one for one in terms if one.issue is None]
    left = sum(by_meaning(shipped(), one.term, one.sentence) is None for one in open_)
    print(f"  terms of none of them left open: {left} of {len(open_)}")
    print("Sentences about an issue")
    for least in (1.0, 0.7, 0.6, 0.5, 0.4, 0.3):
        print(f"  {sentences(negotiations, least)}")
    print(likeness(SAME_TERM))
    print(speed())
    _results.write("issues of terms" + (", held out" if wanted else ""), told)


if __name__ == "__main__":
    main()
