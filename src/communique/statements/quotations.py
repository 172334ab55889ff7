"""Quotation marks: which stretches of a text stand inside them.

Read paragraph by paragraph, so that a mark too many or too few costs its own paragraph and nothing else. Marks are
paired by what they are (an opening “ or a closing ”) and, where that does not tell, by what stands beside them. Curly,
straight, doubled ('' and ``), single marks and guillemets are known, nested to any depth, the same mark inside itself
too. An apostrophe is no mark: inside a word ("don't"), after a plural ("the parties' talks"), before what is left of a
word ('90s). A quotation over several paragraphs opens anew on each and closes on the last.

Time is linear in the text: each mark is put on a stack at most once and taken off at most once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from communique.reading import Problem, Quotation, Span, Spans
from communique.statements.sentences import paragraphs

Family = Literal["double", "single", "guillemet", "angle"]

# The shares of a content's characters in quotation marks from which it is direct, and above which it is mixed: those of
# the PolNeAR evaluation.
DIRECT = 0.9
MIXED = 0.02

_FAMILY: dict[str, tuple[Family, str]] = {
    '"': ("double", "?"), "＂": ("double", "?"), "''": ("double", "?"), "``": ("double", "("), "“": ("double", "("),
    "”": ("double", ")"), "„": ("double", "("), "‟": ("double", "("), "«": ("guillemet", "("), "»": ("guillemet", ")"),
    "‹": ("angle", "("), "›": ("angle", ")"), "'": ("single", "?"), "‘": ("single", "("), "‛": ("single", "("),
    "‚": ("single", "("), "`": ("single", "("), "’": ("single", ")"),
}  # fmt: skip
_MARK = re.compile(r"``|'{2,}|[\"“”„‟«»‹›＂]|(?<!\w)['’‘`‚‛]|['’‘`](?!\w)")
_ELISION = re.compile(
    r"\d0s\b|\d\d\b(?![.,]\d| per| %|%)|(?:em|tis|twas|til|till|cause|cos|bout|round|n|neath|twere)\b", re.IGNORECASE
)
_OPENS_AFTER = frozenset("([{<—–-−/=:>")
_CLOSES_BEFORE = frozenset(".,;:!?…)]}>—–-−/<")
_LEAD = re.compile(r"[\s•*·–—-]*\Z")
# How much may stand before the first mark of a paragraph that still "begins" with it: a bullet.
_LEAD_WIDTH = 8


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch inside quotation marks: the whole with its marks, the words alone, and how deep it is nested.

    `continues`: it goes on from the paragraph before. `goes_on`: it is not closed here but in a later paragraph.
    """

    span: Span
    words: Span
    family: Family
    depth: int = 0
    continues: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quoted stretches in order of text, those that stand inside no other, and what was odd about the marks."""

    quoted: tuple[Quoted, ...] = ()
    outermost: tuple[Quoted, ...] = ()
    problems: tuple[Problem, ...] = ()

    def over(self, span: Span) -> Iterator[Quoted]:
        """The outermost stretches that share a character with `span`, in order of text."""
        at = max(0, bisect_right(self.outermost, span.start, key=_start) - 1)
        while at < len(self.outermost) and self.outermost[at].span.start < span.end:
            if self.outermost[at].span.end > span.start:
                yield self.outermost[at]
            at += 1


class _Mark(NamedTuple):
    span: Span
    family: Family
    bias: str  # "(" an opening mark by its form, ")" a closing one, "?" either
    left: bool  # what stands before it lets a quotation open here
    right: bool  # what stands after it lets one close here
    first: bool  # the paragraph begins with it
    weak: bool = False  # a closing single mark that may be a plural's apostrophe


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation that its paragraph leaves open."""

    mark: _Mark
    paragraph: Span
    continues: bool

    def stretch(self, *, goes_on: bool) -> Quoted:
        opening, end = self.mark.span, self.paragraph.end
        return Quoted(Span(opening.start, end), Span(opening.end, end), self.mark.family, 0, self.continues, goes_on)


@dataclass(slots=True)
class _Paragraph:
    span: Span
    pairs: list[tuple[_Mark, _Mark]]
    unclosed: list[_Mark]
    stray: list[_Mark]
    odd: list[_Mark]  # opening marks that a pair around them leaves without a partner


def quoted(text: str, *within: Span) -> Quotes:
    """The stretches of `within` (each a part of `text`, in order) that stand in quotation marks.

    A quotation may run on from the last paragraph of one part to the first of the next.
    """
    found: list[Quoted] = []
    problems: list[Problem] = []
    pending: _Open | None = None
    for part in within:
        for span in paragraphs(text, part):
            here = _paired(text, span)
            continued: _Mark | None = None
            if pending:
                loose = text[pending.mark.span.end : pending.mark.span.end + 1].isspace()
                continued = None if loose else _continuation(here, pending.mark)
                if continued is not None:
                    found.append(pending.stretch(goes_on=True))
                else:
                    _leave_open(pending, text, found, problems)
            pending = _collect(here, continued, found, problems)
    if pending:
        _leave_open(pending, text, found, problems)
    nested = tuple(_nested(found))
    return Quotes(nested, tuple(q for q in nested if not q.depth), tuple(problems))


