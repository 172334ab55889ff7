"""The dated cases of `cases/*.tsv`: a text each, one phrase of it marked ⟦so⟧, and whom a careful reader takes it for.

`python -m tests.resolve.cases_report [LIST ...]` prints the share that the shipped program has right of each list, the
share of each kind of case, and every row that it has wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from communique import annotate
from communique.reading import Mention, Span

FOLDER = Path(__file__).with_name("cases")
LISTS = ("named", "open", "pronouns")
COLUMNS = ("on", "right", "about", "text")
OPEN = ("none", "place")
UNDATED = "-"
PARAGRAPH = " ¶ "  # stands for an empty line: a table has one row a line
_BEHIND_HEAD = re.compile(r",| (?:of|in|for|to|on) ")  # an apposition, or whose office it is


@dataclass(frozen=True, slots=True)
class Case:
    """A row of a list. `on` is None where the article has no date; `right` an actor's id, "none" or "place"."""

    line: int
    on: str | None
    right: str
    about: str
    text: str
    span: Span

    @property
    def phrase(self) -> str:
        """The marked words."""
        return self.span.of(self.text)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A case that the program has wrong, and what it has instead."""

    case: Case
    got: str

    def __str__(self) -> str:
        case = self.case
        return f"line {case.line} ({case.on}, {case.about}): {case.phrase!r} is {case.right}, got {self.got}"


def cases(name: str) -> tuple[Case, ...]:
    """The rows of the list `name`. Raises ValueError where a row is not as the header says or marks no one phrase."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf8").splitlines()
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise ValueError(f"{name}.tsv: the first line is not {', '.join(COLUMNS)}")
    return tuple(_case(name, number, line) for number, line in enumerate(lines[1:], 2))


def _case(name: str, number: int, line: str) -> Case:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS) or not all(cells):
        raise ValueError(f"{name}.tsv, line {number}: {len(COLUMNS)} filled cells expected")
    on, right, about, text = cells
    before, opened, rest = text.replace(PARAGRAPH, "\n\n").partition("⟦")
    phrase, closed, after = rest.partition("⟧")
    if not (opened and closed and phrase) or {"⟦", "⟧"} & {*phrase, *after}:
        raise ValueError(f"{name}.tsv, line {number}: one phrase has to be marked ⟦so⟧")
    span = Span(len(before), len(before) + len(phrase))
    return Case(number, None if on == UNDATED else on, right, about, before + phrase + after, span)


def wrong(rows: Sequence[Case]) -> list[Wrong]:
    """The cases of `rows` that the shipped program has wrong, in their order."""
    return [found for found in map(_judged, rows) if found is not None]


def _judged(case: Case) -> Wrong | None:
    """What is wrong with the mention at the phrase's head, or, in a case that has an answer, at most of the phrase."""
    mentions = annotate(case.text, published=case.on).mentions
    found = _most(_head(case), mentions)
    if case.right in OPEN:
        return Wrong(case, _told(case, found)) if found is not None and _closed(case, found) else None
    found = found or _most(case.span, mentions)
    return None if found is not None and found.actor == case.right else Wrong(case, _told(case, found))


def _closed(case: Case, mention: Mention) -> bool:
    """Whether a mention says more than the text of an open case does."""
    return mention.actor is not None or (case.right == "place" and mention.kind != "place")


def _head(case: Case) -> Span:
    """The last word of the phrase before an apposition, or before the state or body that an office is of."""
    start = case.span.start
    before = _BEHIND_HEAD.split(case.phrase, maxsplit=1)[0]
    return Span(start + before.rfind(" ") + 1, start + len(before))


def _most(span: Span, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that covers most of `span`, the shortest of several; None where none touches it."""
    best = max(mentions, key=lambda m: (_shared(m.span, span), m.span.start - m.span.end), default=None)
    return best if best is not None and _shared(best.span, span) else None


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _told(case: Case, mention: Mention | None) -> str:
    if mention is None:
        return "no mention"
    return f"{mention.actor or f'a {mention.kind} left open'} at {mention.span.of(case.text)!r}"


def main(names: Sequence[str]) -> None:
    """Prints the report of the lists `names`."""
    for name in names:
        rows = cases(name)
        missed = wrong(rows)
        print(f"{name}: {len(rows) - len(missed)} of {len(rows)} right, {100 * (1 - len(missed) / len(rows)):.1f} %")
        of_kind, missed_of_kind = Counter(c.about for c in rows), Counter(w.case.about for w in missed)
        for about, number in sorted(of_kind.items()):
            print(f"  {about:<12} {number - missed_of_kind[about]:>3} of {number:>3}")
        for one in missed:
            print(f"  {one}")


if __name__ == "__main__":
    main(sys.argv[1:] or LISTS)
