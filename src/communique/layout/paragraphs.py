"""Where the paragraphs of a plain text begin and end, whether its lines are wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from communique.layout.lines import is_byline
from communique.reading import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\r\n\u2028\u2029])[^\S\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029])")
_ENDS = re.compile(r"""[.!?:…]["'”’»)\]]*\s*$""")

# A text is wrapped where no line is longer than this, as in telegrams and mails, …
WRAPPED_WIDTH = 100
# … and lines without a full stop go on in the next one this often and in this share of the places where they could; or
# in that share of them, with a small letter.
WRAPPED_LINES, WRAPPED_SHARE = 3, 0.6
WRAPPED_SMALL_SHARE = 0.3
_INDENT = re.compile(r"[ ]{2,}|\t")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` in order, each without the white space around it.

    A line is a paragraph. Only where the text is wrapped, a paragraph is a run of lines, up to a blank or indented one
    or the writer's name.
    """
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if not match[0].isspace()]
    if not lines or max(line.end - line.start for line in lines) > WRAPPED_WIDTH:
        return [_trimmed(text, line) for line in lines]
    follows = [not _BLANK.search(text, a.end, b.start) for a, b in pairwise(lines)]
    if not _is_wrapped([line.of(text).strip() for line in lines], follows):
        return [_trimmed(text, line) for line in lines]
    found = lines[:1]
    for line, follow in zip(lines[1:], follows, strict=True):
        apart = is_byline(line.of(text).strip()) or is_byline(found[-1].of(text).strip())
        if follow and not apart and not _INDENT.match(text, line.start):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return [_trimmed(text, span) for span in found]


def _is_wrapped(lines: Sequence[str], follows: Sequence[bool]) -> bool:
    chances = sum(follows)
    going_on = [b for (a, b), follow in zip(pairwise(lines), follows, strict=True) if follow and not _ENDS.search(a)]
    small = sum(line[0].islower() for line in going_on)
    often = len(going_on) >= WRAPPED_LINES and len(going_on) >= WRAPPED_SHARE * chances
    return often or (small > 0 and small >= WRAPPED_SMALL_SHARE * chances)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.end - len(words.lstrip()), span.start + len(words.rstrip()))