def quotation_of(text: str, content: Spans, quotes: Quotes) -> Quotation:
    """Whether a content is quoted as a whole (direct), in part (mixed) or not (indirect)."""
    inside = whole = 0
    for span in content:
        whole += _solid(text, span)
        for q in quotes.over(span):
            inside += _solid(text, Span(max(span.start, q.span.start), min(span.end, q.span.end)))
    share = inside / max(1, whole)
    return "direct" if share >= DIRECT else "mixed" if share > MIXED else "indirect"


def _start(stretch: Quoted) -> int:
    return stretch.span.start


def _solid(text: str, span: Span) -> int:
    """The characters of a span that are no white space."""
    return sum(map(len, text[span.start : span.end].split())) if span.start < span.end else 0


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    tokens: list[Span] = []
    for match in _MARK.finditer(text, *paragraph):
        start, end = match.span()
        if end - start > 2 and match.group()[0] == "'":
            tokens += _run(text, start, end, paragraph)
        else:
            tokens.append(Span(start, end))
    # A mark among marks is judged by what stands around them all.
    left_of: list[int] = []
    for i, token in enumerate(tokens):
        left_of.append(left_of[-1] if i and tokens[i - 1].end == token.start else token.start)
    right_of = [token.end for token in tokens]
    for i in range(len(tokens) - 2, -1, -1):
        if tokens[i].end == tokens[i + 1].start:
            right_of[i] = right_of[i + 1]
    marks = []
    for token, before, after in zip(tokens, left_of, right_of, strict=True):
        left = text[before - 1] if before > paragraph.start else " "
        right = text[after] if after < paragraph.end else " "
        family, bias = _FAMILY[text[token.start : token.end]]
        opens = left.isspace() or left in _OPENS_AFTER
        closes = right.isspace() or right in _CLOSES_BEFORE
        if family == "single" and _apostrophe(text, token, opens, closes, bias):
            continue
        if bias == "?" and family == "double" and left.isdigit() and not opens and closes:
            bias = "5"  # inches, unless it closes something
        first = before - paragraph.start <= _LEAD_WIDTH and bool(_LEAD.match(text[paragraph.start : before]))
        weak = left in "sS" and right.isspace() and after + 1 < paragraph.end and text[after + 1].isalpha()
        marks.append(_Mark(token, family, bias, opens, closes, first, weak))
    return marks


def _run(text: str, start: int, end: int, paragraph: Span) -> list[Span]:
    """A run of three or more straight single marks: doubled marks, and a single one on the side of the words."""
    opening = end < paragraph.end and text[end].isalnum()
    pairs = [Span(i, i + 2) for i in range(start if opening else start + (end - start) % 2, end - 1, 2)]
    if (end - start) % 2 == 0:
        return pairs
    return [*pairs, Span(end - 1, end)] if opening else [Span(start, start + 1), *pairs]


def _apostrophe(text: str, token: Span, opens: bool, closes: bool, bias: str) -> bool:
    if opens and not closes:
        return bias == ")" or bool(_ELISION.match(text, token.end))
    return not opens and not closes


def _paired(text: str, paragraph: Span) -> _Paragraph:
    marks = _marks(text, paragraph)
    here = _by_context(marks, paragraph)
    doubles = [mark for mark in marks if mark.family == "double"]
    odd = any(mark.family == "double" for mark in (*here.unclosed, *here.stray, *here.odd))
    if odd and len(doubles) % 2 == 0 and all(mark.bias in "?5" for mark in doubles):
        # Straight marks set without care for the spaces beside them: the first opens, the second closes, and so on.
        return _Paragraph(paragraph, list(zip(doubles[::2], doubles[1::2], strict=True)), [], [], [])
    return here


def _by_context(marks: Sequence[_Mark], paragraph: Span) -> _Paragraph:
    here = _Paragraph(paragraph, [], [], [], [])
    closable = _closable(marks)
    stack: list[_Mark] = []
    count: dict[Family, int] = {"double": 0, "single": 0, "guillemet": 0, "angle": 0}

    def take(family: Family) -> _Mark:
        while True:
            mark = stack.pop()
            count[mark.family] -= 1
            if mark.family == family:
                return mark
            if mark.family != "single":
                here.odd.append(mark)

    for mark, later in zip(marks, closable, strict=True):
        if mark.family == "single":
            # A single mark closes only what is innermost: across an open double mark it is an apostrophe.
            innermost = bool(stack) and stack[-1].family == "single"
            if mark.left and not (mark.right and innermost):
                if not mark.right and (later or mark.first):
                    stack.append(mark)
                    count["single"] += 1
            elif innermost and not (mark.weak and later):
                here.pairs.append((take("single"), mark))
            continue
        open_now = count[mark.family] > 0
        if not open_now and mark.bias == "5":
            continue
        if _opens(mark, open_now):
            stack.append(mark)
            count[mark.family] += 1
        elif open_now:
            here.pairs.append((take(mark.family), mark))
        elif mark.span.end - mark.span.start == 2 and count["single"] > 1 and stack[-1].family == "single":
            # Two single quotations that end together.
            half = mark.span.start + 1
            for span in (Span(mark.span.start, half), Span(half, mark.span.end)):
                if stack and stack[-1].family == "single":
                    here.pairs.append((take("single"), _Mark(span, "single", ")", False, True, False)))
        else:
            here.stray.append(mark)
    here.unclosed += [mark for mark in stack if mark.family != "single" or mark.first]
    here.unclosed.sort(key=lambda mark: mark.span)
    return here


