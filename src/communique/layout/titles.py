"""Headlines, where nothing but the words and the line they stand on tells them: at the top, in mid-text, or twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SHORTEST, LONGEST = 15, 180  # characters of a headline
LEAST_WORDS = 3
SUBHEAD_WORDS = 7  # "What happens next": longer lines without a full stop are read as story
# A headline found again within a line has at least this many words: shorter ones come about in sentences too.
GLUED_WORDS = 5

_STARTS = re.compile(r"""(?:\#{1,3}\s+)?[“"‘'«¿(]*[A-Z0-9$£€]""")
_BULLET = re.compile(r"(?:[-–—•*·▪►>»]|\d{1,2}[.)])\s+")
_STOPS = re.compile(r"""[.,;:…][”"’'»)]*$""")
_ALL_QUOTED = re.compile(r"""[“"].*[”"]$""")
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})
_WORD = re.compile(r"[^\W\d_][\w’'\-]*")
_SMALL = re.compile(
    r"an?|and|as|at|but|by|for|from|in|into|is|of|off|on|or|over|the|to|up|with|after|his|its|not", re.IGNORECASE
)
_SENTENCE_AFTER = re.compile(r"\.\s+[A-Z“\"‘]")
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")


def key(words: str) -> str:
    """What two printings of a headline have in common: one kind of quotation mark and space, and no full stop."""
    plain = unicodedata.normalize("NFC", _MARKDOWN.sub("", words, count=1)).translate(_MARKS)
    return " ".join(plain.split()).rstrip(".").casefold()


def keys_of_title(title: str | None) -> frozenset[str]:
    """The keys of a title given as metadata: as it is, and without the name of the site after a dash or bar."""
    if not title:
        return frozenset()
    return frozenset(found for found in (key(title), key(_SITE.sub("", title))) if found)


def is_title(line: str) -> bool:
    """Whether `line` could be a headline: short, begun like a sentence and not ended like one."""
    return (
        SHORTEST <= len(line) <= LONGEST
        and line.count(" ") >= LEAST_WORDS - 1
        and _STARTS.match(line) is not None
        and _STOPS.search(line) is None
    )


def is_long_title(line: str) -> bool:
    """Whether `line` could be a headline, and is long enough to be known again; rows of tables are shorter."""
    return is_title(line) and line.count(" ") >= LEAST_WORDS


def is_top_title(line: str, *, first: bool) -> bool:
    """Whether `line`, with no story above it, is a headline: also "… in doubt;" and Title Case with a full stop."""
    if _MARKDOWN.match(line):
        return len(line) <= LONGEST
    if is_title(line):
        return first or (line.rstrip("”\"’'")[-1:] not in ("?", "!") and not _ALL_QUOTED.match(line))
    return (
        first
        and SHORTEST <= len(line) <= LONGEST
        and bool(_STARTS.match(line))
        and (line.endswith(";") or _is_capitalised(line))
    )


def is_link(line: str) -> bool:
    """Whether `line` could be an entry of a list of links: a title, perhaps a short one, perhaps with a bullet."""
    line = _BULLET.sub("", line, count=1)
    return 3 <= len(line) <= LONGEST and bool(_STARTS.match(line)) and _STOPS.search(line) is None


def is_subhead(line: str) -> bool:
    """Whether `line`, alone between paragraphs of the story, is a heading of a part of it."""
    if _MARKDOWN.match(line):
        return len(line) <= LONGEST
    return (
        4 <= len(line) <= 60
        and line.count(" ") < SUBHEAD_WORDS
        and line[:1].isupper()
        and line[-1].isalpha()
        and not any(mark in line for mark in '“”"@#:<>')
    )


def glued(paragraph: str, headlines: Iterable[str]) -> tuple[int, int] | None:
    """Where in `paragraph` one of `headlines` is glued on, as a start and an end; or None.

    Glued on is a headline that ends the paragraph; that stands in it without a space before or after it, where a
    sentence would have one; or that is the paragraph's first sentence.
    """
    for headline in headlines:
        if len(headline) >= len(paragraph) or headline.count(" ") < GLUED_WORDS - 1:
            continue
        start = paragraph.rfind(headline)
        if start < 0:
            continue
        end = start + len(headline)
        rest = paragraph[end:]
        before, after = paragraph[start - 1 : start], rest[:1]
        if start and (before.isalnum() or before in '-/“‘"('):
            continue
        if start and rest.strip(" .") == "":
            return start, len(paragraph)
        if (start == 0 or not before.isspace()) and (after.isupper() or after in '“"‘'):
            return start, end
        if start and not before.isspace() and after.isspace():
            return start, end
        if start == 0 and _SENTENCE_AFTER.match(rest):
            return start, end + 1
    return None


def _is_capitalised(line: str) -> bool:
    words = [word for word in _WORD.findall(line) if not _SMALL.fullmatch(word)]
    return len(words) >= LEAST_WORDS and sum(word[0].isupper() for word in words) >= 0.85 * len(words)