def _closable(marks: Sequence[_Mark]) -> list[bool]:
    """For each mark: whether a single mark that surely closes comes after it, before another single one opens."""
    closable = [False] * len(marks)
    ahead = False
    weak_ahead = False
    for i in range(len(marks) - 1, -1, -1):
        mark = marks[i]
        closing = mark.family == "single" and mark.right
        closable[i] = ahead or (weak_ahead and not closing)
        if mark.family != "single":
            # Two straight single marks together may close two single quotations.
            ahead = ahead or (mark.bias == "?" and mark.right and mark.span.end - mark.span.start == 2)
            continue
        if mark.right:
            ahead = ahead or not mark.weak
            weak_ahead = True
        else:
            ahead = weak_ahead = False
    return closable


def _opens(mark: _Mark, open_now: bool) -> bool:
    if mark.bias == "(":
        return not (open_now and mark.right and not mark.left)
    if mark.bias == ")":
        return not open_now and mark.left and not mark.right
    if mark.left != mark.right:
        return mark.left
    return not open_now


def _continuation(here: _Paragraph, opening: _Mark) -> _Mark | None:
    """The mark by which a quotation left open before goes on in this paragraph, if it does."""
    starts = [pair[0] for pair in here.pairs] + here.unclosed
    first = min((m for m in starts if m.family == opening.family), key=lambda m: m.span, default=None)
    if first is not None and first.first:
        return first if _alike(first, opening) else None
    stray = here.stray[0] if here.stray else None
    if stray is not None and stray.family == opening.family and (first is None or stray.span < first.span):
        return stray if (stray.bias == ")") == (opening.bias == "(") else None
    return None


def _alike(mark: _Mark, other: _Mark) -> bool:
    """Whether two opening marks are of one make: both straight, or both curly."""
    return mark.bias == other.bias and mark.span.end - mark.span.start == other.span.end - other.span.start


def _collect(here: _Paragraph, continued: _Mark | None, found: list[Quoted], problems: list[Problem]) -> _Open | None:
    """Adds what this paragraph has; returns the quotation it leaves open, if any."""
    for opening, closing in here.pairs:
        if closing.span.start > opening.span.end:
            words = Span(opening.span.end, closing.span.start)
            whole = Span(opening.span.start, closing.span.end)
            found.append(Quoted(whole, words, opening.family, continues=opening is continued))
    for stray in here.stray:
        if stray is continued:
            start = here.span.start
            found.append(Quoted(Span(start, stray.span.end), Span(start, stray.span.start), stray.family, 0, True))
        else:
            problems.append(Problem("a closing quotation mark without an opening one", stray.span))
            break
    if here.odd:
        problems.append(Problem("an opening quotation mark without a closing one", here.odd[0].span))
    if not here.unclosed:
        return None
    going_on = here.unclosed[0] if here.unclosed[0].first else here.unclosed[-1]
    others = [mark for mark in here.unclosed if mark is not going_on and mark.family != "single"]
    if others:
        problems.append(Problem("an opening quotation mark without a closing one", others[0].span))
    return _Open(going_on, here.span, going_on is continued)


def _leave_open(pending: _Open, text: str, found: list[Quoted], problems: list[Problem]) -> None:
    """A mark that nothing closes: at the head of its paragraph it quotes the rest, elsewhere it is odd."""
    mark = pending.mark
    if mark.family == "single":
        return
    problems.append(Problem("an opening quotation mark without a closing one", mark.span))
    if mark.first and not any(c in '"“”„«»' for c in text[mark.span.end : pending.paragraph.end]):
        found.append(pending.stretch(goes_on=False))


def _nested(found: Iterable[Quoted]) -> Iterable[Quoted]:
    """The stretches in order of text, each with its depth."""
    ends: list[int] = []
    for q in sorted(found, key=lambda q: (q.span.start, -q.span.end)):
        while ends and ends[-1] <= q.span.start:
            ends.pop()
        if ends and q.span.end > ends[-1]:
            continue  # marks so tangled that two stretches would cross: the one that begins first stands
        yield Quoted(q.span, q.words, q.family, len(ends), q.continues, q.goes_on)
        ends.append(q.span.end)
